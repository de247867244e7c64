using System;
using System.Globalization;
using System.IO;
using System.Linq;
using CrmMilestones.Scripts.Audit;
using CrmMilestones.Scripts.Samples;

namespace CrmMilestones.Benchmarks;

/// <summary>
/// scale audit: an audit of 1,000,000 lines of the sample's shape, or as many as are said. The sample's customers over
/// and over, each time under other numbers and names, with all their mess and duplicates.
/// </summary>
static class AuditScale
{
    public static int Run(string[] args)
    {
        var lines = args is [var count] ? int.Parse(count, CultureInfo.InvariantCulture) : 1_000_000;
        var folder = Directory.CreateTempSubdirectory("audit-scale-");
        try
        {
            var list = Path.Combine(folder.FullName, "customers.csv");
            Write(list, lines);
            return Scale.Measure("lines", lines, () => AuditCommand.Create()
                .Parse([list, "--output", Path.Combine(folder.FullName, "audit")]).Invoke());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    static void Write(string path, int lines)
    {
        var sample = SampleCustomers.Files.Single(file => file.Name == "customers.csv").Text
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var customers = sample.Skip(1).Select(line => line.Split(',', 3)).ToArray();
        using StreamWriter text = new(path);
        text.WriteLine(sample[0]);
        for (var line = 0; line < lines; line++)
        {
            var customer = customers[line % customers.Length];
            var round = line / customers.Length;
            var name = customer[1].Insert(customer[1].StartsWith('"') ? 1 : 0, $"Round {round} ");
            text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{customer[0]}-{round},{name},{customer[2]}"));
        }
    }
}
