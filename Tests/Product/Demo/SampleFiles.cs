using System.IO;
using CrmMilestones.Scripts;
using CrmMilestones.Scripts.Demo;

namespace CrmMilestones.Tests.Demo;

/// <summary>The committed sample.</summary>
static class SampleFiles
{
    public static string PathOf(string file) => Path.Combine(RepositoryRoot.Path, "Scripts", "Samples", file);

    public static CsvCustomers Read(string file)
    {
        using var text = File.OpenText(PathOf(file));
        return CsvCustomers.Read(text);
    }
}
