using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Threading;

namespace CrmMilestones.Benchmarks;

/// <summary>scale: what a command makes of very many records, as its users run it, once.</summary>
static class Scale
{
    static readonly Dictionary<string, Func<string[], int>> Measured = new()
    {
        ["audit"] = AuditScale.Run,
        ["demo"] = DemoScale.Run,
        ["live-audit"] = LiveAuditScale.Run,
        ["sandbox"] = SandboxScale.Run,
        ["sweep"] = SweepScale.Run,
    };

    public static int Run(string[] args)
    {
        if (args is [var what, .. var rest] && Measured.TryGetValue(what, out var run))
        {
            return run(rest);
        }

        Console.Error.WriteLine($"scale measures one of: {string.Join(", ", Measured.Keys)}.");
        return 1;
    }

    /// <summary>Runs something, and says how fast it was and how much memory this process held meanwhile.</summary>
    /// <param name="unit">What is counted, such as lines.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="work">What is measured.</param>
    public static int Measure(string unit, int count, Func<int> work)
    {
        List<long> held = [];
        using Timer sampling = new(_ =>
        {
            using var process = Process.GetCurrentProcess();
            held.Add(process.WorkingSet64);
        });
        sampling.Change(TimeSpan.Zero, TimeSpan.FromMilliseconds(200));
        var watch = Stopwatch.StartNew();
        var exitCode = work();
        watch.Stop();
        sampling.Change(Timeout.Infinite, Timeout.Infinite);
        var samples = held.ToArray();
        var seconds = watch.Elapsed.TotalSeconds;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{count:N0} {unit} in {seconds:N1} s: {count / seconds:N0} a second"));
        Console.WriteLine("Working set, MB, at each tenth of the time: " + string.Join(
            " ", Tenths(samples)));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"Peak working set {Megabytes(Peak(samples))} MB, exit code {exitCode}"));
        return exitCode;
    }

    static IEnumerable<string> Tenths(long[] samples)
    {
        for (var tenth = 1; tenth <= 10 && samples.Length > 0; tenth++)
        {
            yield return Megabytes(samples[Math.Max(0, samples.Length * tenth / 10 - 1)]);
        }
    }

    static long Peak(long[] samples)
    {
        var peak = 0L;
        foreach (var sample in samples)
        {
            peak = Math.Max(peak, sample);
        }

        return peak;
    }

    static string Megabytes(long bytes) => (bytes >> 20).ToString("N0", CultureInfo.InvariantCulture);
}
