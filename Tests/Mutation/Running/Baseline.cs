using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;

namespace CrmMilestones.Mutation.Running;

/// <summary>A test of an assembly (its place among them), how long it takes, and the members that it runs.</summary>
sealed record Test(int Assembly, string Class, string Name, int Milliseconds, IReadOnlySet<int> Members);

/// <summary>The tests without a mutant.</summary>
/// <param name="Tests">Those that pass.</param>
/// <param name="Failing">The first failure of each of the others.</param>
/// <param name="Static">The members that run while types are made ready, whatever the test.</param>
sealed record Baseline(
    IReadOnlyList<Test> Tests, IReadOnlyDictionary<(string Class, string Name), Answer> Failing,
    IReadOnlySet<int> Static)
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);

    /// <summary>Runs all tests.</summary>
    /// <param name="sandbox">Where.</param>
    /// <param name="classes">Texts of which a class's full name contains one.</param>
    /// <param name="members">How many members report.</param>
    public static async Task<Baseline> MeasureAsync(Sandbox sandbox, IReadOnlyList<string> classes, int members = 0)
    {
        List<Baseline> parts = [];
        for (var place = 0; place < sandbox.TestAssemblies.Count; place++)
        {
            parts.Add(await MeasureAsync(sandbox, place, classes, members));
        }

        return new(
            [.. parts.SelectMany(part => part.Tests)],
            parts.SelectMany(part => part.Failing).ToDictionary(failure => failure.Key, failure => failure.Value),
            parts.SelectMany(part => part.Static).ToHashSet());
    }

    static async Task<Baseline> MeasureAsync(
        Sandbox sandbox, int place, IReadOnlyList<string> classes, int members)
    {
        var assembly = sandbox.TestAssemblies[place];
        TestRun all = new([.. classes.Select(text => TestRun.AnyWith + text)], StopsAtFirstFailure: false);
        var outcome = await sandbox.AskOnceAsync(assembly, all, Patience, members);
        if (outcome.Crashed || outcome.TimedOut)
        {
            var messages = string.Concat(outcome.Answers.Select(answer => answer.Message));
            throw new InvalidOperationException($"{assembly}: the tests can't be run. {messages}");
        }

        // What runs outside of the tests of a class, in a fixture, is every test's.
        var ofClass = outcome.Answers.Where(answer => answer.Kind == AnswerKind.Class)
            .ToLookup(answer => answer.Name, answer => answer.Members);
        List<Test> passing = [];
        Dictionary<(string, string), Answer> failing = [];
        Answer? failure = null;
        foreach (var answer in outcome.Answers)
        {
            if (answer.Kind == AnswerKind.Failure)
            {
                failure ??= answer;
            }
            else if (answer is { Kind: AnswerKind.Test, Test: var (@class, name) })
            {
                if (failure is null)
                {
                    HashSet<int> ran = [.. answer.Members, .. ofClass[@class].SelectMany(members => members)];
                    passing.Add(new(place, @class, name, answer.Milliseconds, ran));
                }
                else
                {
                    failing[(@class, name)] = failure;
                }

                failure = null;
            }
        }

        return new(
            passing, failing, outcome.Answers.Single(answer => answer.Kind == AnswerKind.Static).Members.ToHashSet());
    }

    /// <summary>
    /// The tests that a change in the member can make fail; null stands for what no member holds, such as a list that a
    /// test compares without running any member.
    /// </summary>
    public IReadOnlyList<Test> Covering(int? member) => member is { } number && !Static.Contains(number)
        ? [.. Tests.Where(test => test.Members.Contains(number))]
        : Tests;

    /// <summary>Names the tests that can tell no mutant from the original, as they fail anyway.</summary>
    public void TellOfFailures()
    {
        foreach (var failure in Failing.Values)
        {
            Console.WriteLine($"Left out, as it fails without a mutant: {failure.Name}: {failure.Message}");
        }
    }
}
