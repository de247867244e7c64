using System;
using CrmMilestones.Plugins.Rules;
using Xunit;
using static CrmMilestones.Tests.Rules.Sample;

namespace CrmMilestones.Tests.Rules;

public class CM006Tests
{
    static readonly Guid Somebody = Guid.Parse("99999999-0000-0000-0000-000000000001");

    public static TheoryData<string, object> Computed() => new()
    {
        { "cm_billablestatus", 727000002 },
        { "cm_billablestatuson", Day(4, 4) },
        { "cm_firstbillableon", Day(4, 4) },
        { "cm_billablereason", "other" },
        { "cm_stageenteredon", Day(4, 4) },
        { "cm_definitionversion", "other" },
        { "cm_onboardingcertifiedbyid", Somebody },
        { "cm_documentscertifiedbyid", Somebody },
        { "cm_readinesscertifiedbyid", Somebody },
        { "cm_isactivecustomer", true },
    };

    [Theory, MemberData(nameof(Computed))]
    public void A_computed_column_cannot_be_filled_by_a_caller(string name, object value)
    {
        var refusal =
            $"CM006 Contoso: \"<{name}>\" can't be changed, because the server computes it. Leave it as it is.";
        Assert.Equal(refusal, Refusal(Change(Row(), (Columns.Named(name)!, value))));
        Assert.Equal(refusal, Refusal(Change(In(Stage.Live), (Columns.Named(name)!, value is true ? false : value))));
    }

    [Theory, MemberData(nameof(Computed))]
    public void A_value_equal_to_the_stored_one_is_no_change(string name, object _)
    {
        var live = In(Stage.Live);
        Assert.Equal("", Refusal(Change(live, (Columns.Named(name)!, live[Columns.Named(name)!]))));
    }

    [Fact]
    public void All_of_them_are_named() => Assert.Equal(
        "CM006 Contoso: \"<cm_billablestatus>\", \"<cm_billablereason>\" can't be changed, because the server computes "
        + "it. Leave it as it is.",
        Refusal(Change(In(Stage.Live), (Columns.BillableReason, "other"), (Columns.BillableStatus, 727000000))));

    [Fact]
    public void On_create_empty_and_No_are_what_a_form_sends() => Assert.Equal(
        "", Refusal(Change(Row(), (Columns.IsActiveCustomer, false), (Columns.BillableReason, null),
            (Columns.DefinitionVersion, ""))));

    [Fact]
    public void A_sheet_may_drop_seconds_change_line_breaks_and_trim()
    {
        var live = In(Stage.Live)
            .With([new(Columns.BillableReason, "a\nb "), new(Columns.StageEnteredOn, Now.UtcNow.AddSeconds(42))]);
        Assert.Equal("", Refusal(Change(
            live, (Columns.BillableReason, "a\r\nb"), (Columns.StageEnteredOn, Now.UtcNow))));
        Assert.Equal(
            ["CM006"], Codes(Change(live, (Columns.StageEnteredOn, Now.UtcNow.AddMinutes(1)))));
    }
}
