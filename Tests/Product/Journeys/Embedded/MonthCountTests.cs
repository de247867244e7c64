using System;
using System.ServiceModel;
using CrmMilestones.Plugins.Rules;
using Microsoft.Xrm.Sdk;
using Xunit;
using static CrmMilestones.Plugins.Rules.BillableStatus;

namespace CrmMilestones.Tests.Journeys;

/// <summary>Finance asks of past days how many customers there were, and what moved the number.</summary>
public sealed class MonthCountTests : IDisposable
{
    static readonly DateTime April1 = At(4, 1), April3 = At(4, 3);

    readonly PeriodBook _book = new();

    public void Dispose() => _book.Dispose();

    /// <summary>Live from 14 March; corrected on 2 April to have been so from 20 March only.</summary>
    [Fact]
    public void A_day_is_counted_as_it_was_known_then_and_as_it_is_known_now()
    {
        var customer = Guid.NewGuid();
        _book.Record(customer, At(3, 16), At(4, 2),
            new(Day(1, 5), Day(3, 13), NotBillable, false, null), new(Day(3, 14), null, Billable, true, "AU"));
        _book.Record(customer, At(4, 2), null,
            new(Day(1, 5), Day(3, 19), NotBillable, false, null), new(Day(3, 20), null, Billable, true, "AU"));

        Assert.Equal(1, _book.Count(Day(3, 14), April1)["Billable"]);
        Assert.Equal(0, _book.Count(Day(3, 13), April1)["Billable"]);
        Assert.Equal(0, _book.Count(Day(3, 19), April3)["Billable"]);
        Assert.Equal(1, _book.Count(Day(3, 20))["Billable"]);
        Assert.Equal(0, _book.Count(Day(3, 14), At(3, 15))["Active"]);
    }

    [Fact]
    public void The_second_of_a_correction_knows_the_new_and_not_the_old()
    {
        var customer = Guid.NewGuid();
        _book.Record(customer, At(3, 16), At(4, 2), new Span(Day(3, 14), null, Billable, true, "AU"));
        _book.Record(customer, At(4, 2), null, new Span(Day(3, 14), null, OnHold, true, "AU"));

        Assert.Equal((1, 0), (Billables(At(4, 2).AddSeconds(-1)), Billables(At(4, 2))));
        Assert.Equal(
            (1, 0), (Billables(At(4, 2).AddSeconds(-1).ToLocalTime()), Billables(At(4, 2).ToLocalTime())));
        Assert.Equal(1, _book.Count(Day(3, 14), At(4, 2))["OnHold"]);

        int Billables(DateTime knownOn) => (int)_book.Count(Day(3, 14), knownOn)["Billable"];
    }

    [Fact]
    public void Customers_are_counted_by_market_and_status()
    {
        Now(Guid.NewGuid(), Billable, "AU");
        Now(Guid.NewGuid(), Billable, "NZ");
        Now(Guid.NewGuid(), OnHold, "NZ");
        Now(Guid.NewGuid(), NotBillable, null);
        _book.Record(Guid.NewGuid(), April1, null, new Span(Day(3, 14), null, Ended, false, null));

        var all = _book.Count(Day(3, 14));
        var ofNewZealand = _book.Count(Day(3, 14), market: "NZ");

        Assert.Equal((4, 2, 1), (all["Active"], all["Billable"], all["OnHold"]));
        Assert.Equal(
            "{\"\":{\"active\":1,\"billable\":0,\"onHold\":0},\"AU\":{\"active\":1,\"billable\":1,\"onHold\":0},"
            + "\"NZ\":{\"active\":2,\"billable\":1,\"onHold\":1}}",
            all["ByMarket"]);
        Assert.Equal("{\"NZ\":{\"active\":2,\"billable\":1,\"onHold\":1}}", ofNewZealand["ByMarket"]);
        Assert.Equal((2, 1, 1), (ofNewZealand["Active"], ofNewZealand["Billable"], ofNewZealand["OnHold"]));
    }

