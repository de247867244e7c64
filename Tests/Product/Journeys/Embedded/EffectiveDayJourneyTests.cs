using System;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Xunit;
using static CrmMilestones.Tests.Journeys.CustomerOverTime;

namespace CrmMilestones.Tests.Journeys;

/// <summary>From which day a change counts, and what the account says of it, on the channels it comes by.</summary>
public sealed class EffectiveDayJourneyTests
{
    public static TheoryData<Channel> Channels { get; } = new(Channel.Form, Channel.WebApi, Channel.Bulk);

    public static TheoryData<Channel> Imports { get; } =
        new(Channel.Form, Channel.WebApi, Channel.Bulk, Channel.Import);

    [Theory, MemberData(nameof(Imports))]
    public void A_customer_that_comes_in_as_closed_was_live_by_its_dates(Channel channel)
    {
        using var customer = new CustomerOverTime(channel);
        customer.Save(5, 4, [.. customer.LiveColumns, .. Left(EndReason.CustomerLeft)]);
        Assert.Equal(["Billable 03-14 - 04-30", "Ended 05-01 -"], customer.Periods());
        Assert.Equal(
            (int)Stage.Live, customer.Account.GetAttributeValue<OptionSetValue>(Columns.ClosedFromStage).Value);
        Assert.Equal(
            (Day(5, 1), Day(3, 14), Day(3, 14)),
            (customer.Account[Columns.BillableStatusOn], customer.Account[Columns.FirstBillableOn],
                customer.Account[Columns.FirstLiveOn]));
    }

    /// <summary>Nobody knows since when: old customers are imported with their accounts as they are by now.</summary>
    [Theory, MemberData(nameof(Imports))]
    public void So_was_one_whose_account_is_inactive_by_now(Channel channel)
    {
        using var customer = new CustomerOverTime(channel);
        customer.Save(1, 5);
        customer.Save(2, 5, (Columns.State, new OptionSetValue(1)));
        customer.Save(5, 4, [.. customer.LiveColumns, .. Left(EndReason.CustomerLeft)]);
        Assert.Equal(["Billable 03-14 - 04-30", "Ended 05-01 -"], customer.Periods());
        Assert.Equal(Day(3, 14), customer.Account[Columns.FirstLiveOn]);
    }

    [Theory, MemberData(nameof(Imports))]
    public void One_that_never_went_live_was_not_whatever_its_dates(Channel channel)
    {
        using var customer = new CustomerOverTime(channel);
        customer.Save(5, 4, [.. customer.LiveColumns, .. Left(EndReason.NeverWentLive)]);
        Assert.Equal(["Not billable 05-04 -"], customer.Periods());
        Assert.Equal(Day(3, 1), customer.Account[Columns.ServiceStartsOn]);
        Assert.False(customer.Account.Contains(Columns.FirstLiveOn));
    }

    [Theory, MemberData(nameof(Channels))]
    public void A_wrong_start_that_is_undone_as_a_whole_leaves_nothing(Channel channel)
    {
        using var customer = new CustomerOverTime(channel);
        customer.LiveInMarch();
        customer.Save(
            3, 20, (Columns.Stage, Stage.Readiness), (Columns.TakesEffectOn, Day(3, 14)),
            (Columns.StageChangeReason, "The wrong customer"));

        Assert.Equal(["Not billable 01-05 -"], customer.Periods());
        Assert.All(
            [Columns.FirstLiveOn, Columns.FirstBillableOn, Columns.TakesEffectOn, Columns.StageChangeReason],
            column => Assert.False(customer.Account.Contains(column), column));
        Assert.Equal(Day(1, 5), customer.Account[Columns.BillableStatusOn]);
        Assert.Equal(Day(3, 14), customer.Events(EventKind.Stage)[^1]["cm_effectiveon"]);
    }

