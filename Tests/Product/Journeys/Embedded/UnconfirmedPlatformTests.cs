using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Dataverse;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Tests.Host;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Xunit;

namespace CrmMilestones.Tests.Journeys;

/// <summary>
/// Where no source says how Dataverse behaves, the plug-ins work either way. Here only: FakeXrmEasy's adapter has one
/// answer to each question.
/// </summary>
public class UnconfirmedPlatformTests
{
    static readonly DataverseOptions Defaults = new();

    public static TheoryData<string> Questions { get; } = new(Answers.Keys);

    static Dictionary<string, DataverseOptions> Answers => new()
    {
        ["as assumed"] = Defaults,
        ["added columns start no step"] = Defaults with { FiltersSeeAddedColumns = false },
        ["Multiple steps run first"] = Defaults with { MultipleStepsRunFirst = true },
        ["rows do not know their Multiple message"] = Defaults with { RowsHaveMultipleAsParent = false },
        ["rows share their variables"] = Defaults with { RowsShareVariables = true },
        ["contexts do not name their step"] = Defaults with { ContextsNameTheirStep = false },
        ["a change of owner splits the update"] = Defaults with { SplitOwnerChange = true },
        ["SetState raises no Update"] = Defaults with { SetStateRunsUpdate = false },
        ["Merge raises no Update"] = Defaults with { MergeRunsUpdates = false },
        ["lookups that move raise Updates"] = Defaults with { MovedLookupsRunUpdates = true },
        ["instances come by themselves"] = Defaults with { AutoCreateProcessInstances = true },
        ["required steps hold on the server"] = Defaults with { EnforceRequiredSteps = true },
    };

    [Theory, MemberData(nameof(Questions))]
    public void Deactivating_ends_billing_until_it_is_undone_and_merging_leaves_one_active_customer(string answer)
    {
        using var crm = new Crm(new TestEnvironment(Answers[answer]));
        var (deactivated, master, merged) =
            (crm.CustomerIn(Stage.Live), crm.CustomerIn(Stage.Live), crm.CustomerIn(Stage.Live));

        crm.AsRep.Execute(SetState(deactivated, 1, 2));
        crm.Host.System.Execute(Merge(master, merged, new("account")));

        Assert.Equal(BillableStatus.Ended, crm.StatusOf(deactivated));
        Assert.Equal(BillableStatus.Billable, crm.StatusOf(master));
        Assert.Equal(BillableStatus.Ended, crm.StatusOf(merged));
        Assert.Equal(["Billable", "Ended from today"], Believed(crm, deactivated));
        Assert.Equal(["Billable"], Believed(crm, master));
        Assert.Equal(["Billable", "Ended from today"], Believed(crm, merged));

        crm.AsRep.Execute(SetState(deactivated, 0, 1));
        Assert.Equal(BillableStatus.Billable, crm.StatusOf(deactivated));
        Assert.Equal(["Billable"], Believed(crm, deactivated));
    }

    [Theory, MemberData(nameof(Questions))]
    public void A_deleted_customer_ends_and_its_history_stays(string answer)
    {
        using var crm = new Crm(new TestEnvironment(Answers[answer]));
        var account = crm.CustomerIn(Stage.Live);
        crm.Host.System.Delete("account", account);
        Assert.Equal(["Billable", "Ended from today"], Believed(crm, account));
    }

    [Theory, MemberData(nameof(Questions))]
    public void What_a_merge_copies_must_keep_the_rules(string answer)
    {
        using var crm = new Crm(new TestEnvironment(Answers[answer]));
        var (master, merged) = (crm.CustomerIn(Stage.Live), crm.CustomerIn(Stage.Live));
        Assert.StartsWith(
            "CM002 Contoso Dental: \"Registration number\" can't be emptied",
            crm.Refused(() => crm.Host.System.Execute(Merge(
                master, merged, new("account") { [Columns.RegistrationNumber] = null }))),
            StringComparison.Ordinal);
    }

    /// <summary>Then only the reason differs, and is saved all the same.</summary>
    [Theory, MemberData(nameof(Questions))]
    public void Deactivating_a_customer_on_the_way_tells_the_reason(string answer)
    {
        using var crm = new Crm(new TestEnvironment(Answers[answer]));
        var account = crm.CustomerIn(Stage.Onboarding);
        crm.AsRep.Execute(SetState(account, 1, 2));
        Assert.Equal("The account is inactive. Not Live yet.", crm.Account(account)[Columns.BillableReason]);
    }