    [Fact]
    public void Of_a_day_the_UTC_date_counts()
    {
        _book.Record(Guid.NewGuid(), April1, null, new Span(Day(3, 14), Day(3, 14), Billable, true, "AU"));

        Assert.Equal(1, _book.Count(Day(3, 14).AddHours(23))["Billable"]);
        Assert.Equal(0, _book.Count(Day(3, 15))["Billable"]);
    }

    [Fact]
    public void A_month_says_what_became_of_whom()
    {
        History((Billable, "AU"), (Billable, "AU"));
        History((NotBillable, null), (Billable, "AU"));
        History((OnHold, "AU"), (Billable, "AU"));
        History((Billable, "AU"), (OnHold, "AU"), (Billable, "AU"));
        History((Billable, "AU"), (Ended, null), (Billable, "AU"));
        History((Billable, "AU"), (OnHold, "AU"));
        History((Billable, "AU"), (Ended, null));
        History((Billable, "AU"), (NotBillable, "AU"));

        Assert.Equal(
            new RollForward(Opening: 4, New: 2, Returned: 1, Released: 1, Held: 1, Ended: 1, Closing: 5),
            _book.Compare(Day(6, 30), Day(7, 31)));
    }

    [Fact]
    public void Who_moves_between_markets_is_Other_in_each_and_nothing_in_all()
    {
        History((Billable, "AU"), (Billable, "NZ"));

        var (australia, newZealand) = (Of("AU"), Of("NZ"));

        Assert.Equal(new RollForward(1, 0, 0, 0, 0, 0, Closing: 0), australia);
        Assert.Equal(new RollForward(0, 0, 0, 0, 0, 0, Closing: 1), newZealand);
        Assert.Equal((-1, 1, 0), (australia.Other, newZealand.Other, Of(null).Other));

        RollForward Of(string? market) => _book.Compare(Day(6, 30), Day(7, 31), market: market);
    }

    /// <summary>No source says which of the two the platform does.</summary>
    [Theory, InlineData(true), InlineData(false)]
    public void What_is_left_out_means_now_and_every_market(bool arrivesAsZero)
    {
        using PeriodBook book = new(new TestEnvironment(new() { OptionalParametersHaveDefaults = arrivesAsZero }));
        book.Record(Guid.NewGuid(), April1, null, new Span(Day(3, 14), null, Billable, true, "AU"));

        Assert.Equal(1, book.Count(Day(3, 14))["Billable"]);
        Assert.Equal(1, book.Compare(Day(3, 13), Day(3, 14), market: " ").New);
    }

    [Fact]
    public void An_unknown_market_is_named() => Assert.Equal(
        "There is no market with the code \"FR\". Give the code of a market, or none for all of them.",
        Refused(() => _book.Count(Day(3, 14), market: "FR")));

    [Fact]
    public void Days_back_to_front_are_refused() => Assert.Equal(
        "2026-07-31 lies after 2026-06-30. Give the earlier day as From and the later one as To.",
        Refused(() => _book.Compare(Day(7, 31), Day(6, 30))));

    static string Refused(Action action) =>
        Assert.Throws<FaultException<OrganizationServiceFault>>(action).Detail.Message;

    void Now(Guid customer, BillableStatus status, string? market) =>
        _book.Record(customer, April1, null, new Span(Day(3, 14), null, status, true, market));

    /// <summary>A spell each from 1 May, 1 June (if there are three) and 1 July on.</summary>
    void History(params (BillableStatus Status, string? Market)[] spells)
    {
        var starts = spells.Length == 3 ? new[] { 5, 6, 7 } : [5, 7];
        var spans = new Span[spells.Length];
        for (var i = 0; i < spells.Length; i++)
        {
            spans[i] = new(
                Day(starts[i], 1), i + 1 < spells.Length ? Day(starts[i + 1], 1).AddDays(-1) : null,
                spells[i].Status, spells[i].Status is Billable or OnHold, spells[i].Market);
        }

        _book.Record(Guid.NewGuid(), April1, null, spans);
    }

    static DateTime Day(int month, int day) => new(2026, month, day, 0, 0, 0, DateTimeKind.Utc);

    static DateTime At(int month, int day) => Day(month, day).AddHours(9);
}
