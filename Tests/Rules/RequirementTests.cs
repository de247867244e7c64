using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Plugins.Rules.Requirements;
using Xunit;
using static CrmMilestones.Tests.Rules.Sample;

namespace CrmMilestones.Tests.Rules;

/// <summary>What administrators add to the definition and waive, judged on 2026-06-15.</summary>
public class RequirementTests
{
    static readonly Guid Contoso = new("30000000-0000-0000-0000-000000000001");
    static readonly Guid Australia = new("20000000-0000-0000-0000-000000000001");
    static readonly Guid America = new("20000000-0000-0000-0000-000000000002");
    internal static readonly Column Website = Column.Other("websiteurl");

    internal static StageRequirement Requires(Stage stage, Column column) =>
        new(stage, column, RequirementEffect.Require);

    internal static StageRequirement Waives(Stage stage, Column column) => new(stage, column, RequirementEffect.Waive)
    {
        Name = "No number there",
        Reason = "The registry is being moved.",
        ApprovedBy = Rep,
        Until = Day(6, 30),
    };

    /// <summary>A save of Contoso, of Australia, which has a website only if told so.</summary>
    internal static CustomerChange Save(
        CustomerFacts before, CustomerFacts submitted, IEnumerable<StageRequirement> rows,
        IReadOnlyDictionary<Column, object?> others) =>
        new(before, submitted, Now, Rep, () => Believed(before))
        {
            ReadRequirements = change => StageRequirements.Of(
                change.Stages, rows.Where(row => row.IsInEffect(Contoso, Australia, change.At.Today)), () => others),
        };

    internal static IReadOnlyDictionary<Column, object?> WithoutWebsite { get; } =
        new Dictionary<Column, object?> { [Website] = null };

    static string Entering(Stage stage, CustomerFacts before, params StageRequirement[] rows) =>
        Refusal(Save(before, Row((Columns.Stage, (int)stage)), rows, WithoutWebsite));

    [Fact]
    public void An_added_requirement_is_named_among_the_rest_at_its_stage() => Assert.Equal(
        "CM001 Contoso can't enter [Readiness] yet. Still needed: [Prospect] - <cm_marketid>; "
        + "[Onboarding] - <websiteurl>; [Compliance] - <cm_registrationnumber>.",
        Entering(
            Stage.Readiness, Outside((Columns.Market, null), (Columns.RegistrationNumber, null)),
            Requires(Stage.Onboarding, Website)));

    [Fact]
    public void A_column_that_is_filled_satisfies_it() => Assert.Equal("", Refusal(Save(
        Outside(), Row((Columns.Stage, (int)Stage.Live)), [Requires(Stage.Readiness, Website)],
        new Dictionary<Column, object?> { [Website] = "contoso.example" })));

    [Fact]
    public void A_stage_that_is_not_left_yet_asks_for_nothing() =>
        Assert.Equal("", Entering(Stage.Onboarding, Outside(), Requires(Stage.Onboarding, Website)));

    [Fact]
    public void A_column_that_does_not_exist_any_more_holds_up_nobody() => Assert.Equal("", Refusal(Save(
        Outside(), Row((Columns.Stage, (int)Stage.Live)), [Requires(Stage.Prospect, Website)],
        new Dictionary<Column, object?>())));

    [Fact]
    public void A_column_of_the_definition_can_be_required_earlier() => Assert.Equal(
        "CM001 Contoso can't enter [Onboarding] yet. Still needed: [Prospect] - <cm_registrationnumber>.",
        Entering(
            Stage.Onboarding, Outside((Columns.RegistrationNumber, null)),
            Requires(Stage.Prospect, Columns.RegistrationNumber)));

    [Fact]
    public void What_the_definition_requires_already_is_named_once() => Assert.Equal(
        "CM001 Contoso can't enter [Readiness] yet. Still needed: [Compliance] - <cm_registrationnumber>.",
        Entering(
            Stage.Readiness, Outside((Columns.RegistrationNumber, null)),
            Requires(Stage.Compliance, Columns.RegistrationNumber)));

