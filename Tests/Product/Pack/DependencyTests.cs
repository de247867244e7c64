using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using CrmMilestones.Packaging.Source;
using CrmMilestones.Tests.Agreement;
using Xunit;

namespace CrmMilestones.Tests.Pack;

/// <summary>The solution needs nothing but itself and what every Dataverse environment has.</summary>
public sealed class DependencyTests
{
    readonly SolutionCopy _solution = new();

    [Fact]
    public void The_manifest_names_no_missing_dependency() =>
        Assert.Empty(Assert.Single(Shipped.Solution.Manifest.Elements("MissingDependencies")).Nodes());

    [Fact]
    public void The_solution_leans_on_tables_that_every_environment_has() => Assert.Equal(
        [
            "account", "businessunit", "contact", "organization", "owner", "processstage", "systemuser", "team",
            "transactioncurrency", "workflow",
        ],
        NamedTables()
            .Except(Shipped.Solution.Tables.Where(table => !table.IsExtended).Select(table => table.LogicalName))
            .Distinct().Order(StringComparer.Ordinal));

    /// <summary>The packer takes the embedded Dataverse's base tables for the platform, so they hold no column that an
    /// app brings. Real exports name these as missing: Sales, lead management, products, Field Service, Power
    /// Pages.</summary>
    [Theory]
    [InlineData("territoryid")]
    [InlineData("originatingleadid")]
    [InlineData("defaultpricelevelid")]
    [InlineData("msdyn_billingaccount")]
    [InlineData("msa_managingpartnerid")]
    public void A_column_of_account_that_comes_with_an_app_is_refused(string column) => _solution
        .Replace(
            "Entities/Account/SavedQueries", "</entity>", $"<attribute name=\"{column}\" /></entity>")
        .IsRefused($"column {column}, which account does not have", "Correct the name");

    static IEnumerable<string> NamedTables() =>
    [
        .. Shipped.Solution.Relationships.SelectMany(x => new[] { x.ReferencedTable, x.ReferencingTable }),
        .. Shipped.Solution.Steps.Select(step => step.PrimaryTable),
        .. Shipped.Solution.Processes.SelectMany(
            process => process.Stages.Select(stage => stage.Table).Append(process.PrimaryTable)),
        .. Elements("entity", "link-entity").Select(x => x.Attr("name")).Where(name => name.Length > 0),
        .. Elements("TargetEntityType").Select(x => x.Value),
        .. Elements("SubArea").Select(x => x.Attr("Entity")).Where(name => name.Length > 0),
        .. Elements("AppModuleComponent").Where(x => x.Attr("type") == "1").Select(x => x.Attr("schemaName")),
    ];

    static IEnumerable<XElement> Elements(params string[] names) =>
        from file in Shipped.Solution.Files
        from element in Shipped.Solution.Root(file)?.Descendants() ?? []
        where names.Contains(element.Name.LocalName)
        select element;
}
