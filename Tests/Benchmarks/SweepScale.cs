using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using CrmMilestones.Dataverse;
using CrmMilestones.Scripts.Live;
using CrmMilestones.Scripts.Output;
using CrmMilestones.Scripts.Sweep;
using CrmMilestones.Tests.Live;

namespace CrmMilestones.Benchmarks;

/// <summary>scale sweep [CUSTOMERS]: a sweep of an organization that is busy, killed half way and gone on with.</summary>
static class SweepScale
{
    public static int Run(string[] args)
    {
        var count = args is [var given] ? int.Parse(given, CultureInfo.InvariantCulture) : 1_000_000;
        VirtualClock clock = new();
        using var host = DataverseHost.Create(new() { Clock = clock });
        var organization = BusyOrganization.In(host, clock, count);
        var fewest = organization.Fewest(RowPages.Most);
        organization.KillAt = fewest * 3 / 4;
        var journal = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}.journal");
        try
        {
            return Scale.Measure("customers", count, () =>
            {
                var result = BusyOrganization.KilledOnce(organization, () => Sweep(organization, clock, journal));
                var wrong = (count + ManyCustomers.WrongEach - 1) / ManyCustomers.WrongEach;
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
                    Read: {string.Join(", ", result.Rows.Select(rows => $"{rows.Value:N0} {rows.Key}"))}
                    Findings: {result.Left.Count:N0} of {wrong:N0}
                    """));
                BusyOrganization.TellRequests(organization, fewest);
                return 0;
            });
        }
        finally
        {
            File.Delete(journal);
        }
    }

    static SweepResult Sweep(ManyCustomers organization, VirtualClock clock, string path)
    {
        using var journal = Journal.Open<SweepStep>(path, "scale", clock.Now.UtcDateTime);
        CommandOutput output = new(TextWriter.Null, Console.Error);
        return new SweepRun(BusyOrganization.Connect(organization, clock), journal, output, clock)
            .RunAsync(repair: false, CancellationToken.None).GetAwaiter().GetResult();
    }
}
