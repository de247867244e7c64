using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Scripts.Audit;
using CrmMilestones.Scripts.Live;
using CrmMilestones.Tests.Journeys;
using CrmMilestones.Tests.Live;
using Xunit;

namespace CrmMilestones.Tests.Audit;

/// <summary>Audits of environments.</summary>
public sealed class AuditLiveTests : IDisposable
{
    static readonly DateTime FourthOfMay = new(2026, 5, 4, 9, 0, 0, DateTimeKind.Utc);

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Accounts_keep_their_stage_and_others_get_the_one_that_their_data_support()
    {
        using Crm crm = new();
        crm.CustomerIn(Stage.Live, "name".To("Live"));
        crm.CustomerIn(Stage.Compliance, "name".To("Under way"), "accountnumber".To("C-2"));
        crm.Outsider(crm.WhatIsNeededFor(Stage.Readiness), "Not yet in the lifecycle");
        crm.Outsider(name: "Paper supplier");
        RequestService service = new((request, _) => Task.FromResult(crm.AsRep.Execute(request)));
        using Connection connection = new(service, "Contoso Test", new("https://contoso.example"));

        var summary = await AuditAsync(connection, DateTime.UtcNow);

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
            Directory.GetFiles(_folder.FullName).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    /// <summary>Request 1 asks for markets, 2 to 4 for a page each; the third is on its way when the second is kept.
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
            KillAt = 5,
        };
        using Connection connection = new(
            new Throttle(clock).Over(new RequestService(organization.Send)), "Many", new("https://many.example"));

        await Assert.ThrowsAsync<InvalidOperationException>(() => AuditAsync(connection, FourthOfMay));
        Assert.False(File.Exists(Path.Combine(_folder.FullName, "verdicts.csv")));
        var summary = await AuditAsync(connection, FourthOfMay);

        Assert.Equal((Customers, Customers), (Number(summary, "judged"), Number(summary, "active")));
        Assert.Equal(Customers, Lines("verdicts.csv").Count);
        Assert.Equal(0, organization.Early);
        Assert.InRange(organization.Requests, 5, 9);
    }

    async Task<JsonElement> AuditAsync(Connection connection, DateTime utcNow)
    {
        using StringWriter json = new(CultureInfo.InvariantCulture);
        await AuditCommand.RunAsync(
            connection, _folder.FullName, new(utcNow, TimeZoneInfo.Utc),
            new(json, TextWriter.Null, json: true), default);
        return JsonDocument.Parse(json.ToString()).RootElement;
    }

    static int Number(JsonElement summary, string name) => summary.GetProperty(name).GetInt32();

    /// <summary>Of files without quoted fields among the first ten.</summary>
    List<string[]> Lines(string file) =>
        [.. File.ReadLines(Path.Combine(_folder.FullName, file)).Skip(1).Select(line => line.Split(','))];
}
