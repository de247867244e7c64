using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Threading.Tasks;

namespace CrmMilestones.Mutation.Running;

/// <summary>How a run of the tests ended.</summary>
/// <param name="Answers">What the worker told.</param>
/// <param name="TimedOut">Whether it had to be stopped.</param>
/// <param name="ExitCode">0 if all passed, 1 at a failure, anything else for a crash.</param>
sealed record TestOutcome(IReadOnlyList<Answer> Answers, bool TimedOut, int ExitCode);

/// <summary>Starts workers.</summary>
static class TestRunner
{
    /// <summary>Runs tests in a process of its own.</summary>
    /// <param name="assembly">The test assembly.</param>
    /// <param name="tests">Lines of a class and its tests, in this order, or of what names of classes contain.</param>
    /// <param name="timeout">When the run is given up.</param>
    /// <param name="stopsAtFirstFailure">Whether one failure is enough.</param>
    /// <param name="members">How many members of an instrumented assembly report.</param>
    public static async Task<TestOutcome> RunAsync(
        string assembly, IReadOnlyCollection<string> tests, TimeSpan timeout, bool stopsAtFirstFailure = true,
        int members = 0)
    {
        var name = Path.GetFileNameWithoutExtension(assembly);
        // What a mutant keeps a test from deleting goes with the sandbox.
        var temporary = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(assembly)!, "tmp")).FullName;
        ProcessStartInfo start = new("dotnet")
        {
            WorkingDirectory = Path.GetDirectoryName(assembly),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList =
            {
                "exec", "--depsfile", $"{name}.deps.json", "--runtimeconfig", $"{name}.runtimeconfig.json",
                Path.GetFileName(typeof(TestRunner).Assembly.Location), "worker", Path.GetFileName(assembly),
                members.ToString(CultureInfo.InvariantCulture), stopsAtFirstFailure.ToString(),
            },
            // A mutant may fill a list without end.
            Environment =
            {
                ["DOTNET_GCHeapHardLimit"] = "0x80000000",
                ["DOTNET_TieredPGO"] = "0",
                ["TMPDIR"] = temporary,
                ["TEMP"] = temporary,
            },
        };
        using var worker = Process.Start(start)!;
        var errors = worker.StandardError.ReadToEndAsync();
        var answers = ReadAsync(worker.StandardOutput);
        await worker.StandardInput.WriteAsync(string.Join('\n', tests));
        worker.StandardInput.Close();
        try
        {
            await worker.WaitForExitAsync().WaitAsync(timeout);
        }
        catch (TimeoutException)
        {
            worker.Kill(entireProcessTree: true);
            return new(await answers, TimedOut: true, ExitCode: -1);
        }

        var told = await answers;
        if (worker.ExitCode is not (0 or 1))
        {
            var crash = (await errors).Split('\n')[0];
            told = [.. told, new(AnswerKind.Failure, "(the process ended)", Message: crash)];
        }

        return new(told, TimedOut: false, worker.ExitCode);
    }

    static async Task<IReadOnlyList<Answer>> ReadAsync(StreamReader output)
    {
        List<Answer> answers = [];
        while (await output.ReadLineAsync() is { } line)
        {
            if (Answer.Parse(line) is { } answer)
            {
                answers.Add(answer);
            }
        }

        return answers;
    }
}
