using System;
using System.Linq;
using System.ServiceModel;
using CrmMilestones.Dataverse;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Tests.Agreement;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Xunit;
using static CrmMilestones.Tests.Journeys.Crm;

namespace CrmMilestones.Tests.Journeys;

/// <summary>
/// Everybody with the own role and no other, where a table of privileges doesn't tell the whole story. Here only, as
/// FakeXrmEasy knows no privileges.
/// </summary>
public sealed class RoleJourneyTests : IDisposable
{
    readonly Crm _crm = new();

    public void Dispose() => _crm.Dispose();

    [Fact]
    public void A_customer_passes_from_team_to_team_and_is_held_and_closed_by_Finance()
    {
        var (sales, finance) = (As("CM Sales"), As("CM Finance"));
        var contact = sales.Create(new Entity("contact") { ["lastname"] = "Okafor" });
        var account = sales.Create(Row(
            Guid.Empty, "name".To("Contoso Dental"),
            Columns.PrimaryContact.To(new EntityReference("contact", contact))));
        var process = _crm.StartProcess(account, by: sales);
        foreach (var stage in Lifecycle.Stages.Guided.SkipLast(1).Select(Lifecycle.Stages.Of))
        {
            var team = stage.Team == "Sales" ? sales : As($"CM {stage.Team}");
            team.Update(Row(account, [.. stage.Requires.Select(column => column.To(_crm.GoodValue(column)))]));
            _crm.MoveProcess(process, Next(stage.Stage), by: team);
            Assert.Equal((Next(stage.Stage), Next(stage.Stage)), (_crm.StageOf(account), _crm.ProcessStageOf(process)));
        }

        Assert.Equal(BillableStatus.Billable, _crm.StatusOf(account));
        finance.Update(Row(account, Columns.BillingHold.To(true), Columns.BillingHoldReason.To("Invoice disputed")));
        Assert.Equal(BillableStatus.OnHold, _crm.StatusOf(account));
        finance.Update(Row(account, [Columns.Stage.To(Stage.Closed), .. _crm.WhatIsNeededFor(Stage.Closed)]));
        Assert.Equal((Stage.Closed, BillableStatus.Ended), (_crm.StageOf(account), _crm.StatusOf(account)));
    }

    [Fact]
    public void Finance_reopens_a_customer_and_the_server_moves_the_process_that_Finance_may_only_read()
    {
        var (account, process) = _crm.GuidedCustomerIn(Stage.Live);
        var finance = As("CM Finance");
        finance.Update(Row(account, [Columns.Stage.To(Stage.Closed), .. _crm.WhatIsNeededFor(Stage.Closed)]));
        finance.Update(
            Row(account, Columns.Stage.To(Stage.Compliance), Columns.StageChangeReason.To("They came back")));
        Assert.Equal((Stage.Compliance, Stage.Compliance), (_crm.StageOf(account), _crm.ProcessStageOf(process)));

        Refused("prvWritecm_customerlifecycle", () => _crm.MoveProcess(process, Stage.Onboarding, by: finance));
    }

    [Fact]
    public void A_stage_saved_on_the_form_takes_the_process_along()
    {
        var (account, process) = _crm.GuidedCustomerIn(Stage.Readiness);
        var toLive = Lifecycle.Stages.Of(Stage.Readiness).Requires.Select(column => column.To(_crm.GoodValue(column)));
        As("CM Operations").Update(Row(account, [.. toLive, Columns.Stage.To(Stage.Live)]));
        Assert.Equal((Stage.Live, Stage.Live), (_crm.StageOf(account), _crm.ProcessStageOf(process)));
    }

    [Fact]
    public void Sales_is_refused_on_the_customer_of_a_colleague_in_the_words_of_the_platform()
    {
        var (account, process) = _crm.GuidedCustomerIn(Stage.Prospect);
        _crm.Save(account, [.. _crm.WhatIsNeededFor(Stage.Onboarding)]);
        var sales = As("CM Sales");
        Assert.Equal("Contoso Dental", sales.Retrieve("account", account, new ColumnSet("name"))["name"]);

        Refused(
            "prvWriteAccount",
            () => sales.Update(Row(account, Columns.BillingModel.To(new OptionSetValue(727000001)))));
        Refused("prvWriteAccount", () => sales.Update(Row(account, Columns.Stage.To(Stage.Onboarding))));
        Refused("prvWriteAccount", () => sales.Update(Row(account, Columns.State.To(new OptionSetValue(1)))));
        Refused("prvWriteAccount", () => _crm.MoveProcess(process, Stage.Onboarding, by: sales));
    }

    [Fact]
    public void A_process_that_the_platform_starts_by_itself_waits_for_the_first_move_of_Sales()
    {
        using var crm = new Crm(new TestEnvironment(new DataverseOptions { AutoCreateProcessInstances = true }));
        var sales = crm.Host.ServiceFor(crm.Host.AddUser("Sam Sales", roles: "CM Sales"));
        var account = sales.Create(Row(Guid.Empty, "name".To("Contoso Dental")));
        Assert.Null(crm.StageOf(account));

        sales.Update(Row(account, [.. crm.WhatIsNeededFor(Stage.Onboarding)]));
        var process = Assert.Single(crm.Host.System.RetrieveMultiple(new QueryExpression(GuidedProcess.Table)).Entities)
            .Id;
        crm.MoveProcess(process, Stage.Onboarding, by: sales);
        Assert.Equal(Stage.Onboarding, crm.StageOf(account));
    }

    [Theory, MemberData(nameof(RoleAgreementTests.Roles), MemberType = typeof(RoleAgreementTests))]
    public void A_role_opens_every_view_of_what_it_reads(string role)
    {
        var customer = _crm.CustomerIn(Stage.Live);
        var person = As(role);
        var views = new QueryByAttribute("savedquery") { ColumnSet = new ColumnSet("fetchxml", "returnedtypecode") };
        views.AddAttributeValue("querytype", 0);
        var shown =
            from view in person.RetrieveMultiple(views).Entities
            let name = (string)view["returnedtypecode"]
            let table = RoleMatrix.Tables.Single(table => table.Equals(name, StringComparison.OrdinalIgnoreCase))
            where RoleMatrix.Level(role, table, "read") is not null
            from row in person.RetrieveMultiple(new FetchExpression((string)view["fetchxml"])).Entities
            select row.Id;
        Assert.Contains(customer, shown.ToArray());
    }

    IOrganizationService As(string role) => _crm.Host.ServiceFor(_crm.Host.AddUser($"Sam {role}", roles: role));

    /// <summary>The refusal names the privilege that is missing, and nothing has changed.</summary>
    void Refused(string privilege, Action action)
    {
        var before = _crm.Host.Snapshot();
        var fault = Assert.Throws<FaultException<OrganizationServiceFault>>(action);
        Assert.Contains($"is missing {privilege} privilege on", fault.Detail.Message, StringComparison.Ordinal);
        Assert.Equal(before, _crm.Host.Snapshot());
    }
}
