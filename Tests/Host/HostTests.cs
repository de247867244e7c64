using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using CrmMilestones.Dataverse;
using CrmMilestones.Dataverse.Import;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Metadata;
using Microsoft.Xrm.Sdk.Metadata.Query;
using Microsoft.Xrm.Sdk.Query;
using Xunit;
using static CrmMilestones.Tests.Host.PipelineTools;
using static CrmMilestones.Tests.Host.PluginPackage;

namespace CrmMilestones.Tests.Host;

/// <summary>Environments, the plug-in assemblies of imported solutions, and metadata requests.</summary>
public sealed class HostTests : IDisposable
{
    readonly DataverseHost _host = DataverseHost.Create();

    public void Dispose() => _host.Dispose();

    [Fact]
    public void The_plugins_that_run_are_those_in_the_solution()
    {
        var result = _host.ImportSolution(Package());

        Assert.Equal(("Plugins", 1), (result.UniqueName, result.Steps));
        Assert.Equal("From the assembly.", Fault(-2147220891, () => _host.System.CreateAccount("Contoso")).Message);
    }

    [Fact]
    public void Importing_twice_changes_nothing()
    {
        _host.ImportSolution(Package());
        var before = _host.Snapshot();

        _host.ImportSolution(Package());

        Assert.Equal(before, _host.Snapshot());
    }

    [Fact]
    public void An_upgrade_keeps_rows_and_drops_steps_that_it_no_longer_has()
    {
        var id = _host.System.CreateAccount("Kept");
        _host.ImportSolution(Package());

        _host.UpgradeSolution(Package() with { Manifest = TestSolution.Of("Plugins", "1.1").Manifest, Steps = [] });

        _host.System.CreateAccount("No step refuses");
        Assert.Equal("Kept", _host.System.Retrieve("account", id, new ColumnSet("name"))["name"]);
    }

