using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using Xunit;
using static CrmMilestones.Tests.Rules.Sample;

namespace CrmMilestones.Tests.Rules;

public class SaveRulesTests
{
    static string[] Codes(CustomerChange change) => [.. SaveRules.Check(change).Select(problem => problem.Code)];

    static T Only<T>(CustomerChange change) where T : Problem =>
        Assert.IsType<T>(Assert.Single(SaveRules.Check(change)));

    [Fact]
    public void CM001_Entering_Live_names_every_missing_column_of_every_stage_below()
    {
        var problem = Only<MissingRequirements>(Enter(Stage.Live, Facts()));

        Assert.Equal(Stage.Live, problem.Entering);
        Assert.Equal(Lifecycle.Below(Stage.Live).SelectMany(stage => stage.Requires), problem.Columns);
    }

    public static IEnumerable<object[]> EveryRequirement() =>
        from stage in Lifecycle.Stages
        from column in stage.Requires
        select new object[] { stage.Stage, column };

    [Theory, MemberData(nameof(EveryRequirement))]
    public void CM001_A_stage_is_not_left_without_any_one_of_its_columns(Stage stage, string column)
    {
        var complete = Enter(stage + 1, Outside(), (Columns.Stage, (int)(stage + 1)));
        Assert.Empty(Codes(complete));

        var problem = Only<MissingRequirements>(Enter(stage + 1, Outside((column, null))));
        Assert.Equal([column], problem.Columns);
    }

    [Fact]
    public void CM001_Values_that_arrive_in_the_same_save_count() => Assert.Empty(Codes(Enter(
        Stage.Onboarding, In(Stage.Prospect),
        [.. Lifecycle.Of(Stage.Prospect).Requires.Select(column => (column, GoodValue(column)))])));

    [Fact]
    public void CM001_A_blank_text_is_not_a_value() => Assert.Equal(
        [Columns.RegistrationNumber],
        Only<MissingRequirements>(Enter(Stage.Readiness, Outside((Columns.RegistrationNumber, " ")))).Columns);

    [Fact]
    public void CM001_Closed_is_entered_from_anywhere() => Assert.Empty(Codes(Enter(
        Stage.Closed, In(Stage.Prospect), (Columns.ServiceEndedOn, Day(6, 1)), (Columns.EndReason, 727000001))));

    [Theory, MemberData(nameof(EveryRequirement))]
    public void CM002_A_column_of_a_passed_stage_cannot_be_emptied(Stage stage, string column)
    {
        var problem = Only<ErasedRequirements>(Change(In(stage + 1), (column, null)));
        Assert.Equal([column], problem.Columns);
    }

    [Fact]
    public void CM002_A_column_of_the_present_stage_can_be_emptied() =>
        Assert.Empty(
            Codes(Change(In(Stage.Compliance, (Columns.RegistrationNumber, "X")), (Columns.RegistrationNumber, null))));

    [Fact]
    public void CM002_An_older_record_that_lacks_a_column_stays_editable() =>
        Assert.Empty(Codes(Change(In(Stage.Live, (Columns.Market, null)), (Columns.RegistrationNumber, "New"))));

    [Fact]
    public void CM002_The_stage_itself_cannot_be_emptied() =>
        Only<ErasedStage>(Change(In(Stage.Live), (Columns.Stage, null)));

    [Fact]
    public void CM002_Is_silent_where_CM001_names_the_same_column() =>
        Assert.Equal(["CM001"], Codes(Enter(Stage.Compliance, In(Stage.Onboarding), (Columns.Market, null),
            (Columns.OnboardingOwner, Rep), (Columns.OnboardingStartedOn, Day(1, 1)),
            (Columns.OnboardingCompletedOn, Day(2, 1)))));

    [Fact]
    public void CM002_Closing_protects_the_columns_of_the_stages_that_were_passed() => Assert.Equal(
        [Columns.Market],
        Only<ErasedRequirements>(Enter(
            Stage.Closed, In(Stage.Compliance, (Columns.RegistrationNumber, "X")), (Columns.Market, null),
            (Columns.RegistrationNumber, null), (Columns.ServiceEndedOn, Day(6, 1)), (Columns.EndReason, 727000001)))
                .Columns);

