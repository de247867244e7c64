using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Scripts.Live;
using CrmMilestones.Tests.Journeys;
using CrmMilestones.Tests.Live;
using Xunit;

namespace CrmMilestones.Tests.Audit;

/// <summary>Audits of environments.</summary>
public sealed class AuditLiveTests : IDisposable
{
    static readonly DateTime FourthOfMay = new(2026, 5, 4, 9, 0, 0, DateTimeKind.Utc);

    readonly LiveAudit _audit = new();

    public void Dispose() => _audit.Dispose();

    [Fact]
    public async Task Accounts_keep_their_stage_and_others_get_the_one_that_their_data_support()
    {
        using Crm crm = new();
        crm.CustomerIn(Stage.Live, "name".To("Live"));
        crm.CustomerIn(Stage.Compliance, "name".To("Under way"), "accountnumber".To("C-2"));
        crm.Outsider(crm.WhatIsNeededFor(Stage.Readiness), "Not yet in the lifecycle");
        crm.Outsider(name: "Paper supplier");

        var summary = await _audit.RunAsync(LiveAudit.Connect(crm), DateTime.UtcNow);

        Assert.Equal((4, 1, 3), (Number(summary, "judged"), Number(summary, "active"), Number(summary, "notActive")));
        Assert.Equal(
            [("Live", "Live"), ("Under way", "Compliance"), ("Not yet in the lifecycle", "Readiness"),
                ("Paper supplier", "")],
            Lines("verdicts.csv").Select(fields => (fields[2], fields[9]))
                .OrderBy(row => row.Item1 switch { "Live" => 0, "Under way" => 1, "Paper supplier" => 3, _ => 2 }));
        var stage = Assert.Single(Lines("import-3-stages.csv"));
        Assert.Equal(("Not yet in the lifecycle", "Readiness"), (stage[2], stage[3]));
        Assert.True(Guid.TryParse(stage[0], out _));
        Assert.Equal(
            ["duplicates.csv", "import-3-stages.csv", "refused.csv", "report.html", "verdicts.csv"],
            Directory.GetFiles(_audit.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_administrators_added_and_waived_counts()
    {
        using Crm crm = new();
        RequirementDesk desk = new(crm);
        desk.Add("Website", Stage.Onboarding, "websiteurl", RequirementDesk.Require);
        desk.Approve(desk.Waiver("cm_registrationnumber", Stage.Compliance));
        var complete = crm.WhatIsNeededFor(Stage.Readiness);
        crm.Outsider(complete, "No website");
        complete.Remove("cm_registrationnumber");
        complete["websiteurl"] = "https://contoso.example";
        crm.Outsider(complete, "No number");

        await _audit.RunAsync(LiveAudit.Connect(crm), DateTime.UtcNow);

        var header = File.ReadLines(PathOf("verdicts.csv")).First().Split(',');
        var missing = Array.IndexOf(header, "Missing: Onboarding");
        Assert.Equal(
            [("No number", "Readiness", ""), ("No website", "Onboarding", "Website")],
            Lines("verdicts.csv").Select(fields => (fields[2], fields[9], fields[missing])).Order());
    }

    /// <summary>Its last day of service was the fourth; in Sydney the fifth has begun.</summary>
    [Theory, InlineData(255, 0), InlineData(85, 1)]
    public async Task An_account_has_the_day_of_its_market(int zone, int active)
    {
        using CustomerOverTime customer = new();
        customer.Host.System.Update(new("cm_market", customer.Crm.Market) { ["cm_timezonecode"] = zone });
        customer.LiveInMarch();
        customer.Save(4, 1, (Columns.ServiceEndedOn, CustomerOverTime.Day(5, 4)));

        var summary = await _audit.RunAsync(LiveAudit.Connect(customer.Crm), FourthOfMay.AddHours(11));

        Assert.Equal((1, active), (Number(summary, "judged"), Number(summary, "active")));
    }

    /// <summary>Requests 1 to 5 ask for what holds for all, 6 to 8 for a page each; the third is on its way when the second
    /// is kept.
    /// </summary>
    [Fact]
    public async Task One_that_is_killed_goes_on_where_it_was_and_judges_every_account_once()
    {
        const int Customers = 12_500;
        using CustomerOverTime pattern = new();
        pattern.LiveInMarch();
        VirtualClock clock = new();
        ManyCustomers organization = new(pattern.Host.System, pattern.Id, Customers, clock, busyEach: 3)
        {
            KillAt = 9,
        };
        using Connection connection = new(
            new Throttle(clock).Over(new RequestService(organization.Send)), "Many", new("https://many.example"));

        await Assert.ThrowsAsync<InvalidOperationException>(() => _audit.RunAsync(connection, FourthOfMay));
        Assert.False(File.Exists(PathOf("verdicts.csv")));
        var summary = await _audit.RunAsync(connection, FourthOfMay);

        Assert.Equal((Customers, Customers), (Number(summary, "judged"), Number(summary, "active")));
        Assert.Equal(Customers, Lines("verdicts.csv").Count);
        Assert.Equal(0, organization.Early);
        Assert.InRange(organization.Requests, 13, 17);
    }

    static int Number(JsonElement summary, string name) => summary.GetProperty(name).GetInt32();

    /// <summary>Of files without quoted fields among the first ten.</summary>
    List<string[]> Lines(string file) => [.. File.ReadLines(PathOf(file)).Skip(1).Select(line => line.Split(','))];

    string PathOf(string file) => Path.Combine(_audit.Folder, file);
}