    [Fact]
    public void An_assembly_that_lacks_an_installed_plug_in_type_is_refused_even_if_no_step_needs_it()
    {
        const string Message = "Existing plug-in types have been removed. Please update major or minor version of "
            + "plug-in assembly";
        _host.ImportSolution(Package() with { Steps = [] });
        var installed = Package().Assemblies[0];
        var next = TestSolution.Of("Plugins", "1.1") with { Assemblies = [installed with { Types = [] }] };

        Refused(Message, next);
        Assert.Contains(Message,
            Assert.Throws<SolutionImportException>(() => _host.UpgradeSolution(next)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_assembly_is_replaced_by_one_of_the_same_major_and_minor_version()
    {
        SolutionPackage Next(string version) =>
            Package(FullName.Replace("1.0.0.0", version, StringComparison.Ordinal), bytes: Emit(version)) with
            {
                Manifest = TestSolution.Of("Plugins", "1.1").Manifest,
            };
        _host.ImportSolution(Package());

        Refused("another assembly", Next("1.1.0.0"));

        _host.UpgradeSolution(Next("1.0.1.0"));
        Assert.Equal("From the assembly.", Fault(-2147220891, () => _host.System.CreateAccount("Contoso")).Message);
    }

    [Fact]
    public void An_assembly_that_is_not_what_the_solution_says_is_refused()
    {
        var other = FullName.Replace("1.0.0.0", "2.0.0.0", StringComparison.Ordinal);
        Refused("the DLL in the solution is 'Test.Plugins, Version=1.0.0.0", Package(fullName: other));
        Refused("does not contain the required type 'Test.Missing'", Package(typeName: "Test.Missing"));
        Refused("'Test.Hidden' must be a public class that implements IPlugin", Package(typeName: "Test.Hidden"));
        Refused("'Test.NoPlugin' must be a public class that implements IPlugin", Package(typeName: "Test.NoPlugin"));
        Refused("is not an assembly", Package(bytes: [1, 2, 3]));
    }

    [Fact]
    public void A_step_that_refers_to_nothing_is_refused()
    {
        var step = Package().Steps[0];
        Refused("the table 'cm_nothing'", Package() with { Steps = [step with { Table = "cm_nothing" }] });
        Refused("column 'cm_nothing' does not exist", Package() with
        {
            Steps = [step with { Message = "Update", FilteringAttributes = ["cm_nothing"] }],
        });
        Refused("is not in the solution", Package() with { Steps = [step with { PluginTypeId = Guid.NewGuid() }] });
        Refused("asynchronous steps", Package() with { Steps = [step with { IsAsync = true, Stage = 20 }] });
        Refused("stage 30", Package() with { Steps = [step with { Stage = 30 }] });
    }

    [Fact]
    public void A_file_is_continued()
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}.sqlite");
        try
        {
            Guid id, ann;
            using (var first = DataverseHost.Create(new() { Path = path }))
            {
                first.ImportSolution(Package() with { Steps = [] });
                ann = first.AddUser("Ann", roles: "System Administrator");
                id = first.ServiceFor(ann).CreateAccount("Kept");
            }
            using var second = DataverseHost.Create(new() { Path = path });
            Assert.Equal("Kept", second.ServiceFor(ann).Retrieve("account", id, new ColumnSet("name"))["name"]);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Many_threads_may_use_an_environment_at_once()
    {
        _host.On(
            "Create", "account", 20,
            call => call.System.Create(new Entity("contact") { ["lastname"] = (string)call.Target["name"] }));

        Parallel.For(0, 40, i => _host.System.CreateAccount($"Customer {i}"));

        Assert.Equal(40, _host.System.RetrieveMultiple(new QueryExpression("contact")).Entities.Count);
    }

    [Fact]
    public void A_user_needs_a_role_and_a_time_zone_that_exist()
    {
        var noRole = Fault(-2147220989, () => _host.AddUser("Ann", roles: "Nobody"));
        var noZone = Fault(-2147220989, () => _host.AddUser("Ann", timeZone: "Mars/Olympus"));

        Assert.Contains("no security role 'Nobody'", noRole.Message, StringComparison.Ordinal);
        Assert.Contains("'Mars/Olympus'", noZone.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_users_dates_are_read_in_the_users_time_zone()
    {
        var ann = _host.ServiceFor(_host.AddUser("Ann", timeZone: "America/New_York", roles: "System Administrator"));

        var evening = new DateTime(2026, 1, 1, 20, 0, 0, DateTimeKind.Unspecified);
        var id = ann.CreateAccount("Contoso", ("overriddencreatedon", evening));

        var row = ann.Retrieve("account", id, new ColumnSet("overriddencreatedon"));
        Assert.Equal(new DateTime(2026, 1, 2, 1, 0, 0), row["overriddencreatedon"]);
    }

    [Fact]
    public void Metadata_changes_give_the_asked_for_labels_of_the_asked_for_columns()
    {
        string[] columns = ["name", "statecode"];
        var query = new EntityQueryExpression
        {
            Criteria = new() { Conditions = { new("LogicalName", MetadataConditionOperator.Equals, "account") } },
            Properties = new("LogicalName", "Attributes"),
            AttributeQuery = new()
            {
                Criteria = new() { Conditions = { new("LogicalName", MetadataConditionOperator.In, columns) } },
                Properties = new("LogicalName", "DisplayName", "OptionSet"),
            },
            LabelQuery = new() { FilterLanguages = { 1033 } },
        };

        var response = (RetrieveMetadataChangesResponse)_host.System.Execute(
            new RetrieveMetadataChangesRequest { Query = query });
        var table = response.EntityMetadata.Single();

        Assert.Equal("account", table.LogicalName);
        Assert.Null(table.SchemaName);
        Assert.Equal(
            ["name", "statecode"], table.Attributes.Select(column => column.LogicalName).Order(StringComparer.Ordinal));
        var name = table.Attributes.Single(column => column.LogicalName == "name");
        Assert.Equal("Account Name", name.DisplayName.UserLocalizedLabel.Label);
        var label = name.DisplayName.LocalizedLabels.Single();
        Assert.Equal(("Account Name", 1033), (label.Label, label.LanguageCode));
        var state = (StateAttributeMetadata)table.Attributes.Single(column => column.LogicalName == "statecode");
        Assert.Equal(
            ["Active", "Inactive"], state.OptionSet.Options.Select(option => option.Label.UserLocalizedLabel.Label));
    }

    [Fact]
    public void Nobody_else_sees_what_a_reader_does_to_described_columns()
    {
        Name().DisplayName.UserLocalizedLabel.Label = "Changed";

        Assert.Equal("Account Name", Name().DisplayName.UserLocalizedLabel.Label);

        AttributeMetadata Name() => ((RetrieveAttributeResponse)_host.System.Execute(
            new RetrieveAttributeRequest { EntityLogicalName = "account", LogicalName = "name" })).AttributeMetadata;
    }

    [Fact]
    public void A_table_and_a_column_can_be_described()
    {
        var table = ((RetrieveEntityResponse)_host.System.Execute(
            new RetrieveEntityRequest { LogicalName = "account", EntityFilters = EntityFilters.Attributes }))
                .EntityMetadata;
        var column = ((RetrieveAttributeResponse)_host.System.Execute(
            new RetrieveAttributeRequest { EntityLogicalName = "account", LogicalName = "creditonhold" }))
                .AttributeMetadata;

        Assert.Equal(("accountid", "name"), (table.PrimaryIdAttribute, table.PrimaryNameAttribute));
        Assert.Contains(table.Attributes, known =>
            known is LookupAttributeMetadata { LogicalName: "primarycontactid", Targets: ["contact"] });
        Assert.Equal("Yes", ((BooleanAttributeMetadata)column).OptionSet.TrueOption.Label.UserLocalizedLabel.Label);
        Assert.Equal(
            (AttributeRequiredLevel.ApplicationRequired, AttributeRequiredLevel.SystemRequired,
                AttributeRequiredLevel.None),
            (Level("name"), Level("ownerid"), Level("creditonhold")));

        AttributeRequiredLevel Level(string name) =>
            table.Attributes.Single(known => known.LogicalName == name).RequiredLevel.Value;
    }

    void Refused(string reason, SolutionPackage package)
    {
        var before = _host.Snapshot();
        var refusal = Assert.Throws<SolutionImportException>(() => _host.ImportSolution(package));
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, _host.Snapshot());
    }
}
