using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CrmMilestones.Packaging.Platform;
using CrmMilestones.Packaging.Source;
using Xunit;

namespace CrmMilestones.Tests.Agreement;

/// <summary>
/// The app "Customer Milestones": what it contains exists, and nothing that it needs is left to chance.
/// </summary>
public class AppAgreementTests
{
    static readonly XElement App = Shipped.Solution.Root("AppModules/cm_CustomerMilestones/AppModule.xml")!;

    static readonly XElement SiteMap = Shipped.Solution.Root(
        "AppModuleSiteMaps/cm_CustomerMilestones/AppModuleSiteMap.xml")!;

    static IEnumerable<XElement> Entries => SiteMap.Descendants("SubArea");

    static IEnumerable<SourceTable> Tables => Shipped.Solution.Tables.Where(table => !table.IsProcessTable);

    static IEnumerable<XElement> WebResources => Shipped.Solution.Roots("WebResources/**.data.xml");

    [Fact]
    public void The_app_shows_every_table_form_view_and_chart_of_ours_by_choice()
    {
        Same(Shipped.Solution.Tables.Select(table => table.LogicalName).Append("contact"), "1", "tables");
        Same(
            Tables.SelectMany(table => table.Forms).Select(form => form.Id).Distinct()
                .Concat(
                    Shipped.Solution.Roots("Dashboards/*.xml").Select(dashboard => dashboard.Text("FormId").AsId())),
            "60", "forms and dashboards");
        Same(
            Tables.SelectMany(table => table.Views).Where(view => view.QueryType == "0").Select(view => view.Id),
            "26", "views");
        Same(Tables.SelectMany(table => table.Charts).Select(chart => chart.Id), "59", "charts");

        static void Same(IEnumerable<string> expected, string type, string kind) => Shipped.AssertSame(
            expected.Order(), Chosen(type).Order(), App, $"the app's list of {kind} (type {type})");
    }

    [Fact]
    public void The_guided_process_comes_with_its_table() =>
        Assert.Equal(Shipped.Solution.Processes.Select(process => process.Id), Chosen("29"));

    [Fact]
    public void The_app_has_its_site_map_and_its_icon()
    {
        Assert.Equal([SiteMap.Text("SiteMapUniqueName")], Chosen("62"));
        Assert.Contains(
            WebResources,
            resource => resource.Text("WebResourceType") == "11" && resource.Text("WebResourceId")
                .AsId() == App.Text("WebResourceId"));
    }

    [Fact]
    public void Roles_that_open_the_app_exist() => Assert.Equal(
        Shipped.Solution.Roles.Select(role => role.Id)
            .Concat([PlatformRoles.SystemAdministrator, PlatformRoles.SystemCustomizer]).Order(),
        App.Items("AppModuleRoleMaps", "Role").Select(role => role.Attr("id").AsId()).Order());

    [Fact]
    public void The_areas_are_those_of_the_design() => Assert.Equal(
        ["Customers", "Finance", "Administration", "How we work"],
        SiteMap.Descendants("Area").Select(area => area.Items("Titles", "Title").First().Attr("Title")));

    [Fact]
    public void Every_entry_of_the_site_map_opens_something() => Shipped.Each(Entries, entry =>
    {
        if (entry.Attr("Entity") is { Length: > 0 } table)
        {
            Assert.Contains(table, Chosen("1"));
            Assert.True(
                entry.Attribute("Url") is null
                    || ViewOf(entry) is not null, $"{entry.Attr("Id")} opens no view of {table}.");
        }
        else if (entry.Attr("DefaultDashboard") is { Length: > 0 } dashboard)
        {
            Assert.Contains(dashboard, Chosen("60"));
        }
        else
        {
            Assert.Contains(WebResources, resource => "$webresource:" + resource.Text("Name") == entry.Attr("Url"));
        }
    });

    [Fact]
    public void Nothing_is_in_the_site_map_twice()
    {
        var opened = Entries.Select(entry => (entry.Attr("Entity"), entry.Attr("Url"), entry.Attr("DefaultDashboard")))
            .ToArray();
        Assert.Equal(opened.Distinct(), opened);
        var titles = Entries.Select(entry => entry.Items("Titles", "Title").First().Attr("Title")).ToArray();
        Assert.Equal(titles.Distinct(), titles);
    }

