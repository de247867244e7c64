using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using CrmMilestones.Mutation.Code.Mutators;
using CrmMilestones.Mutation.Running;
using Microsoft.CodeAnalysis;

namespace CrmMilestones.Mutation.Code;

/// <summary>code: changes the code in small ways, and asks of each whether a test notices.</summary>
static class CodeCommand
{
    public static Command Create(CommonOptions common)
    {
        Argument<string[]> folders = new("folders")
        {
            Description = "Folders or files whose code is changed.",
            Arity = ArgumentArity.OneOrMore,
        };
        Option<string> project = new("--project")
        {
            Description = "The project that compiles them.",
            DefaultValueFactory = _ => "Plugins/CrmMilestones.Plugins.csproj",
        };
        Command command = new("code", "Change code in small ways, and ask of each whether a test notices it.")
        {
            folders,
            project,
        };
        common.AddTo(command);
        command.SetAction((parsed, interrupted) => RunAsync(
            [.. parsed.GetRequiredValue(folders).Select(Absolute)], Absolute(parsed.GetRequiredValue(project)),
            common.Read(parsed), interrupted));
        return command;
    }

    static async Task<int> RunAsync(
        string[] folders, string project, CommonSettings settings, CancellationToken interrupted)
    {
        // All its frameworks: the tests refer to one of them only.
        Msbuild.Build([project, .. settings.Tests]);
        var projects = CompiledProject.Read(project);
        var trees = projects.SelectMany(p => p.Compilation.SyntaxTrees.Select(tree => (Project: p, Tree: tree)))
            .Where(found => folders.Any(folder => IsIn(folder, found.Tree.FilePath)))
            .DistinctBy(found => found.Tree.FilePath)
            .OrderBy(found => found.Tree.FilePath, StringComparer.Ordinal).ToArray();
        Instrumentation instrumentation = new(trees.Select(found => found.Tree));
        EquivalentMutants equivalent = new(Path.Combine(Msbuild.Clone, "Tests", "Mutation", "Code", "equivalent.txt"));
        Mutant[] mutants =
        [
            .. from found in trees
               from mutation in Mutations.Of(found.Tree, found.Project.Compilation.GetSemanticModel(found.Tree))
               select new Mutant(Msbuild.Clone, mutation),
        ];
        mutants = [.. settings.Asked(
            mutants, mutant => $"{mutant.File}({mutant.Line}): {mutant.Member}: {mutant.Change}")];

        using Sandboxes sandboxes = new(settings.Workers, settings.Tests, interrupted);
        Assemblies assemblies = new(projects, sandboxes.All[0].Programs);
        Console.WriteLine($"{mutants.Length} mutants. Running the tests without any.");
        assemblies.Place([sandboxes.All[0]], instrumentation.Apply);
        var baseline = await Baseline.MeasureAsync(
            sandboxes.All[0], settings.Classes, instrumentation.Members);
        baseline.TellOfFailures();
        Console.WriteLine($"{baseline.Tests.Count} tests: {baseline.Tests.Sum(test => test.Milliseconds) / 1000} s.");

        Trial trial = new(baseline.Tests);
        Report report = new(mutants.Length, "code");
        IReadOnlyList<Test> TestsOf(Mutant mutant) =>
            baseline.Covering(instrumentation.NumberOf(mutant.Mutation.Original));
        void Tell(Mutant mutant, Verdict verdict) =>
            report.Add(new(mutant.File, mutant.Line, $"{mutant.Member}: {mutant.Change}"), verdict);

        // Many in one assembly, one after the other in a process that has loaded the tests: quick, but what runs only
        // while types are made ready, or is kept from before, hides a mutant. So who survives is tried again alone.
        var switched = SwitchedMutants.Of(mutants.Where(mutant => TestsOf(mutant).Count > 0), projects);
        Console.WriteLine($"{switched.All.Count} of them in one assembly.");
        assemblies.Place(sandboxes.All, switched.Apply);
        var killed = await sandboxes.ForEachAsync([.. switched.All], async (sandbox, numbered) =>
        {
            var verdict = await trial.RunAsync(
                sandbox, numbered.Value.File, TestsOf(numbered.Value), numbered.Key);
            if (verdict.Fate != Fate.Killed)
            {
                return null;
            }

            Tell(numbered.Value, verdict);
            return numbered.Value;
        });
        sandboxes.EndProcesses();

        await sandboxes.ForEachAsync([.. mutants.Except(killed.OfType<Mutant>())], async (sandbox, mutant) =>
        {
            var verdict = assemblies.Place(sandbox, mutant)
                ? await trial.RunAsync(sandbox, mutant.File, TestsOf(mutant))
                : new(Fate.NotCompiled, "");
            var reason = equivalent.Reason(mutant);
            if (verdict.Fate == Fate.Survived && reason is not null)
            {
                verdict = new(Fate.Equivalent, reason);
            }

            Tell(mutant, verdict);
            return verdict;
        });
        if (!settings.IsPartial)
        {
            report.AddStale(equivalent.StaleIn(trees.Select(found => Path.GetFileName(found.Tree.FilePath))));
        }

        return report.Close();
    }

    static string Absolute(string path) => Path.GetFullPath(path, Msbuild.Clone);

    static bool IsIn(string folder, string file) =>
        file == folder || !Path.GetRelativePath(folder, file).StartsWith("..", StringComparison.Ordinal);
}
