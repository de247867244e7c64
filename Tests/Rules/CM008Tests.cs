using CrmMilestones.Plugins.Rules;
using Xunit;
using static CrmMilestones.Tests.Rules.Sample;

namespace CrmMilestones.Tests.Rules;

public class CM008Tests
{
    [Fact]
    public void Closed_needs_end_date_and_reason()
    {
        Assert.Equal(
            "CM008 Contoso can't be [Closed] without: <cm_serviceendedon>, <cm_endreason>.",
            Refusal(Enter(Stage.Closed, In(Stage.Live))));
        Assert.Equal(
            "CM008 Contoso can't be [Closed] without: <cm_endreason>.",
            Refusal(Enter(Stage.Closed, In(Stage.Live), (Columns.ServiceEndedOn, Day(6, 1)))));
    }

    [Fact]
    public void A_closed_customer_keeps_its_end_date_and_reason() => Assert.Equal(
        "CM008 Contoso can't be [Closed] without: <cm_endreason>.",
        Refusal(Change(In(Stage.Closed), (Columns.EndReason, null))));

    [Fact]
    public void An_older_closed_customer_without_an_end_stays_editable() => Assert.Equal(
        "",
        Refusal(Change(
            In(Stage.Closed, (Columns.ServiceEndedOn, null), (Columns.EndReason, null)), (Columns.Chargeable, false))));

    [Fact]
    public void The_end_cannot_precede_the_start()
    {
        const string Refused = "CM008 Contoso: \"<cm_serviceendedon>\" (2026-02-28) can't lie before "
            + "\"<cm_servicestartson>\" (2026-03-01). Correct one of the two dates.";
        Assert.Equal(Refused, Refusal(Change(In(Stage.Closed), (Columns.ServiceEndedOn, Day(2, 28)))));
        Assert.Equal("", Refusal(Change(In(Stage.Closed), (Columns.ServiceEndedOn, Day(3, 1)))));
        Assert.Equal(Refused, Refusal(Change(
            In(Stage.Closed, (Columns.ServiceStartsOn, Day(1, 1)), (Columns.ServiceEndedOn, Day(2, 28))),
            (Columns.ServiceStartsOn, Day(3, 1)))));
    }

    [Fact]
    public void An_older_record_with_a_wrong_end_stays_editable() => Assert.Equal(
        "", Refusal(Change(In(Stage.Closed, (Columns.ServiceEndedOn, Day(2, 28))), (Columns.Chargeable, false))));

    [Fact]
    public void A_wrong_end_does_not_enter_the_lifecycle() => Assert.Equal(
        ["CM008"], Codes(Enter(Stage.Prospect, Outside((Columns.ServiceEndedOn, Day(2, 28))))));
}
