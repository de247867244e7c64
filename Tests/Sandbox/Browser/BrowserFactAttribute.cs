using System.IO;
using Xunit;

namespace CrmMilestones.Tests.Sandbox.Browser;

/// <summary>Where Debian's package chromium puts the browser.</summary>
static class Chromium
{
    internal const string Path = "/usr/bin/chromium";

    internal static string? Missing { get; } =
        File.Exists(Path) ? null : $"There is no browser at {Path}: install Debian's package chromium.";
}

/// <summary>A test in a real browser; skipped, with the reason, where there is none.</summary>
sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = Chromium.Missing;
}

/// <summary>A theory in a real browser; skipped, with the reason, where there is none.</summary>
sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = Chromium.Missing;
}
