using System;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using Microsoft.Xrm.Sdk;
using Xunit;
using static CrmMilestones.Tests.Journeys.CustomerOverTime;

namespace CrmMilestones.Tests.Journeys;

/// <summary>
/// What an earlier build told wrongly of a customer over time, on the channels over which such a save comes.
/// </summary>
public sealed class FaultJourneyTests
{
    public static TheoryData<Channel> Channels { get; } = new(Channel.Form, Channel.WebApi, Channel.Bulk);

    public static TheoryData<Channel> AllChannels { get; } = new(Enum.GetValues<Channel>());

    [Theory, MemberData(nameof(AllChannels))]
    public void A_customer_on_hold_from_its_first_day_is_billable_from_the_day_it_is_released(Channel channel)
    {
        using var customer = new CustomerOverTime(channel);
        customer.Save(
            3, 14, [.. customer.LiveColumns, (Columns.BillingHold, true), (Columns.BillingHoldReason, "Trial")]);
        customer.Save(9, 1, (Columns.BillingHold, false));
        Assert.Equal(["On hold 03-14 - 08-31", "Billable 09-01 -"], customer.Periods());
        Assert.Equal(Day(9, 1), customer.Account[Columns.FirstBillableOn]);
    }

    [Theory, MemberData(nameof(Channels))]
    public void A_reactivated_customer_is_billable_from_that_day_and_keeps_the_gap(Channel channel)
    {
        using var customer = new CustomerOverTime(channel);
        customer.LiveInMarch();
        customer.Save(5, 4, State(1, 2));
        customer.Save(6, 1, State(0, 1));
        Assert.Equal(
            ["Not billable 01-05 - 03-13", "Billable 03-14 - 05-03", "Ended 05-04 - 05-31", "Billable 06-01 -"],
            customer.Periods());
        Assert.Equal(Day(6, 1), customer.Account[Columns.BillableStatusOn]);
    }

    [Theory, MemberData(nameof(Channels))]
    public void A_live_customer_whose_last_day_has_passed_is_ended_also_after_a_reactivation(Channel channel)
    {
        using var customer = new CustomerOverTime(channel);
        customer.LiveInMarch();
        customer.Save(5, 4, (Columns.ServiceEndedOn, Day(4, 30)), (Columns.StageChangeReason, "Left in April"));
        Assert.Equal(BillableStatus.Ended, customer.Crm.StatusOf(customer.Id));
        customer.Save(5, 5, State(1, 2));
        customer.Save(6, 1, State(0, 1));
        // Inactive from the day on which it ended, and active again: neighbours differ in a fact.
        Assert.Equal(
            ["Not billable 01-05 - 03-13", "Billable 03-14 - 04-30", "Ended 05-01 - 05-31", "Ended 06-01 -"],
            customer.Periods());
        Assert.Equal(BillableStatus.Ended, customer.Crm.StatusOf(customer.Id));
        Assert.Equal(Day(5, 1), customer.Account[Columns.BillableStatusOn]);
    }

