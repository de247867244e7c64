using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Dataverse;
using CrmMilestones.Dataverse.Security;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Plugins.Rules.Documents;
using CrmMilestones.Tests.Host;
using Microsoft.Xrm.Sdk;
using Xunit;
using static CrmMilestones.Tests.Journeys.Crm;

namespace CrmMilestones.Tests.Journeys;

/// <summary>
/// What the plug-ins read and write, with whose rights, and in whose name. Here only, as FakeXrmEasy knows no
/// privileges and takes no steps of other makers.
/// </summary>
public sealed class PluginCallTests : IDisposable
{
    /// <summary>Merge and SetState leave it to the plug-ins to judge the account.</summary>
    readonly TestEnvironment _environment =
        new(new DataverseOptions { MergeRunsUpdates = false, SetStateRunsUpdate = false });

    readonly Crm _crm;

    public PluginCallTests() => _crm = new(_environment);

    public void Dispose() => _crm.Dispose();

    [Fact]
    public void A_refused_save_reads_the_persons_language_and_the_labels_as_SYSTEM()
    {
        var account = _crm.CustomerIn(Stage.Prospect);
        Assert.Equal(
            [
                "SYSTEM: RetrieveMultiple cm_stagerequirement", "SYSTEM: RetrieveMultiple usersettings",
                "SYSTEM: RetrieveMetadataChanges ",
            ],
            CallsDuring(() => _crm.Refused(() => _crm.Save(account, Columns.Stage.To(Stage.Live)))));
    }

    [Fact]
    public void A_person_who_moves_the_process_moves_the_account_with_the_own_rights_and_all_else_is_SYSTEMs()
    {
        var (account, process) = _crm.GuidedCustomerIn(Stage.Prospect);
        _crm.Save(account, [.. _crm.WhatIsNeededFor(Stage.Onboarding)]);
        Assert.Equal(
            [
                "SYSTEM: Retrieve account",
                "the rep: Update account",
                "SYSTEM: RetrieveMultiple cm_stagerequirement",
                "SYSTEM: Retrieve cm_market",
                "SYSTEM: Create cm_lifecycleevent",
                "SYSTEM: RetrieveMultiple cm_customerlifecycle",
            ],
            CallsDuring(() => _crm.MoveProcess(process, Stage.Onboarding)));
        Assert.Equal(Stage.Onboarding, _crm.StageOf(account));
    }

    [Fact]
    public void What_is_required_besides_costs_no_read_where_the_save_brings_the_column()
    {
        new RequirementDesk(_crm).Add(
            "Number early", Stage.Onboarding, Columns.RegistrationNumber, RequirementDesk.Require);
        var account = _crm.CustomerIn(Stage.Onboarding, Columns.RegistrationNumber.To("AU-4711"));
        Assert.Equal(
            [
                "SYSTEM: RetrieveMultiple cm_stagerequirement",
                "SYSTEM: Retrieve cm_market",
                "SYSTEM: Create cm_lifecycleevent",
                "SYSTEM: Create cm_lifecycleevent",
                "SYSTEM: RetrieveMultiple cm_customerlifecycle",
            ],
            CallsDuring(() => _crm.Save(
                account, [.. _crm.WhatIsNeededFor(Stage.Compliance), Columns.Stage.To(Stage.Compliance)])));
    }

    [Fact]
    public void Deactivating_is_judged_and_saved_as_SYSTEM()
    {
        var account = _crm.CustomerIn(Stage.Live);
        Assert.Equal(
            [
                "SYSTEM: Retrieve account",
                "SYSTEM: RetrieveMultiple cm_statusperiod",
                "SYSTEM: Retrieve cm_market",
                "SYSTEM: RetrieveMultiple organization",
                "SYSTEM: Update cm_statusperiod",
                "SYSTEM: Create cm_statusperiod",
                "SYSTEM: Create cm_statusperiod",
                "SYSTEM: Create cm_lifecycleevent",
                "SYSTEM: Update account",
                "SYSTEM: RetrieveMultiple cm_statusperiod",
            ],
            CallsDuring(() => _crm.AsRep.Execute(new OrganizationRequest("SetState")
            {
                ["EntityMoniker"] = new EntityReference("account", account),
                ["State"] = new OptionSetValue(1),
                ["Status"] = new OptionSetValue(2),
            })));
    }

