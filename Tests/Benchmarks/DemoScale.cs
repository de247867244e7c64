using System.Globalization;
using System.IO;
using CrmMilestones.Scripts.Demo;

namespace CrmMilestones.Benchmarks;

/// <summary>scale demo: 20,000 customers, or as many as are said, loaded and taken through the guided process.</summary>
static class DemoScale
{
    public static int Run(string[] args)
    {
        var lines = args is [var count] ? int.Parse(count, CultureInfo.InvariantCulture) : 20_000;
        var folder = Directory.CreateTempSubdirectory("demo-scale-");
        try
        {
            var list = Path.Combine(folder.FullName, "customers.csv");
            SampleList.Write(list, lines);
            return Scale.Measure("lines", lines, () => DemoCommand.Create().Parse(["--data", list]).Invoke());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
