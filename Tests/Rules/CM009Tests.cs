using CrmMilestones.Plugins.Rules;
using Xunit;
using static CrmMilestones.Tests.Rules.Sample;

namespace CrmMilestones.Tests.Rules;

public class CM009Tests
{
    const string NeedsAReason =
        "CM009 Contoso: \"<cm_billinghold>\" needs a reason. Fill in \"<cm_billingholdreason>\" and save again.";

    [Fact]
    public void A_hold_needs_its_reason()
    {
        Assert.Equal(NeedsAReason, Refusal(Change(In(Stage.Live), (Columns.BillingHold, true))));
        Assert.Equal(
            "",
            Refusal(Change(In(Stage.Live), (Columns.BillingHold, true), (Columns.BillingHoldReason, "Dispute"))));
    }

    [Fact]
    public void It_keeps_its_reason() => Assert.Equal(NeedsAReason, Refusal(Change(
        In(Stage.Live, (Columns.BillingHold, true), (Columns.BillingHoldReason, "Dispute")),
        (Columns.BillingHoldReason, null))));

    [Fact]
    public void An_older_hold_without_a_reason_stays_editable_and_can_be_lifted()
    {
        var held = In(Stage.Live, (Columns.BillingHold, true));
        Assert.Equal("", Refusal(Change(held, (Columns.RegistrationNumber, "N"))));
        Assert.Equal("", Refusal(Change(held, (Columns.BillingHold, false))));
    }

    [Fact]
    public void A_record_that_enters_the_lifecycle_on_hold_needs_the_reason() =>
        Assert.Equal(NeedsAReason, Refusal(Enter(Stage.Prospect, Outside((Columns.BillingHold, true)))));

    [Fact]
    public void A_reason_that_is_entered_before_the_hold_waits_for_it()
    {
        var prepared = Saved(Change(In(Stage.Live), (Columns.BillingHoldReason, "Dispute")));
        Assert.Equal("Dispute", prepared[Columns.BillingHoldReason]);
        Assert.Equal("Dispute", Saved(Change(prepared, (Columns.RegistrationNumber, "N")))[Columns.BillingHoldReason]);
        Assert.Equal("", Refusal(Change(prepared, (Columns.BillingHold, true))));
    }
}
