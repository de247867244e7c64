using System;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using CrmMilestones.Plugins.Rules;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Xunit;
using static CrmMilestones.Tests.Journeys.Crm;

namespace CrmMilestones.Tests.Journeys;

/// <summary>What administrators add to the definition and waive, as the server acts on it on every channel.</summary>
public sealed class RequirementJourneyTests : IDisposable
{
    const int Require = 727000000, Waive = 727000001;

    readonly Crm _crm = new();

    public void Dispose() => _crm.Dispose();

    IOrganizationService AsColleague => _crm.Host.ServiceFor(_crm.Colleague);

    Guid Add(string name, Stage stage, string column, int effect, params KeyValuePair<string, object?>[] more)
    {
        Entity row = new("cm_stagerequirement")
        {
            ["cm_name"] = name,
            ["cm_stage"] = new OptionSetValue((int)stage),
            ["cm_column"] = column,
            ["cm_effect"] = new OptionSetValue(effect),
        };
        foreach (var value in more)
        {
            row[value.Key] = value.Value;
        }

        return _crm.AsRep.Create(row);
    }

    Guid Waiver(string column, Stage stage, params KeyValuePair<string, object?>[] more) => Add(
        "Nothing to enter", stage, column, Waive,
        [.. more, "cm_reason".To("The registry is being moved."), "cm_effectiveuntil".To(Today.AddDays(30))]);

    void Approve(Guid waiver, IOrganizationService? by = null) => (by ?? AsColleague).Update(
        new Entity("cm_stagerequirement", waiver)
        {
            ["cm_approvedbyid"] = new EntityReference(
                "systemuser", by is null ? _crm.Colleague : _crm.Rep),
        });

    DataCollection<Entity> WaiversUsed(Guid account)
    {
        var events = new QueryByAttribute("cm_lifecycleevent") { ColumnSet = new ColumnSet(true) };
        events.AddAttributeValue("cm_accountid", account);
        events.AddAttributeValue("cm_kind", (int)EventKind.WaiverUsed);
        return _crm.Host.System.RetrieveMultiple(events).Entities;
    }

    static string Message(Action refused) =>
        Assert.Throws<FaultException<OrganizationServiceFault>>(refused).Detail.Message;

    Entity Requirement(Guid id) => _crm.Host.System.Retrieve("cm_stagerequirement", id, new ColumnSet(true));

    [Theory]
    [InlineData(Channel.Form)]
    [InlineData(Channel.GuidedProcess)]
    [InlineData(Channel.WebApi)]
    [InlineData(Channel.Bulk)]
    [InlineData(Channel.Import)]
    public void A_market_requires_a_column_of_the_platform_on_every_channel(Channel channel)
    {
        Add(
            "Australia needs a website", Stage.Prospect, " WebsiteURL ", Require,
            Columns.Market.To(new EntityReference("cm_market", _crm.Market)));
        var (account, _) = _crm.GuidedCustomerIn(Stage.Prospect);
        var needed = _crm.WhatIsNeededFor(Stage.Onboarding);
        Entity Move() => Row(account, [.. needed, Columns.Stage.To(Stage.Onboarding)]);

        Assert.Equal(
            "CM001 Contoso Dental can't enter Onboarding yet. Still needed: Prospect - Website.",
            Message(() => channel.Save(_crm, Move())));
        Assert.Equal(Stage.Prospect, _crm.StageOf(account));

        needed["websiteurl"] = "https://contoso.example";
        channel.Save(_crm, Move());
        Assert.Equal(Stage.Onboarding, _crm.StageOf(account));
    }

    [Fact]
    public void The_label_comes_in_the_language_of_who_is_refused()
    {
        Add("A lookup of the platform", Stage.Prospect, "parentaccountid", Require);
        var account = _crm.CustomerIn(Stage.Prospect);
        Assert.Equal(
            "CM001 Contoso Dental aún no puede pasar a Incorporación. Falta: Prospecto - Parent Account.",
            _crm.Refused(() => AsColleague.Update(
                Row(account, [.. _crm.WhatIsNeededFor(Stage.Onboarding), Columns.Stage.To(Stage.Onboarding)]))));
    }

    [Fact]
    public void A_value_that_was_there_before_counts_and_one_that_this_save_empties_does_not()
    {
        Add("A website", Stage.Prospect, "websiteurl", Require);
        var account = _crm.CustomerIn(Stage.Prospect, "websiteurl".To("https://contoso.example"));
        var move = _crm.WhatIsNeededFor(Stage.Onboarding);
        move[Columns.Stage] = new OptionSetValue((int)Stage.Onboarding);

        Assert.Contains("Website", _crm.Refused(() => _crm.Save(account, [.. move, "websiteurl".To(null)])));
        _crm.Save(account, [.. move]);
        Assert.Equal(Stage.Onboarding, _crm.StageOf(account));
    }

