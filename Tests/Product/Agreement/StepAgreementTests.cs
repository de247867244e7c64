using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using CrmMilestones.Packaging.Source;
using CrmMilestones.Plugins.Rules;
using Xunit;

namespace CrmMilestones.Tests.Agreement;

/// <summary>
/// The registration in Solution/SdkMessageProcessingSteps against the rules and the assembly: a step starts on exactly
/// the columns whose change can alter a judgement, and is handed exactly the columns that it reads.
/// </summary>
public class StepAgreementTests
{
    const string Process = GuidedProcess.Table;

    static readonly string[] ProcessRow =
        [GuidedProcess.ActiveStage, GuidedProcess.Account, GuidedProcess.State];

    static readonly string[] RequirementRow =
    [
        "cm_accountid", "cm_approvedbyid", "cm_column", "cm_effect", "cm_effectivefrom", "cm_effectiveuntil",
        "cm_marketid", "cm_name", "cm_problem", "cm_reason", "cm_stage", "statecode",
    ];

    static readonly string[] EveryColumn = [.. Columns.All.Select(column => column.LogicalName)];

    static readonly string[] WholeRow = [.. EveryColumn, "name", "ownerid"];

    static readonly string[] CheckedOfADocument =
    [
        "cm_accountid", "cm_documenttypeid", "cm_expireson", "cm_status", "cm_verifiedbyid", "cm_verifiedon",
    ];

    static readonly string[] JudgedClaim =
    [
        "cm_source", "cm_accountnumber", "cm_customername", "cm_periodstart", "cm_periodend", "cm_lastactivityon",
        "cm_amount", "cm_accountid", "cm_accountchosen", "cm_agreement", "cm_explanation",
    ];

    static readonly string[] PeriodRow = ["cm_accountid", "cm_from", "cm_until", "cm_previousstatus"];

    /// <summary>Per step: filtering attributes, pre-image, post-image.</summary>
    public static TheoryData<string, string[], string[], string[]> Steps { get; } = new()
    {
        { "CustomerSave: account Create", [], [], [] },
        { "CustomerSave: account Update", EveryColumn, WholeRow, [] },
        { "CustomerHistory: account Create", [], [], WholeRow },
        { "CustomerHistory: account Update", EveryColumn, WholeRow, WholeRow },
        { "CustomerDelete: account Delete", [], WholeRow, [] },
        { "CustomerMerge: account Merge", [], [], [] },
        { "CustomerStatusCheck: account SetState", [], [], [] },
        { "CustomerStatusCheck: account SetStateDynamicEntity", [], [], [] },
        { "CustomerStatusCheck: account Merge", [], [], [] },
        { "ProcessFollowsCustomer: account Update", [Columns.Stage], [Columns.Stage, Columns.StageEnteredOn],
            [Columns.StageEnteredOn] },
        { $"CustomerFollowsProcess: {Process} Create", [], [], ProcessRow },
        { $"CustomerFollowsProcess: {Process} Update", [GuidedProcess.ActiveStage, GuidedProcess.Account],
            [GuidedProcess.ActiveStage, GuidedProcess.Account], ProcessRow },
        { "DocumentSave: cm_customerdocument Create", [], [], [] },
        { "DocumentSave: cm_customerdocument Update", CheckedOfADocument,
            [.. CheckedOfADocument, "cm_name", "createdby", "ownerid"], [] },
        { "RequirementSave: cm_stagerequirement Create", [], [], [] },
        { "RequirementSave: cm_stagerequirement Update", RequirementRow,
            [.. RequirementRow, "createdby", "modifiedby"], [] },
        { "ClaimSave: cm_externalclaim Create", [], [], [] },
        { "ClaimSave: cm_externalclaim Update", JudgedClaim, JudgedClaim, [] },
        { "ClaimsFollowPeriods: cm_statusperiod Create", [], [], PeriodRow },
        { "ClaimsFollowPeriods: cm_statusperiod Update", ["cm_supersededon"], [], PeriodRow },
        { "ClaimsFollowPeriods: cm_externalclaim Update", ["statecode"], [], [] },
        { "ClaimsFollowPeriods: account Merge", [], [], [] },
        { "ClaimsOfDeletedCustomers: account Delete", [], [], [] },
        { "HistoryGuard: cm_lifecycleevent Create", [], [], [] },
        { "HistoryGuard: cm_lifecycleevent Update", AnythingOf("cm_lifecycleevent"), [], [] },
        { "HistoryGuard: cm_lifecycleevent Delete", [], [], [] },
        { "HistoryGuard: cm_statusperiod Create", [], [], [] },
        { "HistoryGuard: cm_statusperiod Update", AnythingOf("cm_statusperiod"), ["cm_supersededon"], [] },
        { "HistoryGuard: cm_statusperiod Delete", [], [], [] },
        { "HistoryGuard: cm_monthclose Create", [], [], [] },
        { "HistoryGuard: cm_monthclose Update", AnythingOf("cm_monthclose"), [], [] },
        { "HistoryGuard: cm_monthclose Delete", [], [], [] },
    };

    [Theory, MemberData(nameof(Steps))]
    public void A_step_starts_on_and_receives_exactly_the_columns_it_reads(
        string name, string[] filter, string[] before, string[] after)
    {
        var step = Shipped.Step(name);
        Same(filter, step.FilteringColumns, "the list of filtering attributes");
        Same(before, Image(step, "PreImage", "0"), "the pre-image");
        Same(after, Image(step, "PostImage", "1"), "the post-image");

        void Same(string[] expected, IEnumerable<string> found, string list) =>
            Shipped.AssertSame(expected.Order(), found.Order(), step.Xml, list);
    }

