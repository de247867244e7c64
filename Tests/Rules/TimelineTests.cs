using System;
using CrmMilestones.Plugins.Rules;
using Xunit;
using static CrmMilestones.Tests.Rules.TimelineNotation;

namespace CrmMilestones.Tests.Rules;

public class TimelineTests
{
    [Fact]
    public void Of_nobody_nothing_changes()
    {
        Assert.Empty(Timeline.Empty.With(Facts.OnHold, true, DayOf("03-14")));
        Assert.Empty(Timeline.Empty.WithMarket(null, DayOf("03-14")));
    }

    [Fact]
    public void What_is_believed_already_makes_no_other_timeline()
    {
        var told = Told("01-05 $A", "03-14 LC$A");
        Assert.Same(told, told.With(Facts.Complete, true, DayOf("03-14")));
        Assert.Same(told, told.WithMarket(told[1].Market, DayOf("01-05")));
        Assert.NotSame(told, told.WithMarket(Guid.Empty, DayOf("01-05")));
    }

    [Fact]
    public void Two_rows_of_one_first_day_are_one_period()
    {
        Assert.Single(Told("03-14 LC$A", "03-14 LC$HA"));
        Assert.Equal(2, Told("01-05 $A", "03-14 LC$A", "03-14 LC$HA").Count);
    }
}
