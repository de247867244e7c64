using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using CrmMilestones.Mutation.Running;

namespace CrmMilestones.Mutation;

/// <summary>What both commands are told.</summary>
/// <param name="Tests">The test projects.</param>
/// <param name="Workers">How many mutants are tried at once.</param>
/// <param name="Only">A text that a mutant's words contain.</param>
/// <param name="Survivors">The lines of the last report's survivors; null if all mutants are asked for.</param>
/// <param name="Classes">Texts of which a test class's full name contains one.</param>
/// <param name="Every">1 for all mutants, 10 for a tenth of them, spread evenly.</param>
sealed record CommonSettings(
    IReadOnlyList<string> Tests, int Workers, string Only, IReadOnlyList<string>? Survivors,
    IReadOnlyList<string> Classes, int Every)
{
    /// <summary>Whether it is about some mutants only, so that the rest of the data can't be judged.</summary>
    public bool IsPartial => Only.Length > 0 || Survivors is not null || Every > 1;

    /// <summary>Those that are asked for.</summary>
    /// <param name="mutants">All.</param>
    /// <param name="words">How the report words one.</param>
    public IEnumerable<T> Asked<T>(IEnumerable<T> mutants, Func<T, string> words) =>
        mutants.Where(mutant => Asks(words(mutant))).Where((_, place) => place % Every == 0);

    bool Asks(string mutant) => mutant.Contains(Only, StringComparison.OrdinalIgnoreCase)
        && (Survivors is null || Survivors.Any(line => line.Contains(mutant, StringComparison.Ordinal)));
}

/// <summary>The options that both commands have.</summary>
sealed class CommonOptions
{
    readonly Option<string[]> _tests = new("--tests")
    {
        Description = "The projects with the tests, the quickest first.",
        DefaultValueFactory = _ =>
            ["Tests/Rules/CrmMilestones.Tests.Rules.csproj", "Tests/Product/CrmMilestones.Tests.Product.csproj"],
        AllowMultipleArgumentsPerToken = true,
    };

    readonly Option<int> _workers = new("--workers")
    {
        Description = "How many mutants are tried at once.",
        DefaultValueFactory = _ => Environment.ProcessorCount,
    };

    readonly Option<string> _only = new("--only")
    {
        Description = "Only the mutants whose line in the report contains this text.",
        DefaultValueFactory = _ => "",
    };

    readonly Option<bool> _survivors = new("--survivors")
    {
        Description = "Only the mutants that survived in the last report.",
    };

    readonly Option<string[]> _classes = new("--classes")
    {
        Description = "Only tests of classes whose full name contains one of these texts: for work on survivors.",
        DefaultValueFactory = _ => [""],
        AllowMultipleArgumentsPerToken = true,
    };

    readonly Option<int> _every = new("--every")
    {
        Description = "Only each Nth of those: a sample, spread evenly, where all of them take hours.",
        DefaultValueFactory = _ => 1,
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_tests);
        command.Options.Add(_workers);
        command.Options.Add(_only);
        command.Options.Add(_survivors);
        command.Options.Add(_classes);
        command.Options.Add(_every);
    }

    public CommonSettings Read(ParseResult parsed) => new(
        [.. parsed.GetRequiredValue(_tests).Select(project => Path.GetFullPath(project, Msbuild.Clone))],
        parsed.GetRequiredValue(_workers), parsed.GetRequiredValue(_only),
        parsed.GetValue(_survivors) ? Report.Survivors(parsed.CommandResult.Command.Name) : null,
        parsed.GetRequiredValue(_classes), Math.Max(1, parsed.GetRequiredValue(_every)));
}
