using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using CrmMilestones.Scripts.Live;
using CrmMilestones.Scripts.Output;
using CrmMilestones.Scripts.Sweep;
using CrmMilestones.Tests.Journeys;
using CrmMilestones.Tests.Live;
using Xunit;

namespace CrmMilestones.Tests.Sweep;

/// <summary>A sweep of many customers in an organization that is busy.</summary>
public sealed class SweepResumeTests : IDisposable
{
    const int Customers = 2500;
    const int PageSize = 100;

    readonly CustomerOverTime _pattern = new();
    readonly VirtualClock _clock = new();
    readonly string _journal = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}.journal");

    public SweepResumeTests() => _pattern.LiveInMarch();

    public void Dispose()
    {
        _pattern.Dispose();
        File.Delete(_journal);
    }

    [Fact]
    public async Task A_busy_organization_is_asked_little_and_left_alone_when_it_says_so()
    {
        var organization = Organization();

        var result = await SweepAsync(organization);

        Assert.Equal(3, result.Left.Count);
        Assert.Equal(Customers, result.Rows["accounts"]);
        Assert.Equal(0, organization.Early);
        // What all customers take, each refused request again, and what isn't about customers: markets, requirements,
        // documents, claims, findings, and the second look.
        var fewest = organization.Fewest(PageSize);
        Assert.Equal(75, fewest);
        Assert.InRange(organization.Requests, fewest, fewest + (fewest / 20) + 15);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(17)]
    [InlineData(54)]
    [InlineData(70)]
    [InlineData(83)]
    public async Task One_that_is_killed_goes_on_where_it_was(int request)
    {
        var organization = Organization();
        var whole = await SweepAsync(organization);
        var requests = organization.Requests;
        organization = Organization();
        organization.KillAt = request;

        await Assert.ThrowsAsync<InvalidOperationException>(() => SweepAsync(organization));
        var resumed = await SweepAsync(organization);

        Assert.Equal(
            whole.Left.Select(finding => (finding.Account, finding.Detail)),
            resumed.Left.Select(finding => (finding.Account, finding.Detail)));
        Assert.Equal(whole.Rows, resumed.Rows);
        // Markets and requirements are read again, and the page that was on its way.
        Assert.InRange(organization.Requests, requests, requests + 12);
    }

    ManyCustomers Organization() => new(_pattern.Host.System, _pattern.Id, Customers, _clock, busyEach: 20);

    async Task<SweepResult> SweepAsync(ManyCustomers organization)
    {
        Connection environment = new(
            new Throttle(_clock).Over(new RequestService(organization.Send)), "Many", new("https://many.example"));
        using var journal = Journal.Open<SweepStep>(_journal, "sweep", _clock.GetUtcNow().UtcDateTime);
        CommandOutput output = new(TextWriter.Null, TextWriter.Null, quiet: true);
        SettableClock day = new(new(2026, 5, 4, 9, 0, 0, TimeSpan.Zero));
        var result = await new SweepRun(environment, journal, output, day, PageSize)
            .RunAsync(repair: false, CancellationToken.None);
        journal.Remove();
        return result;
    }
}
