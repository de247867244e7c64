using System;
using System.Linq;
using System.ServiceModel;
using CrmMilestones.Plugins.Rules;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Xunit;
using static CrmMilestones.Tests.Journeys.CustomerOverTime;

namespace CrmMilestones.Tests.Journeys;

/// <summary>
/// cm_RecomputeCustomer puts right what was written past the plug-ins. Here only, as the days are of a clock of its
/// own.
/// </summary>
public sealed class RecomputeJourneyTests : IDisposable
{
    readonly CustomerOverTime _customer = new();

    public void Dispose() => _customer.Dispose();

    [Fact]
    public void A_hold_written_past_the_plug_ins_counts_from_the_day_it_is_found()
    {
        _customer.LiveInMarch();
        PastThePlugIns((Columns.BillingHold, true), (Columns.BillingHoldReason, "Dispute"));
        Assert.Equal(BillableStatus.Billable, _customer.Crm.StatusOf(_customer.Id));

        Assert.True(Recompute(on: Day(5, 4)));

        Assert.Equal(
            ["Not billable 01-05 - 03-13", "Billable 03-14 - 05-03", "On hold 05-04 -"], _customer.Periods());
        Assert.Equal(BillableStatus.OnHold, _customer.Crm.StatusOf(_customer.Id));
        Assert.Equal(Day(5, 4), _customer.Account[Columns.BillableStatusOn]);
        Assert.Equal("On billing hold: Dispute", _customer.Account[Columns.BillableReason]);
        var held = _customer.Events(EventKind.BillableStatus)[^1];
        Assert.Equal(Day(5, 4), held["cm_effectiveon"]);
        AssertNothingIsLeft();
    }

    [Fact]
    public void Computed_columns_written_past_the_plug_ins_are_computed_again()
    {
        _customer.LiveInMarch();
        PastThePlugIns(
            (Columns.BillableStatus, new OptionSetValue((int)BillableStatus.Ended)),
            (Columns.FirstBillableOn, Day(1, 1)), (Columns.IsActiveCustomer, false),
            (Columns.BillableReason, "Because"));

        Assert.True(Recompute(on: Day(5, 4)));

        Assert.Equal(["Not billable 01-05 - 03-13", "Billable 03-14 -"], _customer.Periods());
        Assert.Equal(BillableStatus.Billable, _customer.Crm.StatusOf(_customer.Id));
        Assert.Equal(Day(3, 14), _customer.Account[Columns.FirstBillableOn]);
        Assert.Equal(true, _customer.Account[Columns.IsActiveCustomer]);
        AssertNothingIsLeft();
    }

    [Fact]
    public void A_customer_without_periods_gets_them_as_if_it_entered_its_stage_now()
    {
        _customer.Save(3, 16);
        PastThePlugIns([.. _customer.LiveColumns.Select(cell => (cell.Item1, cell.Item2 is Stage stage
            ? new OptionSetValue((int)stage) : cell.Item2))]);
        Assert.Empty(_customer.Periods());

        Assert.True(Recompute(on: Day(5, 4)));

        Assert.Equal(["Billable 03-14 -"], _customer.Periods());
        Assert.Equal(BillableStatus.Billable, _customer.Crm.StatusOf(_customer.Id));
        AssertNothingIsLeft();
    }

    [Fact]
    public void A_last_day_that_has_passed_by_itself_reaches_the_account()
    {
        _customer.LiveInMarch();
        _customer.Save(4, 1, (Columns.ServiceEndedOn, Day(4, 30)));
        Assert.False(Recompute(on: Day(4, 30)));
        Assert.Equal(BillableStatus.Billable, _customer.Crm.StatusOf(_customer.Id));

        Assert.True(Recompute(on: Day(5, 1)));

        Assert.Equal(["Not billable 01-05 - 03-13", "Billable 03-14 - 04-30", "Ended 05-01 -"], _customer.Periods());
        Assert.Equal(BillableStatus.Ended, _customer.Crm.StatusOf(_customer.Id));
        Assert.Equal(Day(5, 1), _customer.Account[Columns.BillableStatusOn]);
        AssertNothingIsLeft();
    }

