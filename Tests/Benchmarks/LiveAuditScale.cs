using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using CrmMilestones.Dataverse;
using CrmMilestones.Scripts.Audit;
using CrmMilestones.Scripts.Live;
using CrmMilestones.Scripts.Output;
using CrmMilestones.Tests.Live;

namespace CrmMilestones.Benchmarks;

/// <summary>scale live-audit [CUSTOMERS]: an audit of an organization that is busy, killed half way and gone on with.
/// </summary>
static class LiveAuditScale
{
    public static int Run(string[] args)
    {
        var count = args is [var given] ? int.Parse(given, CultureInfo.InvariantCulture) : 1_000_000;
        VirtualClock clock = new();
        using var host = DataverseHost.Create(new() { Clock = clock });
        var organization = BusyOrganization.In(host, clock, count);
        var fewest = (count + RowPages.Most - 1) / RowPages.Most;
        organization.KillAt = fewest / 2;
        var folder = Directory.CreateTempSubdirectory("live-audit-scale-");
        try
        {
            return Scale.Measure("customers", count, () =>
            {
                var exitCode = BusyOrganization.KilledOnce(
                    organization, () => Audit(organization, clock, folder.FullName));
                var judged = File.ReadLines(Path.Combine(folder.FullName, "verdicts.csv")).Count() - 1;
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
                    Judged: {judged:N0} of {count:N0}
                    """));
                BusyOrganization.TellRequests(organization, fewest);
                return exitCode.Number;
            });
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    static ExitCode Audit(ManyCustomers organization, VirtualClock clock, string folder) => AuditCommand.RunAsync(
        BusyOrganization.Connect(organization, clock), folder, new(clock.Now.UtcDateTime, TimeZoneInfo.Utc),
        new(TextWriter.Null, Console.Error), CancellationToken.None).GetAwaiter().GetResult();
}
