using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using CrmMilestones.Packaging.Source;
using CrmMilestones.Plugins.Rules;
using Xunit;

namespace CrmMilestones.Tests.Agreement;

/// <summary>The account form, views, charts and dashboard against the definition and among themselves.</summary>
public class ScreenAgreementTests
{
    static readonly SourceForm Lifecycle = Assert.Single(
        Shipped.Account.Forms, form => form.Name == "Customer lifecycle");

    public static TheoryData<Stage> Stages() => [.. Definition.Select(stage => stage.Stage)];

    static IReadOnlyList<StageDefinition> Definition => Plugins.Rules.Lifecycle.Stages;

    [Fact]
    public void The_sections_of_the_form_follow_the_stages()
    {
        Shipped.AssertSame(
            Definition.Select(stage => $"stage_{Name(stage.Stage)}"), Sections("summary", "stage_"), Tab("summary"),
            "the tab summary");
        Shipped.AssertSame(
            Definition.Where(stage => Asked(stage).Length > 0).Select(stage => $"all_{Name(stage.Stage)}"),
            Sections("stages", "all_"), Tab("stages"), "the tab stages");
    }

    /// <summary>
    /// Next to the section that the form's script opens, which asks for the same, the tab says who certified, and from
    /// where a customer was closed.
    /// </summary>
    [Theory, MemberData(nameof(Stages))]
    public void A_section_of_the_form_asks_for_what_its_stage_asks_for(Stage stage)
    {
        var definition = Plugins.Rules.Lifecycle.Stages.Of(stage);
        var asked = Asked(definition);
        Same(asked.Length > 0 ? asked : [Columns.ServiceEndedOn], "summary", $"stage_{Name(stage)}");
        if (asked.Length > 0)
        {
            string[] computed = definition.Milestone is { } milestone ? [milestone.CertifiedBy]
                : stage == Stage.Closed ? [Columns.ClosedFromStage] : [];
            Same([.. asked, .. computed], "stages", $"all_{Name(stage)}");
        }

        static void Same(string[] expected, string tab, string name)
        {
            var section = Section(tab, name);
            Shipped.AssertSame(
                expected, section is null ? [] : Shown(section), section ?? Tab(tab), $"the section {name}");
        }
    }

    [Fact]
    public void Every_column_that_the_rules_judge_is_on_the_form() =>
        Shipped.AssertNothing(
            from column in Columns.All
            where column != Columns.State && column != Columns.Status && !Hidden.Contains(column)
                && !Shown(Lifecycle.Xml).Contains(column)
            select $"{Shipped.Place(Lifecycle.Xml)}the form doesn't show {column}.");

    [Fact]
    public void Each_computed_value_is_shown_once() => Assert.Equal(
        Columns.Computed.Except(Hidden).Select(column => column.LogicalName).Order(),
        Shown(Lifecycle.Xml).Where(IsComputed).Order());

    /// <summary>What the server remembers between two saves tells a reader nothing.</summary>
    static readonly Column[] Hidden = [Columns.ReasonGivenOn, Columns.ReasonGivenBy];

    [Fact]
    public void What_the_server_remembers_between_saves_is_not_on_the_form() =>
        Assert.Empty(Shown(Lifecycle.Xml).Intersect(Hidden.Select(column => column.LogicalName)));

    /// <summary>So a move can be dated where it is made, and a hold where it is set.</summary>
    [Theory]
    [InlineData("summary", "customer", "cm_lifecyclestage")]
    [InlineData("billing", "billing_hold", "cm_billinghold")]
    public void Reason_and_effective_day_stand_beside_what_they_explain(string tab, string section, string column)
    {
        string[] expected = [column, "cm_stagechangereason", "cm_takeseffecton"];
        Assert.Equal(expected, Shown(Section(tab, section)!).Intersect(expected));
    }

    static bool IsComputed(string column) => Columns.Named(column)?.IsComputed == true;

    [Fact]
    public void Finance_finds_status_hold_and_terms_without_leaving_the_tab()
    {
        string[] wanted =
        [
            Columns.BillableStatus, Columns.BillableStatusOn, Columns.FirstBillableOn, Columns.BillableReason,
            Columns.BillingHold,
            Columns.BillingHoldReason, Columns.Chargeable, Columns.BillingModel, Columns.BillingTiming,
        ];
        Assert.Empty(wanted.Except(Shown(Header)).Except(Shown(Tab("billing"))));
    }

    [Fact]
    public void The_header_says_stage_billable_status_and_owner() => Assert.Equal(
        [Columns.Stage, Columns.BillableStatus, "ownerid"], Shown(Header));

    [Fact]
    public void Computed_columns_are_read_only_and_the_others_are_not() => Shipped.Each(
        Lifecycle.BoundControls.Where(control => control.Ancestors("tab").Any()),
        control => Assert.Equal(
            IsComputed(control.Attr("datafieldname")) ? "true" : "false", control.Attr("disabled")));

    [Fact]
    public void The_stock_form_is_left_alone() => Shipped.Each(
        Shipped.Account.Forms,
        form => Assert.DoesNotContain(form.Xml.DescendantsAndSelf(), x => x.Attribute("solutionaction") is not null));

    [Fact]
    public void A_field_is_called_what_its_column_is_called() => Shipped.Each(
        from table in Shipped.Solution.Tables
        where !table.IsProcessTable
        from form in table.Forms
        from control in form.BoundControls
        from column in table.Columns
        where column is { IsCustom: true } && column.LogicalName == control.Attr("datafieldname")
        select (control, column),
        pair => Assert.Equal(
            pair.column.Xml.Items("displaynames", "displayname").Select(label => label.Attr("description")),
            pair.control.Parent!.Items("labels", "label").Select(label => label.Attr("description"))));

