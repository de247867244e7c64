using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Xunit;

namespace CrmMilestones.Tests.Journeys;

/// <summary>
/// What saves, merges and deletions leave in the history, by the system's clock. The stories that take months need a
/// clock of their own, and so lie in Embedded.
/// </summary>
public sealed class TimelineJourneyTests : IDisposable
{
    const string Refusal = "CM010 Events, status periods and month closes are written by the server alone. Change the "
        + "customer instead, or close a month by the action made for it.";

    readonly Crm _crm = new();

    static IEnumerable<KeyValuePair<string, object?>> Hold =>
        [Columns.BillingHold.To(true), Columns.BillingHoldReason.To("Dispute")];

    public void Dispose() => _crm.Dispose();

    [Fact]
    public void A_hold_ends_the_billable_period_the_day_before()
    {
        var account = _crm.CustomerIn(Stage.Live);
        Assert.Equal(["727000001 from -30"], Periods(account));
        _crm.Save(account, [.. Hold]);
        Assert.Equal(["727000001 from -30 to -1", "727000002 from 0"], Periods(account));
        Assert.Equal(3, Rows("cm_statusperiod", account).Length);
        Assert.Equal([(-30, null, 727000001), (0, 727000001, 727000002)], StatusEvents(account));
    }

    [Fact]
    public void A_change_takes_effect_on_an_earlier_day_with_a_reason()
    {
        var account = _crm.CustomerIn(Stage.Live);
        _crm.Save(account, [
            .. Hold, Columns.TakesEffectOn.To(Crm.Today.AddDays(-10)),
            Columns.StageChangeReason.To("Agreed by phone")]);
        Assert.Equal(["727000001 from -30 to -11", "727000002 from -10"], Periods(account));
        Assert.Equal(
            ["", "Agreed by phone", "Agreed by phone"],
            Rows("cm_statusperiod", account).Select(Reason).OrderBy(reason => reason.Length));
        Assert.False(_crm.Account(account).Contains(Columns.StageChangeReason));
    }

    /// <summary>Customers that come together keep their reasons apart.</summary>
    [Fact]
    public void In_bulk_each_row_has_its_own_reason()
    {
        Guid[] accounts = [_crm.CustomerIn(Stage.Live), _crm.CustomerIn(Stage.Live)];
        _crm.AsRep.Execute(new UpdateMultipleRequest
        {
            Targets = new EntityCollection(
            [
                Crm.Row(accounts[0], [.. Hold, Columns.StageChangeReason.To("Agreed by phone")]),
                Crm.Row(accounts[1], [.. Hold]),
            ])
            { EntityName = "account" },
        });
        Assert.Equal(["Agreed by phone", ""], accounts.Select(account => Reason(Believed(account)[1])));
    }

    [Fact]
    public void The_day_is_that_of_the_market()
    {
        var account = _crm.CustomerIn(Stage.Live);
        // Tonga is 13 hours ahead of UTC, the western edge of the world 12 behind: one of them has another day now.
        var isTomorrow = DateTime.UtcNow.Hour >= 11;
        _crm.Host.System.Update(
            new Entity("cm_market", _crm.Market) { ["cm_timezonecode"] = isTomorrow ? 300 : 0 });
        _crm.Save(account, [.. Hold]);
        Assert.Equal(
            isTomorrow
                ? ["727000001 from -30 to 0", "727000002 from 1"] : ["727000001 from -30 to -2", "727000002 from -1"],
            Periods(account));
    }

    [Theory]
    [InlineData("cm_lifecycleevent")]
    [InlineData("cm_statusperiod")]
    public void Nobody_else_writes_the_history(string table)
    {
        var row = Rows(table, _crm.CustomerIn(Stage.Live))[0];
        Action[] writes =
        [
            () => _crm.Host.System.Create(new Entity(table) { ["cm_name"] = "Written by hand" }),
            () => _crm.Host.System.Update(new Entity(table, row.Id) { ["cm_accountid"] = null }),
            () => _crm.Host.System.Update(new Entity(table, row.Id) { ["cm_customerkey"] = "" }),
            () => _crm.Host.System.Delete(table, row.Id),
        ];
        Assert.All(writes, write => Assert.Equal(Refusal, _crm.Refused(write)));
    }

    [Fact]
    public void Deleting_an_account_ends_its_timeline_and_keeps_it()
    {
        var (account, process) = _crm.GuidedCustomerIn(Stage.Live);
        _crm.Host.System.Delete("account", account);
        Assert.Equal(["727000001 from -30 to -1", "727000003 from 0"], Periods(account));
        Assert.All(History(account), row => Assert.False(row.Contains("cm_accountid")));
        Assert.DoesNotContain(
            _crm.Host.System.RetrieveMultiple(new QueryExpression(GuidedProcess.Table)).Entities,
            row => row.Id == process);
    }

    [Fact]
    public void A_day_just_given_counts_for_who_deletes_the_account()
    {
        var account = _crm.CustomerIn(Stage.Live);
        _crm.Host.System.Update(new Entity("account", account)
        {
            [Columns.StageChangeReason] = "It left us ten days ago",
            [Columns.TakesEffectOn] = Crm.Today.AddDays(-10),
        });
        _crm.Host.System.Delete("account", account);
        Assert.Equal(["727000001 from -30 to -11", "727000003 from -10"], Periods(account));
    }

