using System;
using System.Linq;
using CrmMilestones.Simulation.Oracle;
using CrmMilestones.Simulation.World;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;

namespace CrmMilestones.Simulation.Acts;

/// <summary>Saves of accounts on every channel.</summary>
static class Saves
{
    /// <summary>A form, the Web API or an integration: one row.</summary>
    public static void One(Desk desk, Step step, Random random, bool isNext)
    {
        var customer = desk.Town.Customers[step.Customer];
        Edits edits = new(desk.Town, random);
        if (!customer.IsAtWork)
        {
            var creator = desk.WhoMay(step, random, person => person.MayCreateAccounts);
            Create(desk, creator, desk.Town.NewAt(step.Customer), edits.NewAccount(creator), random);
            return;
        }

        var sent = isNext ? edits.Advance(customer.Record) : edits.Change(customer);
        var by = desk.WhoMay(step, random, person => person.MaySave(customer, sent));
        var row = sent.ToRow(customer.Id);
        switch (random.Next(3))
        {
            case 0:
                desk.Save(
                    by, "upsert", [(customer, sent)], service => service.Execute(new UpsertRequest { Target = row }));
                break;
            case 1:
                ExecuteTransactionRequest request = new() { Requests = [new UpdateRequest { Target = row }] };
                desk.Save(by, "transaction", [(customer, sent)], service => service.Execute(request));
                break;
            default:
                desk.Save(by, "update", [(customer, sent)], service => service.Update(row));
                break;
        }
    }

    public static bool Create(Desk desk, Person by, Customer customer, Record sent, Random random)
    {
        var row = NewRow(customer, sent);
        WithDefaults(sent, by);
        return random.Next(2) == 0
            ? desk.Save(by, "create", [(customer, sent)], service => service.Create(row))
            : desk.Save(
                by, "upsert", [(customer, sent)], service => service.Execute(new UpsertRequest { Target = row }));
    }

    static Entity NewRow(Customer customer, Record sent)
    {
        var row = sent.ToRow(customer.Id);
        row["accountnumber"] = ClaimDesk.NumberOf(customer);
        return row;
    }

    /// <summary>What the platform adds to a new row.</summary>
    static void WithDefaults(Record sent, Person by)
    {
        sent[Account.Owner] ??= by.Id;
        sent[Account.State] = 0;
    }

    /// <summary>Several rows in one message: new ones, or changes.</summary>
    public static void Bulk(Desk desk, Step step, Random random)
    {
        Edits edits = new(desk.Town, random);
        var places = Enumerable.Range(0, random.Next(2, 5)).Select(i => (step.Customer + i) % desk.Town.Customers.Count)
            .ToArray();
        var free = places.Where(place => !desk.Town.Customers[place].IsAtWork).ToArray();
        if (free.Length > 0)
        {
            var by = desk.WhoMay(step, random, person => person.MayCreateAccounts);
            var created = free.Select(place => (desk.Town.NewAt(place), edits.NewAccount(by))).ToArray();
            var targets = Together([.. created.Select(row => NewRow(row.Item1, row.Item2))]);
            foreach (var (_, sent) in created)
            {
                WithDefaults(sent, by);
            }

            desk.Save(
                by, "CreateMultiple", created,
                service => service.Execute(new CreateMultipleRequest { Targets = targets }));
            return;
        }

        var changes = places.Distinct().Select(place => desk.Town.Customers[place])
            .Select(customer => (
                customer, random.Next(3) > 0 ? new() { [Account.Name] = "Renamed" } : edits.Change(customer)))
            .ToArray();
        var writer = desk.WhoMay(step, random, person => changes.All(row => person.MaySave(row.customer, row.Item2)));
        desk.Save(writer, "UpdateMultiple", changes, service => service.Execute(new UpdateMultipleRequest
        {
            Targets = Together([.. changes.Select(row => row.Item2.ToRow(row.customer.Id))]),
        }));
    }

    /// <summary>The import wizard: rows first, lookups in a second pass, the stage by a second import.</summary>
    public static void Import(Desk desk, Step step, Random random)
    {
        var by = desk.Town.People.First(person => person.IsAdministrator);
        var whole = new Edits(desk.Town, random).NewAccount(by);
        Record first = new(), second = new();
        foreach (var (column, value) in whole.Values.Where(value => value.Key != Account.Stage))
        {
            (value is Guid && column != Account.Owner ? second : first)[column] = value;
        }

        var old = desk.Town.Customers[step.Customer];
        var customer = old.IsAtWork ? old : desk.Town.NewAt(step.Customer);
        var isThere = customer.IsThere
            ? customer.Record.Stage is null && Update(first) : Create(desk, by, customer, first, random);
        if (isThere && (second.Values.Count == 0 || Update(second)) && whole.Stage is not null)
        {
            Update(new() { [Account.Stage] = whole[Account.Stage] });
        }

        bool Update(Record sent)
        {
            desk.Town.Now = desk.Town.Now.AddSeconds(1);
            return desk.Save(by, "import", [(customer, sent)], service => service.Update(sent.ToRow(customer.Id)));
        }
    }

    static EntityCollection Together(Entity[] rows) => new(rows) { EntityName = "account" };
}
