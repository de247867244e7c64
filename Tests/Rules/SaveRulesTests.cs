using System.Linq;
using CrmMilestones.Plugins.Rules;
using Xunit;
using static CrmMilestones.Tests.Rules.Sample;

namespace CrmMilestones.Tests.Rules;

public class SaveRulesTests
{
    [Fact]
    public void Every_rule_has_a_code_of_its_own_in_order() => Assert.Equal(
        [
            "CM001", "CM002", "CM003", "CM004", "CM005", "CM006", "CM007", "CM008", "CM009", "CM010", "CM011", "CM012",
            "CM013", "CM014", "CM015", "CM016", "CM017",
        ],
        ServerRules.All.Select(rule => rule.Code));

    [Fact]
    public void A_rule_that_is_written_is_judged() => Assert.All(
        from type in typeof(SaveRule).Assembly.GetTypes()
        where type.IsSubclassOf(typeof(ServerRule)) && !type.IsAbstract
        select type.Name,
        name => Assert.True(
            ServerRules.All.Any(rule => rule.GetType().Name == name),
            $"Plugins/Rules/ServerRule.cs: All lacks {name}."));

    [Fact]
    public void A_rule_has_tests_that_bear_its_code() => Assert.All(ServerRules.All, rule => Assert.True(
        typeof(SaveRulesTests).Assembly.GetTypes().Any(type => type.Name == rule.Code + "Tests"),
        $"Tests/Rules/{rule.Code}Tests.cs is missing: {rule.Says.English}"));

    [Fact]
    public void Its_file_and_its_example_carry_its_code() => Assert.All(ServerRules.All, rule =>
    {
        Assert.StartsWith(rule.Code, rule.GetType().Name, System.StringComparison.Ordinal);
        Assert.Equal(rule.Code, rule.Example.Code);
    });

    /// <summary>What the page "How we work" shows of each.</summary>
    [Fact]
    public void The_examples_are_refusals_that_people_meet() => Assert.Equal(
        [
            "CM001 Contoso can't enter [Readiness] yet. Still needed: [Compliance] - <cm_compliancereviewerid>, "
                + "<cm_registrationnumber>, <cm_documentssubmittedon>.",
            "CM002 Contoso: \"<cm_registrationnumber>\" can't be emptied, because the stage that needs it has been "
                + "passed. Enter another value instead.",
            "CM003 Contoso can't go back from [Live] to [Compliance] without a reason. Fill in "
                + "\"<cm_stagechangereason>\" and save again.",
            "CM004 Contoso: \"<cm_agreementsignedon>\" (2062-03-01) lies in the future. Enter the day on which it "
                + "happened.",
            "CM005 Contoso: \"<cm_readyforserviceon>\" can't be dated before the customer is in [Readiness]. Move the "
                + "customer there first.",
            "CM006 Contoso: \"<cm_billablestatus>\" can't be changed, because the server computes it. Leave it as it "
            + "is.",
            "CM007 Contoso can't enter [Live] yet: \"<cm_servicestartson>\" is 2062-03-01. Wait for that day, or "
            + "correct "
                + "the date.",
            "CM008 Contoso can't be [Closed] without: <cm_endreason>, <cm_serviceendedon>.",
            "CM009 Contoso: \"<cm_billinghold>\" needs a reason. Fill in \"<cm_billingholdreason>\" and save again.",
            "CM010 Events, status periods and month closes are written by the server alone. Change the customer "
            + "instead, "
                + "or close a month by the action made for it.",
            "CM011 Whoever created a row or changed it last can't approve it. Ask a colleague to approve it.",
            "CM012 Contoso: \"<cm_documentssubmittedon>\" can't be dated yet. Documents still needed: Business licence "
            + "(missing). Have each of them handed in and verified first.",
            "CM013 Contoso: \"<cm_readyforserviceon>\" can't be dated by the account's owner. Ask a colleague to date it.",
            "CM014 Contoso is [Prospect] and the other account is [Live]. Merge the other way round: the account that "
            + "is "
                + "further on stays.",
            "CM015 Contoso: a change that takes effect on 2026-03-01, before today, needs a reason. Enter the "
                + "reason of this change in \"<cm_stagechangereason>\" and save again.",
            "CM016 This document is checked by somebody other than its owner. Ask a colleague to set Verified or "
            + "Rejected, or to change customer, type or dates if it is verified already.",
            "CM017 Months are closed once and in order. After 2062-02-28, the next one ends on 2062-03-31.",
        ],
        ServerRules.All.Select(rule => Say(rule.Example)));

    [Fact]
    public void All_that_is_wrong_is_named_at_once() => Assert.Equal(
        ["CM001", "CM004", "CM006", "CM009"],
        Codes(Enter(
            Stage.Onboarding, In(Stage.Prospect), (Columns.AgreementSignedOn, Day(12, 24)),
            (Columns.BillingHold, true), (Columns.BillableStatus, 727000001))));

    [Fact]
    public void The_rules_come_in_the_order_of_their_codes() => Assert.Equal(
        [
            "CM001", "CM002", "CM003", "CM004", "CM005", "CM006", "CM007", "CM008", "CM009", "CM012", "CM013", "CM015",
        ],
        SaveRules.All.Select(rule => rule.Code));

    [Fact]
    public void A_record_without_a_stage_is_untouched() => Assert.Equal(
        "", Refusal(Change(Row(), (Columns.ReadyForServiceOn, Day(12, 24)), (Columns.BillingHold, true))));

    [Fact]
    public void An_option_that_is_no_stage_counts_as_none()
    {
        var change = Change(Row(), (Columns.Stage, 727000099), (Columns.ReadyForServiceOn, Day(12, 24)));
        Assert.Equal("", Refusal(change));
        Assert.Empty(Writes(change));
    }
}
