using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using Microsoft.Xrm.Sdk;
using Xunit;
using static CrmMilestones.Tests.Journeys.Crm;

namespace CrmMilestones.Tests.Journeys;

/// <summary>
/// How many service calls the plug-ins make in one save (Plugins/DEFINITION.md#service-calls-of-one-save), counted by
/// the host.
/// </summary>
public sealed class ServiceCallBudgetTests : IDisposable
{
    readonly Crm _crm = new();

    public void Dispose() => _crm.Dispose();

    /// <summary>Reads and writes of the plug-ins during one action of a person.</summary>
    (int Reads, int Writes) Calls(Action action)
    {
        var messages = _crm.Host.PluginCallsDuring(action);
        var reads = messages.Count(message => message.StartsWith("Retrieve", StringComparison.Ordinal));
        return (reads, messages.Count - reads);
    }

    [Fact]
    public void A_milestone_save_makes_no_call()
    {
        var account = _crm.CustomerIn(Stage.Onboarding);
        Assert.Equal((0, 0), Calls(() => _crm.Save(account, Columns.OnboardingCompletedOn.To(Today))));
    }

    [Fact]
    public void A_billing_save_that_changes_no_status_makes_no_call()
    {
        var account = _crm.CustomerIn(Stage.Live);
        Assert.Equal((0, 0), Calls(() => _crm.Save(
            account, Columns.BillingModel.To(new OptionSetValue(727000001)))));
    }

    [Fact]
    public void A_change_of_status_reads_the_organizations_language()
    {
        var account = _crm.CustomerIn(Stage.Live);
        Assert.Equal((1, 0), Calls(() => _crm.Save(
            account, Columns.BillingHold.To(true), Columns.BillingHoldReason.To("Dispute"))));
    }

    [Fact]
    public void A_create_reads_the_organizations_language_and_makes_no_call_outside_the_lifecycle()
    {
        Assert.Equal((1, 0), Calls(() => _crm.CustomerIn(Stage.Live)));
        Assert.Equal((0, 0), Calls(() => _crm.Outsider()));
    }

    [Fact]
    public void A_forward_move_of_one_stage_reads_once_without_a_process()
    {
        var account = _crm.CustomerIn(Stage.Onboarding);
        Assert.Equal((1, 0), Calls(() => _crm.Save(account, [.. Missing(Stage.Compliance)])));
    }

    [Fact]
    public void A_forward_move_of_one_stage_reads_twice_and_updates_once_with_a_process()
    {
        var (account, _) = _crm.GuidedCustomerIn(Stage.Onboarding);
        Assert.Equal((2, 1), Calls(() => _crm.Save(account, [.. Missing(Stage.Compliance)])));
    }

    [Fact]
    public void Next_in_the_process_reads_twice_and_updates_once()
    {
        var (account, process) = _crm.GuidedCustomerIn(Stage.Onboarding);
        _crm.Save(account, [.. Missing(Stage.Compliance).Where(value => value.Key != Columns.Stage)]);
        Assert.Equal((2, 1), Calls(() => _crm.MoveProcess(process, Stage.Compliance)));
    }

    [Fact]
    public void A_refused_save_reads_the_language_and_the_labels()
    {
        var account = _crm.CustomerIn(Stage.Prospect);
        Assert.Equal((2, 0), Calls(() => _crm.Refused(() => _crm.Save(account, Columns.Stage.To(Stage.Live)))));
    }

    [Fact]
    public void A_save_of_other_columns_starts_no_plug_in()
    {
        var account = _crm.CustomerIn(Stage.Live);
        var before = _crm.Account(account);
        Assert.Equal((0, 0), Calls(() => _crm.Save(account, "telephone1".To("555-0100"))));
        Assert.Equal(before[Columns.BillableReason], _crm.Account(account)[Columns.BillableReason]);
    }

    [Fact]
    public void Saving_the_same_values_again_makes_no_call()
    {
        var (account, _) = _crm.GuidedCustomerIn(Stage.Live);
        Assert.Equal(
            (0, 0), Calls(() => _crm.Save(account, Columns.Stage.To(Stage.Live), Columns.Chargeable.To(true))));
    }

    [Fact]
    public void Deactivating_reads_twice_and_writes_nothing_more()
    {
        var account = _crm.CustomerIn(Stage.Live);
        Assert.Equal((2, 0), Calls(() => _crm.Save(
            account, Columns.State.To(new OptionSetValue(1)), "statuscode".To(new OptionSetValue(2)))));
    }

    IEnumerable<KeyValuePair<string, object?>> Missing(Stage stage) =>
        [.. _crm.WhatIsNeededFor(stage), Columns.Stage.To(stage)];
}