    [Theory, MemberData(nameof(Questions))]
    public void Account_and_process_agree_after_jumps_and_owner_changes(string answer)
    {
        using var crm = new Crm(new TestEnvironment(Answers[answer]));
        var account = crm.CustomerIn(Stage.Onboarding);
        var process = InstanceOf(crm, account) ?? crm.StartProcess(account);
        Assert.Equal(Stage.Onboarding, crm.ProcessStageOf(process));

        crm.Save(account,
        [
            .. crm.WhatIsNeededFor(Stage.Live), Columns.Stage.To(Stage.Live),
            "ownerid".To(new EntityReference("systemuser", crm.Colleague)),
        ]);

        Assert.Equal((Stage.Live, Stage.Live), (crm.StageOf(account), crm.ProcessStageOf(process)));
        Assert.Equal(BillableStatus.Billable, crm.StatusOf(account));
    }

    /// <summary>The account went ahead past the plug-ins: whoever moves the process on brings it there.</summary>
    [Theory, MemberData(nameof(Questions))]
    public void A_process_that_is_behind_is_taken_all_the_way_to_the_account(string answer)
    {
        using var crm = new Crm(new TestEnvironment(Answers[answer]));
        var account = crm.CustomerIn(Stage.Prospect);
        var process = InstanceOf(crm, account) ?? crm.StartProcess(account);
        LeadAhead(crm, account);

        crm.MoveProcess(process, Stage.Onboarding);

        Assert.Equal((Stage.Live, Stage.Live), (crm.StageOf(account), crm.ProcessStageOf(process)));
    }

    /// <summary>No save of the account leads it there.</summary>
    [Fact]
    public void So_is_one_that_somebodys_plug_in_moves_on_when_the_account_is_assigned()
    {
        TestEnvironment environment = new();
        using Crm crm = new(environment);
        var (account, process) = crm.GuidedCustomerIn(Stage.Prospect);
        LeadAhead(crm, account);
        environment.Embedded.On(
            "Assign", "account", 40, assigned => crm.MoveProcess(process, Stage.Onboarding, assigned.System));

        crm.AsRep.Execute(new("Assign")
        {
            ["Target"] = new EntityReference("account", account),
            ["Assignee"] = new EntityReference("systemuser", crm.Colleague),
        });

        Assert.Equal((Stage.Live, Stage.Live), (crm.StageOf(account), crm.ProcessStageOf(process)));
    }

    [Fact]
    public void A_process_that_somebodys_plug_in_starts_inside_a_save_begins_at_the_accounts_stage()
    {
        TestEnvironment environment = new();
        using Crm crm = new(environment);
        var account = crm.CustomerIn(Stage.Compliance);
        Guid process = default;
        environment.Embedded.On("Update", "account", 40, filter: ["telephone1"], body: save =>
            process = crm.StartProcess(account, by: save.System));

        crm.Save(account, "telephone1".To("555-0100"));

        Assert.Equal(Stage.Compliance, crm.ProcessStageOf(process));
    }

    /// <summary>Two of one name, two that bring the same, and two that bring it in other columns.</summary>
    [Theory, MemberData(nameof(Questions))]
    public void New_rows_of_one_message_count_each_from_its_own_day(string answer)
    {
        using var crm = new Crm(new TestEnvironment(Answers[answer]));
        var created = ((CreateMultipleResponse)crm.AsRep.Execute(new CreateMultipleRequest
        {
            Targets = Rows(
                Customer("Contoso Dental", Stage.Prospect, Columns.TakesEffectOn.To(Crm.Today.AddDays(-5)),
                    Columns.StageChangeReason.To("Agreed by phone")),
                Customer("Contoso Dental", Stage.Onboarding, [.. crm.WhatIsNeededFor(Stage.Onboarding)]),
                Customer("Fabrikam Clinic", Stage.Prospect),
                Customer("Adventure Works", Stage.Prospect, Columns.TakesEffectOn.To(Crm.Today.AddDays(-5)),
                    Columns.RegistrationNumber.To("AU-"), Columns.StageChangeReason.To("Agreed by phone"),
                    Columns.DocumentsSubmittedOn.To(new DateTime(2026, 1, 5))),
                Customer("Adventure Works", Stage.Prospect, Columns.RegistrationNumber.To("AU-01/05/2026 00:00:00"))),
        })).Ids;

        Assert.Equal((Crm.Today.AddDays(-5), "Agreed by phone"), Latest(crm, created[0]));
        Assert.Equal((Crm.Today, null), Latest(crm, created[1]));
        Assert.Equal((Crm.Today, null), Latest(crm, created[2]));
        Assert.Equal((Crm.Today.AddDays(-5), "Agreed by phone"), Latest(crm, created[3]));
        Assert.Equal((Crm.Today, null), Latest(crm, created[4]));

        static Entity Customer(string name, Stage stage, params KeyValuePair<string, object?>[] more) =>
            Crm.Row(Guid.Empty, ["name".To(name), Columns.Stage.To(stage), .. more]);
    }

