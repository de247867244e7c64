using System;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using Xunit;
using static CrmMilestones.Tests.Rules.Sample;

namespace CrmMilestones.Tests.Rules;

/// <summary>At noon UTC on the 15th it is the 16th in Auckland: the latest day on earth.</summary>
public class CM004Tests
{
    static readonly string[] Dates =
    [
        "cm_agreementsignedon", "cm_documentssubmittedon", "cm_onboardingcompletedon", "cm_onboardingstartedon",
        "cm_readyforserviceon",
    ];

    public static TheoryData<string> PastDates() => new(Dates);

    [Fact]
    public void Which_dates_tell_the_past() =>
        Assert.Equal(Dates, Columns.PastDates.Select(column => column.LogicalName).Order());

    [Theory, MemberData(nameof(PastDates))]
    public void What_happened_cannot_lie_later_than_the_latest_day_on_earth(string name)
    {
        Assert.Equal(
            $"CM004 Contoso: \"<{name}>\" (2026-06-17) lies in the future. Enter the day on which it happened.",
            Refusal(To(name, Day(6, 17))));
        Assert.Equal("", Refusal(To(name, Day(6, 16))));
    }

    [Theory, MemberData(nameof(PastDates))]
    public void What_happened_cannot_lie_before_2000(string name)
    {
        Assert.StartsWith(
            $"CM004 Contoso: \"<{name}>\" (1999-12-31) lies before 2000-01-01. Check the year.",
            Refusal(To(name, new DateTime(1999, 12, 31))), StringComparison.Ordinal);
        Assert.DoesNotContain("CM004", Codes(To(name, new DateTime(2000, 1, 1))));
    }

    [Fact]
    public void Several_wrong_dates_are_named_a_line_each() => Assert.Equal(
        "CM004 Contoso: \"<cm_agreementsignedon>\" (1999-01-01) lies before 2000-01-01. Check the year.\n"
        + "CM004 Contoso: \"<cm_onboardingstartedon>\" (2026-07-01) lies in the future. Enter the day on "
        + "which it happened.",
        Refusal(Change(
            In(Stage.Live), (Columns.AgreementSignedOn, new DateTime(1999, 1, 1)),
            (Columns.OnboardingStartedOn, Day(7, 1)))));

    [Fact]
    public void The_service_start_may_be_planned() =>
        Assert.Equal("", Refusal(Change(In(Stage.Readiness), (Columns.ServiceStartsOn, Day(12, 1)))));

    [Fact]
    public void The_last_day_of_service_may_be_planned_but_not_lie_before_2000()
    {
        Assert.Equal("", Refusal(To("cm_serviceendedon", Day(12, 31))));
        Assert.Contains("CM004", Codes(To("cm_serviceendedon", new DateTime(1999, 12, 31))));
    }

    [Fact]
    public void An_old_wrong_date_does_not_block_other_edits() => Assert.Equal(
        "",
        Refusal(Change(In(Stage.Live, (Columns.AgreementSignedOn, Day(12, 1))), (Columns.RegistrationNumber, "N"))));

    [Fact]
    public void A_record_that_enters_the_lifecycle_is_judged_with_all_its_dates() => Assert.Equal(
        ["CM004"], Codes(Enter(Stage.Prospect, Outside((Columns.AgreementSignedOn, Day(12, 1))))));

    static CustomerChange To(string name, DateTime date) => Change(In(Stage.Live), (Columns.Named(name)!, date));
}
