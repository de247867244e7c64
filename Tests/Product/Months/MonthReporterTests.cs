using System;
using System.IO;
using System.Linq;
using AngleSharp.Html.Parser;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Scripts.Months;
using CrmMilestones.Scripts.Output;
using CrmMilestones.Tests.Journeys;
using Microsoft.Xrm.Sdk;
using Xunit;

namespace CrmMilestones.Tests.Months;

/// <summary>
/// What is reported of an environment: a customer that is billable from 14 March, on hold from 10 May to 4 June.
/// </summary>
public sealed class MonthReporterTests : IDisposable
{
    static readonly CommandOutput Nothing = new(TextWriter.Null, TextWriter.Null, quiet: true);

    readonly CustomerOverTime _customer = new();

    public MonthReporterTests()
    {
        _customer.LiveInMarch();
        _customer.Save(5, 10, (Columns.BillingHold, true), (Columns.BillingHoldReason, "Dispute"));
        _customer.Save(6, 5, (Columns.BillingHold, false));
    }

    public void Dispose() => _customer.Dispose();

    [Fact]
    public void A_year_is_told_month_by_month_as_the_server_counts_it()
    {
        var report = Year(new(2026, 8, 20, 12, 0, 0, TimeSpan.Zero));

        Assert.Equal(
            [
                new(0, 0, 0, 0, 0, 0, 0), new(0, 0, 0, 0, 0, 0, 0), new(0, 1, 0, 0, 0, 0, 1), new(1, 0, 0, 0, 0, 0, 1),
                new(1, 0, 0, 0, 1, 0, 0), new(0, 0, 0, 1, 0, 0, 1), new(1, 0, 0, 0, 0, 0, 1), new(1, 0, 0, 0, 0, 0, 1),
            ],
            report.Months.Select(month => month.Counted));
        Assert.Equal(new(0, 1, 0, 0, 0, 0, 1), report.Whole.Counted);
        Assert.Equal(new(2026, 8, 20, 0, 0, 0, DateTimeKind.Utc), report.Whole.Customers.Last);
        Assert.True(report.IsCountedAlike);
        Assert.Equal(["AU"], report.ByMarket.Select(market => market.Code));
        Assert.Equal(report.Whole.Counted, report.ByMarket[0].Movements.Counted);
    }

    [Fact]
    public void A_closed_month_that_was_corrected_since_is_told()
    {
        _customer.Now = new(2026, 7, 2, 15, 0, 0, TimeSpan.Zero);
        _customer.Host.System.Execute(new OrganizationRequest("cm_CloseMonth")
        {
            ["MonthEnd"] = CustomerOverTime.Day(6, 30),
        });
        Assert.True(Year(new(2026, 7, 2, 16, 0, 0, TimeSpan.Zero)).IsAsFrozen);

        _customer.Save(7, 20, (Columns.Stage, Stage.Closed), (Columns.EndReason, EndReason.CustomerLeft),
            (Columns.ServiceEndedOn, CustomerOverTime.Day(6, 20)));
        var report = Year(new(2026, 7, 21, 12, 0, 0, TimeSpan.Zero));

        Assert.False(report.IsAsFrozen);
        var june = Assert.Single(report.Closed);
        Assert.Equal(CustomerOverTime.Day(6, 30), june.MonthEnd);
        Assert.Equal((1, 1, 0), (june.Frozen.Closing, june.Then.Closing, june.Now.Closing));
    }

    [Fact]
    public void Every_number_leads_to_its_customers()
    {
        var report = Year(new(2026, 8, 20, 12, 0, 0, TimeSpan.Zero));
        using MemoryStream file = new();
        MonthReportPage.Of(report, "customers.csv").Write(file);
        file.Position = 0;
        var page = new HtmlParser().ParseDocument(file);

        var numbers = page.QuerySelectorAll("td a, dd a");
        Assert.NotEmpty(numbers);
        Assert.All(numbers, number => Assert.Equal(
            number.TextContent,
            page.QuerySelectorAll(number.GetAttribute("href")! + " tbody tr").Length.ToString("N0", null)));
        Assert.Equal(
            ["Contoso Dental", "", "AU", "Billable", "On hold", "2026-05-10"],
            page.QuerySelectorAll("#held-2026-04-30-2026-05-31 tbody tr > *").Select(cell => cell.TextContent));
    }

