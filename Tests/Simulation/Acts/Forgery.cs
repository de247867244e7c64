using System;
using System.Linq;
using CrmMilestones.Simulation.World;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Simulation.Acts;

/// <summary>Somebody tries to write the history, which only the server does (CM010).</summary>
static class Forgery
{
    public static void Act(Desk desk, Step step, Random random)
    {
        var customer = desk.Town.Customers[step.Customer];
        var seen = desk.Ledger.SeenOf(customer);
        if (seen.Periods.Count == 0 || seen.Events.Count == 0)
        {
            return;
        }

        // An administrator of the platform may all that privileges give.
        var by = desk.Town.People.First(person => person.Role == People.Root);
        var period = seen.Periods.Keys.Order().First();
        var line = seen.Events.Keys.Order().First();
        desk.Tell($"  {by.Name} forges the history of {customer.Id}");
        desk.Send(by, random.Next(5) switch
        {
            0 => service => service.Delete("cm_statusperiod", period),
            1 => service => service.Delete("cm_lifecycleevent", line),
            2 => service => service.Update(
                new Entity("cm_statusperiod", period) { ["cm_status"] = new OptionSetValue(727000001) }),
            3 => service => service.Update(new Entity("cm_lifecycleevent", line) { ["cm_reason"] = "Another" }),
            _ => service => service.Create(
                new Entity("cm_statusperiod") { ["cm_customerkey"] = customer.Id.ToString("D"), ["cm_name"] = "Mine" }),
        }, isAllowed: true, "CM010");
        desk.Ledger.Unchanged(customer);
    }
}
