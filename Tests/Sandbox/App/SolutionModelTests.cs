using System;
using System.Linq;
using CrmMilestones.Sandbox.Solution;
using Xunit;

namespace CrmMilestones.Tests.Sandbox.App;

/// <summary>Apps, views, charts and dashboards are read from the packed solution.</summary>
public sealed class SolutionModelTests
{
    static SolutionModel Model { get; } = SolutionModel.Read([Packed.Zip]);

    [Fact]
    public void The_app_has_its_areas_entries_and_rights_in_both_languages()
    {
        var app = Assert.Single(Model.Apps);
        Assert.Equal("Customer Milestones", app.Name.In(1033));
        Assert.Equal("Hitos de clientes", app.Name.In(3082));
        Assert.Equal(
            ["Clientes", "Finanzas", "Administración", "Cómo trabajamos"],
            app.Areas.Select(area => area.Title.In(3082)));
        Assert.Equal(
            ["account", "contact", "cm_customerdocument", "cm_lifecycleevent"],
            app.Areas[0].Groups.Single().SubAreas.Select(entry => entry.Target.Table));
        Assert.Equal(
            new Guid("2a25ab04-4481-4537-9b02-c80be4e35c24"), app.Areas[0].Groups[0].SubAreas[0].Target.View);
        Assert.Equal(
            new Guid("6839ed73-2955-4361-a0fb-a9d558f03d00"), app.Areas[1].Groups[0].SubAreas[0].Target.Dashboard);
        Assert.All(
            app.Areas[2].Groups[0].SubAreas,
            entry => Assert.Equal([new(entry.Target.Table!, "Write")], entry.Privileges));
        Assert.Equal(
            ["cm_/html/howwework.html", "cm_/html/howwework.es.html"],
            app.Areas[3].Groups[0].SubAreas.Select(entry => entry.Target.WebResource));
        Assert.Contains(new Guid("1785de00-4468-4c27-9814-c8bbd1909de1"), app.Components);
    }

    [Fact]
    public void A_view_has_its_columns_with_their_widths_and_says_where_a_search_looks()
    {
        var view = Model.Views[new("07bafafc-9453-4d2f-89db-dcf650b3c513")];
        Assert.Equal("account", view.Table);
        Assert.Equal("Contractor paid, not live", view.Name.In(1033));
        Assert.Equal(ViewModel.PublicType, view.Type);
        Assert.Equal(
            [
                new("name", 220), new("accountnumber", 145), new("cm_lifecyclestage", 135),
                new("cm_servicestartson", 140), new("cm_marketid", 110),
            ],
            view.Columns);
        Assert.Equal(52, Model.Views.Values.Count(known => known.Type == ViewModel.PublicType));
        var search = Model.Views.Values.Single(known => known.IsQuickFind && known.Table == "cm_externalclaim");
        Assert.Equal(
            ["cm_name", "cm_accountid", "cm_customername", "cm_externalkey", "cm_accountnumber"],
            search.SearchedColumns);
    }

    [Fact]
    public void A_chart_says_what_it_groups_what_it_counts_and_how_it_is_drawn()
    {
        var chart = Model.Charts[new("31cd8601-7e2f-4a86-a5e5-cddc62eb80d0")];
        Assert.Equal(
            ("cm_statusperiod", "category", "series"), (chart.Table, chart.Category, chart.Series));
        Assert.Equal([new("measure", "StackedColumn")], chart.Measures);
        Assert.Equal(["#006ba6", "#5b97d5", "#ed7d31", "#70ad47"], chart.Colors);
        Assert.Equal(4, Model.Charts.Count);
    }

    [Fact]
    public void The_dashboard_has_its_tiles_two_beside_each_other()
    {
        var dashboard = Assert.Single(Model.Dashboards.Values);
        var section = dashboard.Tabs.Single().Columns.Single().Sections.Single();
        Assert.Equal(2, section.ColumnCount);
        var tiles = section.Rows.SelectMany(row => row).Select(cell => cell.Control!).ToList();
        Assert.All(tiles, tile => Assert.Equal(ControlKind.Subgrid, tile.Kind));
        Assert.Equal(
            ["Chart", "Chart", "Chart", "Grid", "Grid", "Grid"], tiles.Select(tile => tile.Parameter("ChartGridMode")));
    }

    [Fact]
    public void Web_resources_have_their_bytes_and_type()
    {
        var page = Model.WebResources["cm_/html/howwework.html"];
        Assert.Equal("text/html; charset=utf-8", page.MediaType);
        Assert.StartsWith(
            "<!DOCTYPE html>", System.Text.Encoding.UTF8.GetString(page.Content), StringComparison.OrdinalIgnoreCase);
        Assert.Equal("image/svg+xml", Model.WebResources["cm_/icons/app.svg"].MediaType);
    }

    [Fact]
    public void A_later_solution_replaces_what_an_earlier_one_brought_and_adds_its_own()
    {
        var both = SolutionModel.Read([Packed.Zip, LibrarySolution.Zip]);
        Assert.Equal(
            ["cm_CustomerMilestones", "lib_Library"],
            both.Apps.Select(app => app.UniqueName).Order(StringComparer.Ordinal));
        Assert.Equal(Model.Views.Count + 2, both.Views.Count);
        Assert.Equal("Paid for nothing", both.Views[new("07bafafc-9453-4d2f-89db-dcf650b3c513")].Name.In(1033));
    }
}