    /// <summary>
    /// The first entry is what the app opens with. A table's default view is the customer's, so an entry names its own.
    /// </summary>
    [Fact]
    public void Reps_start_with_their_customers_and_Finance_with_those_to_be_billed() => Assert.Equal(
        [("cm_customers", "My customers"), ("cm_finance", "Billable customers")],
        from entry in Entries
        where entry.Attr("Entity") == "account"
        select (entry.Ancestors("Area").Single().Attr("Id"), ViewOf(entry)));

    [Fact]
    public void The_app_opens_with_the_customers_of_the_person() =>
        Assert.Equal("My customers", ViewOf(Entries.First()));

    /// <summary>An area without a visible entry isn't shown.</summary>
    [Fact]
    public void Administration_is_shown_to_those_who_administer()
    {
        var entries = Entries.Where(entry => entry.Ancestors("Area").Single().Attr("Id") == "cm_administration")
            .ToArray();
        Assert.Equal(
            ["cm_market", "cm_stagerequirement", "cm_documenttype"], entries.Select(entry => entry.Attr("Entity")));
        Shipped.Each(entries, entry =>
        {
            var needed = Assert.Single(entry.Elements("Privilege"));
            Assert.Equal((entry.Attr("Entity"), "Write"), (needed.Attr("Entity"), needed.Attr("Privilege")));
            var name = "prvWrite" + Shipped.Solution.Table(entry.Attr("Entity"))!.SchemaName;
            Assert.Equal(
                [RoleMatrix.Administrator],
                Shipped.Solution.Roles.Where(role => role.Privileges.Any(privilege => privilege.Name == name))
                    .Select(role => role.Name));
        });
    }

    [Fact]
    public void Entries_of_the_site_map_have_ids_of_their_own()
    {
        var ids = SiteMap.Descendants().Select(part => part.Attr("Id")).Where(id => id.Length > 0).ToArray();
        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    [Fact]
    public void Every_table_can_be_reached_from_the_site_map() => Assert.Empty(
        Tables.Select(table => table.LogicalName)
            .Except(SiteMap.Descendants("SubArea").Select(entry => entry.Attr("Entity"))));

    [Fact]
    public void Every_table_of_ours_has_an_icon() => Shipped.Each(
        Tables.Where(table => !table.IsExtended),
        table => Assert.Contains(
            WebResources, resource => resource.Text("Name") == table.Info!.Text("IconVectorName")));

    [Fact]
    public void Icons_are_drawings_without_script_or_outside_references() => Shipped.Each(
        WebResources.Where(resource => resource.Text("WebResourceType") == "11"),
        resource =>
        {
            var drawing = XElement.Parse(Shipped.WebResource(resource.Text("Name")));
            Assert.Equal("svg", drawing.Name.LocalName);
            Assert.All(drawing.DescendantsAndSelf(), x => Assert.True(x.Name.LocalName is "svg" or "path" or "rect"));
        });

    /// <summary>
    /// The navigation is light or dark as the user likes; drawings need a contrast of three to one (WCAG 1.4.11).
    /// </summary>
    [Fact]
    public void Icons_are_seen_on_light_and_on_dark() => Shipped.Each(
        WebResources.Where(resource => resource.Text("WebResourceType") == "11"),
        resource =>
        {
            var drawing = Shipped.WebResource(resource.Text("Name"));
            var color = Regex.Match(drawing, "(?:fill|stroke)=\"#([0-9a-f]{6})\"").Groups[1].Value;
            Assert.True(Contrast.Between(color, "ffffff") >= 3, $"{resource.Text("Name")} is too light.");
            Assert.True(Contrast.Between(color, "1b1a19") >= 3, $"{resource.Text("Name")} is too dark.");
        });

    /// <summary>The name of the view that the entry's address names, if the app has it.</summary>
    static string? ViewOf(XElement entry) => (
        from view in Shipped.Solution.Table(entry.Attr("Entity"))!.Views
        where entry.Attr("Url") == $"/main.aspx?pagetype=entitylist&etn={entry.Attr("Entity")}&viewid={{{view.Id}}}"
        where Chosen("26").Contains(view.Id)
        select view.Name).SingleOrDefault();

    /// <summary>What the app's list names of a component type: ids without braces, or names.</summary>
    static IEnumerable<string> Chosen(string type) =>
        from component in App.Items("AppModuleComponents", "AppModuleComponent")
        where component.Attr("type") == type
        select component.Attr("schemaName") is { Length: > 0 } name ? name : component.Attr("id").AsId();
}
