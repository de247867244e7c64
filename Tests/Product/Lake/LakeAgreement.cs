using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Tests.Journeys;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Xunit;

namespace CrmMilestones.Tests.Lake;

/// <summary>The SQL of Scripts/Lake against the custom APIs, for histories at random, on one database or another.
/// </summary>
public abstract class LakeAgreement
{
    static readonly DateTime FirstDay = RandomCustomer.FirstDay;

    /// <summary>An empty database, open.</summary>
    protected abstract DbConnection Open();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_lake_counts_as_the_server_does(int seed)
    {
        Random random = new(seed);
        using PeriodBook book = new();
        using var connection = Open();
        SqlLake lake = new(connection);
        Fill(lake, book, random);

        for (var question = 0; question < 20; question++)
        {
            DateTime[] days = [.. new[] { Day(random), Day(random) }.Order()];
            var knownOn = random.Next(4) == 0 ? DateTime.UtcNow : FirstDay.AddHours(random.Next(-5, 60));
            var market = random.Next(3) switch { 0 => "AU", 1 => "NZ", _ => null };
            List<Dictionary<string, object?>> Ask(string file) =>
                lake.Ask(file, days[0], days[0], days[1], knownOn, market);

            Assert.Equal(Counts(book, days[0], knownOn, market), Counts(Ask("as-of-count.sql"), "all"));
            Assert.Equal(
                book.Compare(days[0], days[1], knownOn, market), RollForward(Ask("roll-forward.sql").Single()));
            var snapshot = Ask("daily-snapshot.sql").ToLookup(row => (string)row["calendar_day"]!);
            for (var day = days[0]; day <= days[1]; day = day.AddDays(1))
            {
                var lines = snapshot[$"{day:yyyy-MM-dd}"].ToList();
                Assert.Equal(
                    Counts(book, day, knownOn, market),
                    (Sum(lines, "active"), Sum(lines, "billable"), Sum(lines, "on_hold"), ByMarket(lines)));
            }
        }
    }

    /// <summary>Two exports; between them rows are added, superseded and deleted. The first comes again at the end.</summary>
    static void Fill(SqlLake lake, PeriodBook book, Random random)
    {
        var link = ((TestEnvironment)book.Crm.Host).Embedded.LinkToLake("cm_statusperiod", "cm_market");
        Write(book, random);
        var first = link.Next(FirstDay.AddDays(20));
        foreach (var customer in Rows(book).GroupBy(row => row["cm_customerkey"]))
        {
            var fate = random.Next(4);
            foreach (var row in customer.Where(_ => fate == 0))
            {
                book.System.Execute(
                    new DeleteRequest { Target = row.ToEntityReference(), [PeriodBook.Bypass] = PeriodBook.PlugIns });
            }

            foreach (var row in customer.Where(row => fate == 1 && !row.Contains("cm_supersededon")))
            {
                row["cm_supersededon"] = FirstDay.AddHours(55);
                book.System.Execute(new UpdateRequest { Target = row, [PeriodBook.Bypass] = PeriodBook.PlugIns });
            }
        }

        Write(book, random);
        var second = link.Next(FirstDay.AddDays(21));
        lake.Prepare();
        foreach (var table in first)
        {
            lake.Create(table);
        }

        foreach (var table in first.Concat(second).Concat(first))
        {
            lake.Append(table);
        }

        for (var day = -1; day < 12; day++)
        {
            lake.Insert("cm_calendar", [SqlLake.Day(FirstDay.AddDays(day))]);
        }
    }

    static void Write(PeriodBook book, Random random)
    {
        for (var customer = 0; customer < 12; customer++)
        {
            RandomCustomer.AtRandom(random).WriteTo(book);
        }
    }

    static List<Entity> Rows(PeriodBook book) =>
        [.. book.System.RetrieveMultiple(new QueryExpression("cm_statusperiod")
        {
            ColumnSet = new("cm_customerkey", "cm_supersededon"),
        }).Entities];

    static DateTime Day(Random random) => FirstDay.AddDays(random.Next(-1, 12));

    static (long, long, long, string) Counts(PeriodBook book, DateTime day, DateTime knownOn, string? market)
    {
        var answer = book.Count(day, knownOn, market);
        return (
            (int)answer["Active"], (int)answer["Billable"], (int)answer["OnHold"],
            (string)answer["ByMarket"]);
    }

    static (long, long, long, string) Counts(List<Dictionary<string, object?>> rows, string all)
    {
        var total = rows.Single(row => Equals(row["market_code"], all));
        rows.Remove(total);
        return ((long)total["active"]!, (long)total["billable"]!, (long)total["on_hold"]!, ByMarket(rows));
    }

    static string ByMarket(IEnumerable<Dictionary<string, object?>> rows) => "{" + string.Join(",",
        from row in rows
        where (long)row["active"]! > 0
        orderby (string)row["market_code"]!
        select $"\"{row["market_code"]}\":{{\"active\":{row["active"]},\"billable\":{row["billable"]},"
            + $"\"onHold\":{row["on_hold"]}}}") + "}";

    static long Sum(IEnumerable<Dictionary<string, object?>> rows, string column) =>
        rows.Sum(row => (long)row[column]!);

    static RollForward RollForward(Dictionary<string, object?> row)
    {
        int Number(string column) => (int)(long)row[column]!;

        RollForward month = new(
            Number("opening"), Number("became_new"), Number("returned"), Number("released"), Number("held"),
            Number("ended"), Number("closing"));
        Assert.Equal(month.Other, Number("other"));
        return month;
    }
}
