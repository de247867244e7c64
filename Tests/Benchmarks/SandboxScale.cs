using System;
using System.Globalization;
using System.Threading.Tasks;

namespace CrmMilestones.Benchmarks;

/// <summary>
/// scale sandbox [start | views [CUSTOMERS] | users [SECONDS [WINDOWS]]]: how fast the sandbox is, all of it or a part,
/// held against what was promised.
/// </summary>
static class SandboxScale
{
    const int Customers = 100_000;
    const int Seconds = 60;
    const int Users = 50;

    public static int Run(string[] args)
    {
        var isKept = args switch
        {
            [] => Wait(SandboxStart.MeasureAsync()) & SandboxViews.Measure(Customers)
                & Wait(SandboxUsers.MeasureAsync(Seconds, Users)),
            ["start"] => Wait(SandboxStart.MeasureAsync()),
            ["views", .. var given] => SandboxViews.Measure(Number(given, 0, Customers)),
            ["users", .. var given] => Wait(
                SandboxUsers.MeasureAsync(Number(given, 0, Seconds), Number(given, 1, Users))),
            _ => throw new ArgumentException("scale sandbox [start | views [CUSTOMERS] | users [SECONDS [WINDOWS]]]"),
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

    static int Number(string[] given, int at, int otherwise) =>
        at < given.Length ? int.Parse(given[at], CultureInfo.InvariantCulture) : otherwise;

    static bool Wait(Task<bool> measuring) => measuring.GetAwaiter().GetResult();
}