    [Theory, MemberData(nameof(Channels))]
    public void A_market_that_changes_splits_the_period_and_not_the_status(Channel channel)
    {
        using var customer = new CustomerOverTime(channel);
        customer.LiveInMarch();
        var ireland = customer.Host.System.Create(new("cm_market") { ["cm_name"] = "Ireland", ["cm_code"] = "IE" });
        customer.Save(5, 4, (Columns.Market, new EntityReference("cm_market", ireland)));

        Assert.Equal(
            ["Not billable 01-05 - 03-13", "Billable 03-14 - 05-03", "Billable 05-04 -"], customer.Periods());
        var periods = new QueryExpression("cm_statusperiod") { ColumnSet = new("cm_marketid", "cm_previousstatus") };
        periods.Criteria.AddCondition("cm_supersededon", ConditionOperator.Null);
        periods.AddOrder("cm_from", OrderType.Ascending);
        Assert.Equal(
            [null, customer.Crm.Market, ireland],
            customer.Host.System.RetrieveMultiple(periods).Entities
                .Select(period => period.GetAttributeValue<EntityReference>("cm_marketid")?.Id));
        Assert.Equal(Day(3, 14), customer.Account[Columns.BillableStatusOn]);
        Assert.DoesNotContain(
            customer.Events(EventKind.BillableStatus), line => Day(5, 4).Equals(line["cm_effectiveon"]));
    }

    /// <summary>The status of past days needs no save; what the account says follows with the next one.</summary>
    [Theory, MemberData(nameof(Channels))]
    public void The_first_save_after_the_last_day_tells_the_account_that_it_has_ended(Channel channel)
    {
        using var customer = new CustomerOverTime(channel);
        customer.LiveInMarch();
        customer.Save(4, 1, (Columns.ServiceEndedOn, Day(4, 30)));
        Assert.Equal(BillableStatus.Billable, customer.Crm.StatusOf(customer.Id));

        customer.Save(5, 4, (Columns.BillingModel, new OptionSetValue(727000001)));

        Assert.Equal(BillableStatus.Ended, customer.Crm.StatusOf(customer.Id));
        Assert.Equal(Day(5, 1), customer.Account[Columns.BillableStatusOn]);
        Assert.Equal(Day(5, 1), customer.Events(EventKind.BillableStatus)[^1]["cm_effectiveon"]);
        Assert.Equal(["Not billable 01-05 - 03-13", "Billable 03-14 - 04-30", "Ended 05-01 -"], customer.Periods());
    }

    [Fact]
    public void A_stored_reason_counts_for_half_an_hour_and_for_who_stored_it()
    {
        using var customer = new CustomerOverTime();
        customer.LiveInMarch();
        var process = customer.Crm.StartProcess(customer.Id);
        var colleague = customer.Host.ServiceFor(customer.Crm.Colleague);

        customer.Save(5, 4, (Columns.StageChangeReason, "Equipment recalled"));
        Assert.StartsWith("CM003", customer.Crm.Refused(
            () => customer.Crm.MoveProcess(process, Stage.Readiness, by: colleague)), StringComparison.Ordinal);
        customer.Now += TimeSpan.FromMinutes(31);
        Assert.StartsWith("CM003", customer.Crm.Refused(
            () => customer.Crm.MoveProcess(process, Stage.Readiness)), StringComparison.Ordinal);

        customer.Save((Columns.StageChangeReason, "Equipment recalled"), (Columns.TakesEffectOn, Day(5, 1)));
        customer.Now += TimeSpan.FromMinutes(30);
        customer.Crm.MoveProcess(process, Stage.Readiness);
        Assert.Equal(
            ["Not billable 01-05 - 03-13", "Billable 03-14 - 04-30", "Not billable 05-01 -"], customer.Periods());
    }

    [Fact]
    public void Rows_of_one_bulk_message_keep_their_own_days_and_reasons()
    {
        using var customer = new CustomerOverTime();
        customer.Now = new(Day(5, 4).AddHours(9), TimeSpan.Zero);
        Entity Row(string? reason, DateTime? day) => new("account")
        {
            ["name"] = "Contoso Dental",
            [Columns.Stage] = new OptionSetValue((int)Stage.Prospect),
            [Columns.TakesEffectOn] = day,
            [Columns.StageChangeReason] = reason,
        };
        var created = (CreateMultipleResponse)customer.Crm.AsRep.Execute(new CreateMultipleRequest
        {
            Targets = new([Row("First", Day(4, 1)), Row(null, null), Row("Third", Day(4, 3))])
            {
                EntityName = "account",
            },
        });

        Assert.Equal(
            ["Not billable 04-01 -", "Not billable 05-04 -", "Not billable 04-03 -"],
            created.Ids.Select(id => Assert.Single(customer.PeriodsOf(id))));
    }

    static (Column, object?)[] Left(EndReason reason) =>
    [
        (Columns.Stage, Stage.Closed), (Columns.ServiceEndedOn, Day(4, 30)), (Columns.EndReason, reason),
    ];
}
