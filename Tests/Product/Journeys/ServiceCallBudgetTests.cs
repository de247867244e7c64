using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Plugins.Rules.Documents;
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
    public void A_milestone_before_Live_writes_its_event_and_nothing_else()
    {
        var account = _crm.CustomerIn(Stage.Onboarding);
        Assert.Equal((0, 1), Calls(() => _crm.Save(account, Columns.OnboardingCompletedOn.To(Today))));
    }

    /// <summary>Reads: what the market requires; where it requires nothing, that is all.</summary>
    [Fact]
    public void The_milestone_of_the_documents_reads_what_is_required_and_the_day_only_where_documents_expire()
    {
        var account = _crm.CustomerIn(Stage.Compliance);
        Assert.Equal((1, 1), Calls(() => _crm.Save(account, Columns.DocumentsSubmittedOn.To(Today))));

        var document = _crm.HandIn(account, _crm.RequireDocument("Business licence"));
        _crm.Check(document, DocumentStatus.Verified.Status());
        Assert.Equal((1, 1), Calls(() => _crm.Save(account, Columns.DocumentsSubmittedOn.To(Today.AddDays(-1)))));
        _crm.Check(document, "cm_expireson".To(Today));
        Assert.Equal((2, 1), Calls(() => _crm.Save(account, Columns.DocumentsSubmittedOn.To(Today))));
    }

    /// <summary>
    /// Reads of a verification: the type's months; where no day is entered, the account's market and its zone too.
    /// </summary>
    [Fact]
    public void A_document_reads_nothing_until_it_is_verified_and_never_writes()
    {
        var account = _crm.CustomerIn(Stage.Compliance);
        var type = _crm.RequireDocument("Business licence", validMonths: 12);
        var document = Guid.Empty;
        Assert.Equal((0, 0), Calls(() => document = _crm.HandIn(account, type)));
        Assert.Equal((0, 0), Calls(() => _crm.Check(document, DocumentStatus.Rejected.Status())));
        Assert.Equal((3, 0), Calls(() => _crm.Check(document, DocumentStatus.Verified.Status())));
        Assert.Equal((1, 0), Calls(() => _crm.Check(document, "cm_verifiedon".To(Today.AddDays(-400)))));
        Assert.Equal((0, 0), Calls(() => _crm.Check(document, "cm_name".To("Licence 2025"))));
        Assert.Equal((0, 0), Calls(() => _crm.Check(document, DocumentStatus.Verified.Status())));
        Assert.Equal((2, 0), Calls(() => _crm.Check(document, DocumentStatus.Expired.Status())));
    }

    [Fact]
    public void A_billing_save_that_changes_no_status_makes_no_call()
    {
        var account = _crm.CustomerIn(Stage.Live);
        Assert.Equal((0, 0), Calls(() => _crm.Save(
            account, Columns.BillingModel.To(new OptionSetValue(727000001)))));
    }

    /// <summary>
    /// Reads: market, language, and the periods before the write and after it. Writes: one period that is superseded,
    /// the two that are true instead, and the event.
    /// </summary>
    [Fact]
    public void A_hold_reads_four_times()
    {
        var account = _crm.CustomerIn(Stage.Live);
        Assert.Equal((4, 4), Calls(() => _crm.Save(
            account, Columns.BillingHold.To(true), Columns.BillingHoldReason.To("Dispute"))));
    }

    /// <summary>
    /// Reads: requirements, required documents, market, language, the periods that its key may have had before, and the
    /// last closed month, as it tells of past days. Writes: its period, and the events of stage, status and three milestones.
    /// </summary>
    [Fact]
    public void A_create_in_Live_reads_six_times_and_one_outside_the_lifecycle_makes_no_call()
    {
        Assert.Equal((6, 6), Calls(() => _crm.CustomerIn(Stage.Live)));
        Assert.Equal((0, 0), Calls(() => _crm.Outsider()));
    }

    /// <summary>
    /// Reads: requirements, market, and whether there is a process. Writes: the events of stage and milestone.
    /// </summary>
    [Fact]
    public void A_forward_move_of_one_stage_reads_three_times()
    {
        var account = _crm.CustomerIn(Stage.Onboarding);
        Assert.Equal((3, 2), Calls(() => _crm.Save(account, [.. Missing(Stage.Compliance)])));
    }

    /// <summary>
    /// Writes: the events of the stage and of two milestones that go, that the process goes on, and two moves of it.
    /// </summary>
    [Fact]
    public void A_process_that_was_finished_goes_on_once()
    {
        var (account, process) = _crm.GuidedCustomerIn(Stage.Readiness);
        _crm.AsRep.Update(new Entity(GuidedProcess.Table, process)
        {
            [GuidedProcess.State] = new OptionSetValue(1),
            [GuidedProcess.Status] = new OptionSetValue(2),
        });
        Assert.Equal(6, Calls(() => _crm.Save(
            account, Columns.Stage.To(Stage.Onboarding), Columns.StageChangeReason.To("Because"))).Writes);
    }

    [Fact]
    public void With_a_process_it_reads_no_more_and_moves_it()
    {
        var (account, _) = _crm.GuidedCustomerIn(Stage.Onboarding);
        Assert.Equal((3, 3), Calls(() => _crm.Save(account, [.. Missing(Stage.Compliance)])));
    }

    /// <summary>Reads: the account, and then as the account's own move. Writes: the account, and the event.</summary>
    [Fact]
    public void Next_in_the_process_reads_four_times()
    {
        var (account, process) = _crm.GuidedCustomerIn(Stage.Onboarding);
        _crm.Save(account, [.. Missing(Stage.Compliance).Where(value => value.Key != Columns.Stage)]);
        Assert.Equal((4, 2), Calls(() => _crm.MoveProcess(process, Stage.Compliance)));
    }

    /// <summary>
    /// Writes: one period superseded and one added, the events of stage, status and three milestones, and four moves of
    /// the process.
    /// </summary>
    [Fact]
    public void A_jump_of_four_stages_keeps_to_the_budget()
    {
        var (account, _) = _crm.GuidedCustomerIn(Stage.Prospect);
        Assert.Equal((8, 11), Calls(() => _crm.Save(account, [.. Missing(Stage.Live)])));
    }

    [Fact]
    public void A_refused_move_reads_the_requirements_the_language_and_the_labels()
    {
        var account = _crm.CustomerIn(Stage.Prospect);
        Assert.Equal((3, 0), Calls(() => _crm.Refused(() => _crm.Save(account, Columns.Stage.To(Stage.Live)))));
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
    public void Deactivating_reads_four_times()
    {
        var account = _crm.CustomerIn(Stage.Live);
        Assert.Equal((4, 4), Calls(() => _crm.Save(
            account, Columns.State.To(new OptionSetValue(1)), "statuscode".To(new OptionSetValue(2)))));
    }

    [Fact]
    public void Deleting_a_customer_that_is_inactive_already_makes_no_call()
    {
        var account = _crm.CustomerIn(Stage.Live);
        _crm.Save(account, Columns.State.To(new OptionSetValue(1)), "statuscode".To(new OptionSetValue(2)));
        Assert.Equal((0, 0), Calls(() => _crm.Host.System.Delete("account", account)));
    }

    IEnumerable<KeyValuePair<string, object?>> Missing(Stage stage) =>
        [.. _crm.WhatIsNeededFor(stage), Columns.Stage.To(stage)];
}