    [Theory]
    [InlineData(Stage.Live, Stage.Compliance)]
    [InlineData(Stage.Onboarding, Stage.Prospect)]
    [InlineData(Stage.Closed, Stage.Live)]
    public void CM003_Moving_back_or_reopening_needs_a_reason(Stage from, Stage to)
    {
        Assert.Equal((from, to), Only<MissingReason>(Enter(to, In(from))) is var p ? (p.From, p.To) : default);
        Assert.Empty(Codes(Enter(to, In(from), (Columns.StageChangeReason, "Wrong documents"))));
        Assert.Empty(Codes(Enter(to, In(from, (Columns.StageChangeReason, "Saved before")))));
    }

    public static TheoryData<string> PastDates() => new(Columns.PastDates);

    [Theory, MemberData(nameof(PastDates))]
    public void CM004_What_happened_cannot_lie_later_than_the_latest_day_on_earth_or_before_2000(string column)
    {
        var today = Now.UtcNow.Date;
        var from = In(Stage.Closed);
        var late = new Moment(today.AddHours(10));

        CustomerChange To(DateTime date, Moment at) =>
            new(from, from.With([new KeyValuePair<string, object?>(column, date)]), at, Rep);

        Assert.Equal(column, Assert.IsType<FutureDate>(SaveRules.Check(To(today.AddDays(1), Now))[0]).Column);
        Assert.DoesNotContain(SaveRules.Check(To(today.AddDays(1), late)), problem => problem.Code == "CM004");
        Assert.Equal(column, Assert.IsType<FutureDate>(SaveRules.Check(To(today.AddDays(2), late))[0]).Column);
        Assert.Contains(SaveRules.Check(To(new DateTime(1999, 12, 31), Now)), problem => problem is TooOldDate);
        Assert.DoesNotContain(SaveRules.Check(To(new DateTime(2000, 1, 1), Now)), problem => problem.Code == "CM004");
    }

    [Fact]
    public void CM004_Does_not_concern_the_service_start_which_may_be_planned() =>
        Assert.Empty(Codes(Change(In(Stage.Readiness), (Columns.ServiceStartsOn, Day(12, 1)))));

    [Fact]
    public void CM004_An_old_wrong_date_does_not_block_other_edits() =>
        Assert.Empty(
            Codes(Change(In(Stage.Live, (Columns.AgreementSignedOn, Day(12, 1))), (Columns.RegistrationNumber, "N"))));

    [Fact]
    public void CM004_Is_judged_when_a_record_enters_the_lifecycle() =>
        Only<FutureDate>(Enter(Stage.Prospect, Outside((Columns.AgreementSignedOn, Day(12, 1)))));

    [Theory]
    [InlineData(Stage.Prospect, Columns.OnboardingCompletedOn, Stage.Onboarding)]
    [InlineData(Stage.Onboarding, Columns.DocumentsSubmittedOn, Stage.Compliance)]
    [InlineData(Stage.Compliance, Columns.ReadyForServiceOn, Stage.Readiness)]
    public void CM005_A_milestone_waits_for_its_stage(Stage stage, string milestone, Stage reachedIn)
    {
        Assert.Equal((milestone, reachedIn), Only<EarlyMilestone>(Change(In(stage), (milestone, Day(6, 1)))) is var p
            ? (p.Column, p.Stage) : default);
        Assert.Empty(Codes(Change(In(reachedIn), (milestone, Day(6, 1)))));
    }

    [Fact]
    public void CM005_Dates_imported_before_the_lifecycle_wait_without_complaint() =>
        Assert.Empty(Codes(Enter(Stage.Prospect, Outside())));

    public static TheoryData<string> Computed() => new(Columns.Computed);

