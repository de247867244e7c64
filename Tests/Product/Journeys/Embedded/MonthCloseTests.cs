using System;
using System.IO;
using System.Linq;
using System.ServiceModel;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Scripts.Live;
using CrmMilestones.Scripts.Months;
using CrmMilestones.Scripts.Output;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Xunit;
using static CrmMilestones.Plugins.Rules.BillableStatus;

namespace CrmMilestones.Tests.Journeys;

/// <summary>Finance closes months. The last one is the latest that is over everywhere on earth.</summary>
public sealed class MonthCloseTests : IDisposable
{
    static readonly DateTime Last = EndBefore(DateTime.UtcNow.AddHours(-12).Date);
    static readonly DateTime Second = EndBefore(Last);
    static readonly DateTime First = EndBefore(Second);

    /// <summary>When all was recorded that the tests don't say otherwise of.</summary>
    static readonly DateTime LongAgo = First.AddDays(-100);

    readonly PeriodBook _book = new();

    public void Dispose() => _book.Dispose();

    [Fact]
    public void A_closed_month_holds_its_roll_forward_its_customers_and_who_closed_it()
    {
        Since(First.AddDays(-40), Billable, "AU");
        Since(First, Billable, "NZ");
        Since(First.AddDays(-5), OnHold, null);
        Until(First.AddDays(-3), Billable, then: Ended);
        Until(First.AddDays(-4), Billable, then: Ended);
        Until(First.AddDays(-3), Billable, then: OnHold);
        Until(First.AddDays(-3), Billable, then: NotBillable);
        Until(First.AddDays(-3), OnHold, then: Billable);

        var called = DateTime.UtcNow;
        var close = Closed(First);

        Assert.Equal(
            (5, 2, 0, 0, 1, 2, -1, 3),
            (Number("cm_opening"), Number("cm_new"), Number("cm_returned"), Number("cm_released"), Number("cm_held"),
                Number("cm_ended"), Number("cm_other"), Number("cm_closing")));
        Assert.Equal(6, Number("cm_active"));
        Assert.Equal(
            "{\"\":{\"active\":1,\"billable\":0,\"onHold\":1},\"AU\":{\"active\":4,\"billable\":2,\"onHold\":1},"
            + "\"NZ\":{\"active\":1,\"billable\":1,\"onHold\":0}}",
            close["cm_bymarket"]);
        Assert.Equal((First, $"{First.Year:0000}-{First.Month:00}"), (close["cm_monthend"], close["cm_name"]));
        Assert.InRange((DateTime)close["cm_knownon"], called.AddSeconds(-301), called.AddSeconds(-240));
        Assert.Equal(_book.Finance, ((EntityReference)close["cm_closedbyid"]).Id);
        Assert.Equal("1.0", close["cm_definitionversion"]);

        int Number(string column) => (int)close[column];
    }

    [Fact]
    public void A_month_without_customers_can_be_closed()
    {
        var close = Closed(First);

        Assert.Equal((0, 0, "{}"), (close["cm_active"], close["cm_closing"], close["cm_bymarket"]));
    }

    [Fact]
    public void A_closed_number_stays_and_the_next_month_takes_up_what_was_corrected()
    {
        Since(First.AddDays(-40), Billable, "AU");
        var mistaken = Since(First.AddDays(-20), Billable, "AU");
        Assert.Equal(2, Closed(First)["cm_closing"]);

        // It was never live.
        _book.Forget(mistaken);
        var second = Closed(Second);

        Assert.Equal([2, 1], Closes.Select(close => (int)close["cm_closing"]));
        Assert.Equal((2, -1, 1), (second["cm_opening"], second["cm_other"], second["cm_closing"]));
    }

    [Fact]
    public void Months_are_closed_once_and_in_order()
    {
        _book.Close(First);

        var refusal = $"CM017 Months are closed once and in order. After {First:yyyy-MM-dd}, the next one ends on "
            + $"{Second:yyyy-MM-dd}.";
        Assert.Equal(refusal, Refused(First));
        Assert.Equal(refusal, Refused(Last));
        Assert.Equal(refusal, Refused(EndBefore(First)));

        _book.Close(Second);
        _book.Close(Last);
        Assert.Equal([First, Second, Last], Closes.Select(close => (DateTime)close["cm_monthend"]));
    }

    [Fact]
    public void A_month_that_is_not_over_is_not_closed() => Assert.StartsWith(
        $"CM017 The month that ends on {EndBefore(Last.AddDays(35)):yyyy-MM-dd} isn't over everywhere on earth yet.",
        Refused(EndBefore(Last.AddDays(35))), StringComparison.Ordinal);

