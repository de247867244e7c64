using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Tests.Agreement;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Xunit;

namespace CrmMilestones.Tests.Journeys;

/// <summary>
/// The views that rest on status periods, over histories that a test writes itself, past the plug-ins: so what was
/// recorded when is up to the test.
/// </summary>
public sealed class PeriodViewTests : IDisposable
{
    const string Became = "Became billable this month", Stopped = "Stopped being billable this month";
    const string Paid = "Contractor paid, not live", Invoiced = "Invoiced, not billable";
    const string Forgotten = "Billable, not invoiced last month";
    const int Invoice = 727000000, ContractorPayment = 727000001;

    readonly Crm _crm = new();

    static DateTime Today => Crm.Today;

    static DateTime ThisMonth => new(Today.Year, Today.Month, 1);

    static DateTime LastMonth => ThisMonth.AddMonths(-1);

    static DateTime LongAgo => ThisMonth.AddYears(-1);

    public void Dispose() => _crm.Dispose();

    [Fact]
    public void Who_went_live_this_month_with_dates_of_last_month_is_an_addition()
    {
        var account = Customer("Abbey", BillableStatus.Billable, LastMonth.AddDays(20));
        Period(account, BillableStatus.NotBillable, null, LongAgo, LastMonth.AddDays(19), recordedOn: Today);
        Period(account, BillableStatus.Billable, BillableStatus.NotBillable, LastMonth.AddDays(20), null, Today);
        Assert.Equal(["Abbey"], Listed(Became));
        Assert.Empty(Listed(Stopped));
    }

    [Fact]
    public void Who_became_billable_before_is_no_addition_though_its_rows_were_written_again()
    {
        var account = Customer("Abbey", BillableStatus.Billable, LongAgo);
        Period(account, BillableStatus.Billable, null, LongAgo, null, LongAgo, supersededOn: Today);
        Period(account, BillableStatus.Billable, null, LongAgo, Today.AddDays(-1), Today);
        Period(account, BillableStatus.Billable, BillableStatus.Billable, Today, null, Today);
        Assert.Empty(Listed(Became));
        Assert.Empty(Listed(Stopped));
    }

    [Fact]
    public void Who_came_back_this_month_is_an_addition_and_no_loss()
    {
        var account = Customer("Abbey", BillableStatus.Billable, ThisMonth);
        Period(account, BillableStatus.Billable, null, LongAgo, LastMonth.AddDays(-1), LongAgo);
        Period(account, BillableStatus.OnHold, BillableStatus.Billable, LastMonth, ThisMonth.AddDays(-1), LastMonth);
        Period(account, BillableStatus.Billable, BillableStatus.OnHold, ThisMonth, null, ThisMonth);
        Assert.Equal(["Abbey"], Listed(Became));
        Assert.Empty(Listed(Stopped));
    }

    [Fact]
    public void Who_was_paused_this_month_is_a_loss_whoever_was_before_it_is_none()
    {
        foreach (var (name, day) in new[] { ("Abbey", ThisMonth), ("Birch", LastMonth) })
        {
            var account = Customer(name, BillableStatus.OnHold, day);
            Period(account, BillableStatus.Billable, null, LongAgo, day.AddDays(-1), day);
            Period(account, BillableStatus.OnHold, BillableStatus.Billable, day, null, day);
        }

        Assert.Equal(["Abbey"], Listed(Stopped));
        Assert.Empty(Listed(Became));
    }

    /// <summary>The status that is stored stays Billable: no job runs on the day after.</summary>
    [Theory]
    [InlineData(0, "Abbey")]
    [InlineData(1, "")]
    public void Who_gave_notice_is_a_loss_from_the_day_after_its_last(int daysLeft, string listed)
    {
        var ended = Today.AddDays(daysLeft);
        var account = Customer("Abbey", BillableStatus.Billable, LongAgo, (Columns.ServiceEndedOn, ended.AddDays(-1)));
        Period(account, BillableStatus.Billable, null, LongAgo, ended.AddDays(-1), LongAgo);
        Period(account, BillableStatus.Ended, BillableStatus.Billable, ended, null, LongAgo);
        Assert.Equal(listed, string.Join(", ", Listed(Stopped)));
    }

    [Fact]
    public void Who_was_closed_this_month_from_last_month_on_is_a_loss_and_who_was_closed_then_is_none()
    {
        foreach (var (name, recordedOn) in new[] { ("Abbey", Today), ("Birch", LastMonth.AddDays(20)) })
        {
            var account = Customer(
                name, BillableStatus.Ended, LastMonth.AddDays(10), (Columns.ServiceEndedOn, LastMonth.AddDays(9)));
            Period(account, BillableStatus.Billable, null, LongAgo, LastMonth.AddDays(9), recordedOn);
            Period(
                account, BillableStatus.Ended, BillableStatus.Billable, LastMonth.AddDays(10), null, recordedOn);
        }

        Assert.Equal(["Abbey"], Listed(Stopped));
    }