    [Theory, MemberData(nameof(Computed))]
    public void CM006_A_computed_column_cannot_be_changed(string column)
    {
        object other = column switch
        {
            Columns.BillableStatus => (int)BillableStatus.OnHold,
            Columns.IsActiveCustomer => false,
            Columns.BillableReason or Columns.DefinitionVersion => "other",
            Columns.StageEnteredOn or Columns.BillableStatusOn or Columns.FirstBillableOn => Day(4, 4),
            _ => Guid.Parse("99999999-0000-0000-0000-000000000001"),
        };

        Assert.Equal([column], Only<ComputedColumnsWritten>(Change(Live(), (column, other))).Columns);
        if (other is not false)
        {
            Assert.Equal([column], Only<ComputedColumnsWritten>(Change(Facts(), (column, other))).Columns);
        }
    }

    [Theory, MemberData(nameof(Computed))]
    public void CM006_A_value_equal_to_the_stored_one_is_no_change(string column) =>
        Assert.Empty(Codes(Change(Live(), (column, Live()[column]))));

    [Fact]
    public void CM006_On_create_empty_and_No_are_what_a_form_sends() =>
        Assert.Empty(Codes(Change(Facts(), (Columns.IsActiveCustomer, false), (Columns.BillableReason, null))));

    [Fact]
    public void CM006_A_sheet_may_drop_seconds_and_change_line_breaks()
    {
        var live = Live()
            .With([new(Columns.BillableReason, "a\nb"), new(Columns.StageEnteredOn, Now.UtcNow.AddSeconds(42))]);
        Assert.Empty(Codes(Change(live, (Columns.BillableReason, "a\r\nb"), (Columns.StageEnteredOn, Now.UtcNow))));
    }

    [Fact]
    public void CM007_Live_cannot_be_entered_before_the_service_start()
    {
        var ready = In(Stage.Readiness, (Columns.ServiceOwner, Rep), (Columns.ReadyForServiceOn, Day(6, 1)));
        Assert.Equal(
            Day(6, 16), Only<ServiceNotStarted>(Enter(Stage.Live, ready, (Columns.ServiceStartsOn, Day(6, 16))))
                .StartsOn);
        Assert.Empty(Codes(Enter(Stage.Live, ready, (Columns.ServiceStartsOn, Day(6, 15)))));
    }

    [Fact]
    public void CM008_Closed_needs_end_date_and_reason() => Assert.Equal(
        [Columns.ServiceEndedOn, Columns.EndReason], Only<IncompleteEnd>(Enter(Stage.Closed, In(Stage.Live))).Columns);

    [Fact]
    public void CM008_A_closed_customer_keeps_its_end_date_and_reason() => Assert.Equal(
        [Columns.EndReason], Only<IncompleteEnd>(Change(In(Stage.Closed), (Columns.EndReason, null))).Columns);

    [Fact]
    public void CM008_The_end_cannot_precede_the_start()
    {
        Only<EndBeforeStart>(Change(In(Stage.Closed), (Columns.ServiceEndedOn, Day(2, 28))));
        Assert.Empty(Codes(Change(In(Stage.Closed), (Columns.ServiceEndedOn, Day(3, 1)))));
    }

    [Fact]
    public void CM009_A_hold_needs_its_reason()
    {
        Only<HoldWithoutReason>(Change(Live(), (Columns.BillingHold, true)));
        Assert.Empty(Codes(Change(Live(), (Columns.BillingHold, true), (Columns.BillingHoldReason, "Dispute"))));
        Only<HoldWithoutReason>(Change(
            In(Stage.Live, (Columns.BillingHold, true), (Columns.BillingHoldReason, "Dispute")),
            (Columns.BillingHoldReason, null)));
    }

    [Fact]
    public void All_that_is_wrong_is_named_at_once() => Assert.Equal(
        ["CM001", "CM004", "CM006", "CM009"],
        Codes(Enter(Stage.Onboarding, In(Stage.Prospect), (Columns.AgreementSignedOn, Day(12, 24)),
            (Columns.BillingHold, true), (Columns.BillableStatus, (int)BillableStatus.Billable))));

    [Fact]
    public void A_record_without_a_stage_is_untouched() =>
        Assert.Empty(Codes(Change(Facts(), (Columns.ReadyForServiceOn, Day(12, 24)), (Columns.BillingHold, true))));

    static CustomerFacts Live() => In(Stage.Live);
}
