using System;
using System.Globalization;
using System.IO;
using System.Linq;
using CrmMilestones.Scripts.Samples;

namespace CrmMilestones.Benchmarks;

/// <summary>
/// A long list of the sample's shape: its customers over and over, each time under other numbers and names, with all their
/// mess and duplicates.
/// </summary>
static class SampleList
{
    public static void Write(string path, int lines)
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
