using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using CrmMilestones.Benchmarks.Host;
using CrmMilestones.Dataverse;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Scripts.Live;
using CrmMilestones.Scripts.Output;
using CrmMilestones.Scripts.Sweep;
using CrmMilestones.Tests.Live;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Benchmarks;

/// <summary>scale sweep [CUSTOMERS]: a sweep of an organization that is busy, killed half way and gone on with.</summary>
static class SweepScale
{
    public static int Run(string[] args)
    {
        var count = args is [var given] ? int.Parse(given, CultureInfo.InvariantCulture) : 1_000_000;
        VirtualClock clock = new();
        using var host = DataverseHost.Create(new() { Clock = clock });
        host.ImportSolution(new MemoryStream(Package.Zip));
        var pattern = LiveCustomer(host, clock);
        ManyCustomers organization = new(host.System, pattern, count, clock, busyEach: 100);
        var fewest = organization.Fewest(RowPages.Most);
        organization.KillAt = fewest * 3 / 4;
        var journal = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}.journal");
        try
        {
            return Scale.Measure("customers", count, () =>
            {
                try
                {
                    Sweep(organization, clock, journal);
                }
                catch (InvalidOperationException)
                {
                    Console.WriteLine(string.Create(
                        CultureInfo.InvariantCulture, $"Killed at request {organization.Requests}; going on."));
                    GC.Collect(); // Whoever goes on is a process of its own.
                }

                var result = Sweep(organization, clock, journal);
                var wrong = (count + ManyCustomers.WrongEach - 1) / ManyCustomers.WrongEach;
                var times = (double)organization.Requests / fewest;
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
                    Read: {string.Join(", ", result.Rows.Select(rows => $"{rows.Value:N0} {rows.Key}"))}
                    Findings: {result.Left.Count:N0} of {wrong:N0}
                    Requests: {organization.Requests:N0}, {times:N3} times the fewest that it takes ({fewest:N0})
                    Requests while the organization had asked to be left alone: {organization.Early}
                    """));
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
        Connection environment = new(
            new Throttle(clock).Over(new RequestService(organization.Send)), "Many", new("https://many.example"));
        CommandOutput output = new(TextWriter.Null, Console.Error);
        return new SweepRun(environment, journal, output, clock)
            .RunAsync(repair: false, CancellationToken.None).GetAwaiter().GetResult();
    }

    /// <summary>A prospect that went live, by the plug-ins, so that all is as the rules have it.</summary>
    static Guid LiveCustomer(DataverseHost host, VirtualClock clock)
    {
        var system = host.System;
        var market = system.Create(new Entity("cm_market") { ["cm_name"] = "Australia", ["cm_code"] = "AU" });
        var contact = system.Create(new Entity("contact") { ["lastname"] = "Nguyen" });
        var user = (Guid)system.Execute(new OrganizationRequest("WhoAmI"))["UserId"];
        Entity account = new("account", system.Create(new Entity("account")
        {
            ["name"] = "Contoso Dental",
            // Who certifies that a customer is ready isn't its owner.
            ["ownerid"] = new EntityReference("systemuser", host.AddUser("Sam Okoro")),
            [Columns.Stage] = new OptionSetValue((int)Stage.Prospect),
        }));
        clock.Pass(TimeSpan.FromDays(30));
        foreach (var column in Lifecycle.Stages.SelectMany(stage => stage.Requires))
        {
            account[column] = column.Type switch
            {
                ColumnType.Choice => new OptionSetValue(727000000),
                ColumnType.Lookup => new EntityReference(
                    column.Target,
                    column == Columns.Market ? market : column == Columns.PrimaryContact ? contact : user),
                ColumnType.Date => clock.Now.UtcDateTime.Date.AddDays(-10),
                _ => "AU-4711",
            };
        }

        account[Columns.Stage] = new OptionSetValue((int)Stage.Live);
        system.Update(account);
        return account.Id;
    }
}
