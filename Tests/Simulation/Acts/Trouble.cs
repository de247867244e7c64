using System;
using System.Linq;
using CrmMilestones.Simulation.Checks;
using CrmMilestones.Simulation.Oracle;
using CrmMilestones.Simulation.World;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;

namespace CrmMilestones.Simulation.Acts;

/// <summary>What goes wrong around the product: other plug-ins, two saves at once, callers past the plug-ins.</summary>
static class Trouble
{
    /// <summary>Any save while a plug-in of somebody else throws: it is refused as a whole, or not reached.</summary>
    public static void ForeignPlugin(Desk desk, Step step, Random random)
    {
        desk.Town.OwnPlugins.Throwing = random.Next(OwnPlugins.Count);
        try
        {
            if (random.Next(3) == 0)
            {
                Processes.Act(desk, step, random);
            }
            else
            {
                Saves.One(desk, step, random, isNext: random.Next(2) == 0);
            }
        }
        finally
        {
            desk.Town.OwnPlugins.Throwing = null;
        }
    }

    /// <summary>
    /// While one save lies between its reads and its write, another one of the same customer is committed. The second
    /// is judged as ever; the first may be refused or put right, and leaves nothing that contradicts itself.
    /// </summary>
    public static void Stale(Desk desk, Step step, Random random)
    {
        var customer = desk.Town.Customers[step.Customer];
        if (!customer.IsAtWork)
        {
            return;
        }

        Edits edits = new(desk.Town, random);
        var (slow, quick) = (edits.Change(customer), edits.Change(customer));
        var by = desk.Town.People.Last(person => person.IsAdministrator);
        var other = desk.WhoMay(step, random, person => person.MaySave(customer, quick));
        var (was, wasThere) = (customer.Record, false);
        desk.Town.Meanwhile = () =>
        {
            wasThere = true;
            desk.Save(
                other, "update meanwhile", [(customer, quick)],
                service => service.Update(quick.ToRow(customer.Id)));
        };
        desk.Tell($"  {by.Name} sends slowly for {Record.Text(customer.Id)}: {slow}");
        var isRefused = desk.Refuses(by, service => service.Update(slow.ToRow(customer.Id)));
        desk.Town.Meanwhile = null;
        if (isRefused)
        {
            desk.Ledger.Unchanged(customer);
        }
        else
        {
            var before = customer.Record;
            // What writes over all that the other save changed can't know of it (decision 9).
            string[] changed =
            [
                .. Account.Entered.Append(Account.State).Except([Account.Reason, Account.TakesEffectOn])
                    .Where(column => was.Differs(before, column)),
            ];
            var isNoticed = changed.Length == 0 || !changed.All(slow.Sends);
            if (!isNoticed)
            {
                Recompute(desk, customer);
            }

            desk.Ledger.Adopts(customer, tellsEnd: !slow.Values.Keys.All(Account.Computed.Contains));
            if (isNoticed)
            {
                NothingNewIsMissing(desk, before, customer);
            }
        }

        desk.Tell($"  {(wasThere ? "both at once" : "one after the other")}");
    }

    /// <summary>
    /// A privileged caller writes past the plug-ins; then the record is recomputed, as a sweep does, and says nothing
    /// that contradicts itself. A second time nothing is left to do.
    /// </summary>
    public static void Bypass(Desk desk, Step step, Random random)
    {
        var customer = desk.Town.Customers[step.Customer];
        if (customer is not { IsAtWork: true, Record.Stage: not null })
        {
            return;
        }

        var by = desk.Town.People.First(person => person.Role == People.Root);
        var sent = new Edits(desk.Town, random).PastThePlugins(customer.Record);
        desk.Tell($"  {by.Name} writes past the plug-ins of {Record.Text(customer.Id)}: {sent}");
        desk.Town.As(by).Execute(new UpdateRequest
        {
            Target = sent.ToRow(customer.Id),
            ["BypassBusinessLogicExecution"] = "CustomSync,CustomAsync",
        });
        desk.Town.Now = desk.Town.Now.AddSeconds(1);
        Recompute(desk, customer);
        desk.Ledger.Adopts(customer, isRecomputed: true);
        Promises.Require(!Recompute(desk, customer), "a second recompute", "nothing to do", "changes");
        desk.Ledger.Unchanged(customer);
    }

    /// <summary>
    /// A stage that was entered has all it needs; where it was entered before, nothing more of the definition was
    /// emptied.
    /// </summary>
    static void NothingNewIsMissing(Desk desk, Record before, Customer customer)
    {
        var after = customer.Record;
        if (after.Stage is not { } stage || stage == Account.Closed)
        {
            return;
        }

        var missing = Enumerable.Range(0, stage).SelectMany(below => desk.Needed(customer, after, below))
            .Where(column => !after.IsFilled(column))
            .Where(column => before.Stage != stage
                || before.IsFilled(column) && !Account.Others.Contains(column)).ToArray();
        Promises.Require(missing.Length == 0, "what a stage needs", "nothing missing", string.Join(' ', missing));
    }

    static bool Recompute(Desk desk, Customer customer)
    {
        var administrator = desk.Town.People.First(person => person.IsAdministrator);
        return (bool)desk.Town.As(administrator).Execute(new OrganizationRequest("cm_RecomputeCustomer")
        {
            ["Target"] = new EntityReference("account", customer.Id),
        })["Changed"];
    }
}
