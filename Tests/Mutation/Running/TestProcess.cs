using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace CrmMilestones.Mutation.Running;

/// <summary>How a run of the tests ended.</summary>
/// <param name="Answers">What the worker told; a failure, if the process itself ended.</param>
/// <param name="TimedOut">Whether it had to be stopped.</param>
/// <param name="Crashed">Whether the process ended.</param>
sealed record TestOutcome(IReadOnlyList<Answer> Answers, bool TimedOut = false, bool Crashed = false);

/// <summary>A process that runs tests of one assembly, as often as asked.</summary>
sealed class TestProcess : IDisposable
{
    readonly Process _worker;
    readonly Task<string> _errors;

    /// <summary>Starts it.</summary>
    /// <param name="assembly">The test assembly.</param>
    /// <param name="members">How many members of an instrumented assembly report.</param>
    public TestProcess(string assembly, int members = 0)
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
                Path.GetFileName(typeof(TestProcess).Assembly.Location), "worker", Path.GetFileName(assembly),
                members.ToString(CultureInfo.InvariantCulture),
            },
            // A mutant may fill a list without end, or take local time for UTC.
            Environment =
            {
                ["DOTNET_GCHeapHardLimit"] = "0x80000000",
                ["TZ"] = "Australia/Sydney",
                ["DOTNET_TieredPGO"] = "0",
                ["TMPDIR"] = temporary,
                ["TEMP"] = temporary,
            },
        };
        _worker = Process.Start(start)!;
        _errors = _worker.StandardError.ReadToEndAsync();
    }

    /// <summary>Whether it can be asked again.</summary>
    public bool IsAlive => !_worker.HasExited;

    /// <summary>Runs tests.</summary>
    /// <param name="run">Which.</param>
    /// <param name="timeout">How long a test may take; then the run is given up, and the process with it.</param>
    /// <param name="interrupted">Ends the process, too.</param>
    public async Task<TestOutcome> RunAsync(TestRun run, TimeSpan timeout, CancellationToken interrupted)
    {
        await _worker.StandardInput.WriteAsync(run.ToString());
        await _worker.StandardInput.FlushAsync(interrupted);
        List<Answer> answers = [];
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(interrupted);
        patience.CancelAfter(timeout);
        try
        {
            while (await _worker.StandardOutput.ReadLineAsync(patience.Token) is { } line)
            {
                patience.CancelAfter(timeout);
                if (Answer.Parse(line) is { Kind: AnswerKind.End })
                {
                    return new(answers);
                }

                if (Answer.Parse(line) is { } answer)
                {
                    answers.Add(answer);
                }
            }
        }
        catch (OperationCanceledException)
        {
            _worker.Kill(entireProcessTree: true);
            await _worker.WaitForExitAsync(CancellationToken.None);
            interrupted.ThrowIfCancellationRequested();
            return new(answers, TimedOut: true);
        }

        await _worker.WaitForExitAsync(interrupted);
        interrupted.ThrowIfCancellationRequested();
        answers.Add(new(AnswerKind.Failure, "(the process ended)", Message: (await _errors).Split('\n')[0]));
        return new(answers, Crashed: true);
    }

    public void Dispose()
    {
        if (IsAlive)
        {
            _worker.StandardInput.Close();
            if (!_worker.WaitForExit(TimeSpan.FromSeconds(5)))
            {
                _worker.Kill(entireProcessTree: true);
                _worker.WaitForExit();
            }
        }

        _worker.Dispose();
    }
}
