using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
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
sealed class Trial
{
    readonly ConcurrentDictionary<string, int> _kills = [];

    /// <summary>Runs the tests until one fails: first classes that are quick and killed many before.</summary>
    /// <param name="sandbox">Where.</param>
    /// <param name="tests">The tests that could fail.</param>
    /// <param name="mutant">Which of many in the assembly; none where it lies in the sandbox alone.</param>
    public async Task<Verdict> RunAsync(Sandbox sandbox, IReadOnlyList<Test> tests, int mutant = MutantSwitch.None)
    {
        if (tests.Count == 0)
        {
            return new(Fate.Survived, "no test runs it");
        }

        foreach (var assembly in tests.GroupBy(test => test.Assembly).OrderBy(assembly => assembly.Key))
        {
            if (await KillerAsync(sandbox, sandbox.TestAssemblies[assembly.Key], [.. assembly], mutant) is { } killer)
            {
                return new(Fate.Killed, killer);
            }
        }

        return new(Fate.Survived, $"{tests.Count} tests passed");
    }

    /// <summary>The test that fails; null if none does.</summary>
    async Task<string?> KillerAsync(Sandbox sandbox, string assembly, IReadOnlyList<Test> tests, int mutant)
    {
        var classes = tests.GroupBy(test => test.Class).OrderBy(group =>
            (10.0 + group.Sum(test => test.Milliseconds)) / (1 + _kills.GetValueOrDefault(group.Key)));
        string[] lines =
        [
            .. classes.Select(group => $"{group.Key} {string.Join(' ', group.Select(test => test.Name).Distinct())}"),
        ];
        var patience = TimeSpan.FromSeconds(30) + (5 * TimeSpan.FromMilliseconds(tests.Sum(test => test.Milliseconds)));
        TestRun run = new(lines, Mutant: mutant);
        var outcome = mutant == MutantSwitch.None
            ? await TestProcess.RunOnceAsync(assembly, run, patience)
            : await sandbox.AskAsync(assembly, run, patience);
        if (outcome.TimedOut)
        {
            return $"no end within {patience.TotalSeconds:N0} s";
        }

        if (outcome.Answers.FirstOrDefault(answer => answer.Kind == AnswerKind.Failure) is not { } failure)
        {
            return null;
        }

        if (outcome.Answers.LastOrDefault(answer => answer.Kind == AnswerKind.Class) is { } last)
        {
            if (!outcome.Crashed && mutant != MutantSwitch.None)
            {
                // What an earlier mutant left behind in the process is not this one's doing.
                TestRun same = new([lines.Single(line => line.StartsWith($"{last.Name} ", StringComparison.Ordinal))]);
                var without = await sandbox.AskAsync(assembly, same, patience);
                if (without.TimedOut || without.Answers.Any(answer => answer.Kind == AnswerKind.Failure))
                {
                    sandbox.EndProcesses();
                    return await KillerAsync(sandbox, assembly, tests, mutant);
                }
            }

            _kills.AddOrUpdate(last.Name, 1, (_, kills) => kills + 1);
        }

        return $"{failure.Name}: {failure.Message}";
    }
}
