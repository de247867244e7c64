using System;
using CrmMilestones.Dataverse;
using Microsoft.Xrm.Sdk;
using Xunit;
using static CrmMilestones.Tests.Host.PipelineTools;

namespace CrmMilestones.Tests.Host;

public sealed class LocalTimeTests : IDisposable
{
    readonly DataverseHost _host = DataverseHost.Create();

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData(92, "2026-01-31T13:30", "2026-01-31T13:30")]
    [InlineData(4, "2026-01-31T07:59", "2026-01-30T23:59")]
    [InlineData(35, "2026-01-31T05:00", "2026-01-31T00:00")]
    [InlineData(35, "2026-07-31T04:00", "2026-07-31T00:00")]
    [InlineData(85, "2026-06-30T23:00", "2026-07-01T00:00")]
    [InlineData(110, "2026-12-31T23:00", "2027-01-01T00:00")]
    [InlineData(190, "2026-01-31T18:30", "2026-02-01T00:00")]
    [InlineData(255, "2026-01-31T13:00", "2026-02-01T00:00")]
    [InlineData(255, "2026-07-31T14:00", "2026-08-01T00:00")]
    [InlineData(300, "2026-01-31T11:00", "2026-02-01T00:00")]
    public void The_time_in_a_zone_follows_its_code_and_its_summer_time(int code, string utc, string local)
    {
        var response = _host.System.Execute(Request(code, Time(utc)));

        Assert.Equal(Time(local), response["LocalTime"]);
    }

    [Fact]
    public void A_plug_in_may_ask_for_it()
    {
        object? local = null;
        _host.On("Create", "account", 20, call =>
            local = call.System.Execute(Request(255, new(2026, 1, 31, 13, 0, 0, DateTimeKind.Utc)))["LocalTime"]);

        var calls = _host.CallsDuring(() => _host.System.CreateAccount("Contoso"));

        Assert.Equal(new DateTime(2026, 2, 1), local);
        Assert.Equal("LocalTimeFromUtcTime", Assert.Single(calls).Message);
    }

    [Fact]
    public void A_code_that_no_zone_has_is_refused() => Assert.Contains("999",
        Fault(-2147220989, () => _host.System.Execute(Request(999, default))).Message, StringComparison.Ordinal);

    static OrganizationRequest Request(int code, DateTime utc) =>
        new("LocalTimeFromUtcTime") { ["TimeZoneCode"] = code, ["UtcTime"] = utc };

    static DateTime Time(string text) => DateTime.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
