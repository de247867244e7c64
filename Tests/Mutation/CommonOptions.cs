using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using CrmMilestones.Mutation.Running;

namespace CrmMilestones.Mutation;

/// <summary>What both commands are told.</summary>
sealed record CommonSettings(
    IReadOnlyList<string> Tests, int Workers, string Only, IReadOnlyList<string> Classes)
{
    /// <summary>Whether a mutant with this line in the report is asked for.</summary>
    public bool Asks(string line) => line.Contains(Only, StringComparison.OrdinalIgnoreCase);
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

    readonly Option<string[]> _classes = new("--classes")
    {
        Description = "Only tests of classes whose full name contains one of these texts: for work on survivors.",
        DefaultValueFactory = _ => [""],
        AllowMultipleArgumentsPerToken = true,
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_tests);
        command.Options.Add(_workers);
        command.Options.Add(_only);
        command.Options.Add(_classes);
    }

    public CommonSettings Read(ParseResult parsed) => new(
        [.. parsed.GetRequiredValue(_tests).Select(project => Path.GetFullPath(project, Msbuild.Clone))],
        parsed.GetRequiredValue(_workers), parsed.GetRequiredValue(_only),
        parsed.GetRequiredValue(_classes));
}
