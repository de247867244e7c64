using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CrmMilestones.Scripts;
using CrmMilestones.Scripts.Pack.Source;
using Xunit;

namespace CrmMilestones.Tests.Agreement;

/// <summary>What must hold for the components of the solution among themselves.</summary>
public partial class ComponentAgreementTests
{
    const string English = "1033";
    const string Spanish = "3082";

    /// <summary>Elements that declare a component's id, and the attribute (or, without one, the text) that holds it.
    /// Apps and controls use some of the same elements to refer to it.</summary>
    static readonly Dictionary<string, string> Declarations = new()
    {
        ["savedqueryid"] = "",
        ["savedqueryvisualizationid"] = "",
        ["formid"] = "",
        ["FormId"] = "",
        ["WebResourceId"] = "",
        ["SdkMessageProcessingStepImageId"] = "",
        ["SdkMessageProcessingStep"] = "SdkMessageProcessingStepId",
        ["PluginAssembly"] = "PluginAssemblyId",
        ["PluginType"] = "PluginTypeId",
        ["Workflow"] = "WorkflowId",
        ["Role"] = "id",
        ["steplabels"] = "id",
    };

    [Fact]
    public void Ids_are_unique_and_never_change()
    {
        var declared = DeclaredIds().ToArray();
        Assert.Equal(declared.Length, declared.Select(d => d.Id).Distinct().Count());

        var known = File.ReadAllLines(Path.Combine(RepositoryRoot.Path, "Tests", "Agreement", "component-ids.txt"));
        var found = declared.Select(d => $"{d.Id} {d.Component}").Order(StringComparer.Ordinal).ToArray();
        Assert.True(
            known.SequenceEqual(found),
            "An id is what upgrades, apps and roles refer to: it never changes. For a new component add its line to "
            + "Tests/Agreement/component-ids.txt:\n" + string.Join('\n', found.Except(known))
            + "\nNo longer in the solution:\n" + string.Join('\n', known.Except(found)));
    }

    [Fact]
    public void Every_label_is_there_in_English_and_Spanish() => Assert.All(
        Labels().GroupBy(label => label.Parent!),
        group => Assert.True(
            group.Select(Language).Order().SequenceEqual([English, Spanish]),
            $"{group.Key.BaseUri} <{group.Key.Name}> has {string.Join(", ", group.Select(Language))}: {group.First()}"));

    /// <summary>Elements of screens and tables that people see, and the element that must label them.</summary>
    [Theory]
    [InlineData("attribute", "displaynames")]
    [InlineData("option", "labels")]
    [InlineData("state", "labels")]
    [InlineData("status", "labels")]
    [InlineData("tab", "labels")]
    [InlineData("section", "labels")]
    [InlineData("cell", "labels")]
    [InlineData("savedquery", "LocalizedNames")]
    [InlineData("visualization", "LocalizedNames")]
    [InlineData("systemform", "LocalizedNames")]
    [InlineData("Dashboard", "LocalizedNames")]
    [InlineData("AppModule", "LocalizedNames")]
    [InlineData("AppModuleSiteMap", "LocalizedNames")]
    public void What_people_see_is_labelled(string element, string label)
    {
        var seen = Xml().Where(x => x.Name == element)
            // The attributes and cells of a view are named by their columns.
            .Where(x => x.Ancestors().All(ancestor => ancestor.Name != "savedquery" && ancestor.Name != "visualization"))
            .ToArray();
        Assert.NotEmpty(seen);
        Assert.All(seen, x => Assert.NotEmpty(x.Elements(label).Elements()));
    }

    [Fact]
    public void Every_Spanish_label_is_translated() => Assert.Empty(
        from label in Labels().GroupBy(label => label.Parent!)
        let texts = label.Select(text => text.Attr("description")).Distinct().ToArray()
        where texts is [not ("General" or "No" or "CRM Milestones")]
        select $"{label.Key.BaseUri}: {texts[0]}");

    [Fact]
    public void No_label_is_a_logical_name() => Assert.DoesNotContain(
        Labels(), label => LogicalName().IsMatch(label.Attribute("description")!.Value));

    [Fact]
    public void Choice_values_that_views_filter_by_exist() => Assert.All(
        from view in Shipped.Solution.Tables.SelectMany(table => table.Views)
        from condition in view.Xml.Descendants("condition")
        let asked = condition.Ancestors().First(x => x.Name.LocalName is "entity" or "link-entity").Attr("name")
        let choice = Shipped.Solution.Table(asked)?.Columns.FirstOrDefault(c => c.LogicalName == condition.Attr("attribute"))?.ChoiceName
        where choice is { Length: > 0 }
        from value in condition.Elements("value").Select(value => value.Value).Append(condition.Attr("value"))
        where value.Length > 0
        select (view.Name, Value: value, Choice: Shipped.Solution.Choices.Single(c => c.Name == choice)),
        used => Assert.Contains(used.Choice.Options, option => option.Value == used.Value));

    static IEnumerable<XElement> Xml() =>
        from file in Shipped.Solution.Files
        where Path.GetExtension(file) == ".xml"
        from element in Shipped.Solution.Root(file)!.DescendantsAndSelf()
        select element;

    static IEnumerable<XElement> Labels() =>
        from element in Xml()
        where element.Attribute("description") is not null && element.Attribute("languagecode") is not null
        where element.Ancestors().All(ancestor => ancestor.Name != "RelationshipDescription")
        select element;

    static string Language(XElement label) => label.Attribute("languagecode")!.Value;

    static IEnumerable<(string Id, string Component)> DeclaredIds() =>
        from file in Shipped.Solution.Files
        where Path.GetExtension(file) == ".xml" && !file.EndsWith("_managed.xml", StringComparison.Ordinal)
        from element in Shipped.Solution.Root(file)!.DescendantsAndSelf()
        where Declarations.ContainsKey(element.Name.LocalName)
        where element.Parent?.Name.LocalName is not ("AppModule" or "AppModuleRoleMaps" or "parameters")
        let attribute = Declarations[element.Name.LocalName]
        select ((attribute.Length == 0 ? element.Value : element.Attr(attribute)).AsId(), element.Name.LocalName);

    [GeneratedRegex("^cm_[a-z]+$")]
    private static partial Regex LogicalName();
}
