using System;
using CrmMilestones.Plugins.Rules;
using Xunit;
using static CrmMilestones.Tests.Journeys.CustomerOverTime;

namespace CrmMilestones.Tests.Journeys;

/// <summary>
/// The stories of the definition (Plugins/DEFINITION.md, "Status periods") as people live them: through the packed zip,
/// each save on its day, over every channel.
/// </summary>
public sealed class StoryJourneyTests
{
    public static TheoryData<Channel> Channels { get; } = new(Enum.GetValues<Channel>());

    [Theory, MemberData(nameof(Channels))]
    public void Prospect_then_live_then_corrected_then_on_hold(Channel channel)
    {
        using var customer = new CustomerOverTime(channel);
        customer.LiveInMarch();
        Assert.Equal(["Not billable 01-05 - 03-13", "Billable 03-14 -"], customer.Periods());

        customer.Save(4, 2, (Columns.ReadyForServiceOn, Day(3, 20)));
        Assert.Equal(["Not billable 01-05 - 03-19", "Billable 03-20 -"], customer.Periods());
        Assert.Equal(["Not billable 01-05 - 03-13", "Billable 03-14 -"], customer.Periods(knownOn: Day(4, 1)));

        customer.Save(5, 10, (Columns.BillingHold, true), (Columns.BillingHoldReason, "Dispute"));
        customer.Save(5, 25, (Columns.BillingHold, false));
        Assert.Equal(
            [
                "Not billable 01-05 - 03-19", "Billable 03-20 - 05-09", "On hold 05-10 - 05-24", "Billable 05-25 -",
            ],
            customer.Periods());
    }

    [Theory, MemberData(nameof(Channels))]
    public void A_pilot_that_becomes_chargeable(Channel channel)
    {
        using var customer = new CustomerOverTime(channel);
        customer.Save(3, 14, [.. customer.LiveColumns, (Columns.Chargeable, false)]);
        customer.Save(9, 1, (Columns.Chargeable, true));
        Assert.Equal(["Not billable and active 03-14 - 08-31", "Billable 09-01 -"], customer.Periods());
    }

    [Theory, MemberData(nameof(Channels))]
    public void Notice_ends_the_customer_by_itself(Channel channel)
    {
        using var customer = new CustomerOverTime(channel);
        customer.LiveInMarch();
        customer.Save(10, 1, (Columns.ServiceEndedOn, Day(12, 31)));
        Assert.Equal(["Not billable 01-05 - 03-13", "Billable 03-14 - 12-31", "Ended 01-01 -"], customer.Periods());
    }

    [Theory, MemberData(nameof(Channels))]
    public void A_last_day_that_is_corrected_moves_the_end(Channel channel)
    {
        using var customer = new CustomerOverTime(channel);
        customer.LiveInMarch();
        customer.Save(
            7, 20, (Columns.Stage, Stage.Closed), (Columns.ServiceEndedOn, Day(6, 30)),
            (Columns.EndReason, EndReason.ContractEnded));
        customer.Save(8, 3, (Columns.ServiceEndedOn, Day(7, 15)));
        Assert.Equal(["Not billable 01-05 - 03-13", "Billable 03-14 - 07-15", "Ended 07-16 -"], customer.Periods());
    }

    [Theory, MemberData(nameof(Channels))]
    public void Back_and_live_again_leaves_a_gap(Channel channel)
    {
        using var customer = new CustomerOverTime(channel);
        BackInNovember(customer);
        customer.Save(
            11, 22, (Columns.Stage, Stage.Live), (Columns.DocumentsSubmittedOn, Day(11, 20)),
            (Columns.ReadyForServiceOn, Day(11, 20)));
        Assert.Equal(
            [
                "Not billable 01-05 - 03-13", "Billable 03-14 - 10-31", "Not billable 11-01 - 11-19",
                "Billable 11-20 -",
            ],
            customer.Periods());
    }

    [Theory, MemberData(nameof(Channels))]
    public void Back_by_mistake_is_undone_as_if_it_had_not_been(Channel channel)
    {
        using var customer = new CustomerOverTime(channel);
        BackInNovember(customer);
        customer.Save(
            11, 10, (Columns.Stage, Stage.Live), (Columns.DocumentsSubmittedOn, Day(3, 10)),
            (Columns.ReadyForServiceOn, Day(3, 14)), (Columns.TakesEffectOn, Day(11, 1)),
            (Columns.StageChangeReason, "Moved back by mistake"));
        Assert.Equal(["Not billable 01-05 - 03-13", "Billable 03-14 -"], customer.Periods());
    }

    static void BackInNovember(CustomerOverTime customer)
    {
        customer.LiveInMarch();
        customer.Save(11, 1, (Columns.Stage, Stage.Compliance), (Columns.StageChangeReason, "Documents lacking"));
    }
}