    public static TheoryData<string, StageRequirement, bool> Rows()
    {
        var row = Requires(Stage.Prospect, Website);
        var waiver = Waives(Stage.Prospect, Website);
        return new()
        {
            { "for all", row, true },
            { "its market", row with { Market = Australia }, true },
            { "another market", row with { Market = America }, false },
            { "its account", row with { Account = Contoso }, true },
            { "another account", row with { Account = Rep }, false },
            { "its account in another market", row with { Account = Contoso, Market = America }, false },
            { "from today", row with { From = Day(6, 15) }, true },
            { "from tomorrow", row with { From = Day(6, 16) }, false },
            { "until today", row with { Until = Day(6, 15) }, true },
            { "until yesterday", row with { Until = Day(6, 14) }, false },
            { "inactive", row with { IsActive = false }, false },
            { "a waiver", waiver, true },
            { "a draft of a waiver", waiver with { ApprovedBy = null }, false },
        };
    }

    [Theory, MemberData(nameof(Rows), DisableDiscoveryEnumeration = true)]
    public void A_row_counts_where_and_while_it_is_in_effect(string what, StageRequirement row, bool counts) =>
        Assert.True(counts == row.IsInEffect(Contoso, Australia, Day(6, 15)), what);

    [Fact]
    public void A_customer_without_a_market_or_one_being_created_meets_the_rows_for_all_alone()
    {
        var row = Requires(Stage.Prospect, Website);
        Assert.True(row.IsInEffect(null, null, Day(6, 15)));
        Assert.False((row with { Market = Australia }).IsInEffect(null, null, Day(6, 15)));
        Assert.False((row with { Account = Contoso }).IsInEffect(null, null, Day(6, 15)));
    }

    public static TheoryData<string, StageRequirement[], bool> Contradictions()
    {
        var requires = Requires(Stage.Compliance, Columns.RegistrationNumber);
        var waives = Waives(Stage.Compliance, Columns.RegistrationNumber);
        return new()
        {
            { "a waiver for all beats the definition", [waives], false },
            { "a waiver beats a requirement as wide", [requires, waives], false },
            { "of a market too", [requires with { Market = Australia }, waives with { Market = Australia }], false },
            { "a market's requirement beats a waiver for all", [requires with { Market = Australia }, waives], true },
            { "a customer's requirement beats a market's waiver",
                [waives with { Market = Australia }, requires with { Account = Contoso }], true },
            { "a customer's waiver beats a market's requirement",
                [requires with { Market = Australia }, waives with { Account = Contoso }], false },
            { "a market's waiver beats a requirement for all", [requires, waives with { Market = Australia }], false },
            { "of another stage it waives nothing", [waives with { Stage = Stage.Onboarding }], true },
        };
    }

    [Theory, MemberData(nameof(Contradictions), DisableDiscoveryEnumeration = true)]
    public void The_narrower_row_wins_and_of_two_as_narrow_the_waiver(
        string what, StageRequirement[] rows, bool isRequired)
    {
        var expected = isRequired
            ? "CM001 Contoso can't enter [Readiness] yet. Still needed: [Compliance] - <cm_registrationnumber>." : "";
        var lacking = Outside((Columns.RegistrationNumber, null));
        Assert.True(expected == Entering(Stage.Readiness, lacking, rows), what);
        Assert.True(expected == Entering(Stage.Readiness, lacking, [.. rows.Reverse()]), what);
    }

    [Fact]
    public void What_is_waived_can_be_emptied_and_what_was_added_can_not()
    {
        var live = In(Stage.Live);
        Assert.Equal("", Refusal(Save(
            live, Row((Columns.RegistrationNumber, null)), [Waives(Stage.Compliance, Columns.RegistrationNumber)],
            WithoutWebsite)));
        Assert.Equal(
            "CM002 Contoso: \"<cm_serviceendedon>\" can't be emptied, because the stage that needs it has been passed. "
            + "Enter another value instead.",
            Refusal(Save(
                In(Stage.Live, (Columns.ServiceEndedOn, Day(12, 31))), Row((Columns.ServiceEndedOn, null)),
                [Requires(Stage.Readiness, Columns.ServiceEndedOn)], WithoutWebsite)));
    }

    [Fact]
    public void A_reason_that_goes_with_its_hold_is_emptied_though_somebody_requires_it() =>
        Assert.Equal("", Refusal(Save(
        In(Stage.Live, (Columns.BillingHold, true), (Columns.BillingHoldReason, "Dispute")),
        Row((Columns.BillingHold, false)), [Requires(Stage.Prospect, Columns.BillingHoldReason)], WithoutWebsite)));

