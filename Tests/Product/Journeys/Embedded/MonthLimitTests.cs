using System;
using System.Linq;
using System.ServiceModel;
using CrmMilestones.Plugins.Rules;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Xunit;
using static CrmMilestones.Plugins.Rules.BillableStatus;

namespace CrmMilestones.Tests.Journeys;

/// <summary>More customers than the platform aggregates, counts or returns at once.</summary>
public sealed class MonthLimitTests
{
    static readonly DateTime Day = new(2026, 3, 31, 0, 0, 0, DateTimeKind.Utc);
    static readonly DateTime Recorded = Day.AddDays(-90);

    [Fact]
    public void Counts_stay_right_beyond_the_limit_of_aggregate_queries()
    {
        using PeriodBook book = new();
        Record(
            book, 50_001, i => $"{i * 80_000L:x8}-0000-0000-0000-000000000000",
            new(Day.AddDays(-60), Day.AddDays(-11), Billable, true, "AU"),
            new(Day.AddDays(-10), null, OnHold, true, "AU"));

        var count = book.Count(Day);
        Assert.Equal((50_001, 0, 50_001), (count["Active"], count["Billable"], count["OnHold"]));
        Assert.Equal("{\"AU\":{\"active\":50001,\"billable\":0,\"onHold\":50001}}", count["ByMarket"]);
        Assert.Equal(new RollForward(50_001, 0, 0, 0, 50_001, 0, Closing: 0), book.Compare(Day.AddDays(-31), Day));
        Assert.Equal(
            "AggregateQueryRecordLimit exceeded. Cannot perform this operation on more than 50000 rows.",
            Assert.Throws<FaultException<OrganizationServiceFault>>(() => book.System.RetrieveMultiple(
                new FetchExpression("<fetch aggregate='true'><entity name='cm_statusperiod'><attribute "
                    + "name='cm_status' alias='n' aggregate='count'/></entity></fetch>"))).Detail.Message);
    }

    /// <summary>So that every letter of the key is tried, and every hyphen passed.</summary>
    [Fact]
    public void Keys_that_differ_only_at_their_ends_are_told_apart()
    {
        using PeriodBook book = new();
        Record(
            book, 50_001, i => $"00000000-0000-0000-0000-{i:x12}", new Span(Day, null, Billable, true, null));
        Assert.Equal(50_001, book.Count(Day)["Billable"]);
    }

    [Fact]
    public void A_month_with_more_customers_than_a_page_of_rows_is_closed_whole()
    {
        using PeriodBook book = new();
        Record(
            book, 5001, i => $"{i:00000000}-0000-0000-0000-000000000000",
            new Span(Day, null, NotBillable, true, "AU"));

        var close = book.System.Retrieve("cm_monthclose", book.Close(Day).Id, new ColumnSet(true));

        Assert.Equal((5001, 0), (close["cm_active"], close["cm_closing"]));
        Assert.Equal("{\"AU\":{\"active\":5001,\"billable\":0,\"onHold\":0}}", close["cm_bymarket"]);
    }

    /// <summary>So many customers with the same periods, at once.</summary>
    static void Record(PeriodBook book, int customers, Func<int, string> key, params Span[] periods)
    {
        var rows = from number in Enumerable.Range(0, customers)
                   from period in periods
                   select book.Row(Guid.Parse(key(number)), Recorded, null, period);
        book.System.Execute(new CreateMultipleRequest
        {
            Targets = new([.. rows]) { EntityName = "cm_statusperiod" },
            [PeriodBook.Bypass] = PeriodBook.PlugIns,
        });
    }
}