    [Theory, MemberData(nameof(Questions))]
    public void Changed_rows_of_one_message_count_each_from_its_own_day(string answer)
    {
        using var crm = new Crm(new TestEnvironment(Answers[answer]));
        var (early, today) = (crm.CustomerIn(Stage.Live), crm.CustomerIn(Stage.Live));
        crm.AsRep.Execute(new UpdateMultipleRequest
        {
            Targets = Rows(
                Hold(early, Columns.TakesEffectOn.To(Crm.Today.AddDays(-5)),
                    Columns.StageChangeReason.To("Agreed by phone")),
                Hold(today)),
        });

        Assert.Equal((Crm.Today.AddDays(-5), "Agreed by phone"), Latest(crm, early));
        Assert.Equal((Crm.Today, null), Latest(crm, today));

        static Entity Hold(Guid account, params KeyValuePair<string, object?>[] more) => Crm.Row(
            account, [Columns.BillingHold.To(true), Columns.BillingHoldReason.To("Dispute"), .. more]);
    }

    [Fact]
    public void A_new_row_to_which_the_customers_own_plug_in_adds_a_column_still_counts_from_its_day()
    {
        TestEnvironment environment = new();
        using Crm crm = new(environment);
        environment.Embedded.On(
            "Create", "account", 20, save => save.Target[Columns.RegistrationNumber] = "AU-4711", rank: 1000);

        var account = crm.CustomerIn(
            Stage.Prospect, Columns.TakesEffectOn.To(Crm.Today.AddDays(-5)),
            Columns.StageChangeReason.To("Agreed by phone"));

        Assert.Equal((Crm.Today.AddDays(-5), "Agreed by phone"), Latest(crm, account));
    }

    [Fact]
    public void A_new_account_gets_the_customers_own_process_before_ours()
    {
        TestEnvironment environment = new(new DataverseOptions { AutoCreateProcessInstances = true });
        using Crm crm = new(environment);
        environment.Embedded.ImportSolution(TestSolution.Flow);

        var account = environment.System.Create(new Entity("account") { ["name"] = "Contoso Dental" });

        Assert.Null(InstanceOf(crm, account));
        Assert.Single(environment.System.RetrieveMultiple(new QueryExpression("cm_flow")).Entities);
    }

    /// <summary>The account goes Live past the plug-ins.</summary>
    static void LeadAhead(Crm crm, Guid account) => crm.Host.System.Execute(new UpdateRequest
    {
        Target = Crm.Row(account, [.. crm.WhatIsNeededFor(Stage.Live), Columns.Stage.To(Stage.Live)]),
        [PeriodBook.Bypass] = PeriodBook.PlugIns,
    });

    /// <summary>The periods that are believed, and which of them begin today.</summary>
    static IEnumerable<string> Believed(Crm crm, Guid account)
    {
        var periods = new QueryExpression("cm_statusperiod") { ColumnSet = new ColumnSet("cm_status", "cm_from") };
        periods.Criteria.AddCondition("cm_customerkey", ConditionOperator.Equal, account.ToString());
        periods.Criteria.AddCondition("cm_supersededon", ConditionOperator.Null);
        periods.AddOrder("cm_from", OrderType.Ascending);
        return crm.Host.System.RetrieveMultiple(periods).Entities.Select(period => period.FormattedValues["cm_status"]
            + (period.GetAttributeValue<DateTime>("cm_from") == Crm.Today ? " from today" : ""));
    }

    /// <summary>From when and why the latest period that is believed.</summary>
    static (DateTime From, string? Reason) Latest(Crm crm, Guid account)
    {
        var periods = new QueryExpression("cm_statusperiod") { ColumnSet = new ColumnSet("cm_from", "cm_reason") };
        periods.Criteria.AddCondition("cm_customerkey", ConditionOperator.Equal, account.ToString());
        periods.Criteria.AddCondition("cm_until", ConditionOperator.Null);
        periods.Criteria.AddCondition("cm_supersededon", ConditionOperator.Null);
        var latest = crm.Host.System.RetrieveMultiple(periods).Entities.Single();
        return ((DateTime)latest["cm_from"], latest.GetAttributeValue<string>("cm_reason"));
    }

    static EntityCollection Rows(params Entity[] rows) => new(rows) { EntityName = "account" };

    static OrganizationRequest SetState(Guid account, int state, int statusReason) => new("SetState")
    {
        ["EntityMoniker"] = new EntityReference("account", account),
        ["State"] = new OptionSetValue(state),
        ["Status"] = new OptionSetValue(statusReason),
    };

    static OrganizationRequest Merge(Guid master, Guid merged, Entity copied) => new("Merge")
    {
        ["Target"] = new EntityReference("account", master),
        ["SubordinateId"] = merged,
        ["UpdateContent"] = copied,
        ["PerformParentingChecks"] = false,
    };

    static Guid? InstanceOf(Crm crm, Guid account)
    {
        var query = new QueryByAttribute(GuidedProcess.Table);
        query.AddAttributeValue(GuidedProcess.Account, account);
        return crm.Host.System.RetrieveMultiple(query).Entities.SingleOrDefault()?.Id;
    }
}