    /// <summary>A sheet comes back with columns that only the server writes, as they were.</summary>
    [Fact]
    public void A_save_that_changes_nothing_leaves_an_end_that_has_come_to_be_found()
    {
        _customer.LiveInMarch();
        _customer.Save(4, 1, (Columns.ServiceEndedOn, Day(4, 30)));
        _customer.Now = new(Day(5, 1).AddHours(9), TimeSpan.Zero);
        _customer.Crm.Save(
            _customer.Id, Columns.BillableStatus.To(new OptionSetValue((int)BillableStatus.Billable)));
        Assert.Equal(BillableStatus.Billable, _customer.Crm.StatusOf(_customer.Id));

        Assert.True(Recompute(on: Day(5, 1)));
        Assert.Equal("Ended from 2026-05-01", _customer.Events(EventKind.BillableStatus)[^1]["cm_name"]);
    }

    [Fact]
    public void What_is_true_is_left_alone()
    {
        _customer.LiveInMarch();
        AssertNothingIsLeft();
        var supplier = _customer.Crm.Outsider();
        Assert.Equal(false, Call(supplier)["Changed"]);
    }

    [Fact]
    public void A_stage_that_only_the_next_version_knows_is_left_alone()
    {
        _customer.LiveInMarch();
        _customer.Host.Embedded.UpgradeSolution(NextVersion.Package);
        PastThePlugIns((Columns.Stage, new OptionSetValue(NextVersion.NewOption)));
        AssertNothingIsLeft();
    }

    /// <summary>Whatever state the account is in: a reason that nobody used is no fault.</summary>
    [Fact]
    public void A_reason_that_waited_too_long_is_no_obstacle()
    {
        _customer.LiveInMarch();
        _customer.Save(5, 4, (Columns.StageChangeReason, "To be used at once"));
        Assert.False(Recompute(on: Day(5, 5)));
        _customer.Host.System.Execute(new OrganizationRequest("SetState")
        {
            ["EntityMoniker"] = new EntityReference("account", _customer.Id),
            ["State"] = new OptionSetValue(1),
            ["Status"] = new OptionSetValue(2),
        });
        Assert.Equal(BillableStatus.Ended, _customer.Crm.StatusOf(_customer.Id));
    }

    [Fact]
    public void A_stage_emptied_past_the_plug_ins_counts_from_the_day_on_which_the_customer_enters_again()
    {
        _customer.LiveInMarch();
        PastThePlugIns((Columns.Stage, null));
        _customer.Save(5, 4, (Columns.Stage, Stage.Prospect));
        Assert.Equal(
            ["Not billable 01-05 - 03-13", "Billable 03-14 - 05-03", "Not billable 05-04 -"], _customer.Periods());
        AssertNothingIsLeft();
    }

    [Fact]
    public void Only_an_administrator_may_ask_for_it()
    {
        _customer.LiveInMarch();
        var sales = _customer.Host.ServiceFor(_customer.Host.AddUser("Sam Sales", roles: "CM Sales"));
        var fault = Assert.Throws<FaultException<OrganizationServiceFault>>(() => Call(_customer.Id, sales));
        Assert.Contains("prvCreatecm_StatusPeriod", fault.Detail.Message, StringComparison.Ordinal);
    }

    void AssertNothingIsLeft()
    {
        var before = _customer.Host.Snapshot();
        Assert.Equal(false, Call(_customer.Id)["Changed"]);
        Assert.Equal(before, _customer.Host.Snapshot());
    }

    bool Recompute(DateTime on)
    {
        _customer.Now = new(on.AddHours(9), TimeSpan.Zero);
        return (bool)Call(_customer.Id)["Changed"];
    }

    OrganizationResponse Call(Guid account, IOrganizationService? service = null) =>
        (service ?? _customer.Crm.AsRep).Execute(new OrganizationRequest("cm_RecomputeCustomer")
        {
            ["Target"] = new EntityReference("account", account),
        });

    void PastThePlugIns(params (Column Column, object? Value)[] columns)
    {
        var row = new Entity("account", _customer.Id);
        foreach (var (column, value) in columns)
        {
            row[column] = value;
        }

        _customer.Host.System.Execute(new UpdateRequest
        {
            Target = row,
            ["BypassBusinessLogicExecution"] = "CustomSync",
        });
    }
}
