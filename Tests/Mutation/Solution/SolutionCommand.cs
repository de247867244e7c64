using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using CrmMilestones.Mutation.Running;

namespace CrmMilestones.Mutation.Solution;

/// <summary>
/// solution: changes the unpacked solution as the files in Mutations say, and asks of each whether a test notices.
/// </summary>
static class SolutionCommand
{
    public static Command Create(CommonOptions common)
    {
        Command command = new(
            "solution", "Change the unpacked solution in small ways, and ask of each whether a test notices it.");
        common.AddTo(command);
        command.SetAction((parsed, interrupted) => RunAsync(common.Read(parsed), interrupted));
        return command;
    }

    static async Task<int> RunAsync(CommonSettings settings, CancellationToken interrupted)
    {
        var all = SolutionMutation.Read(Path.Combine(Msbuild.Clone, "Tests", "Mutation", "Solution", "Mutations"));
        SolutionMutation[] mutations = [.. settings.Asked(all, mutation => mutation.ToString())];
        Msbuild.Build(settings.Tests);
        using Sandboxes sandboxes = new(settings.Workers, settings.Tests, interrupted);
        var solutions = sandboxes.All.ToDictionary(
            sandbox => sandbox, sandbox => new UnpackedSolution(FolderIn(sandbox)));
        var stale = mutations.Where(mutation => !solutions[sandboxes.All[0]].Fits(mutation)).ToArray();
        mutations = [.. mutations.Except(stale)];
        Report report = new(mutations.Length, "solution");
        report.AddStale(stale.Select(mutation => $"{mutation.File}: {mutation}"));
        Console.WriteLine($"{mutations.Length} mutants. Running the tests without any, and without the solution.");
        var tests = await ReadersAsync(solutions.First(), settings.Classes);
        Console.WriteLine($"{tests.Count} tests read the solution: {tests.Sum(test => test.Milliseconds) / 1000} s.");

        Trial trial = new(tests);
        await sandboxes.ForEachAsync(mutations, async (sandbox, mutation) =>
        {
            var (file, line) = solutions[sandbox].Apply(mutation)!.Value;
            var verdict = await trial.RunAsync(sandbox, file, tests);
            report.Add(new($"Solution/{file}", line, mutation.ToString()), verdict);
            solutions[sandbox].Restore();
            return verdict;
        });
        return report.Close();
    }

    /// <summary>The tests that fail when there is no solution: no change of it can make others fail.</summary>
    static async Task<IReadOnlyList<Test>> ReadersAsync(
        KeyValuePair<Sandbox, UnpackedSolution> copy, IReadOnlyList<string> classes)
    {
        var (sandbox, solution) = copy;
        solution.Rewrite();
        var baseline = await Baseline.MeasureAsync(sandbox, classes);
        baseline.TellOfFailures();
        solution.Restore();

        Directory.Move(FolderIn(sandbox), FolderIn(sandbox) + ".away");
        var withoutSolution = await Baseline.MeasureAsync(sandbox, classes);
        Directory.Move(FolderIn(sandbox) + ".away", FolderIn(sandbox));
        return [.. baseline.Tests.Where(test => withoutSolution.Failing.ContainsKey((test.Class, test.Name)))];
    }

    static string FolderIn(Sandbox sandbox) => Path.Combine(sandbox.Folder, "Solution");
}
