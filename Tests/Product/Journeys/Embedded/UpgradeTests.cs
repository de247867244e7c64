using System;
using System.Linq;
using CrmMilestones.Dataverse.Import;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Tests.Agreement;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Xunit;

namespace CrmMilestones.Tests.Journeys;

/// <summary>
/// The same version once more, and the next one over a version with data. Here only, as FakeXrmEasy imports no
/// solutions.
/// </summary>
public sealed class UpgradeTests : IDisposable
{
    static readonly string[] ComponentTables =
    [
        "solution", "savedquery", "workflow", "processstage", "pluginassembly", "plugintype",
        "sdkmessageprocessingstep",
        "sdkmessageprocessingstepimage", "role",
    ];

    /// <summary>The server alone writes them.</summary>
    static readonly string[] History = ["cm_lifecycleevent", "cm_statusperiod", "cm_monthclose"];

    readonly TestEnvironment _environment = new();
    readonly Crm _crm;

    public UpgradeTests() => _crm = new(_environment);

    string Metadata => TestEnvironment.Metadata(_environment.Embedded);

    public void Dispose() => _crm.Dispose();

    [Fact]
    public void A_second_import_changes_nothing()
    {
        var process = Fill();
        var (rows, metadata) = (_environment.Snapshot(), Metadata);

        Bring(TestEnvironment.Package, isUpgrade: false);

        Assert.Equal(rows, _environment.Snapshot());
        Assert.Equal(metadata, Metadata);
        AssertStepsRunOnce(process);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_next_version_keeps_the_data_of_every_table(bool isUpgrade)
    {
        var process = Fill();
        var (data, components) = (Rows(Data), Rows(ComponentIds));
        Assert.All(
            Shipped.Solution.Tables,
            table => Assert.Contains(data, row => row.StartsWith(table.LogicalName + " ", StringComparison.Ordinal)));

        Bring(NextVersion.Package, isUpgrade);

        Assert.Equal(data, Rows(Data));
        Assert.Equal("savedquery", Assert.Single(Rows(ComponentIds).Except(components)).Split(' ')[0]);
        AssertStepsRunOnce(process);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_the_next_version_brings_works(bool isUpgrade)
    {
        var account = _crm.CustomerIn(Stage.Compliance);
        Bring(NextVersion.Package, isUpgrade);

        var refusal = _crm.Refused(() => _crm.Save(account, Columns.Stage.To(Stage.Readiness)));
        Assert.Contains(NextVersion.NewWording, refusal, StringComparison.Ordinal);
        Assert.Contains(NextVersion.NewLabel, refusal, StringComparison.Ordinal);
        UseAdditions(account);
        Assert.Equal("XX", _crm.Account(account)[NextVersion.NewColumn]);
        Assert.Equal(
            NextVersion.NewOption, _crm.Account(account).GetAttributeValue<OptionSetValue>(Columns.EndReason).Value);
        Assert.True(IsThere(NextVersion.NewView));
    }

    [Fact]
    public void An_import_over_the_installed_version_removes_nothing()
    {
        var account = _crm.CustomerIn(Stage.Compliance);
        Bring(NextVersion.Package, isUpgrade: true);
        UseAdditions(account);
        var data = Rows(Data);

        Bring(NextVersion.WithoutAdditions, isUpgrade: false);

        Assert.Equal(data, Rows(Data));
        Assert.True(IsThere(NextVersion.NewView));
    }

    [Fact]
    public void An_upgrade_removes_what_the_next_version_lacks_and_nothing_else()
    {
        var account = _crm.CustomerIn(Stage.Compliance);
        Bring(NextVersion.Package, isUpgrade: true);
        UseAdditions(account);
        var data = Rows(Data);

        Bring(NextVersion.WithoutAdditions, isUpgrade: true);

        Assert.Equal(
            data.Select(row => row.Replace($" {NextVersion.NewColumn}=XX", "", StringComparison.Ordinal)), Rows(Data));
        Assert.DoesNotContain(NextVersion.NewColumn, Metadata, StringComparison.Ordinal);
        Assert.DoesNotContain($"{NextVersion.NewOption}", Metadata, StringComparison.Ordinal);
        Assert.False(IsThere(NextVersion.NewView));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_way_back_to_a_lower_version_is_refused_and_changes_nothing(bool isUpgrade)
    {
        Bring(NextVersion.Package, isUpgrade: true);
        var (rows, metadata) = (_environment.Snapshot(), Metadata);

        var refusal = Assert.Throws<SolutionImportException>(() => Bring(TestEnvironment.Package, isUpgrade));

        Assert.Contains("1.1.0.0 is installed", refusal.Message, StringComparison.Ordinal);
        Assert.Equal((rows, metadata), (_environment.Snapshot(), Metadata));
    }

    void Bring(SolutionPackage package, bool isUpgrade)
    {
        var result = isUpgrade
            ? _environment.Embedded.UpgradeSolution(package) : _environment.Embedded.ImportSolution(package);
        Assert.Equal(Shipped.Solution.Steps.Count, result.Steps);
    }

    /// <summary>
    /// Rows in every table of the solution, customers in every stage, and the process of one in Onboarding.
    /// </summary>
    Guid Fill()
    {
        var account = _crm.CustomerIn(Stage.Closed);
        _crm.Host.System.Execute(new CreateRequest
        {
            Target = new("cm_monthclose") { ["cm_name"] = "Kept" },
            ["BypassBusinessLogicExecution"] = "CustomSync",
        });
        foreach (var table in Shipped.Solution.Tables.Where(
            table => table is { IsExtended: false, IsProcessTable: false } && !History.Contains(table.LogicalName)))
        {
            Entity row = new(table.LogicalName) { ["cm_name"] = "Kept" };
            if (table.Columns.Any(column => column.LogicalName == "cm_accountid"))
            {
                row["cm_accountid"] = new EntityReference("account", account);
            }

            if (table.LogicalName == "cm_stagerequirement")
            {
                row["cm_stage"] = new OptionSetValue((int)Stage.Onboarding);
                row["cm_column"] = "websiteurl";
            }

            if (table.LogicalName == "cm_documenttype")
            {
                row["cm_required"] = false;
            }

            _crm.Host.System.Create(row);
        }

        var processes = Lifecycle.Stages.Guided.ToDictionary(
            stage => stage, stage => _crm.GuidedCustomerIn(stage).Process);
        return processes[Stage.Onboarding];
    }

    /// <summary>As in ServiceCallBudgetTests: a step that is there twice, or not at all, makes other calls.</summary>
    void AssertStepsRunOnce(Guid process)
    {
        var account = _crm.Process(process).GetAttributeValue<EntityReference>(GuidedProcess.Account).Id;
        _crm.Save(account, [.. _crm.WhatIsNeededFor(Stage.Compliance)]);
        Assert.Equal(6, _environment.PluginCallsDuring(() => _crm.MoveProcess(process, Stage.Compliance)).Count);
        Assert.Equal(6, _environment.PluginCallsDuring(() =>
            _crm.Save(account, Columns.Stage.To(Stage.Onboarding), Columns.StageChangeReason.To("Because"))).Count);
        Assert.Equal(
            (Stage.Onboarding, BillableStatus.NotBillable), (_crm.ProcessStageOf(process), _crm.StatusOf(account)));
    }

    void UseAdditions(Guid account)
    {
        _crm.Save(
            account, NextVersion.NewColumn.To("XX"),
            Columns.EndReason.To(new OptionSetValue(NextVersion.NewOption)));
        _crm.Host.System.Update(new Entity("cm_market", _crm.Market) { [NextVersion.NewColumn] = "XX" });
    }

    bool IsThere(string view)
    {
        QueryExpression query = new("savedquery") { ColumnSet = new("fetchxml") };
        query.Criteria.AddCondition("name", ConditionOperator.Equal, view);
        var found = _crm.AsRep.RetrieveMultiple(query).Entities.SingleOrDefault();
        if (found is not null)
        {
            _crm.AsRep.RetrieveMultiple(new FetchExpression(found.GetAttributeValue<string>("fetchxml")));
        }

        return found is not null;
    }

    string[] Rows(Func<string[], string?> choose) =>
        [.. _environment.Snapshot().Split('\n').Select(row => choose(row.Split(' '))).OfType<string>()];

    static string? Data(string[] row) => ComponentTables.Contains(row[0]) ? null : string.Join(' ', row);

    static string? ComponentIds(string[] row) =>
        ComponentTables.Contains(row[0])
            ? $"{row[0]} {row.Single(cell => cell.StartsWith(row[0] + "id=", StringComparison.Ordinal))}" : null;
}
