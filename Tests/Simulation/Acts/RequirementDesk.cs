using System;
using System.Linq;
using CrmMilestones.Simulation.Oracle;
using CrmMilestones.Simulation.World;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Simulation.Acts;

/// <summary>Administrators add requirements and waivers, approve and change them, and take them back.</summary>
static class RequirementDesk
{
    const string Table = "cm_stagerequirement";
    const int Most = 6;

    public static void Act(Desk desk, Step step, Random random)
    {
        var rows = desk.Town.Requirements.Rows;
        var by = desk.WhoMay(step, random, person => person.IsAdministrator);
        if (rows.FirstOrDefault(row => row.IsWaiver && !row.IsApproved) is { } waiting && random.Next(3) > 0)
        {
            Approve(desk, by, waiting, random);
        }
        else if (rows.Count > 0 && random.Next(3) == 0)
        {
            Change(desk, by, rows[random.Next(rows.Count)], random);
        }
        else if (rows.Count >= Most)
        {
            TakeBack(desk, by, rows[random.Next(rows.Count)]);
        }
        else
        {
            Add(desk, step, by, random);
        }
    }

    static void Add(Desk desk, Step step, Person by, Random random)
    {
        var today = DateOnly.FromDateTime(desk.Town.Now);
        var isWaiver = random.Next(2) == 0;
        var stage = random.Next(4);
        var columns = isWaiver ? Account.Requires[stage] : Account.Others;
        var column = columns[random.Next(columns.Count)];
        if (desk.Town.Requirements.Rows is { Count: > 0 } rows && random.Next(3) == 0)
        {
            // One that contradicts another: the narrower wins.
            var other = rows[random.Next(rows.Count)];
            (stage, column, isWaiver) = (other.Stage, other.Column, !other.IsWaiver);
        }

        var customer = desk.Town.Customers[step.Customer];
        Requirement row = new(step.NewId(1), stage, column, isWaiver)
        {
            Market = random.Next(3) == 0 ? desk.Town.Markets[random.Next(3)] : null,
            From = random.Next(3) == 0 ? today.AddDays(random.Next(5)) : null,
            Until = isWaiver && random.Next(8) > 0 || random.Next(3) == 0 ? today.AddDays(random.Next(5, 60)) : null,
            CreatedBy = by.Id,
            ChangedBy = by.Id,
        };
        if (row.Market is null && customer.IsAtWork && random.Next(3) == 0)
        {
            row = row with { Account = customer.Id };
        }

        // A waiver has reason and end.
        var reason = random.Next(8) == 0 ? null : "Moved";
        var isRefused = isWaiver && (reason is null || row.Until is null);
        desk.Tell($"  {by.Name} adds {row}");
        Entity target = new(Table, row.Id)
        {
            ["cm_name"] = "Row",
            ["cm_stage"] = new OptionSetValue(Account.Option + stage),
            ["cm_column"] = column,
            ["cm_effect"] = new OptionSetValue(Account.Option + (isWaiver ? 1 : 0)),
            ["cm_reason"] = reason,
            ["cm_marketid"] = row.Market is { } market ? new EntityReference("cm_market", market) : null,
            ["cm_accountid"] = row.Account is { } account ? new EntityReference("account", account) : null,
            ["cm_effectivefrom"] = Date(row.From),
            ["cm_effectiveuntil"] = Date(row.Until),
        };
        if (desk.Send(by, service => service.Create(target), by.IsAdministrator, isRefused ? "CM011" : null))
        {
            desk.Town.Requirements.Rows.Add(row);
        }
    }

    /// <summary>An earlier end leaves the approval, any other takes it away.</summary>
    static void Change(Desk desk, Person by, Requirement row, Random random)
    {
        var today = DateOnly.FromDateTime(desk.Town.Now);
        var until = (row.From > today ? row.From.Value : today).AddDays(random.Next(60));
        desk.Tell($"  {by.Name} lets {row} end on {Record.Text(until)}");
        Entity target = new(Table, row.Id) { ["cm_effectiveuntil"] = Date(until) };
        if (desk.Send(by, service => service.Update(target), by.IsAdministrator))
        {
            var isEarlier = row.Until is null || until <= row.Until;
            Replace(desk, row, row with
            {
                Until = until,
                ChangedBy = by.Id,
                IsApproved = row.IsApproved && isEarlier,
            });
        }
    }

    /// <summary>By somebody who neither created nor changed it, and as the approver nobody else.</summary>
    static void Approve(Desk desk, Person by, Requirement row, Random random)
    {
        var approver = random.Next(6) == 0 ? desk.Town.People[random.Next(desk.Town.People.Count)].Id : by.Id;
        desk.Tell($"  {by.Name} approves {row} as {Record.Text(approver)}");
        Entity target = new(Table, row.Id) { ["cm_approvedbyid"] = new EntityReference("systemuser", approver) };
        if (desk.Send(
            by, service => service.Update(target), by.IsAdministrator,
            approver != by.Id || row.CreatedBy == by.Id || row.ChangedBy == by.Id ? "CM011" : null))
        {
            Replace(desk, row, row with { ChangedBy = by.Id, IsApproved = true });
        }
    }

    static void TakeBack(Desk desk, Person by, Requirement row)
    {
        desk.Tell($"  {by.Name} deactivates {row}");
        Entity target = new(Table, row.Id)
        {
            ["statecode"] = new OptionSetValue(1),
            ["statuscode"] = new OptionSetValue(2),
        };
        if (desk.Send(by, service => service.Update(target), by.IsAdministrator))
        {
            Replace(desk, row, null);
        }
    }

    static void Replace(Desk desk, Requirement old, Requirement? now)
    {
        desk.Town.Requirements.Rows.Remove(old);
        if (now is not null)
        {
            desk.Town.Requirements.Rows.Add(now);
        }
    }

    static DateTime? Date(DateOnly? day) => day?.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
}