    /// <summary>A merge moves the rows of the other account to the one that stays.</summary>
    [Fact]
    public void A_merged_duplicate_is_neither_an_addition_nor_a_loss()
    {
        var stays = Customer("Abbey", BillableStatus.Billable, LongAgo);
        Period(stays, BillableStatus.Billable, null, LongAgo, null, LongAgo);
        var gone = Customer("Abbey again", BillableStatus.Ended, Today);
        Period(gone, BillableStatus.Billable, null, LongAgo, Today.AddDays(-1), Today);
        Period(gone, BillableStatus.Ended, BillableStatus.Billable, Today, null, Today);
        Assert.Equal(["Abbey again"], Listed(Stopped));

        Bypassing(new("Merge")
        {
            ["Target"] = new EntityReference("account", stays),
            ["SubordinateId"] = gone,
            ["UpdateContent"] = new Entity("account"),
        });
        Assert.Empty(Listed(Stopped));
        Assert.Empty(Listed(Became));
    }

    /// <summary>What counts is the claim's own time, not today's status.</summary>
    [Fact]
    public void A_claim_is_held_against_the_days_that_it_covers()
    {
        var account = Customer(
            "Abbey", BillableStatus.Ended, ThisMonth, (Columns.ServiceEndedOn, ThisMonth.AddDays(-1)));
        Period(account, BillableStatus.Billable, null, LastMonth.AddDays(9), ThisMonth.AddDays(-1), Today);
        Period(account, BillableStatus.Ended, BillableStatus.Billable, ThisMonth, null, Today);
        foreach (var source in new[] { Invoice, ContractorPayment })
        {
            Claim(account, source, LastMonth, LastMonth.AddDays(9));
            Claim(account, source, ThisMonth.AddDays(-1), ThisMonth.AddDays(5));
        }

        Assert.Empty(Listed(Paid).Concat(Listed(Invoiced)));

        Claim(account, Invoice, ThisMonth, ThisMonth.AddDays(5));
        Claim(account, ContractorPayment, LongAgo, LastMonth.AddDays(8));
        Assert.Equal(["Abbey"], Listed(Paid));
        Assert.Equal(["Abbey"], Listed(Invoiced));
    }

    [Fact]
    public void A_pilot_may_be_worked_for_and_not_invoiced()
    {
        var account = Customer("Pilot", BillableStatus.NotBillable, LongAgo);
        Period(account, BillableStatus.NotBillable, null, LongAgo, null, LongAgo, isActive: true);
        Claim(account, Invoice, LastMonth, LastMonth.AddDays(5));
        Claim(account, ContractorPayment, LastMonth, LastMonth.AddDays(5));
        Assert.Empty(Listed(Paid));
        Assert.Equal(["Pilot"], Listed(Invoiced));
    }

    /// <summary>It is on the list of what Finance has to complete.</summary>
    [Fact]
    public void A_claim_without_days_is_held_against_nothing()
    {
        var account = Customer("Abbey", BillableStatus.NotBillable, LongAgo);
        Claim(account, Invoice, null, null);
        Claim(account, ContractorPayment, LastMonth, LastMonth.AddDays(-1));
        Assert.Empty(Listed(Paid).Concat(Listed(Invoiced)));
        Assert.Equal(2, Rows(Shipped.Solution.Table("cm_externalclaim")!, "Claims not judged").Count);

        Claim(account, ContractorPayment, LastMonth, null);
        Assert.Equal(["Abbey"], Listed(Paid));
        Assert.Equal(2, Rows(Shipped.Solution.Table("cm_externalclaim")!, "Claims not judged").Count);
    }

    [Fact]
    public void Nobody_is_called_forgotten_while_no_invoice_of_last_month_is_here()
    {
        var left = Customer("Left", BillableStatus.Ended, ThisMonth);
        Period(left, BillableStatus.Billable, null, LongAgo, ThisMonth.AddDays(-1), Today);
        Period(left, BillableStatus.Ended, BillableStatus.Billable, ThisMonth, null, Today);
        var invoiced = Customer("Invoiced", BillableStatus.Billable, LongAgo);
        Period(invoiced, BillableStatus.Billable, null, LongAgo, null, LongAgo);
        Period(
            Customer("New", BillableStatus.Billable, ThisMonth), BillableStatus.Billable, null, ThisMonth, null, Today);
        Claim(invoiced, Invoice, LastMonth.AddMonths(-1), LastMonth.AddDays(-1));
        Claim(invoiced, ContractorPayment, LastMonth, ThisMonth.AddDays(-1));
        Assert.Empty(Listed(Forgotten));

        Claim(invoiced, Invoice, LastMonth, ThisMonth.AddDays(-1));
        Assert.Equal(["Left"], Listed(Forgotten));
    }

