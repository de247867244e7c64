using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using CrmMilestones.Scripts.Output;
using Microsoft.Data.Sqlite;
using Xunit;

namespace CrmMilestones.Tests.Output;

public sealed class ToolCommandTests : IDisposable
{
    readonly StringWriter _out = new() { NewLine = "\n" }, _error = new() { NewLine = "\n" };

    public void Dispose()
    {
        _out.Dispose();
        _error.Dispose();
    }

    public static TheoryData<Exception, int, string> Failures => new()
    {
        { new ToolException(ExitCode.Differs, "It differs."), 6, "It differs.\n" },
        { new TypeInitializationException("T", new IOException("It lies elsewhere.")), 1, "It lies elsewhere.\n" },
        { new SqliteException("Full.", 13), 1, "The database can't be used: Full.\n" },
        { new IOException("No such\nfile \u001b[31m."), 1, "No such\nfile �[31m.\n" },
        {
            new InvalidOperationException("Sequence is empty."), 1,
            "This should not have happened: Sequence is empty. Run it again with --trace to see where.\n"
        },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void A_failure_is_a_sentence_and_an_exit_code(Exception failure, int exitCode, string said)
    {
        Assert.Equal(exitCode, Run(_ => throw failure));
        Assert.Equal(said, _error.ToString());
    }

    [Fact]
    public void Where_it_arose_is_shown_on_demand()
    {
        Assert.Equal(1, Run(_ => throw new InvalidOperationException("Sequence is empty."), "--trace"));
        Assert.Contains(
            "   at CrmMilestones.Tests.Output.ToolCommandTests", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interruption_is_no_failure()
    {
        using CancellationTokenSource interruption = new();
        var command = Tool(cancellation =>
        {
            interruption.Cancel();
            cancellation.ThrowIfCancellationRequested();
            return ExitCode.Done;
        });

        var exitCode = await command.Parse("").InvokeAsync(new() { Error = _error }, interruption.Token);

        Assert.Equal((130, "Stopped. No file is left half written.\n"), (exitCode, _error.ToString()));
    }

    [Fact]
    public void Help_names_the_exit_codes_in_order()
    {
        Assert.Equal(0, Run(_ => ExitCode.Done, "--help"));
        Assert.EndsWith(
            """
            Exit codes:
              0    done
              1    can't be done; the error output says why
              6    it is not what was frozen or imported
              130  interrupted; no file is left half written

            """.ReplaceLineEndings("\n"),
            _out.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_mistake_on_the_command_line_is_said_without_all_of_the_help()
    {
        Assert.Equal(1, Run(_ => ExitCode.Done, "--colour"));
        Assert.Equal(
            ("", "Unrecognized command or argument '--colour'."), (_out.ToString(), _error.ToString().Trim()));
    }

    /// <summary>In English, also to somebody whose machine speaks another language.</summary>
    [Fact]
    public void A_command_that_there_is_not_is_answered_with_the_one_that_was_meant()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = new("es-ES");
        Assert.Equal(1, Tools.Root([Tool(_ => ExitCode.Done)]).Run(["jugde"], new() { Output = _out, Error = _error }));
        Assert.Empty(_out.ToString());
        Assert.Equal(
            """
            'jugde' was not matched. Did you mean one of the following?
            judge

            Unrecognized command or argument 'jugde'.
            """.ReplaceLineEndings("\n"),
            _error.ToString().Trim());
    }

    [Fact]
    public void Without_a_command_the_commands_are_listed()
    {
        Assert.Equal(1, Tools.Root([Tool(_ => ExitCode.Done)]).Run([], new() { Output = _out, Error = _error }));
        Assert.Contains("judge  Judges.", _out.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_version_is_that_of_this_commit()
    {
        Assert.Equal(0, Tools.Root([]).Run(["--version"], new() { Output = _out }));
        Assert.Matches(@"^CrmMilestones \d+\.\d+\.\d+\.\d+ \(commit ([0-9a-f]{7}|unknown)\)\n$", _out.ToString());
    }

    static ToolCommand Tool(Func<CancellationToken, ExitCode> work)
    {
        ToolCommand command = new("judge", "Judges.", [ExitCode.Differs], hasJson: false);
        command.Does((_, _, cancellation) => work(cancellation));
        return command;
    }

    int Run(Func<CancellationToken, ExitCode> work, params IEnumerable<string> arguments) =>
        Tools.Root([Tool(work)]).Run(["judge", .. arguments], new() { Output = _out, Error = _error });
}
