using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using CrmMilestones.Scripts;
using Xunit;

namespace CrmMilestones.Tests.Agreement;

/// <summary>Scripts/Dataverse/FIDELITY.md names tests that are there.</summary>
public partial class FidelityTableTests
{
    [Fact]
    public void Each_behaviour_that_was_held_against_the_platform_has_its_test()
    {
        var root = RepositoryRoot.Path;
        var tests = Directory.EnumerateFiles(Path.Combine(root, "Tests", "Host"), "*.cs")
            .SelectMany(file => Method().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value))
            .ToHashSet();
        var rows = File.ReadLines(Path.Combine(root, "Scripts", "Dataverse", "FIDELITY.md"))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal)
                && !line.StartsWith("| ---", StringComparison.Ordinal)
                && !line.EndsWith("| test |", StringComparison.Ordinal))
            .ToList();

        Assert.True(rows.Count > 30);
        Assert.All(rows, row => Assert.Contains(LastCell().Match(row).Groups[1].Value, tests));
    }

    [GeneratedRegex(@"\| `(\w+)` \|$")]
    private static partial Regex LastCell();

    [GeneratedRegex(@"public void (\w+)\(")]
    private static partial Regex Method();
}
