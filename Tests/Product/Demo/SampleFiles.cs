using System.IO;
using CrmMilestones.Scripts;

namespace CrmMilestones.Tests.Demo;

/// <summary>The committed sample.</summary>
static class SampleFiles
{
    public static string PathOf(string file) => Path.Combine(RepositoryRoot.Path, "Scripts", "Samples", file);
}
