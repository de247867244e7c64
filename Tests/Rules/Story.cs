using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using Xunit;
using static CrmMilestones.Tests.Rules.Sample;

namespace CrmMilestones.Tests.Rules;

/// <summary>One customer through the days of 2026, each save by the rules, at nine in the morning UTC.</summary>
sealed class Story
{
    Moment _now = Now;

    public CustomerFacts Record { get; private set; }

    public Timeline Believed { get; private set; } = Timeline.Empty;

    /// <summary>What is believed, as the stories of the definition tell it: "Billable 03-14 - 12-31".</summary>
    public IEnumerable<string> Periods => Believed.Select(period =>
        $"{Name(period.Status)}{(period.IsActive && period.Status == BillableStatus.NotBillable ? " and active" : "")}"
        + FormattableString.Invariant($" {period.From:MM-dd} - {period.Until:MM-dd}").TrimEnd());

    public (BillableStatus, DateTime) Present
    {
        get
        {
            var present = Billing.Present(Believed, Record, _now.Today);
            return (present.Status, present.Since);
        }
    }

    /// <summary>Who becomes a Prospect on 5 January and Live on 16 March, its latest date being 14 March.</summary>
    public static Story LiveInMarch()
    {
        var story = At(1, 5, (Columns.Stage, (int)Stage.Prospect));
        story.On(3, 16, LiveColumns);
        return story;
    }

    public static (Column, object?)[] LiveColumns =>
    [
        .. Lifecycle.Stages.SelectMany(stage => stage.Requires).Select(column => (column, (object?)GoodValue(column))),
        (Columns.ReadyForServiceOn, Day(3, 14)), (Columns.Stage, (int)Stage.Live),
    ];

    public static Story At(int month, int day, params (Column, object?)[] columns)
    {
        var story = new Story();
        story.On(month, day, columns);
        return story;
    }

    /// <summary>A save that keeps the rules.</summary>
    public Story On(int month, int day, params (Column, object?)[] columns) =>
        Save(Day(month, day).AddHours(9), Rep, columns);

    /// <summary>A save that keeps the rules, at a moment, by a person.</summary>
    public Story Save(DateTime utc, Guid person, params (Column, object?)[] columns)
    {
        var change = Change(utc, person, columns);
        Assert.Equal("", Refusal(change));
        _now = change.At;
        Believed = change.ReachesTimeline ? change.Timeline : Believed;
        Record = Saved(change);
        return this;
    }

    /// <summary>The codes by which a save would be refused.</summary>
    public string[] CodesOn(int month, int day, params (Column, object?)[] columns) =>
        Codes(Change(Day(month, day).AddHours(9), Rep, columns));

    /// <summary>The words by which a save would be refused.</summary>
    public string RefusalOn(int month, int day, params (Column, object?)[] columns) =>
        Refusal(Change(Day(month, day).AddHours(9), Rep, columns));

    /// <summary>A save that isn't made; of a column that is named twice the last value counts.</summary>
    public CustomerChange Change(DateTime utc, Guid person, params (Column Column, object? Value)[] columns)
    {
        var latest = columns.GroupBy(c => c.Column).Select(same => same.Last()).ToArray();
        var before = Believed;
        return new(Record, Row(latest), new(utc), person, () => before);
    }

    static string Name(BillableStatus status) => status switch
    {
        BillableStatus.NotBillable => "Not billable",
        BillableStatus.OnHold => "On hold",
        _ => status.ToString(),
    };
}
