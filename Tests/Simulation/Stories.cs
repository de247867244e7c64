using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;

namespace CrmMilestones.Simulation;

/// <summary>Many stories, one after the other or beside one another, each in an environment of its own.</summary>
sealed record Stories(int Seed, long Steps)
{
    /// <summary>How many steps a story has at most.</summary>
    public int Length { get; init; } = 5_000;

    public int Customers { get; init; } = 300;

    /// <summary>How many at a time.</summary>
    public int Parallel { get; init; } = 2;

    /// <summary>Plays them all; the stories that broke a promise come with their shortest form.</summary>
    /// <param name="finished">Is told of each story that ended.</param>
    public IReadOnlyList<Outcome> Play(Action<int, Outcome> finished)
    {
        ConcurrentBag<Outcome> outcomes = [];
        var count = (int)((Steps + Length - 1) / Length);
        System.Threading.Tasks.Parallel.For(
            0, count, new ParallelOptions { MaxDegreeOfParallelism = Parallel }, index =>
            {
                var outcome = Simulation.Play.Of(Tell(index), Customers);
                outcomes.Add(outcome);
                finished(Seed + index, outcome);
            });
        return [.. outcomes];
    }

    /// <summary>The steps of one of them.</summary>
    public Step[] Tell(int index) => [.. Story.Tell(
        Seed + index, (int)Math.Min(Length, Steps - (long)index * Length), Customers)];

    /// <summary>What broke a promise, in the fewest steps that do, and the command that plays them again.</summary>
    public string Describe(int seed, Failure noticed)
    {
        var story = Tell(seed - Seed);
        var failure = Shrink.Pin(story, noticed, Customers);
        var steps = Shrink.Story(story, failure, Customers);
        List<string> lines = [];
        var again = Simulation.Play.Of(steps, Customers, lines.Add, isThorough: true).Failure;
        return string.Join('\n',
        [
            $"Story {seed} breaks a promise at step {failure.Step}", failure.Message, "The shortest story found:",
            .. lines, again?.Message ?? "", string.Create(
                CultureInfo.InvariantCulture,
                $"dotnet run --project Tests/Simulation -c Release -- --seed {seed} --customers {Customers} --only "
                + $"{string.Join(' ', steps.Select(step => step.Number))}"),
        ]);
    }
}
