using System;
using System.Linq;
using CrmMilestones.Simulation.Checks;
using CrmMilestones.Simulation.Oracle;
using CrmMilestones.Simulation.World;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Simulation.Acts;

/// <summary>Counting on any day as known at any moment, and closing months.</summary>
static class Months
{
    static readonly string[] Numbers =
        ["Opening", "New", "Returned", "Released", "Held", "Ended", "Other", "Closing"];

    /// <summary>Longer than any save takes.</summary>
    static readonly TimeSpan Settled = TimeSpan.FromMinutes(5);

    /// <summary>The custom APIs, the lake's SQL and the oracle count the same.</summary>
    public static void Count(Desk desk, Random random)
    {
        var town = desk.Town;
        var today = DateOnly.FromDateTime(town.Now);
        var known = random.Next(2) == 0 ? town.Now : town.Now.AddHours(-random.Next(24 * 200));
        var index = random.Next(town.Markets.Count + 2);
        var market = index < town.Markets.Count ? town.Markets[index] : (Guid?)null;
        DateOnly[] days = [today.AddDays(random.Next(-200, 30)), today.AddDays(random.Next(-60, 30))];
        Array.Sort(days);
        var counting = desk.Ledger.KnownOn(known);
        var finance = town.As(town.People.First(person => person.IsFinance));

        var counted = counting.On(days[1], market);
        var answer = finance.Execute(Request("cm_CountCustomers", known, market, ("AsOf", days[1])));
        Promises.Require(
            counted == (
                (int)answer["Active"], (int)answer["Billable"], (int)answer["OnHold"], (string)answer["ByMarket"]),
            $"the count of {Record.Text(days[1])} as known on {Record.Text(known)}", counted,
            string.Join(' ', answer.Results.Select(result => result.Value)));
        var lake = desk.Lake.Count(days[1], known, town.CodeOf(market));
        Promises.Require(lake == counted, "the count of the lake", counted, lake);

        var roll = counting.Roll(days[0], days[1], market);
        answer = finance.Execute(Request("cm_CompareMonths", known, market, ("From", days[0]), ("To", days[1])));
        var told = Numbers.Select(number => (int)answer[number]).ToArray();
        Promises.Require(
            roll.SequenceEqual(told), $"the roll-forward of {Record.Text(days[0])} to {Record.Text(days[1])}",
            string.Join(' ', roll), string.Join(' ', told));

        OrganizationRequest Request(string message, DateTime knownOn, Guid? market, params (string, DateOnly)[] days)
        {
            OrganizationRequest request = new(message) { ["KnownOn"] = knownOn };
            foreach (var (name, day) in days)
            {
                request[name] = day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
            }

            if (town.CodeOf(market) is { } code)
            {
                request["MarketCode"] = code;
            }

            return request;
        }
    }

    /// <summary>The month that is next mostly; now and then one whose turn it isn't.</summary>
    public static void Close(Desk desk, Step step, Random random)
    {
        var town = desk.Town;
        var by = desk.WhoMay(step, random, person => person.IsFinance || person.IsAdministrator);
        var last = desk.Ledger.ClosedUpTo;
        var next = last is { } closed ? EndOf(closed.AddDays(1)) : EndOf(DateOnly.FromDateTime(town.Now).AddMonths(-1));
        var end = random.Next(6) switch
        {
            0 => EndOf(next.AddMonths(random.Next(-2, 3))),
            1 => next.AddDays(-1),
            _ => next,
        };
        if (random.Next(3) == 0)
        {
            FindLate(desk, step, random, end);
        }

        var knownOn = town.Now - Settled;
        var isRefused = end != EndOf(end) || last is not null && end != next
            || town.Now < end.AddDays(1).ToDateTime(TimeOnly.MinValue).AddHours(12)
            || desk.Ledger.HasChangedSince(knownOn, end);
        desk.Tell($"  {by.Name} closes {Record.Text(end)}");
        var isAllowed = by.IsFinance || by.IsAdministrator;
        OrganizationResponse? answer = null;
        if (!desk.Send(
            by, service => answer = service.Execute(new OrganizationRequest("cm_CloseMonth")
            {
                ["MonthEnd"] = end.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc),
            }),
            isAllowed, isRefused ? "CM017" : null))
        {
            return;
        }

        var close = (EntityReference)answer!["MonthClose"];
        var row = town.Host.System.Retrieve(close.LogicalName, close.Id, new ColumnSet(true));
        var counting = desk.Ledger.KnownOn(knownOn);
        var roll = counting.Roll(EndOf(new DateOnly(end.Year, end.Month, 1).AddDays(-1)), end, null);
        if (last is not null)
        {
            roll[6] += roll[0] - desk.Ledger.FrozenClosing;
            roll[0] = desk.Ledger.FrozenClosing;
        }

        var counts = counting.On(end, null);
        object?[] expected =
        [
            .. roll.Cast<object?>(), counts.Active, counts.ByMarket, counting.Fingerprint(end), by.Id, knownOn,
            Computed.Definition,
        ];
        object?[] found =
        [
            .. Numbers.Select(number => row["cm_" + number.ToLowerInvariant()]), row["cm_active"], row["cm_bymarket"],
            row["cm_fingerprint"], row.GetAttributeValue<EntityReference>("cm_closedbyid").Id, row["cm_knownon"],
            row["cm_definitionversion"],
        ];
        Promises.Require(
            expected.SequenceEqual(found), "a closed month", string.Join(' ', expected), string.Join(' ', found));
        (desk.Ledger.ClosedUpTo, desk.Ledger.FrozenClosing) = (end, roll[7]);
    }

    /// <summary>Just before, somebody corrects a day of the month.</summary>
    static void FindLate(Desk desk, Step step, Random random, DateOnly day)
    {
        var town = desk.Town;
        var customer = town.Customers.Skip(step.Customer).Concat(town.Customers)
            .FirstOrDefault(customer => customer is { IsAtWork: true, Record.Stage: Account.Live });
        if (customer is null)
        {
            return;
        }

        Record sent = new()
        {
            [Account.Chargeable] = !customer.Record.IsChargeable,
            [Account.TakesEffectOn] = day,
            [Account.Reason] = "Found late",
        };
        var by = desk.WhoMay(step, random, person => person.MaySave(customer, sent));
        desk.Save(by, "update", [(customer, sent)], service => service.Update(sent.ToRow(customer.Id)));
        town.Now = town.Now.AddSeconds(random.Next(1, 40));
    }

    static DateOnly EndOf(DateOnly day) => new(day.Year, day.Month, DateTime.DaysInMonth(day.Year, day.Month));
}