    [Fact]
    public void The_present_definition_as_a_file_counts_what_the_server_counts()
    {
        var report = Year(
            new(2026, 8, 20, 12, 0, 0, TimeSpan.Zero), AlternativeDefinition.Parse("""{ "name": "present" }"""));
        Assert.All(report.WhatIf!.Days, day =>
        {
            var counts = _customer.Host.System.Execute(new OrganizationRequest("cm_CountCustomers")
            {
                ["AsOf"] = day.Day,
                ["KnownOn"] = report.KnownOn,
            });
            Assert.Equal(((int)counts["Active"], (int)counts["Billable"]), (day.Other.Active, day.Other.Billable));
        });
        Assert.Equal(report.Whole.Counted, report.WhatIf.Whole.Count);
    }

    [Fact]
    public void Another_definition_tells_who_differs()
    {
        var report = Report(
            new(2026, 5, 1, 0, 0, 0, DateTimeKind.Utc), 1, new(2026, 8, 20, 12, 0, 0, TimeSpan.Zero),
            AlternativeDefinition.Parse("""{ "name": "holds are billable", "holdCounts": false }"""));
        Assert.Equal(["Contoso Dental"], report.WhatIf!.OnlyOther.Select(customer => customer.Name));
        Assert.Empty(report.WhatIf.OnlyPresent);
        Assert.Equal(new(1, 0, 0, 0, 0, 0, 1), report.WhatIf.Whole.Count);
    }

    [Fact]
    public void Milestones_that_were_dated_before_the_lifecycle_are_known_too()
    {
        using CustomerOverTime other = new();
        other.Save(2, 2, (Columns.OnboardingCompletedOn, CustomerOverTime.Day(2, 1)));
        other.Save(
            3, 16,
            [.. other.LiveColumns.Where(column => column.Item1 != Columns.Stage), (Columns.Stage, Stage.Readiness)]);
        other.Now = new(2026, 3, 20, 12, 0, 0, TimeSpan.Zero);
        var report = new MonthReporter(other.Host.System, "test", other.Now.UtcDateTime).Report(
            CustomerOverTime.Day(3, 1), 1, null,
            AlternativeDefinition.Parse("""{ "name": "from Readiness on", "activeFrom": "Readiness" }"""), Nothing,
            default);
        Assert.Equal(0, report.Whole.Counted.Closing);
        Assert.Equal(["Contoso Dental"], report.WhatIf!.OnlyOther.Select(customer => customer.Name));
    }

    [Fact]
    public void A_market_that_is_not_there_is_refused() => Assert.StartsWith(
        "There is no market with the code \"ZZ\".",
        Assert.Throws<ToolException>(() => new MonthReporter(_customer.Host.System, "test", _customer.Now.UtcDateTime)
            .Report(CustomerOverTime.Day(3, 1), 1, "ZZ", null, Nothing, default)).Message, StringComparison.Ordinal);

    MonthReport Year(DateTimeOffset now, AlternativeDefinition? definition = null) =>
        Report(CustomerOverTime.Day(1, 1), 12, now, definition);

    MonthReport Report(DateTime firstDay, int months, DateTimeOffset now, AlternativeDefinition? definition)
    {
        _customer.Now = now;
        var finance = _customer.Host.ServiceFor(_customer.Host.AddUser("Fran Finch", roles: "CM Finance"));
        return new MonthReporter(finance, "test", now.UtcDateTime)
            .Report(firstDay, months, null, definition, Nothing, default);
    }
}