    [Fact]
    public void An_invoice_with_one_date_covers_that_day_and_a_credit_note_covers_none()
    {
        var (credited, dated, undated, old) =
            (Billable("Credited"), Billable("Dated"), Billable("Undated"), Billable("Old"));
        Claim(dated, Invoice, null, LastMonth);
        Claim(old, Invoice, null, LastMonth.AddDays(-1));
        Claim(old, Invoice, ThisMonth, null);
        Claim(credited, Invoice, LastMonth, ThisMonth.AddDays(-1), amount: -100);
        Assert.Equal(["Credited", "Old", "Undated"], Listed(Forgotten).Order());

        Claim(undated, Invoice, null, null, lastActivity: LastMonth.AddDays(3));
        Claim(old, Invoice, LastMonth.AddDays(3), null, amount: 100);
        Assert.Equal(["Credited"], Listed(Forgotten));

        Guid Billable(string name)
        {
            var account = Customer(name, BillableStatus.Billable, LongAgo);
            Period(account, BillableStatus.Billable, null, LongAgo, null, LongAgo);
            return account;
        }
    }

    [Fact]
    public void The_periods_of_today_are_those_believed_now()
    {
        var account = Customer("Abbey", BillableStatus.Billable, LongAgo);
        Period(account, BillableStatus.Billable, null, LongAgo, null, LongAgo, supersededOn: Today);
        Period(account, BillableStatus.Billable, null, LongAgo, Today, Today);
        Period(account, BillableStatus.Ended, BillableStatus.Billable, Today.AddDays(1), null, Today);
        Assert.Equal([LongAgo], Days("Billable on a day"));
        Assert.Equal([LongAgo], Days("Became billable"));
        Assert.Equal([Today.AddDays(1), LongAgo], Days("Believed status periods"));
        Assert.Equal([LongAgo], Days("Superseded status periods"));
        Assert.Empty(Days("Adjustments to closed months"));

        Period(
            account, BillableStatus.Billable, null, LongAgo.AddDays(1), null, Today, supersededOn: Today,
            afterClose: true);
        Assert.Equal([LongAgo.AddDays(1)], Days("Adjustments to closed months"));
    }

    /// <summary>A customer that is live where its status says so.</summary>
    Guid Customer(string name, BillableStatus status, DateTime since, params (string Column, object? Value)[] more)
    {
        var row = Crm.Row(
            Guid.Empty, new("name", name), Columns.BillableStatus.To(new OptionSetValue((int)status)),
            Columns.BillableStatusOn.To(since),
            Columns.IsActiveCustomer.To(status is BillableStatus.Billable or BillableStatus.OnHold));
        foreach (var (column, value) in more)
        {
            row[column] = value;
        }

        return ((CreateResponse)Bypassing(new CreateRequest { Target = row })).id;
    }

    void Period(
        Guid account, BillableStatus status, BillableStatus? previous, DateTime from, DateTime? until,
        DateTime recordedOn, DateTime? supersededOn = null, bool? isActive = null, bool afterClose = false) =>
        Bypassing(new CreateRequest
        {
            Target = new("cm_statusperiod")
            {
                ["cm_accountid"] = new EntityReference("account", account),
                ["cm_customerkey"] = account.ToString("D"),
                ["cm_status"] = new OptionSetValue((int)status),
                ["cm_previousstatus"] = previous is { } before ? new OptionSetValue((int)before) : null,
                ["cm_isactive"] = isActive ?? status is BillableStatus.Billable or BillableStatus.OnHold,
                ["cm_from"] = from,
                ["cm_until"] = until,
                ["cm_recordedon"] = recordedOn,
                ["cm_supersededon"] = supersededOn,
                ["cm_afterclose"] = afterClose,
            },
        });

    void Claim(
        Guid account, int source, DateTime? from, DateTime? to, DateTime? lastActivity = null,
        decimal? amount = null) =>
        _crm.Host.System.Create(new Entity("cm_externalclaim")
        {
            ["cm_source"] = new OptionSetValue(source),
            ["cm_accountid"] = new EntityReference("account", account),
            ["cm_periodstart"] = from,
            ["cm_periodend"] = to,
            ["cm_lastactivityon"] = lastActivity,
            ["cm_amount"] = amount is { } value ? new Money(value) : null,
        });

    OrganizationResponse Bypassing(OrganizationRequest request)
    {
        request[PeriodBook.Bypass] = PeriodBook.PlugIns;
        return _crm.Host.System.Execute(request);
    }

    IEnumerable<string> Listed(string view) =>
        Rows(Shipped.Account, view).Select(row => row.GetAttributeValue<string>("name"));

    IEnumerable<DateTime> Days(string view) =>
        Rows(Shipped.Solution.Table("cm_statusperiod")!, view)
            .Select(row => row.GetAttributeValue<DateTime>("cm_from"));

    DataCollection<Entity> Rows(Packaging.Source.SourceTable table, string view) => _crm.Host.System.RetrieveMultiple(
        new FetchExpression(table.Views.Single(shipped => shipped.Name == view && shipped.QueryType == "0")
            .Fetch!.ToString())).Entities;
}
