using System;
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Threading;
using CrmMilestones.Simulation;

Option<int> seed = new("--seed") { Description = "The first story.", DefaultValueFactory = _ => 1 };
Option<long> steps = new("--steps") { Description = "Steps in all.", DefaultValueFactory = _ => 20_000 };
Option<int> length = new("--length") { Description = "Steps of a story.", DefaultValueFactory = _ => 5_000 };
Option<int> customers = new("--customers") { Description = "Customers of a story.", DefaultValueFactory = _ => 300 };
Option<int> parallel = new("--parallel") { Description = "Stories at a time.", DefaultValueFactory = _ => 2 };
Option<int[]> only = new("--only")
{
    Description = "Steps of the first story to play and tell, in place of all.",
    AllowMultipleArgumentsPerToken = true,
};
RootCommand command = new(
    "Plays random stories of customers on the embedded Dataverse and holds what comes of them against an oracle. "
    + "Ends with 1 where a promise was broken.")
{
    seed, steps, length, customers, parallel, only,
};
command.SetAction(given => given.GetValue(only) is { Length: > 0 } numbers
    ? Again(given.GetValue(seed), numbers, given.GetValue(customers))
    : All(new(given.GetValue(seed), given.GetValue(steps))
    {
        Length = given.GetValue(length),
        Customers = given.GetValue(customers),
        Parallel = given.GetValue(parallel),
    }));
return command.Parse(args).Invoke();

static int Again(int seed, int[] numbers, int customers)
{
    var steps = Story.Tell(seed, numbers.Max(), customers).Where(step => numbers.Contains(step.Number)).ToArray();
    var outcome = Play.Of(steps, customers, Console.WriteLine, isThorough: true);
    Console.WriteLine(outcome.Failure?.Message ?? "No promise was broken.");
    return outcome.Failure is null ? 0 : 1;
}

static int All(Stories stories)
{
    var watch = Stopwatch.StartNew();
    var (done, toldAt) = (0L, TimeSpan.Zero);
    Lock gate = new();
    var outcomes = stories.Play((seed, outcome) =>
    {
        if (outcome.Failure is { } failure)
        {
            Console.WriteLine(stories.Describe(seed, failure));
        }

        lock (gate)
        {
            done += outcome.Steps;
            if (watch.Elapsed - toldAt >= TimeSpan.FromMinutes(1))
            {
                toldAt = watch.Elapsed;
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{done:N0} of {stories.Steps:N0} steps in {toldAt.TotalSeconds:N0} s, story {seed}"));
            }
        }
    });
    var broken = outcomes.Count(outcome => outcome.Failure is not null);
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{done:N0} steps of {outcomes.Count} stories, seeds {stories.Seed} to {stories.Seed + outcomes.Count - 1}, "
        + $"{outcomes.Sum(outcome => (long)outcome.Requests):N0} requests, of which "
        + $"{outcomes.Sum(outcome => (long)outcome.Refused):N0} were refused, in {watch.Elapsed.TotalSeconds:N0} s: "
        + $"{(broken == 0 ? "no promise was broken" : $"{broken} stories broke a promise")}."));
    return broken == 0 ? 0 : 1;
}
