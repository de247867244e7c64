using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Xunit;
using static CrmMilestones.Tests.Journeys.ClaimDesk;

namespace CrmMilestones.Tests.Journeys;

/// <summary>
/// How much is read for claims. A message of many rows reads once for all of them where its rows know it as their
/// caller; where they don't, each reads for itself, and the verdicts are the same.
/// </summary>
public class ClaimBulkTests
{
    [Fact]
    public void A_single_claim_reads_four_times_by_number_and_five_by_name()
    {
        using ClaimDesk desk = new();
        desk.Customer("Abbey", "C-1", (Day(1, 1), null, BillableStatus.Billable));
        Guid claim = default;
        // The account, whether others were merged into it, its periods, the language.
        Assert.Equal((4, 0), desk.Calls(() => claim = desk.Claim(ClaimSource.Invoice, ("cm_accountnumber", "C-1"))));
        // Who has the number needs no look for the name.
        Assert.Equal((4, 0), desk.Calls(() => desk.Claim(
            ClaimSource.Invoice, ("cm_accountnumber", "C-1"), ("cm_customername", "Abbey"))));
        // The account by its name too.
        Assert.Equal((5, 0), desk.Calls(() => desk.Claim(
            ClaimSource.Invoice, ("cm_accountnumber", "X"), ("cm_customername", "Abbey"))));
        // Nobody: accounts by number, by name, and the language.
        Assert.Equal((3, 0), desk.Calls(() => desk.Claim(
            ClaimSource.Invoice, ("cm_accountnumber", "X"), ("cm_customername", "Y"))));
        // Nothing to look for.
        Assert.Equal((1, 0), desk.Calls(() => desk.Claim(ClaimSource.Invoice, ("cm_accountnumber", " "))));
        // The account is known, and what is said of it stays.
        Assert.Equal((2, 0), desk.Calls(() => desk.Save(claim, ("cm_amount", new Money(10)))));
        Assert.Equal((0, 0), desk.Calls(() => desk.Save(claim, ("cm_name", "Invoice 1"))));
    }

    [Fact]
    public void A_thousand_claims_read_once_for_all()
    {
        using ClaimDesk desk = new();
        Customers(desk, 1000);
        Guid[] ids = [];
        // Numbers, accounts merged into those found and their periods in three parts each, names, the language.
        var calls = desk.Calls(() => ids = desk.CreateMultiple(Enumerable.Range(0, 1000).Select(i => Claim(i))));
        Assert.Equal((11, 0), calls);
        Assert.Equal(
            new Dictionary<string, int> { ["Agrees"] = 500, ["Claimed but not billable"] = 400, ["Unmatched"] = 100 },
            desk.Verdicts());

        // The stored rows too, and numbers only of those without account.
        calls = desk.Calls(() => desk.UpdateMultiple(
            ids.Select(id => new Entity(Table, id) { ["cm_periodstart"] = Day(9, 1), ["cm_periodend"] = Day(9, 30) })));
        Assert.Equal((11, 0), calls);
        Assert.Equal(
            new Dictionary<string, int> { ["Claimed but not billable"] = 900, ["Unmatched"] = 100 }, desk.Verdicts());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_verdicts_do_not_depend_on_who_reads(bool known)
    {
        using ClaimDesk desk = new(new() { RowsHaveMultipleAsParent = known });
        Customers(desk, 20);
        var ids = desk.CreateMultiple(Enumerable.Range(0, 20).Select(i => Claim(i)));
        Assert.Equal(
            new Dictionary<string, int> { ["Agrees"] = 10, ["Claimed but not billable"] = 8, ["Unmatched"] = 2 },
            desk.Verdicts());

        // Rows with and without what matters, one given to another customer, one chosen.
        var other = desk.Account("Elsewhere", "E");
        List<Entity> rows = [.. ids.Select(id => new Entity(Table, id) { ["cm_name"] = "Changed" })];
        rows[1]["cm_periodend"] = Day(9, 30);
        rows[1]["cm_periodstart"] = Day(9, 1);
        rows[2]["cm_accountnumber"] = "E";
        rows[3]["cm_accountid"] = new EntityReference("account", other);
        desk.UpdateMultiple(rows);
        Assert.Equal((other, false), (desk.AccountOf(ids[2]), desk.IsChosen(ids[2])));
        Assert.Equal((other, true), (desk.AccountOf(ids[3]), desk.IsChosen(ids[3])));
        Assert.Equal(
            [ClaimAgreement.Agrees, ClaimAgreement.ClaimedButNotBillable, ClaimAgreement.ClaimedButNotBillable,
                ClaimAgreement.ClaimedButNotBillable],
            new[] { ids[0], ids[1], ids[2], ids[3] }.Select(id => desk.AgreementOf(id)!.Value));
    }

    /// <summary>Even numbers are billable in October. Every tenth claim means nobody, a few go by the name.</summary>
    static Entity Claim(int i) => Row(
        ClaimSource.Invoice, ("cm_externalkey", $"INV-{i}"),
        ("cm_accountnumber", i % 10 == 7 ? $"X-{i}" : i % 50 == 0 ? null : $"C-{i}"),
        ("cm_customername", i % 50 == 0 ? $"customer {i:0000}" : null));

    static void Customers(ClaimDesk desk, int count)
    {
        var ids = ((CreateMultipleResponse)desk.Bypassing(new CreateMultipleRequest
        {
            Targets = new([.. Enumerable.Range(0, count).Select(Account)]) { EntityName = "account" },
        })).Ids;
        desk.Bypassing(new CreateMultipleRequest
        {
            Targets = new([.. ids.Select((id, i) => Period(
                id, Day(10, 1), null, i % 2 == 0 ? BillableStatus.Billable : BillableStatus.NotBillable))])
            {
                EntityName = "cm_statusperiod",
            },
        });

        static Entity Account(int i) =>
            new("account") { ["name"] = $"Customer {i:0000}", ["accountnumber"] = $"C-{i}" };
    }
}