    [Fact]
    public void A_column_that_nobody_has_any_more_holds_up_nobody_and_its_row_says_so()
    {
        var lost = Add("Theirs", Stage.Prospect, "websiteurl", Require);
        _crm.Host.System.Execute(new UpdateRequest
        {
            Target = new Entity("cm_stagerequirement", lost) { ["cm_column"] = "new_uninstalled" },
            ["BypassBusinessLogicExecution"] = "CustomSync",
        });

        _crm.CustomerIn(Stage.Onboarding);
        Assert.Equal(
            "The column doesn't exist any more, so nobody is held up by this row.", Requirement(lost)["cm_problem"]);

        _crm.AsRep.Update(new Entity("cm_stagerequirement", lost) { ["cm_column"] = "websiteurl" });
        Assert.False(Requirement(lost).Contains("cm_problem"));
        Assert.Contains("Website", _crm.Refused(() => _crm.CustomerIn(Stage.Onboarding)));
    }

    [Fact]
    public void Nobody_types_a_problem_into_a_row()
    {
        var row = Add("A website", Stage.Prospect, "websiteurl", Require, "cm_problem".To("Typed"));
        Assert.False(Requirement(row).Contains("cm_problem"));
        _crm.AsRep.Update(new Entity("cm_stagerequirement", row) { ["cm_problem"] = "Typed" });
        Assert.False(Requirement(row).Contains("cm_problem"));
    }

    [Theory]
    [InlineData("new_nothing")]
    [InlineData("createdon")]
    [InlineData("cm_billablestatus")]
    [InlineData("primarycontactidname")]
    [InlineData("")]
    public void A_column_that_people_cannot_fill_is_refused(string column) => Assert.StartsWith(
        $"CM011 \"{column}\" isn't an account column that people can fill.",
        _crm.Refused(() => Add("Impossible", Stage.Prospect, column, Require)));

    [Fact]
    public void A_waiver_takes_two_people_and_is_told_of_when_it_is_used()
    {
        var account = _crm.CustomerIn(Stage.Compliance);
        var waiver = Waiver(
            Columns.RegistrationNumber, Stage.Compliance, "cm_accountid".To(new EntityReference("account", account)));
        var move = _crm.WhatIsNeededFor(Stage.Readiness);
        move.Remove(Columns.RegistrationNumber);
        move[Columns.Stage] = new OptionSetValue((int)Stage.Readiness);
        const string Refusal =
            "CM001 Contoso Dental can't enter Readiness yet. Still needed: Compliance - Registration "
            + "number.";

        Assert.Equal(Refusal, _crm.Refused(() => _crm.Save(account, [.. move])));
        Assert.StartsWith("CM011 Whoever created a row", _crm.Refused(() => Approve(waiver, _crm.AsRep)));

        Approve(waiver);
        _crm.Save(account, [.. move]);
        var used = Assert.Single(WaiversUsed(account));
        Assert.Equal("Waiver used: Nothing to enter", used["cm_name"]);
        Assert.Equal("The registry is being moved.", used["cm_reason"]);
        Assert.Equal(Today, used["cm_effectiveon"]);

        _crm.AsRep.Update(new Entity("cm_stagerequirement", waiver) { ["cm_effectiveuntil"] = Today.AddDays(20) });
        Assert.True(Requirement(waiver).Contains("cm_approvedbyid"));
        _crm.AsRep.Update(new Entity("cm_stagerequirement", waiver) { ["cm_effectiveuntil"] = Today.AddDays(21) });
        Assert.False(Requirement(waiver).Contains("cm_approvedbyid"));
        var another = _crm.CustomerIn(Stage.Compliance);
        Assert.Equal(Refusal, _crm.Refused(() => _crm.Save(another, [.. move])));
    }

