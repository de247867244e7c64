using System;
using System.Globalization;
using System.IO;
using System.Linq;
using CrmMilestones.Dataverse;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Scripts.Live;
using CrmMilestones.Tests.Live;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Benchmarks;

/// <summary>An organization of very many customers that is busy now and then, and kills who works on it once.</summary>
static class BusyOrganization
{
    public static ManyCustomers In(DataverseHost host, VirtualClock clock, int count)
    {
        host.ImportSolution(new MemoryStream(Package.Zip));
        return new(host.System, LiveCustomer(host, clock), count, clock, busyEach: 100);
    }

    public static Connection Connect(ManyCustomers organization, VirtualClock clock) => new(
        new Throttle(clock).Over(new RequestService(organization.Send)), "Many", new("https://many.example"));

    /// <summary>Does the work until the organization kills it, and then once more.</summary>
    public static T KilledOnce<T>(ManyCustomers organization, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (InvalidOperationException)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"Killed at request {organization.Requests}; going on."));
            GC.Collect(); // Whoever goes on is a process of its own.
        }

        return work();
    }

    /// <summary>Says how many requests it took.</summary>
    /// <param name="organization">What was asked.</param>
    /// <param name="fewest">How many it takes at least.</param>
    public static void TellRequests(ManyCustomers organization, int fewest)
    {
        var times = (double)organization.Requests / fewest;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            Requests: {organization.Requests:N0}, {times:N3} times the fewest that it takes ({fewest:N0})
            Requests while the organization had asked to be left alone: {organization.Early}
            """));
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
