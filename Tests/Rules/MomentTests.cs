using System;
using CrmMilestones.Plugins.Rules;
using Xunit;

namespace CrmMilestones.Tests.Rules;

public class MomentTests
{
    [Fact]
    public void It_has_whole_seconds_as_Dataverse_stores_them() => Assert.Equal(
        new DateTime(2026, 6, 15, 12, 0, 7, DateTimeKind.Utc), At(12, 0, 7, 900).UtcNow);

    /// <summary>Kiribati is 14 hours ahead of UTC.</summary>
    [Fact]
    public void The_latest_day_on_earth_begins_at_ten_in_UTC()
    {
        Assert.Equal(new DateTime(2026, 6, 15), At(9, 59, 59, 0).LatestDay);
        Assert.Equal(new DateTime(2026, 6, 16), At(10, 0, 0, 0).LatestDay);
        Assert.Equal(new DateTime(2026, 6, 15), At(10, 0, 0, 0).Today);
    }

    static Moment At(int hour, int minute, int second, int millisecond) =>
        new(new DateTime(2026, 6, 15, hour, minute, second, millisecond, DateTimeKind.Utc));
}