    [Fact]
    public void No_step_is_registered_that_is_not_described_here() => Assert.Equal(
        Steps.Select(row => (string)row[0]).Order(), Shipped.Solution.Steps.Select(step => step.Name).Order());

    [Fact]
    public void Every_registered_type_is_a_public_plug_in_of_the_assembly_and_every_plug_in_is_registered()
    {
        var plugins = Shipped.Assembly.GetTypes()
            .Where(type => type is { IsPublic: true, IsAbstract: false })
            .Where(type => type.GetInterfaces().Any(i => i.FullName == "Microsoft.Xrm.Sdk.IPlugin"));
        var registration = Assert.Single(Shipped.Solution.PluginAssemblies);

        Assert.Equal(
            plugins.Select(type => type.FullName!).Order(), registration.Types.Select(type => type.Name).Order());
        Assert.Equal(Shipped.Assembly.FullName, registration.FullName);
        Shipped.Each(
            registration.Types,
            type => Assert.Equal($"{type.Name}, {registration.FullName}", type.AssemblyQualifiedName));
    }

    /// <summary>
    /// Dataverse refuses an upgrade whose assembly lacks a class that the installed one has: none is renamed or
    /// removed.
    /// </summary>
    [Fact]
    public void Plug_in_classes_keep_their_names() => Assert.Equal(
        [
            "CrmMilestones.Plugins.Claims.ClaimSave", "CrmMilestones.Plugins.Claims.ClaimsFollowPeriods",
            "CrmMilestones.Plugins.Claims.ClaimsOfDeletedCustomers",
            "CrmMilestones.Plugins.Customer.CustomerDelete", "CrmMilestones.Plugins.Customer.CustomerFollowsProcess",
            "CrmMilestones.Plugins.Customer.CustomerHistory", "CrmMilestones.Plugins.Customer.CustomerMerge",
            "CrmMilestones.Plugins.Customer.CustomerSave", "CrmMilestones.Plugins.Customer.CustomerStatusCheck",
            "CrmMilestones.Plugins.Customer.ExplainCustomer",
            "CrmMilestones.Plugins.Customer.ProcessFollowsCustomer",
            "CrmMilestones.Plugins.Customer.RecomputeCustomer", "CrmMilestones.Plugins.Documents.DocumentSave",
            "CrmMilestones.Plugins.History.HistoryGuard",
            "CrmMilestones.Plugins.Months.CloseMonth", "CrmMilestones.Plugins.Months.CompareMonths",
            "CrmMilestones.Plugins.Months.CountCustomers", "CrmMilestones.Plugins.Requirements.RequirementSave",
        ],
        Assert.Single(Shipped.Solution.PluginAssemblies).Types.Select(type => type.Name).Order());

    [Fact]
    public void Every_registered_type_has_a_step_or_a_custom_API() => Assert.Equal(
        Assert.Single(Shipped.Solution.PluginAssemblies).Types.Select(type => type.Id).Order(),
        Shipped.Solution.Steps.Select(step => step.PluginTypeId).Distinct()
            .Concat(Shipped.Solution.CustomApis.Select(api => api.PluginTypeId)).Order());

    [Fact]
    public void A_steps_name_says_what_it_runs_and_when() => Shipped.Each(Shipped.Solution.Steps, step => Assert.Equal(
        $"{step.PluginTypeName.Split(',')[0].Split('.')[^1]}: {step.PrimaryTable} {Messages[step.MessageId[..8]]}",
        step.Name));

    [Fact]
    public void Steps_of_one_moment_have_ranks_of_their_own() => Shipped.Each(
        Shipped.Solution.Steps.GroupBy(step => (step.PrimaryTable, step.MessageId, step.Stage)),
        moment => Assert.Equal(moment.Count(), moment.Select(step => step.Rank).Distinct().Count()));

    [Fact]
    public void Rules_run_before_the_write_and_followers_after_it() => Shipped.Each(
        Shipped.Solution.Steps,
        step => Assert.Equal(BeforeTheWrite.Contains(step.Name.Split(':')[0]) ? "20" : "40", step.Stage));

    static readonly string[] BeforeTheWrite =
    [
        "ClaimSave", "CustomerSave", "CustomerMerge", "CustomerDelete", "DocumentSave", "HistoryGuard",
        "RequirementSave",
    ];

    /// <summary>Events and periods of a save are there before the process moves.</summary>
    [Fact]
    public void The_history_of_a_save_is_written_before_the_process_follows() => Assert.True(
        int.Parse(Shipped.Step("CustomerHistory: account Update").Rank, CultureInfo.InvariantCulture)
            < int.Parse(Shipped.Step("ProcessFollowsCustomer: account Update").Rank, CultureInfo.InvariantCulture));

    /// <summary>First part of the message's id (Scripts/Dataverse/PLATFORM.md#ids).</summary>
    static readonly Dictionary<string, string> Messages = new()
    {
        ["9ebdbb1b"] = "Create",
        ["20bebb1b"] = "Update",
        ["dbbdbb1b"] = "Merge",
        ["1cbebb1b"] = "SetState",
        ["1dbebb1b"] = "SetStateDynamicEntity",
        ["a1bdbb1b"] = "Delete",
    };

    /// <summary>Every column of a table of ours that an update can change.</summary>
    static string[] AnythingOf(string table) =>
    [
        .. Shipped.Solution.Table(table)!.Columns.Select(column => column.LogicalName)
            .Where(name => name.StartsWith("cm_", StringComparison.Ordinal) && name != table + "id"),
        "statecode", "statuscode",
    ];

    static IReadOnlyList<string> Image(SourceStep step, string alias, string type)
    {
        var image = step.Images.SingleOrDefault(image => image.Alias == alias);
        Assert.True(image is null || image.ImageType == type, $"{step.Name}: {alias} has another type than {type}.");
        return image?.Columns ?? [];
    }
}
