using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace CrmMilestones.Scripts.Output;

/// <summary>A command with the manners of all: --quiet, --trace, --json where its result is data, exit codes that
/// --help names, errors in a sentence, Ctrl-C.</summary>
sealed class ToolCommand : Command
{
    readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "Say nothing but errors." };

    readonly Option<bool> _trace = new("--trace") { Description = "Of an error, show where in the program it arose." };

    readonly Option<bool> _json = new("--json")
    {
        Description = "Write the result to the standard output as JSON, and nothing else.",
    };

    /// <param name="name">What the user types.</param>
    /// <param name="description">What it does, without exit codes.</param>
    /// <param name="exitCodes">How it may end besides done, refused and interrupted.</param>
    /// <param name="hasJson">Whether its result is data, so that there is --json.</param>
    public ToolCommand(string name, string description, IEnumerable<ExitCode> exitCodes, bool hasJson)
        : base(name, description)
    {
        ExitCodes =
        [
            .. exitCodes.Concat([ExitCode.Done, ExitCode.Refused, ExitCode.Interrupted])
                .Distinct().OrderBy(code => code.Number),
        ];
        HasJson = hasJson;
    }

    /// <summary>How it may end, by number.</summary>
    public IReadOnlyList<ExitCode> ExitCodes { get; }

    public bool HasJson { get; }

    /// <summary>What the command does. It runs on a thread of its own, so that Ctrl-C is heard whatever it does.
    /// </summary>
    public void Does(Func<ParseResult, CommandOutput, CancellationToken, Task<ExitCode>> work)
    {
        // Here, so that help lists them behind the command's own.
        if (HasJson)
        {
            Add(_json);
        }

        Add(_quiet);
        Add(_trace);
        SetAction((parsed, cancellation) =>
        {
            var console = parsed.InvocationConfiguration;
            CommandOutput output = new(
                console.Output, console.Error, parsed.GetValue(_quiet), HasJson && parsed.GetValue(_json));
            return CommandRun.RunAsync(
                () => Task.Run(() => work(parsed, output, cancellation), CancellationToken.None),
                output, parsed.GetValue(_trace), cancellation);
        });
    }

    /// <inheritdoc cref="Does(Func{ParseResult, CommandOutput, CancellationToken, Task{ExitCode}})"/>
    public void Does(Func<ParseResult, CommandOutput, CancellationToken, ExitCode> work) =>
        Does((parsed, output, cancellation) => Task.FromResult(work(parsed, output, cancellation)));
}
