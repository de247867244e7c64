using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;

namespace CrmMilestones.Mutation.Running;

/// <summary>What became of a mutant.</summary>
enum Fate
{
    /// <summary>A test failed, or ran without end.</summary>
    Killed,

    /// <summary>No test noticed it.</summary>
    Survived,

    /// <summary>No test noticed it, and none can: it behaves as the original.</summary>
    Equivalent,

    /// <summary>It is no program.</summary>
    NotCompiled,
}

/// <summary>What became of a mutant, and by which test.</summary>
sealed record Verdict(Fate Fate, string By);

/// <summary>Puts mutants before the tests.</summary>
/// <param name="all">The tests.</param>
sealed class Trial(IEnumerable<Test> all)
{
    /// <summary>So many of a file's latest killers are asked first.</summary>
    const int Suspects = 12;

    readonly ConcurrentDictionary<string, int> _kills = [];
    readonly ConcurrentDictionary<string, ImmutableList<string>> _latest = [];

    /// <summary>
    /// A test of each class, by assembly: what is made once a process must not be made while a mutant is on.
    /// </summary>
    readonly ILookup<int, string> _first = all.GroupBy(test => (test.Assembly, test.Class)).ToLookup(
        tests => tests.Key.Assembly, tests => Line(tests.First()));

    /// <summary>
    /// Runs the tests until one fails: first those that killed the file's latest ones, then classes that are quick and
    /// killed many before.
    /// </summary>
    /// <param name="sandbox">Where.</param>
    /// <param name="file">The file that the mutant changes.</param>
    /// <param name="tests">The tests that could fail.</param>
    /// <param name="mutant">Which of many in the assembly; none where it lies in the sandbox alone.</param>
    public async Task<Verdict> RunAsync(
        Sandbox sandbox, string file, IReadOnlyList<Test> tests, int mutant = MutantSwitch.None)
    {
        if (tests.Count == 0)
        {
            return new(Fate.Survived, "no test runs it");
        }

        foreach (var assembly in tests.GroupBy(test => test.Assembly).OrderBy(assembly => assembly.Key))
        {
            if (await KillerAsync(sandbox, assembly.Key, file, [.. assembly], mutant) is { } killer)
            {
                return new(Fate.Killed, killer);
            }
        }

        return new(Fate.Survived, $"{tests.Count} tests passed");
    }

    /// <summary>The test that fails; null if none does, or if it fails without the mutant just as well.</summary>
    async Task<string?> KillerAsync(
        Sandbox sandbox, int place, string file, IReadOnlyList<Test> tests, int mutant)
    {
        var assembly = sandbox.TestAssemblies[place];
        var classes = tests.GroupBy(test => test.Class).OrderBy(group =>
            (10.0 + group.Sum(test => test.Milliseconds)) / (1 + _kills.GetValueOrDefault(group.Key)));
        string[] lines =
        [
            .. _latest.GetValueOrDefault(file, []).Intersect(tests.Select(Line)),
            .. classes.Select(group => $"{group.Key} {string.Join(' ', group.Select(test => test.Name).Distinct())}"),
        ];
        // The first answer waits for the process, too.
        var patience = TimeSpan.FromSeconds(30)
            + (10 * TimeSpan.FromMilliseconds(tests.Max(test => test.Milliseconds)));
        TestRun run = new(lines, Mutant: mutant);
        var outcome = mutant == MutantSwitch.None
            ? await sandbox.AskOnceAsync(assembly, run, patience)
            : await sandbox.AskAsync(assembly, [.. _first[place]], run, patience);
        if (outcome.TimedOut)
        {
            return $"no end within {patience.TotalSeconds:N0} s";
        }

        if (outcome.Answers.FirstOrDefault(answer => answer.Kind == AnswerKind.Failure) is not { } failure)
        {
            return null;
        }

        if (outcome.Answers.LastOrDefault(answer => answer.Kind == AnswerKind.Test) is { Test: var (type, name) })
        {
            if (!outcome.Crashed && mutant != MutantSwitch.None)
            {
                // What an earlier mutant left behind in the process, or this one in what is made once, tells nothing.
                TestRun same = new([Line(type, name)]);
                var without = await sandbox.AskAsync(assembly, [], same, patience);
                if (without.TimedOut || without.Answers.Any(answer => answer.Kind == AnswerKind.Failure))
                {
                    sandbox.EndProcesses();
                    return null;
                }
            }

            _kills.AddOrUpdate(type, 1, (_, kills) => kills + 1);
            var killer = Line(type, name);
            _latest.AddOrUpdate(file, [killer], (_, latest) => [killer, .. latest.Remove(killer).Take(Suspects - 1)]);
        }

        return $"{failure.Name}: {failure.Message}";
    }

    static string Line(Test test) => Line(test.Class, test.Name);

    static string Line(string type, string name) => $"{type} {name}";
}
