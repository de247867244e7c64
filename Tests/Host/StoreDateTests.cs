using System;
using Xunit;

namespace CrmMilestones.Tests.Host;

public sealed class StoreDateTests : IDisposable
{
    static readonly TimeZoneInfo Chicago = TimeZoneInfo.FindSystemTimeZoneById("America/Chicago");
    static readonly TimeZoneInfo Sydney = TimeZoneInfo.FindSystemTimeZoneById("Australia/Sydney");

    readonly StoreEnvironment _environment = new();

    public void Dispose() => _environment.Dispose();

    DateTime Written(string column, DateTime value) =>
        _environment.Find("visit", _environment.Visit("Ann", (column, value))).GetAttributeValue<DateTime>(column);

    [Theory]
    [InlineData(DateTimeKind.Utc)]
    [InlineData(DateTimeKind.Unspecified)]
    [InlineData(DateTimeKind.Local)]
    public void A_calendar_day_loses_its_time_and_is_never_converted(DateTimeKind kind)
    {
        _environment.Context = _environment.Context with { TimeZone = Sydney };

        var read = Written("heldon", new DateTime(2026, 5, 15, 23, 30, 0, kind));

        Assert.Equal((new DateTime(2026, 5, 15), DateTimeKind.Unspecified), (read, read.Kind));
    }

    [Theory]
    [InlineData(DateTimeKind.Utc, 15)]
    [InlineData(DateTimeKind.Unspecified, 20)]
    [InlineData(DateTimeKind.Local, 20)]
    public void A_user_local_time_that_is_not_utc_is_read_in_the_users_zone(DateTimeKind kind, int hour)
    {
        _environment.Context = _environment.Context with { TimeZone = Chicago };

        var read = Written("arrivedat", new DateTime(2026, 5, 15, 15, 30, 59, 999, kind));

        Assert.Equal((new DateTime(2026, 5, 15, hour, 30, 59), DateTimeKind.Utc), (read, read.Kind));
    }

    [Fact]
    public void A_time_that_the_clock_change_skips_counts_as_one_hour_later()
    {
        _environment.Context = _environment.Context with { TimeZone = Chicago };

        var read = Written("arrivedat", new DateTime(2026, 3, 8, 2, 30, 0, DateTimeKind.Unspecified));

        Assert.Equal(new DateTime(2026, 3, 8, 8, 30, 0), read);
    }

    [Theory]
    [InlineData(DateTimeKind.Utc)]
    [InlineData(DateTimeKind.Unspecified)]
    public void A_zone_independent_time_stays_as_it_is(DateTimeKind kind)
    {
        _environment.Context = _environment.Context with { TimeZone = Chicago };

        var read = Written("alarmat", new DateTime(2026, 5, 15, 15, 30, 0, kind));

        Assert.Equal((new DateTime(2026, 5, 15, 15, 30, 0), DateTimeKind.Unspecified), (read, read.Kind));
    }

    [Fact]
    public void Dates_are_shown_in_the_users_zone_and_days_as_they_are()
    {
        _environment.Context = _environment.Context with { TimeZone = Sydney };
        var late = new DateTime(2026, 5, 15, 20, 5, 0, DateTimeKind.Utc);

        var id = _environment.Visit("Ann", ("arrivedat", late), ("heldon", late), ("alarmat", late));

        var row = _environment.Find("visit", id);

        Assert.Equal("5/16/2026 6:05 AM", row.FormattedValues["arrivedat"]);
        Assert.Equal("5/15/2026", row.FormattedValues["heldon"]);
        Assert.Equal("5/15/2026 8:05 PM", row.FormattedValues["alarmat"]);
    }

    [Theory]
    [InlineData("America/Chicago", "2026-05-14", "2026-05-15")]
    [InlineData("Australia/Sydney", "2026-05-15", "2026-05-14")]
    public void The_day_of_a_user_local_time_is_the_day_in_the_users_zone(string zone, string found, string notFound)
    {
        _environment.Visit("Ann", ("arrivedat", new DateTime(2026, 5, 15, 2, 0, 0, DateTimeKind.Utc)));
        _environment.Context = _environment.Context with { TimeZone = TimeZoneInfo.FindSystemTimeZoneById(zone) };

        Assert.Equal("Ann", _environment.NamesWhere("arrivedat", "on", found));
        Assert.Equal("", _environment.NamesWhere("arrivedat", "on", notFound));
    }

    [Fact]
    public void Today_is_the_users_day_for_calendar_days_too()
    {
        _environment.Visit("14th", ("heldon", new DateTime(2026, 5, 14)));
        _environment.Visit("15th", ("heldon", new DateTime(2026, 5, 15)));
        _environment.Context = _environment.Context with
        {
            TimeZone = Chicago,
            UtcNow = new DateTime(2026, 5, 15, 2, 0, 0, DateTimeKind.Utc),
        };

        Assert.Equal("14th", _environment.NamesWhere("heldon", "today"));
    }

    [Fact]
    public void Dates_are_grouped_in_the_users_zone()
    {
        _environment.Visit("Ann", ("arrivedat", new DateTime(2026, 1, 1, 2, 0, 0, DateTimeKind.Utc)));
        _environment.Context = _environment.Context with { TimeZone = Chicago };

        var group = Assert.Single(_environment.Aggregate(
            "<attribute name='arrivedat' groupby='true' dategrouping='year' alias='year'/>").Entities);

        Assert.Equal(2025, StoreEnvironment.Aliased(group, "year"));
    }
}
