using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Scripts.Output;
using Spectre.Console;

namespace CrmMilestones.Scripts.Months;

/// <summary>A report as files, as JSON and on the screen.</summary>
static class ReportFiles
{
    const string PageFile = "report.html", RollForwardFile = "roll-forward.csv", CustomersFile = "customers.csv";

    /// <summary>Writes it.</summary>
    /// <param name="folder">Where its files go.</param>
    public static void Write(MonthReport report, string folder, CommandOutput output)
    {
        WholeFile.Write(Path.Combine(folder, PageFile), MonthReportPage.Of(report, CustomersFile).Write);
        WholeFile.Write(Path.Combine(folder, RollForwardFile), stream => RollForwards(report, stream));
        WholeFile.Write(Path.Combine(folder, CustomersFile), stream => Customers(report, stream));
        output.WriteJson(Json(report, folder));
        Show(report, folder, output);
    }

    /// <summary>All that was counted: each month, the whole of several, and each market.</summary>
    static IEnumerable<(string? Market, CountedMovements Counted)> All(MonthReport report) =>
        report.Months.Select(month => (report.Market, month))
            .Concat(report.Months.Count > 1 ? [(report.Market, report.Whole)] : [])
            .Concat(report.ByMarket.Select(market => ((string?)market.Code, market.Movements)));

    static void RollForwards(MonthReport report, Stream stream)
    {
        using var csv = SafeCsv.To(stream);
        csv.WriteLine(["From", "To", "Market", .. Enum.GetNames<Movement>()]);
        foreach (var (market, counted) in All(report))
        {
            csv.WriteLine(
            [
                Day(counted.Customers.First.AddDays(1)), Day(counted.Customers.Last), market,
                .. Enum.GetValues<Movement>().Select(movement => (object)Movements.Number(counted.Counted, movement)),
            ]);
        }
    }

    static void Customers(MonthReport report, Stream stream)
    {
        CustomerLists lists = new(report.MarketCodes, CustomersFile);
        using var csv = SafeCsv.To(stream);
        csv.WriteLine(
            "From", "To", "Market counted", "Class", "Customer key", "Number", "Name", "Market before", "Status before",
            "Market after", "Status after", "Since");
        foreach (var (market, counted) in All(report))
        {
            foreach (var movement in Enum.GetValues<Movement>())
            {
                Lines(counted.Customers, market, movement.ToString(), counted.Customers.Of(movement));
            }
        }

        if (report.WhatIf is { } other)
        {
            Lines(other.Whole, report.Market, "Only by the present definition", other.OnlyPresent);
            Lines(other.Whole, report.Market, $"Only by: {other.Definition.Name}", other.OnlyOther);
        }

        void Lines(Movements between, string? market, string what, IEnumerable<CustomerHistory> customers)
        {
            foreach (var customer in customers)
            {
                var (before, after) = (customer.Timeline.On(between.First), customer.Timeline.On(between.Last));
                csv.WriteLine(
                    Day(between.First.AddDays(1)), Day(between.Last), market, what, customer.Key, customer.Number,
                    customer.Name, lists.Market(before), CustomerLists.Status(before), lists.Market(after),
                    CustomerLists.Status(after), Day(CustomerLists.Since(customer, between.Last)));
            }
        }
    }

    static object Json(MonthReport report, string folder) => new
    {
        report.Name,
        report.Environment,
        report.KnownOn,
        report.Market,
        Whole = Json(report.Whole),
        Months = report.Months.Select(Json),
        ByMarket = report.ByMarket.ToDictionary(market => market.Code, market => Json(market.Movements)),
        Closed = report.Closed.Select(month => new
        {
            MonthEnd = Day(month.MonthEnd),
            month.KnownOn,
            month.Frozen,
            month.Then,
            month.Now,
            month.Differs,
        }),
        report.IsCountedAlike,
        WhatIf = report.WhatIf is not { } other ? null : new
        {
            other.Definition,
            Days = other.Days.Select(day => new { Day = Day(day.Day), day.Present, day.Other }),
            Whole = other.Whole.Count,
            OnlyPresent = other.OnlyPresent.Select(customer => customer.Key),
            OnlyOther = other.OnlyOther.Select(customer => customer.Key),
        },
        Files = new[] { PageFile, RollForwardFile, CustomersFile }.Select(file => Path.Combine(folder, file)),
    };

    static object Json(CountedMovements counted) => new
    {
        From = Day(counted.Customers.First.AddDays(1)),
        To = Day(counted.Customers.Last),
        counted.Counted.Opening,
        counted.Counted.New,
        counted.Counted.Returned,
        counted.Counted.Released,
        counted.Counted.Held,
        counted.Counted.Ended,
        counted.Counted.Other,
        counted.Counted.Closing,
    };

    static void Show(MonthReport report, string folder, CommandOutput output)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn("Month");
        foreach (var name in Enum.GetNames<Movement>())
        {
            table.AddColumn(new TableColumn(name).RightAligned());
        }

        foreach (var (market, counted) in All(report))
        {
            var name = report.Months.Contains(counted)
                ? counted.Customers.Last.ToString("yyyy-MM", CultureInfo.InvariantCulture) : report.Name;
            table.AddRow(
            [
                new Text(market is null ? name : $"{name} {CommandOutput.Text(market)}"),
                .. Enum.GetValues<Movement>().Select(movement => new Text(
                    Movements.Number(counted.Counted, movement).ToString("N0", CultureInfo.InvariantCulture))),
            ]);
        }

        output.Console.Write(table);
        foreach (var month in report.Closed)
        {
            output.Out.WriteLine(FormattableString.Invariant(
                $"{month.MonthEnd:yyyy-MM} was closed with {Told(month.Frozen)}; now it is {Told(month.Now)}."));
        }

        if (report.WhatIf is { } other)
        {
            output.Out.WriteLine(FormattableString.Invariant(
                $"""
                Under "{CommandOutput.Text(other.Definition.Name)}" {other.Whole.Count.Closing:N0} are billable at the
                end: {other.OnlyOther.Count:N0} more and {other.OnlyPresent.Count:N0} fewer.
                """));
        }

        output.Out.WriteLine($"Open {Path.Combine(folder, PageFile)}");
    }

    static string Told(RollForward count) => FormattableString.Invariant(
        $"{count.Opening:N0} at the beginning and {count.Closing:N0} at the end");

    static string Day(DateTime? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
