using System;
using System.Linq;
using Xunit;

namespace CrmMilestones.Tests.Pack;

public sealed class ReferenceRefusalTests
{
    const string App = "AppModules/cm_CustomerMilestones/AppModule.xml";
    const string SiteMap = "AppModuleSiteMaps/cm_CustomerMilestones/AppModuleSiteMap.xml";
    const string Unknown = "{5c1f3d02-6b1a-4d2e-8a54-0c7b2f1d9e33}";
    const string UnknownInParameters = "{5C1F3D02-6B1A-4D2E-8A54-0C7B2F1D9E33}";
    readonly SolutionCopy _solution = new();

    [Theory]
    [InlineData("type=\"26\" id=\"[^\"]+\"", "type=\"26\" id=\"" + Unknown + "\"", "view 5c1f3d02")]
    [InlineData("type=\"29\" id=\"[^\"]+\"", "type=\"29\" id=\"" + Unknown + "\"", "process 5c1f3d02")]
    [InlineData("type=\"59\" id=\"[^\"]+\"", "type=\"59\" id=\"" + Unknown + "\"", "chart 5c1f3d02")]
    [InlineData("type=\"60\" id=\"[^\"]+\"", "type=\"60\" id=\"" + Unknown + "\"", "form or dashboard 5c1f3d02")]
    [InlineData("type=\"62\" schemaName=\"[^\"]+\"", "type=\"62\" schemaName=\"cm_nothing\"", "site map cm_nothing")]
    [InlineData("type=\"26\"", "type=\"4711\"", "component of type 4711")]
    [InlineData("<Role id=\"[^\"]+\"", "<Role id=\"" + Unknown + "\"", "role {5c1f3d02")]
    [InlineData("<WebResourceId>[^<]+", "<WebResourceId>953b9fac-1e5e-e611-80d6-00155ded156f", "web resource 953b9fac")]
    public void An_app_with_a_part_that_the_solution_does_not_bring_is_refused(
        string pattern, string replacement, string what) =>
        _solution.Replace(App, pattern, replacement)
            .IsRefused($"The solution brings no {what}", "Correct the reference");

    [Fact]
    public void An_app_with_an_unknown_table_is_refused() => _solution
        .Replace(App, "schemaName=\"contact\"", "schemaName=\"contakt\"")
        .IsRefused("The app names table contakt, which does not exist", "Correct the name");

    [Theory]
    [InlineData("DefaultDashboard=\"[^\"]+\"", "DefaultDashboard=\"5c1f3d02-6b1a-4d2e-8a54-0c7b2f1d9e33\"",
        "brings no form or dashboard 5c1f3d02")]
    [InlineData("cm_/html/howwework.html", "cm_/html/help.html", "brings no web resource cm_/html/help.html")]
    [InlineData("Icon=\"[^\"]+\"", "Icon=\"/WebResources/cm_/icons/nothing.svg\"",
        "brings no web resource cm_/icons/nothing.svg")]
    [InlineData("Entity=\"contact\"", "Entity=\"lead\"", "names table lead, which does not exist")]
    public void An_entry_that_opens_nothing_is_refused(string pattern, string replacement, string what) =>
        _solution.Replace(SiteMap, pattern, replacement).IsRefused(what, "Correct the ");

    [Theory]
    [InlineData("Dashboards", "<ViewId>[^<]+", "<ViewId>" + UnknownInParameters, "view of account {5C1F3D02")]
    [InlineData("Dashboards", "<VisualizationId>[^<]+", "<VisualizationId>" + UnknownInParameters,
        "chart of account {5C1F3D02")]
    [InlineData("Dashboards", "<VisualizationId>[^<]+", "<VisualizationId>", "chart of account ")]
    [InlineData("Entities/Account/FormXml", "<ViewIds>", "<ViewIds>" + UnknownInParameters + ",",
        "view of cm_lifecycleevent {5C1F3D02")]
    [InlineData("Entities/Account/FormXml", "<RelationshipName>[^<]+", "<RelationshipName>cm_nothing",
        "relationship of cm_lifecycleevent cm_nothing")]
    public void A_list_or_chart_of_what_the_solution_does_not_bring_is_refused(
        string place, string pattern, string replacement, string what) => _solution
        .Replace(place, pattern, replacement).IsRefused($"The solution brings no {what}", "add the component");

    [Fact]
    public void A_list_with_another_tables_view_and_relationship_is_refused()
    {
        var list = _solution.Replace(
            "Entities/Account/FormXml", "<TargetEntityType>cm_lifecycleevent", "<TargetEntityType>lead");
        Assert.Equal(
            [
                "The list names table lead, which does not exist.",
                "The solution brings no relationship of lead cm_account_lifecycleevent_AccountId.",
                "The solution brings no view of lead {DA024318-57FF-4760-BEFB-3FCAC0A8B905}.",
                "The solution brings no view of lead {DA024318-57FF-4760-BEFB-3FCAC0A8B905}.",
            ],
            _solution.Defects().Where(defect => defect.File == list.File).Select(defect => defect.What)
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_form_with_an_unknown_script_is_refused() => _solution
        .Replace("Entities/cm_Market/FormXml", "</tabs>", "</tabs><formLibraries><Library name=\"cm_/js/nothing.js\" "
            + "/></formLibraries>")
        .IsRefused("brings no web resource cm_/js/nothing.js", "add the component");

    [Fact]
    public void A_table_with_an_unknown_icon_is_refused() => _solution
        .Replace("Entities/cm_Market/Entity.xml", "cm_/icons/market.svg", "cm_/icons/markt.svg")
        .IsRefused("brings no web resource cm_/icons/markt.svg", "add the component");
}
