using System;
using System.Linq;
using System.ServiceModel;
using CrmMilestones.Plugins.Rules;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Xunit;
using static CrmMilestones.Tests.Journeys.Crm;
using static CrmMilestones.Tests.Journeys.RequirementDesk;

namespace CrmMilestones.Tests.Journeys;

/// <summary>What administrators add to the definition and waive, as the server acts on it on every channel.</summary>
public sealed class RequirementJourneyTests : IDisposable
{
    readonly Crm _crm = new();
    readonly RequirementDesk _desk;

    public RequirementJourneyTests() => _desk = new(_crm);

    public void Dispose() => _crm.Dispose();

    IOrganizationService AsColleague => _crm.Host.ServiceFor(_crm.Colleague);

    static string Message(Action refused) =>
        Assert.Throws<FaultException<OrganizationServiceFault>>(refused).Detail.Message;

    [Theory]
    [InlineData(Channel.Form)]
    [InlineData(Channel.GuidedProcess)]
    [InlineData(Channel.WebApi)]
    [InlineData(Channel.Bulk)]
    [InlineData(Channel.Import)]
    public void A_market_requires_a_column_of_the_platform_on_every_channel(Channel channel)
    {
        _desk.Add(
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
        _desk.Add("A lookup of the platform", Stage.Prospect, "parentaccountid", Require);
        var account = _crm.CustomerIn(Stage.Prospect);
        Assert.Equal(
            "CM001 Contoso Dental aún no puede pasar a Incorporación. Falta: Prospecto - Parent Account.",
            _crm.Refused(() => AsColleague.Update(
                Row(account, [.. _crm.WhatIsNeededFor(Stage.Onboarding), Columns.Stage.To(Stage.Onboarding)]))));
    }

    [Fact]
    public void A_value_that_was_there_before_counts_and_one_that_this_save_empties_does_not()
    {
        var row = _desk.Add("A website", Stage.Prospect, "websiteurl", Require);
        var account = _crm.CustomerIn(Stage.Prospect, "websiteurl".To("https://contoso.example"));
        var move = _crm.WhatIsNeededFor(Stage.Onboarding);
        move[Columns.Stage] = new OptionSetValue((int)Stage.Onboarding);

        Assert.Contains("Website", _crm.Refused(() => _crm.Save(account, [.. move, "websiteurl".To(null)])));
        var version = _desk.Row(row)["versionnumber"];
        _crm.Save(account, [.. move]);
        Assert.Equal(Stage.Onboarding, _crm.StageOf(account));
        Assert.Equal(version, _desk.Row(row)["versionnumber"]);
    }

    [Fact]
    public void A_row_whose_column_stays_is_saved_without_a_call()
    {
        var row = _desk.Add("A website", Stage.Prospect, "websiteurl", Require);
        Assert.Empty(_crm.Host.PluginCallsDuring(() => _crm.AsRep.Update(
            new Entity("cm_stagerequirement", row) { ["cm_reason"] = "Asked for by Sales" })));
    }

    [Fact]
    public void A_column_that_nobody_has_any_more_holds_up_nobody_and_its_row_says_so()
    {
        var lost = _desk.Add("Theirs", Stage.Prospect, "websiteurl", Require);
        _crm.Host.System.Execute(new UpdateRequest
        {
            Target = new Entity("cm_stagerequirement", lost) { ["cm_column"] = "new_uninstalled" },
            ["BypassBusinessLogicExecution"] = "CustomSync",
        });

        _crm.CustomerIn(Stage.Onboarding);
        Assert.Equal(
            "The column doesn't exist any more, so nobody is held up by this row.", _desk.Row(lost)["cm_problem"]);
        var told = _desk.Row(lost)["versionnumber"];
        _crm.CustomerIn(Stage.Onboarding);
        Assert.Equal(told, _desk.Row(lost)["versionnumber"]);

        _crm.AsRep.Update(new Entity("cm_stagerequirement", lost) { ["cm_column"] = "websiteurl" });
        Assert.False(_desk.Row(lost).Contains("cm_problem"));
        Assert.Contains("Website", _crm.Refused(() => _crm.CustomerIn(Stage.Onboarding)));
    }

    [Fact]
    public void Nobody_types_a_problem_into_a_row()
    {
        var row = _desk.Add("A website", Stage.Prospect, "websiteurl", Require, "cm_problem".To("Typed"));
        Assert.False(_desk.Row(row).Contains("cm_problem"));
        _crm.AsRep.Update(new Entity("cm_stagerequirement", row) { ["cm_problem"] = "Typed" });
        Assert.False(_desk.Row(row).Contains("cm_problem"));
    }

    /// <summary>A version that brings a column stands for any solution that does, and goes again.</summary>
    [Fact]
    public void A_column_of_another_solution_is_asked_for_until_that_is_uninstalled()
    {
        TestEnvironment environment = new();
        using Crm crm = new(environment);
        environment.Embedded.UpgradeSolution(NextVersion.Package);
        crm.AsRep.Create(new Entity("cm_stagerequirement")
        {
            ["cm_name"] = "Theirs",
            ["cm_stage"] = new OptionSetValue((int)Stage.Prospect),
            ["cm_column"] = NextVersion.NewColumn,
            ["cm_effect"] = new OptionSetValue(Require),
        });
        Assert.Equal(
            "CM001 Contoso Dental can't enter Onboarding yet. Also missing: Prospect - Company number.",
            crm.Refused(() => crm.CustomerIn(Stage.Onboarding)));
        Assert.Equal(
            Stage.Onboarding, crm.StageOf(crm.CustomerIn(Stage.Onboarding, NextVersion.NewColumn.To("N-1"))));

        environment.Embedded.UpgradeSolution(NextVersion.WithoutAdditions);
        Assert.Equal(Stage.Onboarding, crm.StageOf(crm.CustomerIn(Stage.Onboarding)));
        Assert.StartsWith("The column doesn't exist any more", (string)crm.Host.System.RetrieveMultiple(
            new QueryExpression("cm_stagerequirement") { ColumnSet = new ColumnSet("cm_problem") })
            .Entities.Single()["cm_problem"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("new_nothing")]
    [InlineData("createdon")]
    [InlineData("cm_billablestatus")]
    [InlineData("primarycontactidname")]
    [InlineData("")]
    [InlineData(null)]
    public void A_column_that_people_cannot_fill_is_refused(string? column) => Assert.StartsWith(
        $"CM011 \"{column}\" isn't an account column that people can fill.",
        _crm.Refused(() => _desk.Add("Impossible", Stage.Prospect, column, Require)));

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
    public void What_a_merge_copies_counts_for_the_stage_that_it_copies_too()
    {
        _desk.Add("A website", Stage.Prospect, "websiteurl", Require);
        var (stays, goes) = (_crm.CustomerIn(Stage.Prospect), _crm.CustomerIn(Stage.Prospect));
        var copied = Row(
            Guid.Empty, [.. _crm.WhatIsNeededFor(Stage.Onboarding), Columns.Stage.To(Stage.Onboarding)]);
        Assert.Contains("Website", Message(Merge));

        copied["websiteurl"] = "https://contoso.example";
        Merge();
        Assert.Equal(Stage.Onboarding, _crm.StageOf(stays));

        void Merge() => _crm.Host.System.Execute(new OrganizationRequest("Merge")
        {
            ["Target"] = new EntityReference("account", stays),
            ["SubordinateId"] = goes,
            ["UpdateContent"] = copied,
            ["PerformParentingChecks"] = false,
        });
    }

    [Fact]
    public void The_lookups_of_an_import_come_in_a_second_pass()
    {
        var row = _desk.Add("For one market", Stage.Prospect, "websiteurl", Require);
        _crm.AsRep.Update(new Entity("cm_stagerequirement", row)
        {
            ["cm_marketid"] = new EntityReference("cm_market", _crm.Market),
        });
        Assert.Contains("Website", _crm.Refused(() => _crm.CustomerIn(Stage.Onboarding)));
        Assert.StartsWith("CM011 An approval is a save of its own.", _crm.Refused(() => _desk.Add(
            "Approved in the file", Stage.Prospect, "websiteurl", Waive, "cm_reason".To("x"),
            "cm_effectiveuntil".To(Today), "cm_approvedbyid".To(new EntityReference("systemuser", _crm.Rep)))));
    }

    [Fact]
    public void What_is_still_missing_is_explained_with_what_was_added()
    {
        _desk.Add("A website", Stage.Onboarding, "websiteurl", Require);
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
