using System;
using System.IO;
using System.Linq;
using CrmMilestones.Dataverse.Import;
using CrmMilestones.Dataverse.Metadata;
using CrmMilestones.Dataverse.Query;
using CrmMilestones.Scripts;
using CrmMilestones.Scripts.Pack;
using Xunit;

namespace CrmMilestones.Tests.Host;

public class ImportPackageTests
{
    static readonly SolutionPackage Shipped = SolutionPackage.Read(new MemoryStream(
        SolutionPacker.Pack(Path.Combine(RepositoryRoot.Path, "Solution"), PluginDll.BuiltPath, managed: true)));

    static Column AccountColumn(string name) =>
        Shipped.Extensions.Single(extension => extension.Table == "account")
            .Columns.Single(column => column.LogicalName == name);

    [Fact]
    public void The_manifest_is_read()
    {
        var manifest = Shipped.Manifest;

        Assert.Equal(("CrmMilestones", true), (manifest.UniqueName, manifest.IsManaged));
        Assert.Equal(("crmmilestones", "cm"), (manifest.Publisher, manifest.CustomizationPrefix));
        Assert.Equal(new Version(1, 0, 0, 0), manifest.Version);
    }

    [Fact]
    public void Columns_have_type_limits_labels_and_targets()
    {
        var signed = AccountColumn("cm_agreementsignedon");
        Assert.Equal((DateBehavior.DateOnly, DateFormat.Date), (signed.DateBehavior, signed.DateFormat));
        Assert.Equal(DateBehavior.UserLocal, AccountColumn("cm_stageenteredon").DateBehavior);
        var reason = AccountColumn("cm_stagechangereason");
        Assert.Equal((ColumnType.Text, 500), (reason.Type, reason.MaxLength));
        var stage = AccountColumn("cm_lifecyclestage");
        Assert.Equal((ColumnType.Choice, "cm_lifecyclestage"), (stage.Type, stage.GlobalChoice));
        Assert.Null(stage.DefaultValue);
        var chargeable = AccountColumn("cm_chargeable");
        Assert.Equal((ColumnType.YesNo, 1), (chargeable.Type, chargeable.DefaultValue));
        Assert.Equal(0, AccountColumn("cm_billinghold").DefaultValue);
        var market = AccountColumn("cm_marketid");
        Assert.Equal((ColumnType.Lookup, "cm_market"), (market.Type, market.Targets.Single()));
        Assert.Equal(("Market", "Mercado"), (market.DisplayName.In(1033), market.DisplayName.In(3082)));
    }

    [Fact]
    public void Own_tables_are_read_with_keys_and_primary_columns()
    {
        var market = Shipped.Tables.Single(table => table.LogicalName == "cm_market");

        Assert.Equal(("cm_Market", Ownership.Organization, false),
            (market.SchemaName, market.Ownership, market.IsProcessTable));
        Assert.Equal(("cm_marketid", "cm_name"), (market.PrimaryIdColumn, market.PrimaryNameColumn));
        var key = market.Keys.Single();
        Assert.Equal(("cm_marketcode", "cm_code"), (key.LogicalName, key.Columns.Single()));
        Assert.True(Shipped.Tables.Single(table => table.LogicalName == "cm_customerlifecycle").IsProcessTable);
        Assert.True(market.TryGetColumn("versionnumber", out _));
    }

    [Fact]
    public void Choices_and_relationships_are_read()
    {
        var stages = Shipped.Choices.Single(choice => choice.Name == "cm_lifecyclestage").Options;

        Assert.Equal("Prospect Onboarding Compliance Readiness Live Closed",
            string.Join(' ', stages.Select(stage => stage.Label)));
        Assert.Equal(Enumerable.Range(727000000, 6), stages.Select(stage => stage.Value));
        Assert.Contains(new Relationship("bpf_account_cm_customerlifecycle",
            "account", "cm_customerlifecycle", "bpf_accountid", CascadeDelete.Cascade), Shipped.Relationships);
    }

    [Fact]
    public void The_guided_process_is_read_with_its_stages_in_order()
    {
        var process = Shipped.Processes.Single();

        Assert.Equal(("cm_customerlifecycle", "account", true),
            (process.UniqueName, process.PrimaryTable, process.IsActivated));
        Assert.Equal("Prospect Onboarding Compliance Readiness Live",
            string.Join(' ', process.Stages.Select(stage => stage.Name)));
        Assert.Equal("cm_onboardingownerid cm_onboardingstartedon cm_onboardingcompletedon",
            string.Join(' ', process.Stages[1].Steps.Select(step => step.Column)));
        Assert.All(process.Stages[1].Steps, step => Assert.True(step.IsRequired));
        Assert.All(process.Stages[4].Steps, step => Assert.False(step.IsRequired));
    }

    [Fact]
    public void Views_roles_and_plugins_are_read()
    {
        var save = Shipped.Steps.Single(step => step.Name == "CustomerSave: account Update");

        var view = Shipped.SavedQueries.Single(view => view.Name.ToString() == "Billable customers");

        Assert.Equal("account", RowQuery.FromFetchXml(view.FetchXml).Root.Table);
        Assert.Contains(
            new RolePrivilege("prvWriteAccount", PrivilegeLevel.Basic),
            Shipped.Roles.Single(role => role.Name == "CM Sales").Privileges);
        Assert.Equal(("Update", "account", 20, false), (save.Message, save.Table, save.Stage, save.IsAsync));
        Assert.Contains("cm_lifecyclestage", save.FilteringAttributes);
        Assert.Equal((StepImageKind.Pre, "Target"), (save.Images.Single().Kind, save.Images.Single().MessageProperty));
        Assert.Equal(File.ReadAllBytes(PluginDll.BuiltPath), Shipped.Assemblies.Single().Content.ToArray());
        Assert.Contains(Shipped.Assemblies.Single().Types, type => type.Id == save.PluginTypeId);
    }

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
    [InlineData("customapis/cm_X/customapi.xml", "customapis")]
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
