using System;
using System.Diagnostics;
using System.Linq;
using System.Threading.Tasks;
using CrmMilestones.Scripts.Serve;
using CrmMilestones.Tests.Sandbox.Browser;

namespace CrmMilestones.Benchmarks;

/// <summary>
/// From the command to the first page with its rows, of the demo's customers that an earlier start has kept: the program
/// as its users run it, and a browser that is open already.
/// </summary>
static class SandboxStart
{
    const int Bound = 3_000;
    const int Rounds = 5;

    internal static async Task<bool> MeasureAsync()
    {
        await using var browser = await Chromium.StartAsync();
        await RunAsync(browser); // Makes what is kept, where there is none.
        var times = new TimeSpan[Rounds];
        for (var round = 0; round < Rounds; round++)
        {
            times[round] = await RunAsync(browser);
        }

        return SandboxScale.Tell(
            $"Start with the demo's kept data to the first page, median of {Rounds}",
            times.Order().ElementAt(Rounds / 2), Bound);
    }

    static async Task<TimeSpan> RunAsync(Chromium browser)
    {
        var watch = Stopwatch.StartNew();
        using var serve = Process.Start(new ProcessStartInfo(
            "dotnet", ["exec", typeof(ServeCommand).Assembly.Location, "serve", "--port", "0"])
        {
            RedirectStandardOutput = true,
        })!;
        try
        {
            // "The sandbox is at http://127.0.0.1:5080/, ..."
            var said = await serve.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("No sandbox.");
            await using var window = await SandboxWindow.OpenAsync(browser, new(said.Split(' ', ',')[4]));
            await window.Page.WaitForSelectorAsync(".grid tbody tr");
            return watch.Elapsed;
        }
        finally
        {
            serve.Kill();
            await serve.WaitForExitAsync();
        }
    }
}
