using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Xunit;
using static CrmMilestones.Tests.Journeys.CustomerOverTime;

namespace CrmMilestones.Tests.Journeys;

/// <summary>
/// Finance imports 5,000 invoices of October in November, after customers were closed and dates corrected, and works
/// off what disagrees. Here only: it takes a year, and bulk messages.
/// </summary>
public sealed class FinanceJourneyTests : IDisposable
{
    const int Customers = 1000, Invoices = 5000;

    readonly CustomerOverTime _year = new();
    readonly IOrganizationService _asFinance;

    public FinanceJourneyTests() =>
        _asFinance = _year.Host.ServiceFor(_year.Host.AddUser("Fran Finch", roles: "CM Finance"));

    public void Dispose() => _year.Dispose();

    [Fact]
    public void October_is_reconciled_in_November()
    {
        // One real customer through the year: live in March, held for ten days of October, notice to 20 October.
        _year.LiveInMarch();
        _year.Crm.Save(_year.Id, "accountnumber".To("MED-1"));
        _year.Save(10, 5, (Columns.BillingHold, true), (Columns.BillingHoldReason, "Dispute"));
        _year.Save(10, 15, (Columns.BillingHold, false));
        _year.Save(11, 3, (Columns.ServiceEndedOn, Day(10, 20)), (Columns.StageChangeReason, "They told us late"));
        Crowd();
        _year.Now = new(Day(11, 9).AddHours(9), TimeSpan.Zero);

        // The import, a thousand rows a message: one pass of reads each.
        var rows = OctoberInvoices().ToArray();
        var calls = _year.Host.AllPluginCallsDuring(() => Import(rows));
        Assert.InRange(calls.Count, 1, 5 * 12);
        Assert.Equal(
            new Dictionary<string, int>
            {
                ["Agrees"] = 3991,
                ["Claimed but not billable"] = 1000,
                ["Unmatched"] = 4,
                ["Ambiguous"] = 3,
                [""] = 2,
            },
            Verdicts());

        // What is said of the customer of the year.
        Assert.Equal(
            "Billable days: 10 of 31. Billable from 2026-10-01 to 2026-10-04. On hold from 2026-10-05 to 2026-10-14. "
            + "Billable from 2026-10-15 to 2026-10-20. Ended from 2026-10-21 to 2026-10-31.",
            Told("INV-0"));
        Assert.Equal(
            "Billable days: 0 of 11. Ended from 2026-10-21 to 2026-10-31. A negative amount, such as a credit note: "
            + "judged like what it takes back.",
            Told("INV-1"));
        Assert.Equal("Billable days: 0 of 31. The customer's history begins on 2026-01-05.", Told("INV-2"));

        // A correction: service went on to the end of the month. What it touches says so, and nothing else changes.
        var before = Versions();
        _year.Save(11, 10, (Columns.ServiceEndedOn, Day(10, 31)), (Columns.StageChangeReason, "It went on"));
        Assert.Equal(["INV-0", "INV-1"], Versions().Except(before).Select(row => row.Key).Order());
        Assert.EndsWith("Billable from 2026-10-15 to 2026-10-31.", Told("INV-0"), StringComparison.Ordinal);
        Assert.Equal("Agrees", Find("INV-1").FormattedValues["cm_agreement"]);

        // A person gives an ambiguous one to a customer, and later imports keep that.
        var twin = Find("INV-7");
        Assert.Equal("Ambiguous", twin.FormattedValues["cm_agreement"]);
        _asFinance.Update(new Entity(ClaimDesk.Table, twin.Id)
        {
            ["cm_accountid"] = new EntityReference("account", _year.Id),
        });
        _asFinance.Execute(new UpsertRequest { Target = ByKey(rows[7]) });
        twin = Find("INV-7");
        Assert.Equal(_year.Id, twin.GetAttributeValue<EntityReference>("cm_accountid").Id);
        Assert.Equal("Agrees", twin.FormattedValues["cm_agreement"]);
    }

