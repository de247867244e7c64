using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using CrmMilestones.Packaging.Source;
using CrmMilestones.Plugins.Rules;
using Xunit;

namespace CrmMilestones.Tests.Agreement;

/// <summary>
/// The guided process in Solution/Workflows against the definition in Plugins/Rules/Lifecycle.cs: makers edit the one
/// in the designer, developers the other.
/// </summary>
public class GuidedProcessAgreementTests
{
    static readonly SourceProcess Process = Assert.Single(Shipped.Solution.Processes);

    [Fact]
    public void The_process_is_the_one_that_the_plug_ins_follow()
    {
        Assert.Equal(GuidedProcess.Table, Process.UniqueName);
        Assert.Equal("account", Process.PrimaryTable);
        Assert.True(Shipped.Solution.Table(GuidedProcess.Table)!.IsProcessTable);
    }

    /// <summary>
    /// Behind the customer's own processes on account; the platform starts the lowest one on new rows.
    /// </summary>
    [Fact]
    public void It_comes_after_the_customers_own_processes() =>
        Shipped.Each([Process], process => Assert.Equal("100", process.Xml.Text("processorder")));

    /// <summary>
    /// Stage Live requires nothing; what Operations does there is to end the service, or take the customer back.
    /// </summary>
    [Fact]
    public void Its_last_stage_offers_what_Operations_fills_in_there() => Shipped.Each(
        [Process.Stages[^1]],
        stage => Assert.Equal(
            [(Columns.ServiceEndedOn, false), (Columns.StageChangeReason, false)],
            stage.Steps.Select(step => (step.Column, step.IsRequired))));

    [Fact]
    public void Its_stages_are_those_of_the_definition_in_order() => Shipped.AssertSame(
        Lifecycle.Stages.Guided.Select(stage => $"{stage} {GuidedProcess.IdOf(stage)}"),
        Process.Stages.Select(stage => $"{stage.Name} {stage.Id}"), Process.Xaml!, "the process");

    [Fact]
    public void Each_stage_leads_to_the_next_and_the_last_to_none() => Shipped.Each(
        Process.Stages.Zip(Process.Stages.Skip(1).Select(stage => stage.Id).Append("")),
        pair => Assert.Equal(pair.Second, pair.First.NextId));

    public static TheoryData<Stage> Stages() => [.. Lifecycle.Stages.Guided];

    [Theory, MemberData(nameof(Stages))]
    public void The_required_steps_of_a_stage_are_its_requirements(Stage stage)
    {
        var found = Process.Stages.SingleOrDefault(found => found.Name == stage.ToString());
        Shipped.AssertSame(
            Lifecycle.Stages.Of(stage).Requires.Select(column => column.LogicalName),
            found?.Steps.Where(step => step.IsRequired).Select(step => step.Column) ?? [],
            found?.Xml ?? Process.Xaml!, $"stage {stage}");
    }

    [Fact]
    public void Its_stages_and_steps_are_called_what_stages_and_columns_are_called()
    {
        var stages = Shipped.Solution.Choices.Single(choice => choice.Name == Columns.Stage).Options;
        var columns = Shipped.Account.Columns.ToDictionary(
            column => column.LogicalName, column => Words(column.Xml.Items("displaynames", "displayname")));
        var called = Process.StepLabels.ToDictionary(
            label => Guid.Parse(label.Attr("id")), label => Words(label.Elements("label")));
        Shipped.AssertSame(
            Lifecycle.Stages.Guided.Select(stage => Words(
                stages.Single(option => option.Value == $"{(int)stage}").Xml.Items("labels", "label"))),
            Process.Stages.Select(stage => called[Guid.Parse(stage.Id)]), Process.Xml, "the process");
        Shipped.Each(
            Process.Stages.SelectMany(stage => stage.Steps).Where(step => columns.ContainsKey(step.Column)),
            step => Assert.Equal(columns[step.Column], called[Guid.Parse(step.Id)]));

        static string Words(IEnumerable<XElement> labels) =>
            string.Join(
                ", ", labels.OrderBy(label => label.Attr("languagecode")).Select(label => label.Attr("description")));
    }

    [Fact]
    public void Its_table_has_the_columns_that_the_plug_ins_use()
    {
        var columns = Shipped.Solution.Table(GuidedProcess.Table)!.Columns.Select(column => column.LogicalName)
            .ToArray();
        Assert.All(
            [GuidedProcess.Account, GuidedProcess.ActiveStage, GuidedProcess.TraversedPath, GuidedProcess.State,
                GuidedProcess.Status],
            column => Assert.Contains(column, columns));
    }
}
