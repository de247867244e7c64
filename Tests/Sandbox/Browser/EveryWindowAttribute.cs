using System.Collections.Generic;
using System.Reflection;
using Xunit.Sdk;

namespace CrmMilestones.Tests.Sandbox.Browser;

/// <summary>A journey is walked in each language, on a desktop and on a phone.</summary>
sealed class EveryWindowAttribute : DataAttribute
{
    internal const int Desktop = 1280;
    internal const int Phone = 390;

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) =>
    [
        [SandboxBrowser.English, Desktop], [SandboxBrowser.English, Phone],
        [SandboxBrowser.Spanish, Desktop], [SandboxBrowser.Spanish, Phone],
    ];
}