    [Theory, MemberData(nameof(Channels))]
    public void A_live_customers_start_is_not_put_off(Channel channel)
    {
        using var customer = new CustomerOverTime(channel);
        customer.LiveInMarch();
        Assert.StartsWith(
            "CM007 Contoso Dental is Live, so \"Service starts on\" can't be 2026-07-01, a day to come.",
            customer.Refused(5, 4, (Columns.ServiceStartsOn, Day(7, 1))), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Channels))]
    public void A_closed_customer_comes_back_with_a_new_service_start(Channel channel)
    {
        using var customer = new CustomerOverTime(channel);
        customer.LiveInMarch();
        customer.Save(
            5, 4, (Columns.Stage, Stage.Closed), (Columns.ServiceEndedOn, Day(4, 30)),
            (Columns.EndReason, EndReason.CustomerLeft));
        customer.Save(
            8, 10, (Columns.Stage, Stage.Live), (Columns.ServiceStartsOn, Day(8, 1)),
            (Columns.StageChangeReason, "They came back"));
        Assert.Equal(
            ["Not billable 01-05 - 03-13", "Billable 03-14 - 04-30", "Ended 05-01 - 07-31", "Billable 08-01 -"],
            customer.Periods());
        Assert.False(customer.Account.Contains(Columns.ServiceEndedOn));
    }

    [Theory, MemberData(nameof(AllChannels))]
    public void A_reason_typed_long_ago_lets_nobody_back(Channel channel)
    {
        using var customer = new CustomerOverTime(channel);
        customer.LiveInMarch();
        customer.Save(3, 20, (Columns.StageChangeReason, "Sounded good then"));
        Assert.StartsWith(
            "CM003 Contoso Dental can't go back from Live to Readiness for the reason in \"Reason for change\", because "
            + "it was entered earlier or by somebody else.",
            customer.Refused(5, 4, (Columns.Stage, Stage.Readiness)), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Channels))]
    public void The_reason_of_an_earlier_hold_does_not_serve_the_next(Channel channel)
    {
        using var customer = new CustomerOverTime(channel);
        customer.LiveInMarch();
        customer.Save(4, 1, (Columns.BillingHold, true), (Columns.BillingHoldReason, "Dispute"));
        customer.Save(4, 10, (Columns.BillingHold, false));
        Assert.False(customer.Account.Contains(Columns.BillingHoldReason));
        Assert.StartsWith(
            "CM009 Contoso Dental: \"Billing hold\" needs a reason.",
            customer.Refused(5, 4, (Columns.BillingHold, true)), StringComparison.Ordinal);
        var held = customer.Events(EventKind.BillableStatus).Single(
            line => line.GetAttributeValue<OptionSetValue>("cm_tostatus").Value == (int)BillableStatus.OnHold);
        Assert.Equal("On billing hold: Dispute", held["cm_reason"]);
    }

    [Theory, MemberData(nameof(Channels))]
    public void A_milestone_typed_in_the_save_that_moves_back_is_kept(Channel channel)
    {
        using var customer = new CustomerOverTime(channel);
        customer.LiveInMarch();
        customer.Save(
            5, 4, (Columns.Stage, Stage.Readiness), (Columns.StageChangeReason, "New equipment"),
            (Columns.ReadyForServiceOn, Day(5, 2)));
        Assert.Equal(Day(5, 2), customer.Account[Columns.ReadyForServiceOn]);
    }

    [Theory, MemberData(nameof(Channels))]
    public void A_customer_closed_as_a_prospect_has_passed_no_stage(Channel channel)
    {
        using var customer = new CustomerOverTime(channel);
        customer.Save(
            3, 16, [.. customer.LiveColumns.SkipLast(1).Where(cell => !cell.Item1.IsPastDate),
                (Columns.Stage, Stage.Prospect)]);
        customer.Save(3, 17, (Columns.Stage, Stage.Closed), (Columns.EndReason, EndReason.NeverWentLive));
        Assert.Equal(
            "CM005 Contoso Dental: \"Customer ready for service on\" can't be dated, because the customer was closed "
            + "before it reached Readiness.",
            customer.Refused(3, 18, (Columns.ReadyForServiceOn, Day(3, 18))));
        customer.Save(3, 19, (Columns.RegistrationNumber, null));
        Assert.Equal(["Not billable 03-16 -"], customer.Periods());
    }

    [Theory, MemberData(nameof(Channels))]
    public void A_prospect_leaves_the_lifecycle_with_a_reason_and_nothing_is_believed_of_it(Channel channel)
    {
        using var customer = new CustomerOverTime(channel);
        customer.Save(3, 16, (Columns.Stage, Stage.Prospect));
        var process = customer.Crm.StartProcess(customer.Id);
        Assert.Equal(
            "CM002 Contoso Dental can't leave the lifecycle without a reason. Enter the reason of this change in "
            + "\"Reason for change\" and save again.",
            customer.Refused(3, 17, (Columns.Stage, null)));

        customer.Save(3, 17, (Columns.Stage, null), (Columns.StageChangeReason, "A supplier"));

        Assert.Empty(customer.Periods());
        Assert.Equal(["Not billable 03-16 -"], customer.Periods(knownOn: Day(3, 17)));
        Assert.All(Columns.Computed, column => Assert.False(customer.Account.Contains(column), column));
        Assert.Equal((1, 3), (Choice(process, GuidedProcess.State), Choice(process, GuidedProcess.Status)));
        Assert.Equal("A supplier", customer.Events(EventKind.Stage)[^1]["cm_reason"]);

        int Choice(Guid id, string column) =>
            customer.Crm.Process(id).GetAttributeValue<OptionSetValue>(column).Value;
    }

    [Theory, MemberData(nameof(Channels))]
    public void A_stage_that_does_not_exist_is_refused_in_the_words_of_the_platform(Channel channel)
    {
        using var customer = new CustomerOverTime(channel);
        customer.LiveInMarch();
        var message = customer.Refused(5, 4, (Columns.Stage, new OptionSetValue(727000099)));
        Assert.DoesNotContain("CM0", message, StringComparison.Ordinal);
        Assert.Contains("727000099", message, StringComparison.Ordinal);
    }

    static (Column, object?)[] State(int state, int status) =>
        [(Columns.State, new OptionSetValue(state)), (Columns.Status, new OptionSetValue(status))];
}
