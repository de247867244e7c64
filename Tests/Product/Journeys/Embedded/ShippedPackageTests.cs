using System;
using System.IO;
using System.Linq;
using CrmMilestones.Dataverse.Import;
using CrmMilestones.Dataverse.Metadata;
using CrmMilestones.Dataverse.Query;
using CrmMilestones.Packaging;
using Xunit;

namespace CrmMilestones.Tests.Journeys;

public class ShippedPackageTests
{
    static readonly SolutionPackage Shipped = TestEnvironment.Package;

    static ColumnDefinition AccountColumn(string name) =>
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
        Assert.Contains(new RelationshipDefinition("bpf_account_cm_customerlifecycle",
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
}
