using System;
using System.IO;
using CrmMilestones.Scripts.Demo;

namespace CrmMilestones.Tests.Demo;

/// <summary>The committed sample.</summary>
static class Sample
{
    public static string PathOf(string file)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "CrmMilestones.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("No CrmMilestones.sln above the tests.");
        }

        return Path.Combine(folder.FullName, "Scripts", "Samples", file);
    }

    public static CsvCustomers Read(string file)
    {
        using var text = File.OpenText(PathOf(file));
        return CsvCustomers.Read(text);
    }
}