    [Theory]
    [InlineData("cm_lifecycleevent")]
    [InlineData("cm_statusperiod")]
    [InlineData("cm_customerdocument")]
    [InlineData("cm_externalclaim")]
    public void The_history_lists_events_periods_documents_and_claims_of_the_customer(string table)
    {
        var list = Assert.Single(
            Tab("history").Descendants("parameters"), list => list.Text("TargetEntityType") == table);
        var relationship = Assert.Single(Shipped.Solution.Relationships, x => x.Name == list.Text("RelationshipName"));
        Assert.Equal((table, "account"), (relationship.ReferencingTable, relationship.ReferencedTable));
    }

    [Fact]
    public void The_history_is_told_first_and_then_the_status_over_time() => Assert.Equal(
        ["History", "Status over time", "Documents", "Claims"],
        Tab("history").Descendants("section").Select(section => section.Label("labels", "label")));

    [Fact]
    public void Account_has_the_views_of_the_design() => Shipped.AssertSame(
        [
            "Became billable this month", "Billable customers", "Billable customers by market",
            "Billable, no activity in 60 days",
            "Billable, not invoiced last month", "Contractor paid, not live", "Customers by stage",
            "Invoiced, not billable",
            "Live but not billable", "My customers", "On billing hold", "Ready to go live",
            "Required documents expired or expiring", "Required field missing",
            "Service has ended, not closed",
            "Stopped being billable this month",
            "Stuck in stage over 14 days",
        ],
        Shipped.Account.Views.Select(view => view.Name).Order(StringComparer.Ordinal), Shipped.Account.Xml,
        "the table's views, which this test lists,");

    /// <summary>A filter for each stage: a customer in a stage behind it lacks a column that it requires.</summary>
    [Fact]
    public void The_view_of_missing_fields_asks_for_what_the_passed_stages_require()
    {
        var view = Shipped.Account.Views.Single(view => view.Name == "Required field missing");
        Shipped.AssertSame(
            from stage in Definition
            where stage.Requires.Count > 0
            let behind = Definition.SkipWhile(other => other != stage).Skip(1)
                .Where(other => other.Stage != Stage.Closed)
            select $"{string.Join('|', behind.Select(other => (int)other.Stage))}: {string.Join('|', stage.Requires)}",
            from filter in view.Fetch!.Descendants("filter")
            where filter.Elements("condition").Any(condition => condition.Attr("attribute") == Columns.Stage)
            select string.Join('|', filter.Descendants("value").Select(value => value.Value)) + ": " + string.Join(
                '|', filter.Descendants("condition").Where(condition => condition.Attr("operator") == "null")
                    .Select(condition => condition.Attr("attribute"))),
            view.Xml, "the view's list of stages and the columns of which one is empty");
    }

    [Fact]
    public void There_are_the_charts_of_the_design() => Assert.Equal(
        ["Average days in stage", "Became billable by month", "Billable by market", "Customers by stage"],
        Shipped.Solution.Tables.SelectMany(table => table.Charts).Select(chart => chart.Name)
            .Order(StringComparer.Ordinal));

    [Fact]
    public void A_chart_draws_what_it_asks_for_and_explains_itself() => Shipped.Each(
        Shipped.Solution.Tables.SelectMany(table => table.Charts),
        chart =>
        {
            var asked = chart.Fetches.Single().Descendants("attribute")
                .ToDictionary(x => x.Attr("alias"), x => x.Attr("groupby") == "true");
            Assert.True(asked[chart.Xml.Descendants("category").Single().Attr("alias")]);
            Assert.All(chart.Xml.Descendants("measure"), measure => Assert.False(asked[measure.Attr("alias")]));
            Assert.Equal(
                chart.Xml.Descendants("measure").Count(),
                chart.Xml.Descendants("Series").Count(series => series.Attribute("ChartType") is not null));
            Assert.EndsWith(".", chart.Xml.Label("Descriptions", "Description"), StringComparison.Ordinal);
        });

    [Fact]
    public void The_dashboard_combines_charts_and_lists_that_exist()
    {
        var dashboard = Assert.Single(Shipped.Solution.Roots("Dashboards/*.xml"));
        Assert.Equal("Active customers", dashboard.Label("LocalizedNames", "LocalizedName"));
        var parts = dashboard.Descendants("parameters").ToArray();
        // The platform takes six at most.
        Assert.InRange(parts.Length, 2, 6);
        Assert.Equal(
            [
                "Billable customers by market", "Customers by stage", "Became billable by month",
                "Billable customers today", "Closed months: what moved the number", "Stopped being billable this month",
            ],
            dashboard.Descendants("cell").Select(cell => cell.Label("labels", "label")));
        Assert.Equal(3, parts.Count(part => part.Text("ChartGridMode") == "Chart"));
    }

    static XElement Header => Lifecycle.Xml.Descendants("header").Single();

    static string Name(Stage stage) => stage.ToString().ToLowerInvariant();

    /// <summary>What a stage asks people for: to leave it, and of Closed to enter it.</summary>
    static string[] Asked(StageDefinition stage) => [.. stage.Requires, .. stage.ToEnter, .. stage.ToEnterOnceLive];

    static XElement? Section(string tab, string name) =>
        Tab(tab).Descendants("section").SingleOrDefault(section => section.Attr("name") == name);

    static IEnumerable<string> Sections(string tab, string prefix) =>
        Tab(tab).Descendants("section").Select(section => section.Attr("name"))
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal));

    static XElement Tab(string name) => Lifecycle.Xml.Descendants("tab").Single(tab => tab.Attr("name") == name);

    static IEnumerable<string> Shown(XElement part) =>
        part.Descendants("control").Select(control => control.Attr("datafieldname")).Where(name => name.Length > 0);
}