    /// <summary>The day in a market with a time zone costs one more read, which the platform answers.</summary>
    [Fact]
    public void A_jump_of_four_stages_in_a_market_with_a_time_zone_reads_nine_times()
    {
        var (account, _) = _crm.GuidedCustomerIn(Stage.Prospect);
        _crm.Host.System.Update(new Entity("cm_market", _crm.Market) { ["cm_timezonecode"] = 255 });
        Assert.Equal(
            [
                "SYSTEM: RetrieveMultiple cm_stagerequirement",
                "SYSTEM: Retrieve cm_market",
                "SYSTEM: LocalTimeFromUtcTime ",
                "SYSTEM: RetrieveMultiple cm_documenttype",
                "SYSTEM: RetrieveMultiple cm_statusperiod",
                "SYSTEM: RetrieveMultiple organization",
                "SYSTEM: RetrieveMultiple cm_statusperiod",
                "SYSTEM: RetrieveMultiple cm_monthclose",
                "SYSTEM: RetrieveMultiple cm_customerlifecycle",
            ],
            CallsDuring(() => _crm.Save(account, [.. _crm.WhatIsNeededFor(Stage.Live), Columns.Stage.To(Stage.Live)]))
                .Where(call => !call.Contains(": Create ", StringComparison.Ordinal)
                    && !call.Contains(": Update ", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_merge_is_judged_as_SYSTEM()
    {
        var (master, merged) = (_crm.CustomerIn(Stage.Live), _crm.CustomerIn(Stage.Prospect));
        var calls = CallsDuring(() => _crm.AsRep.Execute(new OrganizationRequest("Merge")
        {
            ["Target"] = new EntityReference("account", master),
            ["SubordinateId"] = merged,
            ["UpdateContent"] = new Entity("account") { [Columns.RegistrationNumber] = "AU-9" },
            ["PerformParentingChecks"] = false,
        }));
        // Before: both accounts, and what is copied. After: both.
        Assert.Equal(4, calls.Count(call => call == "SYSTEM: Retrieve account"));
        Assert.All(calls, call => Assert.StartsWith("SYSTEM: ", call, StringComparison.Ordinal));
    }

    [Fact]
    public void A_customer_is_ended_as_SYSTEM_whoever_deletes_it()
    {
        var account = _crm.CustomerIn(Stage.Live);
        var administrator = _crm.Host.ServiceFor(_crm.Host.AddUser("Ada Admin", roles: "System Administrator"));
        var calls = CallsDuring(() => administrator.Delete("account", account));
        Assert.Contains("SYSTEM: RetrieveMultiple cm_statusperiod", calls);
        Assert.All(calls, call => Assert.StartsWith("SYSTEM: ", call, StringComparison.Ordinal));
    }

    [Fact]
    public void Claims_are_judged_again_as_SYSTEM_whoever_deletes_their_customer()
    {
        var account = _crm.CustomerIn(Stage.Live);
        _crm.Host.System.Create(ClaimDesk.Row(
            ClaimSource.Invoice, ("cm_accountid", new EntityReference("account", account))));
        var administrator = _crm.Host.ServiceFor(_crm.Host.AddUser("Ada Admin", roles: "System Administrator"));
        var calls = CallsDuring(() => administrator.Delete("account", account), isAsynchronous: true);
        Assert.Contains("SYSTEM: Update cm_externalclaim", calls);
        Assert.All(calls, call => Assert.StartsWith("SYSTEM: ", call, StringComparison.Ordinal));
    }

    [Fact]
    public void They_are_judged_again_as_SYSTEM_whoever_changes_its_days_or_opens_them_again()
    {
        var account = _crm.CustomerIn(Stage.Live);
        var claim = _crm.Host.System.Create(ClaimDesk.Row(
            ClaimSource.Invoice, ("cm_accountid", new EntityReference("account", account)),
            ("cm_periodstart", Today), ("cm_periodend", Today)));
        JudgedAgain(() => _crm.Save(account, Columns.BillingHold.To(true), Columns.BillingHoldReason.To("Dispute")));

        SetState(1);
        _crm.Save(account, Columns.BillingHold.To(false));
        JudgedAgain(() => SetState(0));

        void JudgedAgain(Action action)
        {
            var calls = CallsDuring(action, isAsynchronous: true);
            Assert.Contains("SYSTEM: Update cm_externalclaim", calls);
            Assert.All(calls, call => Assert.StartsWith("SYSTEM: ", call, StringComparison.Ordinal));
        }

        void SetState(int state) => _crm.AsRep.Update(
            new Entity(ClaimDesk.Table, claim) { ["statecode"] = new OptionSetValue(state) });
    }

    [Fact]
    public void A_customer_is_explained_to_who_may_read_it_and_by_what_SYSTEM_reads()
    {
        var account = _crm.CustomerIn(Stage.Onboarding);
        Assert.Equal(
            [
                "the rep: Retrieve account",
                "SYSTEM: RetrieveMultiple cm_statusperiod",
                "SYSTEM: Retrieve cm_market",
                "SYSTEM: RetrieveMultiple cm_stagerequirement",
                "SYSTEM: RetrieveMultiple usersettings",
                "SYSTEM: RetrieveMetadataChanges ",
            ],
            CallsDuring(() => _crm.AsRep.Execute(new("cm_ExplainCustomer")
            {
                ["Target"] = new EntityReference("account", account),
            })));
    }

    [Fact]
    public void A_question_about_months_is_answered_or_refused_as_SYSTEM()
    {
        Assert.Equal(
            ["SYSTEM: RetrieveMultiple usersettings"],
            CallsDuring(() => _crm.Refused(() => Compare(Today, Today.AddDays(-1)))));
        var calls = CallsDuring(() => Compare(Today.AddDays(-1), Today));
        Assert.Contains("SYSTEM: RetrieveMultiple cm_market", calls);
        Assert.All(calls, call => Assert.StartsWith("SYSTEM: ", call, StringComparison.Ordinal));

        void Compare(DateTime from, DateTime to) => _crm.AsRep.Execute(
            new("cm_CompareMonths") { ["From"] = from, ["To"] = to, ["MarketCode"] = "AU" });
    }

    [Fact]
    public void A_document_and_a_requirement_are_judged_as_SYSTEM()
    {
        var document = _crm.HandIn(_crm.CustomerIn(Stage.Compliance), _crm.RequireDocument("Licence", validMonths: 12));
        string[] calls =
        [
            .. CallsDuring(() => _crm.Check(document, DocumentStatus.Verified.Status())),
            .. CallsDuring(() => new RequirementDesk(_crm).Add(
                "A website", Stage.Prospect, "websiteurl", RequirementDesk.Require)),
        ];
        Assert.Equal(
            [
                "SYSTEM: Retrieve account", "SYSTEM: Retrieve cm_market", "SYSTEM: Retrieve cm_documenttype",
                "SYSTEM: RetrieveMetadataChanges ",
            ],
            calls);
    }

    [Fact]
    public void The_column_of_a_requirement_that_stays_is_not_written_again()
    {
        var row = new RequirementDesk(_crm).Add("A website", Stage.Prospect, "websiteurl", RequirementDesk.Require);
        List<string> saved = [];
        _environment.Embedded.On(
            "Update", "cm_stagerequirement", 40, save => saved.AddRange(save.Target.Attributes.Keys));

        _crm.AsRep.Update(new Entity("cm_stagerequirement", row) { ["cm_reason"] = "Needed for the contract" });

        Assert.Contains("cm_reason", saved);
        Assert.DoesNotContain("cm_column", saved);
    }

    [Fact]
    public void A_person_is_asked_for_by_who_began_and_not_by_the_rights_in_between()
    {
        var account = _crm.CustomerIn(Stage.Onboarding);
        _environment.Embedded.On(
            "Update", "contact", 40,
            contact => contact.System.Update(Row(account, Columns.OnboardingCompletedOn.To(Today))));

        _crm.AsRep.Update(new Entity("contact", _crm.Contact) { ["lastname"] = "Okafor" });

        Assert.Equal(
            _crm.Rep, _crm.Account(account).GetAttributeValue<EntityReference>(Columns.OnboardingCertifiedBy).Id);
    }

    [Fact]
    public void A_certifier_who_stays_the_same_is_not_written_again()
    {
        var account = _crm.CustomerIn(Stage.Onboarding, Columns.OnboardingCompletedOn.To(Today.AddDays(-2)));
        List<string> saved = [];
        _environment.Embedded.On("Update", "account", 40, save => saved.AddRange(save.Target.Attributes.Keys));

        _crm.Save(account, Columns.OnboardingCompletedOn.To(Today.AddDays(-1)));

        Assert.Contains(Columns.OnboardingCompletedOn, saved);
        Assert.DoesNotContain(Columns.OnboardingCertifiedBy, saved);
    }

    /// <summary>With whose rights, message and table, in order.</summary>
    string[] CallsDuring(Action action, bool isAsynchronous = false) =>
    [
        .. from call in _environment.AllPluginCallsDuring(action)
           where call.IsAsynchronous == isAsynchronous
           let person = call.UserId == EnvironmentIds.SystemUser ? "SYSTEM"
               : call.UserId == _crm.Rep ? "the rep" : $"{call.UserId}"
           select $"{person}: {call.Message} {call.Table}",
    ];
}
