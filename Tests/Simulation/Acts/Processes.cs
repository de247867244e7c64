using System;
using CrmMilestones.Simulation.Checks;
using CrmMilestones.Simulation.Oracle;
using CrmMilestones.Simulation.World;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Simulation.Acts;

/// <summary>The guided process: it begins, moves, ends and is taken up again.</summary>
static class Processes
{
    const string Table = "cm_customerlifecycle";

    public static void Act(Desk desk, Step step, Random random)
    {
        var customer = desk.Town.Customers[step.Customer];
        if (!customer.IsAtWork)
        {
            return;
        }

        var by = desk.WhoMay(step, random, person => person.MayWriteProcesses && person.MayWrite(customer));
        if (!by.MayWrite(customer))
        {
            return;
        }

        if (customer.Process is null)
        {
            Start(desk, by, customer);
        }
        else if (random.Next(8) == 0)
        {
            SetState(desk, by, customer, random);
        }
        else
        {
            Prepare(desk, by, customer, random);
            if (desk.CalledAway?.Customer != customer)
            {
                Move(desk, by, customer, random);
            }
            else if (random.Next(3) == 0)
            {
                GoOn(desk, step, customer, by, random);
            }
        }
    }

    /// <summary>Back, for the reason that was stored some time ago; or a colleague does it.</summary>
    public static void GoOn(Desk desk, Step step, Customer customer, Person person, Random random)
    {
        desk.CalledAway = null;
        var by = random.Next(2) == 0 ? person : desk.WhoMay(
            step, random, other => other != person && other.MayWriteProcesses && other.MayWrite(customer));
        if (customer is { IsAtWork: true, Process: > 0 and { } at } && by.MayWrite(customer))
        {
            Move(desk, by, customer, at - 1);
        }
    }

    /// <summary>It begins at the account's stage, but of a Closed customer or a supplier at the first.</summary>
    static void Start(Desk desk, Person by, Customer customer)
    {
        desk.Tell($"  {by.Name} starts a process of {Record.Text(customer.Id)}");
        Entity row = new(Table)
        {
            ["bpf_accountid"] = new EntityReference("account", customer.Id),
            ["activestageid"] = new EntityReference("processstage", Sight.StageId(0)),
            ["traversedpath"] = Sight.PathTo(0),
        };
        if (desk.Send(by, service => service.Create(row), by.MayWriteProcesses))
        {
            customer.Process = customer.Record.Stage is { } stage and not Account.Closed ? stage : 0;
            desk.Ledger.Agrees(customer);
        }
        else
        {
            desk.Ledger.Unchanged(customer);
        }
    }

    /// <summary>Finished, abandoned or taken up again: the account stays as it is.</summary>
    static void SetState(Desk desk, Person by, Customer customer, Random random)
    {
        var over = !customer.IsProcessOver;
        desk.Tell($"  {by.Name} {(over ? "ends" : "takes up")} the process of {Record.Text(customer.Id)}");
        Entity row = new(Table, desk.Ledger.SeenOf(customer).Process!.Id)
        {
            ["statecode"] = new OptionSetValue(over ? 1 : 0),
            ["statuscode"] = new OptionSetValue(over ? random.Next(2, 4) : 1),
        };
        if (desk.Send(by, service => service.Update(row), by.MayWriteProcesses))
        {
            customer.IsProcessOver = over;
            desk.Ledger.Agrees(customer);
        }
        else
        {
            desk.Ledger.Unchanged(customer);
        }
    }

    /// <summary>What the stage asks for is saved before the process moves, the reason of a way back too.</summary>
    static void Prepare(Desk desk, Person by, Customer customer, Random random)
    {
        Edits edits = new(desk.Town, random);
        var sent = random.Next(3) == 0 && customer.Record.Stage is not null
            ? new() { [Account.Reason] = "Back" } : edits.Advance(customer.Record);
        var needed = new Record();
        foreach (var (column, value) in sent.Values)
        {
            if (column != Account.Stage)
            {
                needed[column] = value;
            }
        }

        if (needed.Values.Count > 0 && random.Next(6) > 0)
        {
            desk.Save(by, "form", [(customer, needed)], service => service.Update(needed.ToRow(customer.Id)));
            desk.Town.Now = desk.Town.Now.AddSeconds(random.Next(1, 40));
            if (needed.Sends(Account.Reason))
            {
                desk.CalledAway = (customer, by);
            }
        }
    }

    static void Move(Desk desk, Person by, Customer customer, Random random)
    {
        var at = customer.Process!.Value;
        var to = random.Next(4) switch
        {
            0 => Math.Max(at - 1, 0),
            1 when random.Next(3) == 0 => random.Next(5),
            _ => Math.Min(at + 1, Account.Live),
        };
        if (to != at)
        {
            Move(desk, by, customer, to);
        }
    }

    static void Move(Desk desk, Person by, Customer customer, int to)
    {
        Entity row = new(Table, desk.Ledger.SeenOf(customer).Process!.Id)
        {
            ["activestageid"] = new EntityReference("processstage", Sight.StageId(to)),
            ["traversedpath"] = Sight.PathTo(to),
        };
        // The platform lets a process skip no stage, nor one move that is over.
        var isAllowed = by.MayWriteProcesses && to <= customer.Process + 1 && !customer.IsProcessOver;
        desk.Save(
            by, $"process to {Account.Label(to)}",
            [(customer, new() { [Account.Stage] = Account.Option + to })], service => service.Update(row), isAllowed);
    }
}
