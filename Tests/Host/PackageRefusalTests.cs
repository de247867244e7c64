using System;
using System.IO;
using CrmMilestones.Dataverse.Import;
using CrmMilestones.Dataverse.Metadata;
using Xunit;

namespace CrmMilestones.Tests.Host;

public class PackageRefusalTests
{
    [Theory]
    [InlineData("<FieldSecurityProfiles><x/></FieldSecurityProfiles>", "Column security profiles")]
    [InlineData("<OrganizationSettings><x/></OrganizationSettings>", "Organization settings")]
    [InlineData("<CustomControls><x/></CustomControls>", "Custom controls")]
    [InlineData("<InteractionCentricDashboards/>", "<InteractionCentricDashboards>")]
    [InlineData("<Workflows><Workflow Name='Flow'><Category>5</Category></Workflow></Workflows>", "category 5")]
    [InlineData("<Roles><Role id='x' name='Reader'/></Roles>", "'x' is not a GUID")]
    public void A_section_that_is_not_supported_is_refused_by_name(string section, string named) =>
        AssertRefused(new SolutionZip { Sections = section }, named);

    [Fact]
    public void A_many_to_many_relationship_is_refused_by_name() => AssertRefused(new SolutionZip
    {
        Sections = """
            <EntityRelationships><EntityRelationship Name="cm_a_b">
              <EntityRelationshipType>ManyToMany</EntityRelationshipType>
            </EntityRelationship></EntityRelationships>
            """,
    }, "ManyToMany");

    [Theory]
    [InlineData("<RibbonDiffXml><CustomActions><CustomAction/></CustomActions></RibbonDiffXml>", "Ribbon")]
    [InlineData("<Strings/>", "<Strings>")]
    public void A_part_of_a_table_that_is_not_supported_is_refused_by_name(string part, string named) =>
        AssertRefused(new SolutionZip { TableParts = part }, named);

    [Theory]
    [InlineData("multiselectpicklist", "", "'multiselectpicklist'")]
    [InlineData("int", "<SourceType>1</SourceType>", "calculated")]
    [InlineData("int", "<SourceType>2</SourceType>", "rollup")]
    [InlineData("lookup", "", "lookup without a relationship")]
    [InlineData("nvarchar", "", "<MaxLength>")]
    public void A_column_that_is_not_supported_is_refused_by_name(string type, string rest, string named)
    {
        AssertRefused(new SolutionZip { Columns = SolutionZip.Column("cm_x", type, rest) }, named);
        AssertRefused(new SolutionZip { Columns = SolutionZip.Column("cm_x", type, rest) }, "cm_x");
    }

    [Theory]
    [InlineData("customapis/cm_X/other.xml", "customapis/cm_X/other.xml")]
    [InlineData("Assets/other.xml", "Assets")]
    [InlineData("environmentvariabledefinitions/cm_X/x.xml", "environmentvariabledefinitions")]
    public void A_part_of_the_zip_that_is_not_supported_is_refused_by_name(string path, string named) =>
        AssertRefused(new SolutionZip { Parts = [(path, "<x/>")] }, named);

    [Fact]
    public void An_unpacked_source_and_a_file_that_is_no_zip_are_refused()
    {
        AssertRefused(new SolutionZip { Managed = "2" }, "<Managed> is 2");
        Assert.Throws<SolutionImportException>(() => SolutionPackage.Read(new MemoryStream([1, 2, 3])));
    }

    [Fact]
    public void A_whole_number_may_be_a_time_zone()
    {
        const string Limits = "<Format>timezone</Format><MinValue>-1500</MinValue><MaxValue>1500</MaxValue>";
        var zip = new SolutionZip { Columns = SolutionZip.Column("cm_timezonecode", "int", Limits) };

        var column = Assert.Single(zip.Read().Tables).Column("cm_timezonecode");

        Assert.Equal((ColumnType.WholeNumber, -1500m, 1500m), (column.Type, column.Min, column.Max));
    }

    [Fact]
    public void An_empty_ribbon_is_fine() => Assert.Single(new SolutionZip
    {
        TableParts = "<RibbonDiffXml><CustomActions/><Templates><RibbonTemplates Id='x'/></Templates></RibbonDiffXml>",
    }.Read().Tables);

    [Fact]
    public void A_process_with_a_branch_is_refused_by_name()
    {
        var workflow = """
            <Workflows><Workflow Name="Flow" WorkflowId="{00000000-0000-0000-0000-000000000001}">
              <Category>4</Category><UniqueName>cm_flow</UniqueName><PrimaryEntity>Account</PrimaryEntity>
              <XamlFileName>/Workflows/Flow.xaml</XamlFileName>
            </Workflow></Workflows>
            """;
        const string Xaml = "<Activity><ActivityReference AssemblyQualifiedName='Crm.ConditionBranch, x'/></Activity>";
        (string, string)[] parts = [("Workflows/Flow.xaml", Xaml)];

        AssertRefused(new SolutionZip { Sections = workflow, Parts = parts }, "ConditionBranch");
        AssertRefused(new SolutionZip { Sections = workflow }, "/Workflows/Flow.xaml");
    }

    [Fact]
    public void A_plugin_file_that_is_not_the_registered_assembly_is_refused()
    {
        const string Assemblies = """
            <SolutionPluginAssemblies>
              <PluginAssembly FullName="Other"><FileName>/PluginAssemblies/Other.dll</FileName></PluginAssembly>
            </SolutionPluginAssemblies>
            """;
        var zip = new SolutionZip { Sections = Assemblies, Parts = [("PluginAssemblies/Other.dll", "text")] };

        AssertRefused(zip, "not a .NET assembly");
    }

    static void AssertRefused(SolutionZip zip, string named) =>
        Assert.Contains(named, Assert.Throws<SolutionImportException>(zip.Read).Message, StringComparison.Ordinal);
}
