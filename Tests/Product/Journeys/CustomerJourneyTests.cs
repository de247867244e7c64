using System;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Xunit;
using static CrmMilestones.Tests.Journeys.Crm;

namespace CrmMilestones.Tests.Journeys;

/// <summary>What people do, from the first contact to the end of the service.</summary>
public sealed class CustomerJourneyTests : IDisposable
{
    readonly Crm _crm = new();

    public void Dispose() => _crm.Dispose();

    [Fact]
    public void A_rep_leads_a_customer_through_the_guided_process_to_billable()
    {
        var account = _crm.Outsider();
        var process = _crm.StartProcess(account);

        foreach (var stage in Lifecycle.Stages.Guided.SkipLast(1))
        {
            _crm.Save(
                account, [.. Lifecycle.Stages.Of(stage).Requires.Select(column => column.To(_crm.GoodValue(column)))]);
            _crm.MoveProcess(process, Next(stage));
            Assert.Equal(Next(stage), _crm.StageOf(account));
            Assert.Equal(Next(stage), _crm.ProcessStageOf(process));
        }

        var live = _crm.Account(account);
        Assert.Equal(BillableStatus.Billable, _crm.StatusOf(account));
        Assert.Equal(Today.AddDays(-30), live[Columns.FirstBillableOn]);
        Assert.Equal(true, live[Columns.IsActiveCustomer]);
        Assert.All(
            [Columns.OnboardingCertifiedBy, Columns.DocumentsCertifiedBy, Columns.ReadinessCertifiedBy],
            column => Assert.Equal(_crm.Rep, live.GetAttributeValue<EntityReference>(column).Id));
    }

    [Fact]
    public void A_milestone_is_certified_by_the_person_who_dates_it()
    {
        var account = _crm.CustomerIn(Stage.Onboarding);
        _crm.Host.ServiceFor(_crm.Colleague).Update(Row(account, Columns.OnboardingCompletedOn.To(Today)));
        Assert.Equal(
            _crm.Colleague, _crm.Account(account).GetAttributeValue<EntityReference>(Columns.OnboardingCertifiedBy).Id);
    }

    [Fact]
    public void Moving_back_through_the_process_needs_a_reason_saved_just_before()
    {
        var (account, process) = _crm.GuidedCustomerIn(Stage.Live);
        Assert.StartsWith(
            "CM003", _crm.Refused(() => _crm.MoveProcess(process, Stage.Readiness)), StringComparison.Ordinal);

        _crm.Save(account, Columns.StageChangeReason.To("Equipment recalled"));
        _crm.MoveProcess(process, Stage.Readiness);

        var back = _crm.Account(account);
        Assert.Equal(Stage.Readiness, _crm.StageOf(account));
        Assert.Equal(BillableStatus.NotBillable, _crm.StatusOf(account));
        Assert.All(
            [Columns.ReadyForServiceOn, Columns.ReadinessCertifiedBy, Columns.StageChangeReason],
            column => Assert.False(back.Contains(column)));
        Assert.True(back.Contains(Columns.DocumentsSubmittedOn));
    }

    [Fact]
    public void A_customer_is_closed_and_reopened()
    {
        var account = _crm.CustomerIn(Stage.Live);
        _crm.Save(
            account, Columns.Stage.To(Stage.Closed), Columns.ServiceEndedOn.To(Today.AddDays(-3)),
            Columns.EndReason.To(new OptionSetValue(727000001)));
        Assert.Equal(BillableStatus.Ended, _crm.StatusOf(account));
        Assert.Equal(Today.AddDays(-2), _crm.Account(account)[Columns.BillableStatusOn]);

        _crm.Save(account, Columns.Stage.To(Stage.Live), Columns.StageChangeReason.To("They came back"));
        var reopened = _crm.Account(account);
        Assert.Equal(BillableStatus.Billable, _crm.StatusOf(account));
        Assert.Equal(Today, reopened[Columns.BillableStatusOn]);
        Assert.Equal(Today.AddDays(-30), reopened[Columns.FirstBillableOn]);
        Assert.False(reopened.Contains(Columns.ServiceEndedOn));
    }

    [Fact]
    public void Finance_holds_and_releases()
    {
        var account = _crm.CustomerIn(Stage.Live);
        _crm.Save(account, Columns.BillingHold.To(true), Columns.BillingHoldReason.To("Invoice disputed"));
        Assert.Equal(BillableStatus.OnHold, _crm.StatusOf(account));
        Assert.Equal("On billing hold: Invoice disputed", _crm.Account(account)[Columns.BillableReason]);

        _crm.Save(account, Columns.BillingHold.To(false));
        Assert.Equal(BillableStatus.Billable, _crm.StatusOf(account));
    }

    [Theory]
    [InlineData("Update")]
    [InlineData("SetState")]
    [InlineData("SetStateDynamicEntity")]
    public void Deactivating_a_live_account_ends_its_billing_whatever_message_does_it(string message)
    {
        var account = _crm.CustomerIn(Stage.Live);
        _crm.AsRep.Execute(message == "Update"
            ? new UpdateRequest
            {
                Target = Row(
                account, Columns.State.To(new OptionSetValue(1)), "statuscode".To(new OptionSetValue(2)))
            }
            : new OrganizationRequest(message)
            {
                ["EntityMoniker"] = new EntityReference("account", account),
                ["State"] = new OptionSetValue(1),
                ["Status"] = new OptionSetValue(2),
            });

        Assert.Equal(BillableStatus.Ended, _crm.StatusOf(account));
        Assert.Equal(false, _crm.Account(account)[Columns.IsActiveCustomer]);
        Assert.Equal("The account is inactive and was Live.", _crm.Account(account)[Columns.BillableReason]);
    }

