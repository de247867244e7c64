using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Dataverse;
using CrmMilestones.Dataverse.Import;
using Xunit;

namespace CrmMilestones.Tests.Host;

/// <summary>A solution that is imported to be looked at, though this host lacks some of what it holds.</summary>
public sealed class LeftOutTests
{
    static SolutionZip Zip { get; } = new()
    {
        Columns = SolutionZip.Column("cm_tags", "multiselectpicklist") + SolutionZip.Column("cm_size", "int")
            + SolutionZip.Column("cm_placeid", "lookup") + SolutionZip.Column("cm_accountid", "customer"),
        TableParts = "<RibbonDiffXml><CustomActions><CustomAction /></CustomActions></RibbonDiffXml>",
        Sections = $"""
            <Reports><Report /></Reports>
            <EntityRelationships>
              <EntityRelationship Name="cm_visit_visit">
                <EntityRelationshipType>ManyToMany</EntityRelationshipType>
              </EntityRelationship>
              {Relationship("cm_place_visit", "cm_Place", "cm_placeid")}
              {Relationship("cm_account_visit", "Account", "cm_accountid")}
              {Relationship("cm_contact_visit", "Contact", "cm_accountid")}
            </EntityRelationships>
            """,
    };

    [Fact]
    public void What_the_host_lacks_is_left_out_and_named_where_that_is_asked_for()
    {
        List<string> leftOut = [];
        using var host = DataverseHost.Create();
        host.ImportSolution(Zip.Read(leftOut));
        Assert.Equal(
            [
                "The section <Reports> of customizations.xml is not supported.",
                "Relationship 'cm_visit_visit': ManyToMany relationships are not supported.",
                "Table 'cm_visit': Ribbon customizations are not supported.",
                "Column 'cm_visit.cm_tags': the type 'multiselectpicklist' is not supported.",
                "Column 'cm_visit.cm_placeid' needs 'cm_place', which isn't there.",
            ],
            leftOut);
        var visit = host.Catalog.Table("cm_visit");
        Assert.Equal(
            ["cm_visitid", "cm_name", "cm_size", "cm_accountid", "versionnumber"],
            visit.Columns.Select(column => column.LogicalName));
        Assert.Equal(["account", "contact"], visit.Column("cm_accountid").Targets);
        Assert.DoesNotContain(host.Catalog.Relationships, known => known.SchemaName == "cm_place_visit");
    }

    [Fact]
    public void Otherwise_the_first_of_it_refuses_the_whole_solution() =>
        Assert.Throws<SolutionImportException>(() => Zip.Read());

    static string Relationship(string name, string table, string column) => $"""
        <EntityRelationship Name="{name}">
          <EntityRelationshipType>OneToMany</EntityRelationshipType>
          <ReferencedEntityName>{table}</ReferencedEntityName>
          <ReferencingEntityName>cm_Visit</ReferencingEntityName>
          <ReferencingAttributeName>{column}</ReferencingAttributeName>
        </EntityRelationship>
        """;
}