    [Fact]
    public void Only_a_save_that_enters_a_stage_or_empties_a_column_asks()
    {
        static string Asked(CustomerFacts before, params (Column, object?)[] submitted)
        {
            CustomerChange change = new(before, Row(submitted), Now, Rep, () => Believed(before))
            {
                ReadRequirements = _ => throw new InvalidOperationException("asked"),
            };
            try
            {
                Refusal(change);
                Writes(change);
                CustomerEvents.Of(change, Saved(change));
                return "";
            }
            catch (InvalidOperationException asked)
            {
                return asked.Message;
            }
        }

        Assert.Equal("", Asked(In(Stage.Live), (Columns.BillingHold, true), (Columns.BillingHoldReason, "Dispute")));
        Assert.Equal("", Asked(In(Stage.Compliance), (Columns.RegistrationNumber, "N")));
        Assert.Equal("", Asked(In(Stage.Live), (Columns.Stage, (int)Stage.Closed)));
        Assert.Equal("", Asked(
            In(Stage.Live, (Columns.DocumentsSubmittedOn, null)), (Columns.RegistrationNumber, "N")));
        Assert.Equal("asked", Asked(Outside(), (Columns.Stage, (int)Stage.Onboarding)));
        Assert.Equal("asked", Asked(In(Stage.Compliance), (Columns.OnboardingStartedOn, null)));
    }

    [Fact]
    public void Who_has_everything_lacks_nothing() =>
        Assert.Empty(StageRequirements.Of(Lifecycle.Stages).Missing(Stage.Live, Outside()));

    [Theory]
    [InlineData(Stage.Prospect, Stage.Onboarding)]
    [InlineData(Stage.Readiness, Stage.Live)]
    [InlineData(Stage.Live, null)]
    [InlineData(Stage.Closed, null)]
    public void The_next_stage_is_the_one_that_the_guided_process_leads_to(Stage stage, Stage? next) => Assert.Equal(
        next,
        CustomerExplanation.OfToday(
            In(stage), Timeline.Empty, Day(6, 15), StageRequirements.Of(Lifecycle.Stages)).NextStage);

    [Fact]
    public void A_past_day_is_told_since_when_it_had_its_status_whatever_else_changed()
    {
        var story = Story.At(1, 5, (Columns.Stage, (int)Stage.Prospect)).On(2, 1, (Columns.Chargeable, false));
        var explained = CustomerExplanation.OfDay(Stage.Prospect, story.Believed, Day(2, 10));
        Assert.Equal((BillableStatus.NotBillable, Day(1, 5)), (explained.Status!.Value, explained.Since!.Value));
    }

    /// <summary>Its stage was emptied past the plug-ins.</summary>
    [Fact]
    public void An_account_outside_the_lifecycle_has_no_status_whatever_is_believed_of_it()
    {
        var explained = CustomerExplanation.OfToday(
            Outside(), TimelineNotation.Told("03-14 LC$A AU"), Day(6, 15), StageRequirements.Of(Lifecycle.Stages));
        Assert.Null(explained.Status);
        Assert.Null(explained.Since);
        Assert.Empty(explained.Reasons);
    }

    [Fact]
    public void What_is_missing_for_the_next_stage_follows_the_requirements_in_effect()
    {
        var requirements = StageRequirements.Of(
            Lifecycle.Stages,
            [Requires(Stage.Onboarding, Website), Waives(Stage.Onboarding, Columns.OnboardingOwner)],
            () => WithoutWebsite);
        var explained = CustomerExplanation.OfToday(
            Row((Columns.Stage, (int)Stage.Onboarding)), Timeline.Empty, Day(6, 15), requirements);
        Assert.Equal(
            [
                "Prospect: cm_marketid, primarycontactid, cm_agreementsignedon, cm_billingmodel, cm_billingtiming",
                "Onboarding: cm_onboardingstartedon, cm_onboardingcompletedon, websiteurl",
            ],
            explained.Missing.Select(missing => $"{missing.Stage}: {string.Join(", ", missing.Columns)}"));
    }
}
