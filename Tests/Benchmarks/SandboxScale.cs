using System;
using System.Globalization;
using System.Threading.Tasks;

namespace CrmMilestones.Benchmarks;

/// <summary>
/// scale sandbox [start | views [CUSTOMERS] | users [SECONDS]]: how fast the sandbox is, all of it or a part, held against
/// what was promised.
/// </summary>
static class SandboxScale
{
    const int Customers = 100_000;
    const int Seconds = 60;

    public static int Run(string[] args)
    {
        var isKept = args switch
        {
            [] => Wait(SandboxStart.MeasureAsync()) & SandboxViews.Measure(Customers)
                & Wait(SandboxUsers.MeasureAsync(Seconds)),
            ["start"] => Wait(SandboxStart.MeasureAsync()),
            ["views", .. var count] => SandboxViews.Measure(Number(count, Customers)),
            ["users", .. var seconds] => Wait(SandboxUsers.MeasureAsync(Number(seconds, Seconds))),
            _ => throw new ArgumentException("scale sandbox [start | views [CUSTOMERS] | users [SECONDS]]"),
        };
        return isKept ? 0 : 1;
    }

    /// <summary>Says a figure, and whether it keeps within its bound.</summary>
    internal static bool Tell(string what, TimeSpan took, int boundMilliseconds)
    {
        var isKept = took.TotalMilliseconds <= boundMilliseconds;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: {took.TotalMilliseconds:N1} ms (at most {boundMilliseconds:N0}){(isKept ? "" : " MISSED")}"));
        return isKept;
    }

    static int Number(string[] given, int otherwise) =>
        given is [var number] ? int.Parse(number, CultureInfo.InvariantCulture) : otherwise;

    static bool Wait(Task<bool> measuring) => measuring.GetAwaiter().GetResult();
}