    [Fact]
    public void A_merge_moves_the_history_and_keeps_its_keys()
    {
        var (staying, merged) = (_crm.CustomerIn(Stage.Live), _crm.CustomerIn(Stage.Live));
        _crm.Host.System.Execute(new OrganizationRequest("Merge")
        {
            ["Target"] = new EntityReference("account", staying),
            ["SubordinateId"] = merged,
            ["UpdateContent"] = new Entity("account"),
            ["PerformParentingChecks"] = false,
        });
        Assert.Equal(["727000001 from -30"], Periods(staying));
        Assert.Equal(["727000001 from -30 to -1", "727000003 from 0"], Periods(merged));
        Assert.Contains(History(merged), row =>
            row.GetAttributeValue<EntityReference>("cm_accountid").Id == staying);
    }

    [Fact]
    public void What_was_written_past_the_plug_ins_is_put_right()
    {
        var account = _crm.CustomerIn(Stage.Live);
        _crm.Host.System.Execute(new UpdateRequest
        {
            Target = Crm.Row(account, [.. Hold]),
            ["BypassBusinessLogicExecution"] = "CustomSync",
        });
        Assert.Equal(["727000001 from -30"], Periods(account));
        Assert.Equal(true, Call("cm_RecomputeCustomer", account)["Changed"]);
        Assert.Equal(["727000001 from -30 to -1", "727000002 from 0"], Periods(account));
        Assert.Equal(BillableStatus.OnHold, _crm.StatusOf(account));
        Assert.Equal(false, Call("cm_RecomputeCustomer", account)["Changed"]);
    }

    [Fact]
    public void A_customer_is_explained_today_and_on_a_past_day()
    {
        var account = _crm.CustomerIn(Stage.Live);
        _crm.Save(account, [.. Hold]);
        var today = Call("cm_ExplainCustomer", account, by: _crm.Colleague);
        Assert.Equal("[\"Facturación en pausa: Dispute\"]", today["Reasons"]);
        Assert.Equal((727000002, Crm.Today), Told(today));
        Assert.Equal(
            (727000001, Crm.Today.AddDays(-30)),
            Told(Call("cm_ExplainCustomer", account, "AsOf".To(Crm.Today.AddDays(-5)))));
    }

    static (int Status, DateTime Since) Told(OrganizationResponse explained) =>
        (((OptionSetValue)explained["BillableStatus"]).Value, (DateTime)explained["Since"]);

    OrganizationResponse Call(
        string api, Guid account, KeyValuePair<string, object?>? parameter = null, Guid? by = null)
    {
        var request = new OrganizationRequest(api) { ["Target"] = new EntityReference("account", account) };
        if (parameter is { } sent)
        {
            request[sent.Key] = sent.Value;
        }

        return _crm.Host.ServiceFor(by ?? _crm.Rep).Execute(request);
    }

    /// <summary>The periods believed now: status and days, counted from today.</summary>
    IEnumerable<string> Periods(Guid account) =>
        from row in Believed(account)
        let until = row.GetAttributeValue<DateTime?>("cm_until")
        select $"{row.GetAttributeValue<OptionSetValue>("cm_status").Value} from {DaysFromToday(row, "cm_from")}"
            + (until is null ? "" : $" to {DaysFromToday(row, "cm_until")}");

    Entity[] Believed(Guid account) =>
    [
        .. Rows("cm_statusperiod", account).Where(row => !row.Contains("cm_supersededon"))
            .OrderBy(row => row["cm_from"]),
    ];

    static string Reason(Entity period) => period.GetAttributeValue<string>("cm_reason") ?? "";

    IEnumerable<(int Day, int? From, int? To)> StatusEvents(Guid account) =>
        from row in Rows("cm_lifecycleevent", account)
        where row.GetAttributeValue<OptionSetValue>("cm_kind").Value == (int)EventKind.BillableStatus
        orderby row.GetAttributeValue<OptionSetValue>("cm_fromstatus")?.Value
        select (
            DaysFromToday(row, "cm_effectiveon"), row.GetAttributeValue<OptionSetValue>("cm_fromstatus")?.Value,
            row.GetAttributeValue<OptionSetValue>("cm_tostatus")?.Value);

    static int DaysFromToday(Entity row, string column) =>
        (row.GetAttributeValue<DateTime>(column).Date - Crm.Today).Days;

    IEnumerable<Entity> History(Guid account) =>
        Rows("cm_statusperiod", account).Concat(Rows("cm_lifecycleevent", account));

    /// <summary>What is stored under the customer's key.</summary>
    Entity[] Rows(string table, Guid account)
    {
        var query = new QueryByAttribute(table) { ColumnSet = new ColumnSet(true) };
        query.AddAttributeValue("cm_customerkey", account.ToString());
        return [.. _crm.Host.System.RetrieveMultiple(query).Entities];
    }
}
