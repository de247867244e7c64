using System;
using System.Globalization;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Plugins.Rules.Codes;
using Xunit;
using static CrmMilestones.Tests.Rules.Sample;

namespace CrmMilestones.Tests.Rules;

public class CM017Tests
{
    static readonly DateTime MiddleOfNovember = new(2026, 11, 15, 8, 0, 0, DateTimeKind.Utc);

    static string Refusal(
        DateTime monthEnd, DateTime? now = null, DateTime? lastClosed = null, bool isStillMoving = false) =>
        string.Join("\n", new CM017MonthsAreClosedInOrder()
            .Check(new(monthEnd, now ?? MiddleOfNovember, lastClosed, isStillMoving))
            .Select(Say));

    [Fact]
    public void The_first_month_to_be_closed_may_be_any() => Assert.Equal("", Refusal(Day(3, 31)));

    [Theory]
    [InlineData(30, 31)]
    [InlineData(1, 31)]
    public void A_month_is_closed_by_its_last_day(int day, int last) => Assert.Equal(
        $"CM017 2026-10-{day:00} isn't the last day of a month. To close that month, give 2026-10-{last}.",
        Refusal(Day(10, day), lastClosed: Day(10, 31), isStillMoving: true));

    [Fact]
    public void A_day_that_has_passed_of_a_month_that_has_not_is_no_last_day() => Assert.Equal(
        "CM017 2026-11-10 isn't the last day of a month. To close that month, give 2026-11-30.",
        Refusal(Day(11, 10)));

    [Fact]
    public void A_day_is_over_whatever_its_month()
    {
        Assert.True(new MonthClosing(Day(11, 10), MiddleOfNovember, lastClosed: null, isStillMoving: false).IsOver);
        Assert.False(new MonthClosing(Day(11, 15), MiddleOfNovember, lastClosed: null, isStillMoving: false).IsOver);
    }

    [Theory]
    [InlineData("2027-02-28", "2027-02-27")]
    [InlineData("2028-02-29", "2028-02-28")]
    [InlineData("2026-12-31", "2026-12-30")]
    public void Last_days_are_those_of_the_calendar(string last, string dayBefore)
    {
        DateTime later = new(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        Assert.Equal("", Refusal(Date(last), later));
        Assert.Contains($"give {last}.", Refusal(Date(dayBefore), later), StringComparison.Ordinal);
    }

    /// <summary>UTC-12: Baker Island's day ends at noon UTC.</summary>
    [Theory]
    [InlineData("2026-11-01T12:00:00Z", "")]
    [InlineData("2026-11-01T11:59:59Z",
        "CM017 The month that ends on 2026-10-31 isn't over everywhere on earth yet. It can be closed from noon UTC on "
        + "2026-11-01.")]
    public void A_month_is_closed_once_it_is_over_everywhere(string now, string refusal) => Assert.Equal(
        refusal, Refusal(Day(10, 31), DateTime.Parse(now, null, DateTimeStyles.AdjustToUniversal)));

    [Theory]
    [InlineData(9, "")]
    [InlineData(10, "CM017 Months are closed once and in order. After 2026-10-31, the next one ends on 2026-11-30.")]
    [InlineData(8, "CM017 Months are closed once and in order. After 2026-08-31, the next one ends on 2026-09-30.")]
    public void Months_are_closed_once_and_in_order(int lastClosed, string refusal) => Assert.Equal(
        refusal, Refusal(Day(10, 31), lastClosed: Day(lastClosed, DateTime.DaysInMonth(2026, lastClosed))));

    [Fact]
    public void A_month_that_still_moves_is_not_closed() => Assert.Equal(
        "CM017 A change that reaches into the month that ends on 2026-10-31 was saved within the last five minutes. "
        + "Try again in five minutes.",
        Refusal(Day(10, 31), isStillMoving: true));

    [Fact]
    public void All_that_is_wrong_is_named_at_once() => Assert.Equal(
        3, Refusal(Day(12, 31), lastClosed: Day(10, 31), isStillMoving: true).Split('\n').Length);

    [Theory]
    [InlineData("2026-10-30", false, "CM017 2026-10-30 no es el último día de un mes. Para cerrar ese mes, indique "
        + "2026-10-31.")]
    [InlineData("2026-11-30", false, "CM017 El mes que termina el 2026-11-30 aún no ha terminado en todo el mundo. Se "
        + "puede cerrar desde el mediodía UTC del 2026-12-01.")]
    [InlineData("2026-10-31", true, "CM017 En los últimos cinco minutos se ha guardado un cambio que afecta al mes "
        + "que termina el 2026-10-31. Inténtelo de nuevo dentro de cinco minutos.")]
    public void It_is_said_in_Spanish_too(string monthEnd, bool isStillMoving, string refusal) => Assert.Equal(
        refusal,
        SayInSpanish(new CM017MonthsAreClosedInOrder()
            .Check(new(Date(monthEnd), MiddleOfNovember, null, isStillMoving)).Single()));

    [Fact]
    public void A_month_is_closed_as_it_was_known_five_minutes_before() => Assert.Equal(
        new DateTime(2026, 11, 1, 11, 55, 7, DateTimeKind.Utc),
        MonthClosing.KnownOn(new DateTime(2026, 11, 1, 12, 0, 7, 900, DateTimeKind.Utc)));

    static DateTime Date(string day) => DateTime.Parse(day, CultureInfo.InvariantCulture);
}
