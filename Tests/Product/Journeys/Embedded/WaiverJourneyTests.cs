using System;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Tests.Host;
using Microsoft.Xrm.Sdk;
using Xunit;
using static CrmMilestones.Tests.Journeys.Crm;

namespace CrmMilestones.Tests.Journeys;

/// <summary>What a waiver takes, and what it leaves behind.</summary>
public sealed class WaiverJourneyTests : IDisposable
{
    readonly TestEnvironment _environment = new();
    readonly Crm _crm;
    readonly RequirementDesk _desk;

    public WaiverJourneyTests()
    {
        _crm = new(_environment);
        _desk = new(_crm);
    }

    public void Dispose() => _crm.Dispose();

    [Fact]
    public void A_waiver_takes_two_people_and_is_told_of_when_it_is_used()
    {
        var account = _crm.CustomerIn(Stage.Compliance);
        var waiver = _desk.Waiver(
            Columns.RegistrationNumber, Stage.Compliance, "cm_accountid".To(new EntityReference("account", account)));
        var move = _crm.WhatIsNeededFor(Stage.Readiness);
        move.Remove(Columns.RegistrationNumber);
        move[Columns.Stage] = new OptionSetValue((int)Stage.Readiness);
        const string Refusal =
            "CM001 Contoso Dental can't enter Readiness yet. Still needed: Compliance - Registration "
            + "number.";

        Assert.Equal(Refusal, _crm.Refused(() => _crm.Save(account, [.. move])));
        Assert.StartsWith("CM011 Whoever created a row", _crm.Refused(() => _desk.Approve(waiver, _crm.AsRep)));

        _desk.Approve(waiver);
        _crm.Save(account, [.. move]);
        var used = Assert.Single(_desk.WaiversUsed(account));
        Assert.Equal("Waiver used: Nothing to enter", used["cm_name"]);
        Assert.Equal("The registry is being moved.", used["cm_reason"]);
        Assert.Equal(Today, used["cm_effectiveon"]);

        _crm.AsRep.Update(new Entity("cm_stagerequirement", waiver) { ["cm_effectiveuntil"] = Today.AddDays(20) });
        Assert.True(_desk.Row(waiver).Contains("cm_approvedbyid"));
        _crm.AsRep.Update(new Entity("cm_stagerequirement", waiver) { ["cm_effectiveuntil"] = Today.AddDays(21) });
        Assert.False(_desk.Row(waiver).Contains("cm_approvedbyid"));
        var another = _crm.CustomerIn(Stage.Compliance);
        Assert.Equal(Refusal, _crm.Refused(() => _crm.Save(another, [.. move])));
    }

    /// <summary>What is required of the one isn't what is required of the other.</summary>
    [Fact]
    public void A_customer_that_a_plug_in_takes_along_uses_its_own_waiver()
    {
        var (first, second) = (_crm.CustomerIn(Stage.Compliance), _crm.CustomerIn(Stage.Compliance));
        _desk.Approve(_desk.Waiver(
            Columns.RegistrationNumber, Stage.Compliance, "cm_accountid".To(new EntityReference("account", second))));
        var move = _crm.WhatIsNeededFor(Stage.Readiness);
        move[Columns.Stage] = new OptionSetValue((int)Stage.Readiness);
        _environment.Embedded.On("Update", "account", 40, filter: ["telephone1"], body: save =>
        {
            move.Remove(Columns.RegistrationNumber);
            save.System.Update(Row(second, [.. move]));
        });

        _crm.Save(first, [.. move, "telephone1".To("555-0100")]);

        Assert.Equal((Stage.Readiness, Stage.Readiness), (_crm.StageOf(first), _crm.StageOf(second)));
        Assert.Single(_desk.WaiversUsed(second));
    }

    [Fact]
    public void A_waivers_name_is_cut_to_what_the_line_of_the_history_holds()
    {
        string name = new('x', 200);
        _desk.Approve(_desk.Waiver(Columns.RegistrationNumber, Stage.Compliance, "cm_name".To(name)));
        var move = _crm.WhatIsNeededFor(Stage.Readiness);
        move.Remove(Columns.RegistrationNumber);
        move[Columns.Stage] = new OptionSetValue((int)Stage.Readiness);
        var used = Assert.Single(_desk.WaiversUsed(_crm.Outsider(move)));
        Assert.Equal("Waiver used: " + new string('x', 187), used["cm_name"]);
    }

    [Fact]
    public void Who_changed_a_waiver_last_does_not_approve_it()
    {
        var waiver = _desk.Waiver(Columns.RegistrationNumber, Stage.Compliance);
        _crm.Host.ServiceFor(_crm.Colleague).Update(
            new Entity("cm_stagerequirement", waiver) { ["cm_reason"] = "The registry is closed." });
        Assert.StartsWith("CM011 ", _crm.Refused(() => _desk.Approve(waiver)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_waiver_that_is_deactivated_stays_approved_until_it_is_activated_again()
    {
        var waiver = _desk.Waiver(Columns.RegistrationNumber, Stage.Compliance);
        _desk.Approve(waiver);
        SetState(1, 2);
        Assert.True(_desk.Row(waiver).Contains("cm_approvedbyid"));
        SetState(0, 1);
        Assert.False(_desk.Row(waiver).Contains("cm_approvedbyid"));

        void SetState(int state, int status) => _crm.AsRep.Update(new Entity("cm_stagerequirement", waiver)
        {
            ["statecode"] = new OptionSetValue(state),
            ["statuscode"] = new OptionSetValue(status),
        });
    }

    [Fact]
    public void An_Excel_sheet_that_sends_the_approval_along_does_not_renew_it()
    {
        var waiver = _desk.Waiver(Columns.RegistrationNumber, Stage.Compliance);
        _desk.Approve(waiver);
        var sheet = _desk.Row(waiver);
        sheet["cm_reason"] = "Another reason";
        _crm.AsRep.Update(Writable(sheet));
        Assert.False(_desk.Row(waiver).Contains("cm_approvedbyid"));

        _desk.Approve(waiver);
        _crm.AsRep.Update(Writable(_desk.Row(waiver)));
        Assert.True(_desk.Row(waiver).Contains("cm_approvedbyid"));
    }

    [Fact]
    public void A_waived_milestone_leaves_the_customer_live_and_not_billable_with_the_reason_in_words()
    {
        _desk.Approve(_desk.Waiver(Columns.OnboardingCompletedOn, Stage.Onboarding));
        var account = _crm.CustomerIn(Stage.Live, Columns.OnboardingCompletedOn.To(null));
        var row = _crm.Account(account);
        Assert.Equal(BillableStatus.NotBillable, (BillableStatus)((OptionSetValue)row[Columns.BillableStatus]).Value);
        Assert.Equal("Onboarding completed: waived, so there is no date.", row[Columns.BillableReason]);
        Assert.Equal((true, 0), (row[Columns.IsActiveCustomer], _crm.Host.PluginCallsDuring(
            () => _crm.Save(account, Columns.RegistrationNumber.To("AU-9"))).Count));
    }

    static Entity Writable(Entity sheet)
    {
        Entity row = new(sheet.LogicalName, sheet.Id);
        row.Attributes.AddRange(sheet.Attributes.Where(pair =>
            pair.Key.StartsWith("cm_", StringComparison.Ordinal) && pair.Key != "cm_stagerequirementid"));
        return row;
    }
}