    /// <summary>Every fifth is not billable in October; two have one name.</summary>
    void Crowd()
    {
        var ids = ((CreateMultipleResponse)Bypassing("account", Enumerable.Range(0, Customers).Select(
            i => new Entity("account") { ["name"] = $"Clinic {Math.Max(i, 1)}", ["accountnumber"] = $"C-{i}" }))).Ids;
        Bypassing("cm_statusperiod", ids.SelectMany((id, i) => new[]
        {
            ClaimDesk.Period(id, Day(1, 5), Day(9, 30), BillableStatus.NotBillable),
            ClaimDesk.Period(
                id, Day(10, 1), null, i % 5 == 4 ? BillableStatus.OnHold : BillableStatus.Billable),
        }));
    }

    static IEnumerable<Entity> OctoberInvoices()
    {
        for (var i = 0; i < Invoices; i++)
        {
            (string?, object?)[] columns = i switch
            {
                0 => [("cm_accountnumber", "MED-1")],
                1 => [("cm_accountnumber", "med-1 "), ("cm_periodstart", Day(10, 21)), ("cm_amount", new Money(-99))],
                2 => [("cm_accountnumber", "MED-1"), ("cm_periodstart", Day(1, 1).AddDays(-31)),
                    ("cm_periodend", Day(1, 1).AddDays(-1))],
                3 => [("cm_accountnumber", "MED-1"), ("cm_periodstart", null), ("cm_periodend", null)],
                4 => [("cm_accountnumber", "C-9"), ("cm_periodend", Day(9, 30))],
                >= 5 and < 8 => [("cm_customername", "clinic 1 ")],
                >= 8 and < 12 => [("cm_accountnumber", $"N-{i}"), ("cm_customername", "Nobody")],
                >= 12 and < 16 => [("cm_customername", $"CLÍNIC{i + 1}")],
                _ => [("cm_accountnumber", $"C-{i % Customers}")],
            };
            yield return ClaimDesk.Row(ClaimSource.Invoice, [
                ("cm_name", $"INV-{i}"), ("cm_externalkey", $"INV-{i}"), ("cm_amount", new Money(100)), .. columns!]);
        }
    }

    void Import(Entity[] rows)
    {
        foreach (var part in rows.Chunk(1000))
        {
            _asFinance.Execute(new CreateMultipleRequest { Targets = new(part) { EntityName = ClaimDesk.Table } });
        }
    }

    static Entity ByKey(Entity row)
    {
        var named = new Entity(row.LogicalName);
        named.Attributes.AddRange(row.Attributes.Where(column => column.Key is not ("cm_source" or "cm_externalkey")));
        named.KeyAttributes["cm_source"] = row["cm_source"];
        named.KeyAttributes["cm_externalkey"] = row["cm_externalkey"];
        return named;
    }

    OrganizationResponse Bypassing(string table, IEnumerable<Entity> rows) =>
        _year.Host.System.Execute(new CreateMultipleRequest
        {
            Targets = new([.. rows]) { EntityName = table },
            [PeriodBook.Bypass] = PeriodBook.PlugIns,
        });

    Dictionary<string, int> Verdicts() =>
        Rows().GroupBy(Agreement).ToDictionary(rows => rows.Key, rows => rows.Count());

    static string Agreement(Entity row) =>
        row.FormattedValues.TryGetValue("cm_agreement", out var words) ? words : "";

    Dictionary<string, long> Versions() =>
        Rows().ToDictionary(row => (string)row["cm_externalkey"], row => (long)row["versionnumber"]);

    string Told(string key) => (string)Find(key)["cm_explanation"];

    Entity Find(string key)
    {
        QueryByAttribute query = new(ClaimDesk.Table) { ColumnSet = new ColumnSet(true) };
        query.AddAttributeValue("cm_externalkey", key);
        return Assert.Single(_asFinance.RetrieveMultiple(query).Entities);
    }

    DataCollection<Entity> Rows() => _asFinance.RetrieveMultiple(new QueryExpression(ClaimDesk.Table)
    {
        ColumnSet = new("cm_externalkey", "cm_agreement", "versionnumber"),
        PageInfo = new() { Count = Invoices, PageNumber = 1 },
    }).Entities;
}