    [Fact]
    public void A_month_is_not_closed_while_changes_reach_into_it()
    {
        var justNow = DateTime.UtcNow.AddMinutes(-4);

        _book.Record(Guid.NewGuid(), justNow, null, new Span(First.AddDays(1), null, Billable, true, "AU"));
        _book.Close(First);

        _book.Record(Guid.NewGuid(), justNow, null, new Span(Second, null, Billable, true, "AU"));
        Assert.Equal(
            $"CM017 A change that reaches into the month that ends on {Second:yyyy-MM-dd} was saved within the last "
            + "five minutes. Try again in five minutes.",
            Refused(Second));
    }

    [Fact]
    public void What_was_just_superseded_is_a_change_too()
    {
        _book.Record(
            Guid.NewGuid(), LongAgo, DateTime.UtcNow.AddMinutes(-4), new Span(First, null, Billable, true, "AU"));

        Assert.Contains("within the last five minutes", Refused(First), StringComparison.Ordinal);
    }

    /// <summary>Each change of a customer supersedes its open row, which began long before.</summary>
    [Fact]
    public void A_change_of_later_days_does_not_reach_into_the_month()
    {
        var now = DateTime.UtcNow.AddMinutes(-1);
        var customer = Guid.NewGuid();
        var after = Last.AddDays(1);
        _book.Record(customer, LongAgo, now, new Span(First, null, Billable, true, "AU"));
        _book.Record(
            customer, now, null, new Span(First, Last, Billable, true, "AU"),
            new Span(after, null, OnHold, true, "AU"));

        Closed(First);
        Closed(Second);
        Assert.Equal(1, Closed(Last)["cm_closing"]);
    }

    [Fact]
    public void Only_Finance_and_administrators_close_months()
    {
        var sales = _book.Crm.Host.ServiceFor(_book.Crm.Host.AddUser("Sam Sales", roles: "CM Sales"));

        var fault = Assert.Throws<FaultException<OrganizationServiceFault>>(
            () => sales.Execute(new OrganizationRequest("cm_CloseMonth") { ["MonthEnd"] = First }));

        Assert.Contains("prvCreatecm_MonthClose", fault.Detail.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(Closes);
    }

    [Fact]
    public void The_command_computes_the_fingerprint_again_and_sees_a_row_that_was_tampered_with()
    {
        var customer = Since(First.AddDays(-40), Billable, "AU");
        Since(First.AddDays(-5), OnHold, null);
        Since(First.AddDays(1), Billable, "NZ");
        var close = Closed(First);

        using StringWriter said = new() { NewLine = "\n" };
        CommandOutput output = new(said, TextWriter.Null);
        FingerprintCommand.Report(First, _book.System, output);
        Assert.Contains($"\nFingerprint  {close["cm_fingerprint"]}\n", said.ToString(), StringComparison.Ordinal);
        Assert.Contains("\nActive       2\n", said.ToString(), StringComparison.Ordinal);

        _book.Forget(customer);
        Assert.Equal(
            LivePart.Verification,
            Assert.Throws<LiveException>(() => FingerprintCommand.Report(First, _book.System, output)).Part);
        Assert.Equal(
            $"No month is closed by {Second:yyyy-MM-dd}.",
            Assert.Throws<LiveException>(() => FingerprintCommand.Report(Second, _book.System, output)).Message);
    }

    Entity Closed(DateTime monthEnd) =>
        _book.System.Retrieve("cm_monthclose", _book.Close(monthEnd).Id, new ColumnSet(true));

    Entity[] Closes =>
    [
        .. _book.System.RetrieveMultiple(new QueryExpression("cm_monthclose")
        {
            ColumnSet = new ColumnSet("cm_monthend", "cm_closing"),
            Orders = { new OrderExpression("cm_monthend", OrderType.Ascending) },
        }).Entities,
    ];

    string Refused(DateTime monthEnd) => _book.Crm.Refused(() => _book.Close(monthEnd));

    Guid Since(DateTime day, BillableStatus status, string? market) =>
        Recorded(new Span(day, null, status, true, market));

    /// <summary>One status until the day before, and another from it on.</summary>
    void Until(DateTime day, BillableStatus status, BillableStatus then) => Recorded(
        new Span(LongAgo, day.AddDays(-1), status, true, "AU"),
        new Span(day, null, then, then != Ended, then == Ended ? null : "AU"));

    Guid Recorded(params Span[] timeline)
    {
        var customer = Guid.NewGuid();
        _book.Record(customer, LongAgo, null, timeline);
        return customer;
    }

    static DateTime EndBefore(DateTime day) => new DateTime(day.Year, day.Month, 1, 0, 0, 0, DateTimeKind.Utc)
        .AddDays(-1);
}
