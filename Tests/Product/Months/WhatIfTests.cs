using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Scripts.Months;
using Xunit;

namespace CrmMilestones.Tests.Months;

/// <summary>The same history under another definition.</summary>
public sealed class WhatIfTests
{
    static readonly Guid Market = new("10000000-0000-0000-0000-000000000001");

    static readonly AlternativeDefinition Present = AlternativeDefinition.Parse("""{ "name": "present" }""");

    /// <summary>
    /// In Readiness on 20 February, Live on 16 March: onboarding of 1 February, documents of 15 February, readiness of
    /// 14 March; on hold on 10 May; closed with 30 June as the last day.
    /// </summary>
    static readonly CustomerHistory Story = new(
        "key", "Contoso Dental", null,
        Timeline.Starting(Day(1, 5), Facts.AccountActive | Facts.Chargeable, Market)
            .With(Facts.Live, true, Day(3, 14)).With(Facts.Complete, true, Day(3, 14)).WithMarket(Market, Day(3, 14))
            .With(Facts.OnHold, true, Day(5, 10)).WithEnd(Day(6, 30)),
        [
            Entered(Stage.Prospect, 1, 5), Entered(Stage.Onboarding, 1, 10),
            Reached(Milestone.OnboardingCompleted, 2, 1), Entered(Stage.Compliance, 2, 1),
            Reached(Milestone.RequiredDocumentsSubmitted, 2, 15), Entered(Stage.Readiness, 2, 20),
            Reached(Milestone.CustomerReadyForService, 3, 14), Entered(Stage.Live, 3, 14),
            Entered(Stage.Closed, 7, 1),
        ]);

    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5)]
    public void The_present_definition_written_as_a_file_changes_nothing(int seed)
    {
        Random random = new(seed);
        for (var customer = 0; customer < 200; customer++)
        {
            var history = AtRandom(random);
            Assert.Equal(history.Timeline, WhatIf.Under(Present, history).Timeline);
        }
    }

    [Fact]
    public void An_earlier_stage_counts_from_the_day_on_which_it_was_entered() => Assert.Equal(
        ["NotBillable 01-05", "Billable 02-20", "OnHold 05-10", "Ended 07-01"],
        Told("""
            { "name": "without readiness", "activeFrom": "Readiness",
              "milestones": ["cm_onboardingcompletedon", "cm_documentssubmittedon"] }
            """));

    [Fact]
    public void A_milestone_that_is_still_asked_for_is_waited_for() => Assert.Equal(
        ["NotBillable 01-05", "NotBillable and active 02-20", "Billable 03-14", "OnHold 05-10", "Ended 07-01"],
        Told("""{ "name": "from Readiness on", "activeFrom": "readiness" }"""));

    [Fact]
    public void A_hold_may_not_count() => Assert.Equal(
        ["NotBillable 01-05", "Billable 03-14", "Ended 07-01"],
        Told("""{ "name": "holds are billable", "holdCounts": false }"""));

    [Fact]
    public void A_pilot_may_count()
    {
        var pilot = Story with { Timeline = Story.Timeline.With(Facts.Chargeable, false, Day(1, 5)) };
        Assert.Equal(
            ["NotBillable 01-05", "NotBillable and active 03-14", "Ended 07-01"],
            Told("""{ "name": "present" }""", pilot));
        Assert.Equal(
            ["NotBillable 01-05", "Billable 03-14", "OnHold 05-10", "Ended 07-01"],
            Told("""{ "name": "pilots too", "chargeableNeeded": false }""", pilot));
    }

    [Fact]
    public void A_milestone_that_was_waived_may_not_be_asked_for()
    {
        var waived = Story with { Timeline = Story.Timeline.With(Facts.Complete, false, Day(3, 14)) };
        Assert.Equal(
            ["NotBillable 01-05", "Billable 03-14", "OnHold 05-10", "Ended 07-01"],
            Told("""{ "name": "documents are enough", "milestones": ["cm_documentssubmittedon"] }""", waived));
    }

    [Fact]
    public void Who_is_closed_before_going_live_ends_with_that_day() => Assert.Equal(
        ["NotBillable 01-05", "Billable 02-20", "Ended 03-01"],
        Told(
            """{ "name": "early", "activeFrom": "Readiness", "milestones": [] }""",
            Story with
            {
                Timeline = Timeline.Starting(Day(1, 5), Facts.AccountActive | Facts.Chargeable, Market),
                Events = [.. Story.Events.Take(6), Entered(Stage.Closed, 3, 1)],
            }));

    [Fact]
    public void What_was_recorded_last_replaces_what_was_known_of_later_days() => Assert.Equal(
        [
            "NotBillable 01-05", "NotBillable and active 02-01", "NotBillable 02-10", "NotBillable and active 02-15",
            "Billable 02-20",
        ],
        Told(
            """{ "name": "early", "activeFrom": "Compliance", "milestones": ["cm_onboardingcompletedon"] }""",
            Story with
            {
                Timeline = Timeline.Starting(Day(1, 5), Facts.AccountActive | Facts.Chargeable, Market),
                Events =
                [
                    Entered(Stage.Prospect, 1, 5), Reached(Milestone.OnboardingCompleted, 1, 20),
                    Entered(Stage.Readiness, 2, 25), Entered(Stage.Compliance, 2, 1), Entered(Stage.Onboarding, 2, 10),
                    // Corrected: the milestone was reached later.
                    Reached(Milestone.OnboardingCompleted, 2, 20), Entered(Stage.Compliance, 2, 15),
                ],
            }));

    [Fact]
    public void A_milestone_that_is_emptied_first_was_there_before() => Assert.Equal(
        ["NotBillable 01-05", "Billable 01-10", "NotBillable and active 02-01"],
        Told(
            """{ "name": "early", "activeFrom": "Onboarding", "milestones": ["cm_onboardingcompletedon"] }""",
            Story with
            {
                Timeline = Timeline.Starting(Day(1, 5), Facts.AccountActive | Facts.Chargeable, Market),
                Events =
                [
                    Entered(Stage.Onboarding, 1, 10), new(Day(2, 1)) { Milestone = Milestone.OnboardingCompleted },
                ],
            }));

    [Fact]
    public void Days_that_become_active_are_of_the_market_that_the_customer_had_next() => Assert.Equal(
        Market,
        WhatIf.Under(
            AlternativeDefinition.Parse("""{ "name": "early", "activeFrom": "Onboarding" }"""), Story)
            .Timeline.On(Day(1, 15))!.Value.Market);

    [Theory]
    [InlineData("""{ "activeFrom": "Live" }""", "It has no \"name\".")]
    [InlineData("""{ "name": "x", "activeFrom": "Closed" }""",
        "\"Closed\" is no stage of the guided process. These are Prospect, Onboarding, Compliance, Readiness, Live.")]
    [InlineData("""{ "name": "x", "milestones": ["cm_servicestartson"] }""",
        "\"cm_servicestartson\" is no milestone. Milestones are cm_onboardingcompletedon, cm_documentssubmittedon, "
        + "cm_readyforserviceon.")]
    [InlineData("{ \"name\": \"x\",\n \"hold\": true }",
        "Near line 2 it isn't JSON with name, milestones, activeFrom, holdCounts and chargeableNeeded, and nothing "
        + "else.")]
    public void A_file_that_is_no_definition_is_refused(string json, string message) =>
        Assert.Equal(message, Assert.Throws<InvalidDataException>(() => AlternativeDefinition.Parse(json)).Message);

    /// <summary>From which day on it was what.</summary>
    static IEnumerable<string> Told(string definition, CustomerHistory? customer = null)
    {
        var before = "";
        foreach (var period in WhatIf.Under(AlternativeDefinition.Parse(definition), customer ?? Story).Timeline)
        {
            var what = period.Status == BillableStatus.NotBillable && period.IsActive
                ? "NotBillable and active" : period.Status.ToString();
            if (what != before)
            {
                yield return $"{what} {period.From:MM-dd}";
            }

            before = what;
        }
    }

    static CustomerHistory AtRandom(Random random)
    {
        var timeline = Timeline.Starting(Day(1, 1), (Facts)random.Next(64), Market);
        List<HistoryEvent> events = [];
        for (var change = random.Next(8); change > 0; change--)
        {
            var day = Day(1, 1).AddDays(random.Next(40));
            timeline = timeline.With((Facts)(1 << random.Next(6)), random.Next(2) == 0, day);
            timeline = random.Next(4) == 0 ? timeline.WithMarket(random.Next(2) == 0 ? Market : null, day) : timeline;
            events.Add(random.Next(2) == 0
                ? new(day) { ToStage = (Stage)random.Next((int)Stage.Prospect, (int)Stage.Closed + 1) }
                : new(day)
                {
                    Milestone = (Milestone)random.Next((int)Milestone.OnboardingCompleted,
                        (int)Milestone.CustomerReadyForService + 1),
                    MilestoneDate = random.Next(3) > 0 ? day : null,
                });
        }

        return new("key", "name", null, timeline, events);
    }

    static HistoryEvent Entered(Stage stage, int month, int day) => new(Day(month, day)) { ToStage = stage };

    static HistoryEvent Reached(Milestone milestone, int month, int day) => new(Day(month, day))
    {
        Milestone = milestone,
        MilestoneDate = Day(month, day),
    };

    static DateTime Day(int month, int day) => new(2026, month, day, 0, 0, 0, DateTimeKind.Utc);
}
