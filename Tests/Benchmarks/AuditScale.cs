using System.Globalization;
using System.IO;
using CrmMilestones.Scripts.Audit;

namespace CrmMilestones.Benchmarks;

/// <summary>scale audit: an audit of 1,000,000 lines of the sample's shape, or as many as are said.</summary>
static class AuditScale
{
    public static int Run(string[] args)
    {
        var lines = args is [var count] ? int.Parse(count, CultureInfo.InvariantCulture) : 1_000_000;
        var folder = Directory.CreateTempSubdirectory("audit-scale-");
        try
        {
            var list = Path.Combine(folder.FullName, "customers.csv");
            SampleList.Write(list, lines);
            return Scale.Measure("lines", lines, () => AuditCommand.Create()
                .Parse([list, "--output", Path.Combine(folder.FullName, "audit")]).Invoke());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
