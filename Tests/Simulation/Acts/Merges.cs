using System;
using System.Linq;
using CrmMilestones.Simulation.Checks;
using CrmMilestones.Simulation.Oracle;
using CrmMilestones.Simulation.World;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Simulation.Acts;

/// <summary>Accounts that are merged away or deleted.</summary>
static class Merges
{
    public static void Merge(Desk desk, Step step, Random random)
    {
        var town = desk.Town;
        var (stays, goes) = (
            town.Customers[step.Customer], town.Customers[(step.Customer + random.Next(1, 4)) % town.Customers.Count]);
        if (random.Next(4) > 0 && RankOf(stays) < RankOf(goes))
        {
            (stays, goes) = (goes, stays);
        }

        if (new[] { stays, goes }.Any(customer => customer is not { IsAtWork: true, Record.IsActiveAccount: true }))
        {
            return;
        }

        var by = desk.WhoMay(step, random, person => person.IsAdministrator);
        var isCustomer = goes.Record.Stage is not null || stays.Record.Stage is not null;
        var isRefused = RankOf(stays) < RankOf(goes) || goes.Record.IsOnHold && !stays.Record.IsOnHold;
        desk.Tell($"  {by.Name} merges {Record.Text(goes.Id)} into {Record.Text(stays.Id)}");
        var end = desk.Judge(goes, new() { [Account.State] = 1, [Account.StatusReason] = 2 }, by);
        if (!desk.Send(
            by, service => service.Execute(new OrganizationRequest("Merge")
            {
                ["Target"] = new EntityReference("account", stays.Id),
                ["SubordinateId"] = goes.Id,
                ["UpdateContent"] = new Entity("account") { ["description"] = $"{random.Next(1000)}" },
                ["PerformParentingChecks"] = false,
            }), by.IsAdministrator, isRefused ? "CM014" : null))
        {
            desk.Ledger.Unchanged(stays);
            desk.Ledger.Unchanged(goes);
            return;
        }

        (goes.Record, goes.Days, goes.IsMerged) = (end.After, end.Days, true);
        desk.Ledger.Agrees(goes, end.OpenColumns);
        town.Documents.Move(goes.Id, stays.Id);
        Follow(town, goes, stays);
        var was = desk.Ledger.SeenOf(stays);
        desk.Ledger.Moved(stays.Absorbed.Where(merged => merged != goes));
        desk.Ledger.Agrees(
            stays,
            [
                .. Account.OfTheStatus, Account.BillableReason, Account.Reason, Account.TakesEffectOn,
                Account.ReasonGivenOn, Account.ReasonGivenBy,
            ]);
        var merges = desk.Ledger.SeenOf(stays).Events.Values.Count(line => line.Kind == 4)
            - was.Events.Values.Count(line => line.Kind == 4);
        ClaimChecks.Agree(town.Host, stays);
        var expected = isCustomer && stays.Record.Stage is not null ? 1 : 0;
        Promises.Require(merges == expected, "events of the merge", expected, merges);
    }

    /// <summary>What refers to the one refers to the other from now on.</summary>
    static void Follow(Town town, Customer goes, Customer stays)
    {
        stays.Claims.AddRange(goes.Claims);
        stays.Absorbed.AddRange([.. goes.Absorbed, goes]);
        goes.Claims.Clear();
        var rows = town.Requirements.Rows;
        for (var i = 0; i < rows.Count; i++)
        {
            rows[i] = rows[i].Account == goes.Id ? rows[i] with { Account = stays.Id } : rows[i];
        }
    }

    public static void Delete(Desk desk, Step step, Random random)
    {
        var customer = desk.Town.Customers[step.Customer];
        if (!customer.IsThere)
        {
            return;
        }

        var by = desk.WhoMay(step, random, person => person.Role == People.Root);
        desk.Tell($"  {by.Name} deletes {Record.Text(customer.Id)}");
        // A day that who deletes has just given counts for it, as for every end.
        var end = desk.Judge(customer, new() { [Account.State] = 1, [Account.StatusReason] = 2 }, by);
        if (!desk.Send(by, service => service.Delete("account", customer.Id), by.Role == People.Root))
        {
            desk.Ledger.Unchanged(customer);
            return;
        }

        if (customer.Record.IsActiveAccount && !customer.Days.IsEmpty)
        {
            customer.Days = end.Days;
        }

        (customer.IsDeleted, customer.Process) = (true, null);
        desk.Ledger.Agrees(customer);
        desk.Ledger.Moved(customer.Absorbed);
        foreach (var claim in customer.Claims)
        {
            ClaimChecks.IsUnmatched(desk.Town.Host, claim);
        }

        customer.Claims.Clear();
        desk.Town.Requirements.Rows.RemoveAll(row => row.Account == customer.Id);
    }

    /// <summary>Who is further on: outside, Closed, Prospect ... Live.</summary>
    static int RankOf(Customer customer) => customer.Record.Stage switch
    {
        null => 0,
        Account.Closed => 1,
        { } stage => stage + 2,
    };
}
