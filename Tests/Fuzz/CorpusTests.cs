using System.Diagnostics;
using CrmMilestones.Tests.Fuzz.Engine;
using CrmMilestones.Tests.Fuzz.Targets;
using Xunit;

namespace CrmMilestones.Tests.Fuzz;

public class CorpusTests
{
    public static TheoryData<string> Targets => [.. FuzzTargets.Names];

    [Theory]
    [MemberData(nameof(Targets))]
    public void What_was_found_once_is_read_or_refused(string name)
    {
        using var target = FuzzTargets.Of(name);
        foreach (var (file, bytes) in Corpus.Of(name))
        {
            var start = Stopwatch.GetTimestamp();
            var crash = Record.Exception(() => target.Accepts(bytes));
            Assert.True(crash is null, $"{file}: {crash}");
            Assert.True(Stopwatch.GetElapsedTime(start) < FuzzLoop.Limit, file);
        }
    }

    /// <summary>The seeds are good: a target that refused all that it is given would find nothing.</summary>
    [Theory]
    [MemberData(nameof(Targets))]
    public void A_hundred_inputs_crash_nothing(string name)
    {
        using var target = FuzzTargets.Of(name);
        var result = new FuzzLoop(target, new(), seed: 7).Run([], 100);

        Assert.Empty(result.Crashes.Keys);
        Assert.InRange(result.Accepted, 1, result.Inputs - 1);
    }
}
