using System;
using CrmMilestones.Simulation.Checks;
using CrmMilestones.Simulation.Oracle;
using CrmMilestones.Simulation.World;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Simulation.Acts;

/// <summary>Finance takes in what other systems say of a customer.</summary>
static class ClaimDesk
{
    public static void Act(Desk desk, Step step, Random random)
    {
        var customer = desk.Town.Customers[step.Customer];
        var by = desk.WhoMay(step, random, MayClaim);
        var from = DateOnly.FromDateTime(desk.Town.Now).AddDays(-random.Next(150));
        Claim claim = new(step.NewId(4), random.Next(5), from, from.AddDays(random.Next(40)));
        var isKnown = customer.IsAtWork && random.Next(10) > 0;
        desk.Tell($"  {by.Name} enters {claim} of {(isKnown ? Record.Text(customer.Id) : "nobody")}");
        Entity row = new("cm_externalclaim", claim.Id)
        {
            ["cm_source"] = new OptionSetValue(Account.Option + claim.Source),
            ["cm_accountnumber"] = isKnown ? NumberOf(customer) : "unknown",
            ["cm_periodstart"] = claim.From.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc),
            ["cm_periodend"] = claim.Until.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc),
        };
        if (!desk.Send(by, service => service.Create(row), MayClaim(by)))
        {
            return;
        }

        if (isKnown)
        {
            customer.Claims.Add(claim);
            ClaimChecks.Agree(desk.Town.Host, customer);
        }
        else
        {
            ClaimChecks.IsUnmatched(desk.Town.Host, claim);
        }
    }

    /// <summary>The account number of a customer.</summary>
    public static string NumberOf(Customer customer) => customer.Id.ToString("N")[^16..];

    static bool MayClaim(Person person) => person.IsFinance || person.IsAdministrator;
}
