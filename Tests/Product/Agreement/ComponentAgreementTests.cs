using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using CrmMilestones.Packaging.Source;
using CrmMilestones.Scripts;
using Xunit;

namespace CrmMilestones.Tests.Agreement;

/// <summary>What must hold for the components of the solution among themselves.</summary>
public class ComponentAgreementTests
{
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

        var known = File.ReadAllLines(
            Path.Combine(RepositoryRoot.Path, "Tests", "Product", "Agreement", "component-ids.txt"));
        var found = declared.Select(d => $"{d.Id} {d.Component}").Order(StringComparer.Ordinal).ToArray();
        Assert.True(
            known.SequenceEqual(found),
            "An id is what upgrades, apps and roles refer to: it never changes. For a new component add its line to "
            + "Tests/Product/Agreement/component-ids.txt:\n" + string.Join('\n', found.Except(known))
            + "\nNo longer in the solution:\n" + string.Join('\n', known.Except(found)));
    }

    [Fact]
    public void Choice_values_that_views_filter_by_exist() => Shipped.Each(
        from view in Shipped.Solution.Tables.SelectMany(table => table.Views)
        from condition in view.Xml.Descendants("condition")
        let asked = condition.Ancestors().First(x => x.Name.LocalName is "entity" or "link-entity").Attr("name")
        let choice =
            Shipped.Solution.Table(asked)?.Columns.FirstOrDefault(c =>
                c.LogicalName == condition.Attr("attribute"))?.ChoiceName
        where choice is { Length: > 0 }
        from value in condition.Elements("value").Select(value => value.Value).Append(condition.Attr("value"))
        where value.Length > 0
        select (view.Name, Value: value, Choice: Shipped.Solution.Choices.Single(c => c.Name == choice)),
        used => Assert.Contains(used.Choice.Options, option => option.Value == used.Value));

    static IEnumerable<(string Id, string Component)> DeclaredIds() =>
        from file in Shipped.Solution.Files
        where Path.GetExtension(file) == ".xml" && !file.EndsWith("_managed.xml", StringComparison.Ordinal)
        from element in Shipped.Solution.Root(file)!.DescendantsAndSelf()
        where Declarations.ContainsKey(element.Name.LocalName)
        where element.Parent?.Name.LocalName is not ("AppModule" or "AppModuleRoleMaps" or "parameters")
        let attribute = Declarations[element.Name.LocalName]
        select ((attribute.Length == 0 ? element.Value : element.Attr(attribute)).AsId(), element.Name.LocalName);
}