    [Fact]
    public void Merging_two_live_accounts_leaves_one_active_customer()
    {
        var (master, merged) = (_crm.CustomerIn(Stage.Live), _crm.CustomerIn(Stage.Live));
        _crm.Host.System.Execute(Merge(master, merged, new Entity("account")));
        Assert.Equal(
            (BillableStatus.Billable, BillableStatus.Ended),
            (_crm.StatusOf(master)!.Value, _crm.StatusOf(merged)!.Value));
    }

    [Fact]
    public void What_a_merge_copies_must_keep_the_rules()
    {
        var (master, merged) = (_crm.CustomerIn(Stage.Live), _crm.CustomerIn(Stage.Live));
        var copied = new Entity("account") { [Columns.RegistrationNumber] = null };
        Assert.StartsWith(
            "CM002 Contoso Dental: \"Registration number\" can't be emptied",
            _crm.Refused(() => _crm.Host.System.Execute(Merge(master, merged, copied))), StringComparison.Ordinal);
    }

    [Fact]
    public void An_account_outside_the_lifecycle_is_untouched()
    {
        var account = _crm.Outsider(_crm.WhatIsNeededFor(Stage.Live));
        Assert.Empty(_crm.Host.PluginCallsDuring(
            () => _crm.Save(account, Columns.RegistrationNumber.To("AU-1"), "telephone1".To("555"))));
        Assert.All(
            Columns.Computed.Except([Columns.IsActiveCustomer]),
            column => Assert.False(_crm.Account(account).Contains(column)));
    }

    /// <summary>A stored text has one language, whoever reads it: that of the organization.</summary>
    [Theory]
    [InlineData(1033, "Not Live yet.")]
    [InlineData(3082, "Aún no está en servicio.")]
    [InlineData(1031, "Not Live yet.")]
    public void The_reason_is_stored_in_the_organizations_base_language_or_in_English(int language, string reason)
    {
        var organization = _crm.Host.System.RetrieveMultiple(new QueryExpression("organization")).Entities.Single();
        _crm.Host.System.Update(new Entity("organization", organization.Id) { ["languagecode"] = language });
        Assert.Equal(reason, _crm.Account(_crm.CustomerIn(Stage.Onboarding))[Columns.BillableReason]);
    }

    [Fact]
    public void A_sheet_that_comes_back_unchanged_changes_no_computed_column()
    {
        var account = _crm.CustomerIn(Stage.Live);
        var before = _crm.Account(account);
        var sheet = Row(account, [.. before.Attributes
            .Where(
                column => Columns.Named(column.Key) is { } known && known != Columns.State && known != Columns.Status)
            .Select(column => column.Key.To(column.Value))]);
        sheet[Columns.StageEnteredOn] = before.GetAttributeValue<DateTime>(Columns.StageEnteredOn)
            .AddSeconds(-before.GetAttributeValue<DateTime>(Columns.StageEnteredOn).Second);

        _crm.AsRep.Update(sheet);

        var after = _crm.Account(account);
        Assert.All(
            Columns.All,
            column => Assert.Equal(before.GetAttributeValue<object>(column), after.GetAttributeValue<object>(column)));
    }

    [Fact]
    public void Rows_imported_without_stage_reach_Live_by_a_second_import()
    {
        var rows = Enumerable.Range(0, 3).Select(i =>
            Row(Guid.Empty, [.. _crm.WhatIsNeededFor(Stage.Live), "name".To($"Imported {i}")]));
        var ids = ((CreateMultipleResponse)_crm.AsRep.Execute(new CreateMultipleRequest
        {
            Targets = new EntityCollection([.. rows]) { EntityName = "account" },
        })).Ids;
        _crm.AsRep.Execute(new UpdateMultipleRequest
        {
            Targets = new EntityCollection([.. ids.Select(id => Row(id, Columns.Stage.To(Stage.Live)))])
            {
                EntityName =
                "account"
            },
        });
        Assert.All(ids, id => Assert.Equal(BillableStatus.Billable, _crm.StatusOf(id)));
    }

    [Fact]
    public void A_refusal_leaves_nothing_behind_in_the_plug_in_for_the_next_save()
    {
        var (first, second) = (_crm.CustomerIn(Stage.Live), _crm.CustomerIn(Stage.Prospect));
        _crm.Refused(() => _crm.Save(second, Columns.Stage.To(Stage.Live)));
        var third = _crm.CustomerIn(Stage.Live);

        Assert.Equal(
            [BillableStatus.Billable, BillableStatus.NotBillable, BillableStatus.Billable],
            new[] { first, second, third }.Select(account => _crm.StatusOf(account)!.Value));
    }

    static OrganizationRequest Merge(Guid master, Guid merged, Entity copied) => new("Merge")
    {
        ["Target"] = new EntityReference("account", master),
        ["SubordinateId"] = merged,
        ["UpdateContent"] = copied,
        ["PerformParentingChecks"] = false,
    };
}