    /// <summary>Whether the steps run where a merge moves lookups is not confirmed.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_merge_takes_an_approved_waiver_along(bool movedLookupsRunUpdates)
    {
        using Crm crm = new(new TestEnvironment(new() { MovedLookupsRunUpdates = movedLookupsRunUpdates }));
        var (stays, goes) = (crm.CustomerIn(Stage.Compliance), crm.CustomerIn(Stage.Compliance));
        var waiver = crm.AsRep.Create(new Entity("cm_stagerequirement")
        {
            ["cm_name"] = "Nothing to enter",
            ["cm_stage"] = new OptionSetValue((int)Stage.Compliance),
            ["cm_column"] = Columns.RegistrationNumber.LogicalName,
            ["cm_effect"] = new OptionSetValue(Waive),
            ["cm_reason"] = "The registry is being moved.",
            ["cm_effectiveuntil"] = Today,
            ["cm_accountid"] = new EntityReference("account", goes),
        });
        crm.Host.ServiceFor(crm.Colleague).Update(new Entity("cm_stagerequirement", waiver)
        {
            ["cm_approvedbyid"] = new EntityReference("systemuser", crm.Colleague),
        });
        crm.AsRep.Execute(new OrganizationRequest("Merge")
        {
            ["Target"] = new EntityReference("account", stays),
            ["SubordinateId"] = goes,
            ["UpdateContent"] = new Entity("account"),
            ["PerformParentingChecks"] = false,
        });

        var row = crm.Host.System.Retrieve("cm_stagerequirement", waiver, new ColumnSet(true));
        Assert.Equal(
            (stays, crm.Colleague),
            (row.GetAttributeValue<EntityReference>("cm_accountid").Id,
                row.GetAttributeValue<EntityReference>("cm_approvedbyid")?.Id));
    }

    [Fact]
    public void An_Excel_sheet_that_sends_the_approval_along_does_not_renew_it()
    {
        var waiver = Waiver(Columns.RegistrationNumber, Stage.Compliance);
        Approve(waiver);
        var sheet = Requirement(waiver);
        sheet["cm_reason"] = "Another reason";
        _crm.AsRep.Update(Writable(sheet));
        Assert.False(Requirement(waiver).Contains("cm_approvedbyid"));

        Approve(waiver);
        _crm.AsRep.Update(Writable(Requirement(waiver)));
        Assert.True(Requirement(waiver).Contains("cm_approvedbyid"));
    }

    static Entity Writable(Entity sheet)
    {
        Entity row = new(sheet.LogicalName, sheet.Id);
        row.Attributes.AddRange(sheet.Attributes.Where(pair =>
            pair.Key.StartsWith("cm_", StringComparison.Ordinal) && pair.Key != "cm_stagerequirementid"));
        return row;
    }

    [Fact]
    public void The_lookups_of_an_import_come_in_a_second_pass()
    {
        var row = Add("For one market", Stage.Prospect, "websiteurl", Require);
        _crm.AsRep.Update(new Entity("cm_stagerequirement", row)
        {
            ["cm_marketid"] = new EntityReference("cm_market", _crm.Market),
        });
        Assert.Contains("Website", _crm.Refused(() => _crm.CustomerIn(Stage.Onboarding)));
        Assert.StartsWith("CM011 An approval is a save of its own.", _crm.Refused(() => Add(
            "Approved in the file", Stage.Prospect, "websiteurl", Waive, "cm_reason".To("x"),
            "cm_effectiveuntil".To(Today), "cm_approvedbyid".To(new EntityReference("systemuser", _crm.Rep)))));
    }

    [Fact]
    public void A_waived_milestone_leaves_the_customer_live_and_not_billable_with_the_reason_in_words()
    {
        Approve(Waiver(Columns.OnboardingCompletedOn, Stage.Onboarding));
        var account = _crm.CustomerIn(Stage.Live, Columns.OnboardingCompletedOn.To(null));
        var row = _crm.Account(account);
        Assert.Equal(BillableStatus.NotBillable, (BillableStatus)((OptionSetValue)row[Columns.BillableStatus]).Value);
        Assert.Equal("Onboarding completed: waived, so there is no date.", row[Columns.BillableReason]);
        Assert.Equal((true, 0), (row[Columns.IsActiveCustomer], _crm.Host.PluginCallsDuring(
            () => _crm.Save(account, Columns.RegistrationNumber.To("AU-9"))).Count));
    }

    [Fact]
    public void What_is_still_missing_is_explained_with_what_was_added()
    {
        Add("A website", Stage.Onboarding, "websiteurl", Require);
        var account = _crm.CustomerIn(Stage.Onboarding);
        var missing = (string)_crm.AsRep.Execute(new OrganizationRequest("cm_ExplainCustomer")
        {
            ["Target"] = new EntityReference("account", account),
        })["Missing"];
        Assert.Contains(
            "{\"column\":\"websiteurl\",\"label\":\"Website\",\"stage\":\"Onboarding\"}", missing,
            StringComparison.Ordinal);
    }
}
