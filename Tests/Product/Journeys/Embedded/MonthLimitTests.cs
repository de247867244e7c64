using System;
using System.Globalization;
using System.Linq;
using System.ServiceModel;
using CrmMilestones.Dataverse;
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
        using PeriodBook book = new(new TestEnvironment(
            new DataverseOptions { AggregateLimit = 10, TotalCountLimit = 5 }));
        for (var i = 0; i < 40; i++)
        {
            book.Record(
                Guid.Parse($"{i * 6:x2}000000-0000-0000-0000-000000000000"), Recorded, null,
                new(Day.AddDays(-60), Day.AddDays(-11), Billable, true, "AU"),
                new(Day.AddDays(-10), null, i % 4 == 0 ? OnHold : Billable, true, "AU"));
        }

        var count = book.Count(Day);
        Assert.Equal((40, 30, 10), (count["Active"], count["Billable"], count["OnHold"]));
        Assert.Equal("{\"AU\":{\"active\":40,\"billable\":30,\"onHold\":10}}", count["ByMarket"]);
        Assert.Equal(new RollForward(40, 0, 0, 0, 10, 0, Closing: 30), book.Compare(Day.AddDays(-31), Day));
        Assert.Equal(
            "AggregateQueryRecordLimit exceeded. Cannot perform this operation on more than 10 rows.",
            Assert.Throws<FaultException<OrganizationServiceFault>>(() => book.System.RetrieveMultiple(
                new FetchExpression("<fetch aggregate='true'><entity name='cm_statusperiod'><attribute "
                    + "name='cm_status' alias='n' aggregate='count'/></entity></fetch>"))).Detail.Message);
    }

    [Theory]
    [InlineData("00000000-{0}-0000-0000-000000000000")]
    [InlineData("00000000-0000-{0}-0000-000000000000")]
    [InlineData("00000000-0000-0000-{0}-000000000000")]
    [InlineData("00000000-0000-0000-0000-{0}00000000")]
    public void Keys_that_differ_only_behind_a_hyphen_are_told_apart(string key)
    {
        using PeriodBook book = new(new TestEnvironment(new DataverseOptions { TotalCountLimit = 1 }));
        foreach (var group in new[] { "1111", "2222", "3333" })
        {
            book.Record(
                Guid.Parse(string.Format(CultureInfo.InvariantCulture, key, group)), Recorded, null,
                new Span(Day, null, Billable, true, null));
        }

        Assert.Equal(3, book.Count(Day)["Billable"]);
    }

    [Fact]
    public void A_month_with_more_customers_than_a_page_of_rows_is_closed_whole()
    {
        using PeriodBook book = new();
        var customers = Enumerable.Range(0, 5001).Select(i => book.Row(
            Guid.Parse($"{i:00000000}-0000-0000-0000-000000000000"), Recorded, null,
            new(Day, null, NotBillable, true, "AU")));
        book.System.Execute(new CreateMultipleRequest
        {
            Targets = new([.. customers]) { EntityName = "cm_statusperiod" },
            [PeriodBook.Bypass] = PeriodBook.PlugIns,
        });

        var close = book.System.Retrieve("cm_monthclose", book.Close(Day).Id, new ColumnSet(true));

        Assert.Equal((5001, 0), (close["cm_active"], close["cm_closing"]));
        Assert.Equal("{\"AU\":{\"active\":5001,\"billable\":0,\"onHold\":0}}", close["cm_bymarket"]);
    }
}
