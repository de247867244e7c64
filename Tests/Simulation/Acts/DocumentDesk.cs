using System;
using System.Linq;
using CrmMilestones.Simulation.Checks;
using CrmMilestones.Simulation.Oracle;
using CrmMilestones.Simulation.World;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Simulation.Acts;

/// <summary>Markets require documents; Compliance takes them in, verifies them and dates the milestone.</summary>
static class DocumentDesk
{
    const string Table = "cm_customerdocument";
    const int Submitted = 1, Verified = 2;

    public static void Act(Desk desk, Step step, Random random)
    {
        var types = desk.Town.Documents.Types;
        var customer = desk.Town.Customers[step.Customer];
        if (random.Next(25) == 0)
        {
            Require(desk, step, random);
        }
        else if (customer.IsAtWork && types.Count > 0)
        {
            HandIn(desk, step, customer, types[random.Next(types.Count)], random);
        }
    }

    /// <summary>One kind at a time: another makes the former one optional.</summary>
    static void Require(Desk desk, Step step, Random random)
    {
        var by = desk.WhoMay(step, random, person => person.IsAdministrator);
        var types = desk.Town.Documents.Types;
        DocumentType type = new(
            step.NewId(2), random.Next(2) == 0 ? desk.Town.Markets[random.Next(3)] : null,
            random.Next(2) == 0 ? random.Next(1, 13) : null);
        desk.Tell($"  {by.Name} requires {type}");
        Entity row = new("cm_documenttype", type.Id)
        {
            ["cm_name"] = "Licence",
            ["cm_required"] = true,
            ["cm_validmonths"] = type.Months,
            ["cm_marketid"] = type.Market is { } market ? new EntityReference("cm_market", market) : null,
        };
        if (!desk.Send(by, service => service.Create(row), by.IsAdministrator))
        {
            return;
        }

        foreach (var old in types.ToArray())
        {
            desk.Send(
                by, service => service.Update(new Entity("cm_documenttype", old.Id) { ["cm_required"] = false }),
                by.IsAdministrator);
            types.Remove(old);
        }

        types.Add(type);
    }

    static void HandIn(Desk desk, Step step, Customer customer, DocumentType type, Random random)
    {
        var by = desk.WhoMay(step, random, MayKeep);
        Person[] keepers = [.. desk.Town.People.Where(MayKeep)];
        var owner = random.Next(2) == 0 ? keepers[random.Next(keepers.Length)] : by;
        var isForward = random.Next(8) == 0;
        Entity row = new(Table, step.NewId(3))
        {
            ["cm_name"] = "Licence 2026",
            ["cm_accountid"] = new EntityReference("account", customer.Id),
            ["cm_documenttypeid"] = new EntityReference("cm_documenttype", type.Id),
            ["cm_status"] = new OptionSetValue(Account.Option + (isForward ? Verified : Submitted)),
            ["ownerid"] = new EntityReference("systemuser", owner.Id),
        };
        desk.Tell($"  {by.Name} hands in {Record.Text(row.Id)} of {owner.Name} for {Record.Text(customer.Id)}");
        if (desk.Send(by, service => service.Create(row), MayKeep(by), isForward ? "CM016" : null))
        {
            Verify(desk, customer, type, row.Id, [by, owner], random);
        }
    }

    /// <summary>By neither owner nor creator, and on no day to come; its months run from the day.</summary>
    static void Verify(Desk desk, Customer customer, DocumentType type, Guid id, Person[] own, Random random)
    {
        var others = desk.Town.People.Where(person => MayKeep(person) && !own.Contains(person)).ToArray();
        var by = random.Next(3) == 0 ? own[random.Next(own.Length)] : others[random.Next(others.Length)];
        var today = desk.Town.Today(customer.Record);
        var day = today.AddDays(random.Next(10) switch
        {
            0 => random.Next(1, 4),
            < 6 => -random.Next(400),
            _ => -random.Next(20),
        });
        Entity row = new(Table, id)
        {
            ["cm_status"] = new OptionSetValue(Account.Option + Verified),
            ["cm_verifiedon"] = day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc),
        };
        var isRefused = own.Contains(by) || day > DateOnly.FromDateTime(desk.Town.Now.AddHours(14));
        desk.Tell($"  {by.Name} verifies {Record.Text(id)} on {Record.Text(day)}");
        if (!desk.Send(by, service => service.Update(row), MayKeep(by), isRefused ? "CM016" : null))
        {
            return;
        }

        var stored = desk.Town.Host.System.Retrieve(Table, id, new ColumnSet("cm_verifiedbyid", "cm_expireson"));
        DateOnly? expires = type.Months is { } months ? day.AddMonths(months) : null;
        Promises.Require(
            stored.GetAttributeValue<EntityReference>("cm_verifiedbyid").Id == by.Id, "who verified", by.Id, stored);
        Promises.Require(
            Equals(Rows.Value(stored, "cm_expireson", isDay: true), expires), "the last valid day", expires,
            Rows.Value(stored, "cm_expireson", isDay: true));
        desk.Town.Documents.Verified.Add(new(customer.Id, type.Id, expires));
        if (random.Next(4) > 0)
        {
            Record sent = new() { [Account.SubmittedOn] = today.AddDays(-random.Next(5)) };
            desk.Save(by, "update", [(customer, sent)], service => service.Update(sent.ToRow(customer.Id)));
        }
    }

    static bool MayKeep(Person person) => person.Role == "CM Compliance" || person.IsAdministrator;
}
