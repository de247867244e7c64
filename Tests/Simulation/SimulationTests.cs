using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Simulation;
using Xunit;

namespace CrmMilestones.Tests.Simulation;

public sealed class SimulationTests
{
    const int Customers = 300;

    /// <summary>The same stories in every run; longer ones are told by the program.</summary>
    [Fact]
    public void No_promise_is_broken_in_twenty_thousand_steps()
    {
        Stories stories = new(Seed: 1, Steps: 20_000);
        List<string> broken = [];

        stories.Play((seed, outcome) =>
        {
            if (outcome.Failure is { } failure)
            {
                var words = stories.Describe(seed, failure);
                lock (broken)
                {
                    broken.Add(words);
                }
            }
        });

        Assert.True(broken.Count == 0, string.Join("\n\n", broken));
    }

    [Fact]
    public void A_story_goes_the_same_way_every_time()
    {
        var story = Story.Tell(seed: 3, steps: 200, Customers).ToArray();

        var (first, second) = (Play.Of(story, Customers), Play.Of(story, Customers));

        Assert.Equal(first, second);
        Assert.InRange(first.Requests, 100, 400);
    }

    [Fact]
    public void What_a_failure_needs_is_found_among_many_steps()
    {
        var story = Story.Tell(seed: 5, steps: 400, Customers).ToArray();

        var found = Shrink.Steps(
            story, story[300].Customer, steps => steps.Contains(story[17]) && steps.Contains(story[300]));

        Assert.Equal([story[17], story[300]], found);
    }

    [Fact]
    public void The_oracle_knows_nothing_of_the_rules() => Assert.DoesNotContain(
        typeof(Play).Assembly.GetReferencedAssemblies(),
        assembly => assembly.Name!.StartsWith("CrmMilestones.Plugins", StringComparison.Ordinal));
}
