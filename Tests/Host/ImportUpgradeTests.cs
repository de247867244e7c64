using System;
using System.Linq;
using CrmMilestones.Dataverse;
using CrmMilestones.Dataverse.Import;
using CrmMilestones.Dataverse.Metadata;
using CrmMilestones.Dataverse.Query;
using CrmMilestones.Dataverse.Store;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Xunit;

namespace CrmMilestones.Tests.Host;

public sealed class ImportUpgradeTests : IDisposable
{
    const string CodeKey = """
        <EntityKeys><EntityKey>
          <Name>cm_VisitCode</Name><LogicalName>cm_visitcode</LogicalName>
          <EntityKeyAttributes><AttributeName>cm_code</AttributeName></EntityKeyAttributes>
        </EntityKey></EntityKeys>
        """;

    static readonly string Code = SolutionZip.Column("cm_code", "nvarchar", "<MaxLength>10</MaxLength>");
    static readonly string Kind = SolutionZip.Column("cm_kind", "picklist", "<OptionSetName>cm_kind</OptionSetName>");
    static readonly DateTime Day1 = new(2026, 5, 15, 10, 0, 0, DateTimeKind.Utc);
    static readonly DateTime Day2 = Day1.AddDays(1);

    readonly RowStore _store = new();
    SolutionLayers _layers = SolutionLayers.None;

    public void Dispose() => _store.Dispose();

    void Import(SolutionZip zip, DateTime when) => _layers = SolutionImport.Import(_store, _layers, zip.Read(), when);

    void Upgrade(SolutionZip zip, DateTime when) => _layers = SolutionImport.Upgrade(_store, _layers, zip.Read(), when);

    static string View(string id, string name) => $"""
        <SavedQueries><savedqueries><savedquery>
          <savedqueryid>{id}</savedqueryid><querytype>0</querytype><isdefault>0</isdefault>
          <fetchxml><fetch><entity name="cm_visit"/></fetch></fetchxml>
          <LocalizedNames><LocalizedName description="{name}" languagecode="1033"/></LocalizedNames>
        </savedquery></savedqueries></SavedQueries>
        """;

    static string Choice(params string[] labels) => "<optionsets><optionset Name='cm_kind'><options>"
        + string.Concat(labels.Select((label, i) =>
            $"<option value='{727000000 + i}'>"
            + $"<labels><label description='{label}' languagecode='1033'/></labels></option>"))
        + "</options></optionset></optionsets>";

    Entity[] Rows(string table) => [.. _store.Query(
        RowQuery.From(new QueryExpression(table) { ColumnSet = new ColumnSet(true) }), new()).Entities];

    SolutionImportException Refused(SolutionZip zip) =>
        Assert.Throws<SolutionImportException>(() => Import(zip, Day2));

    [Fact]
    public void Importing_twice_changes_nothing()
    {
        SolutionZip zip = new()
        {
            Columns = Code,
            Keys = CodeKey,
            TableParts = View("{00000000-0000-0000-0000-000000000001}", "All")
        };
        Import(zip, Day1);
        _store.Insert(new Entity("cm_visit", Guid.NewGuid()) { ["cm_code"] = "A1" });
        var (rows, columns) = (_store.Snapshot(), _store.Catalog.Table("cm_visit").Columns.Count);

        Import(zip, Day2);

        Assert.Equal(rows, _store.Snapshot());
        Assert.Equal(columns, _store.Catalog.Table("cm_visit").Columns.Count);
    }

    [Fact]
    public void An_imported_table_holds_rows_with_the_choices_of_the_solution()
    {
        Import(new() { Columns = Kind, Sections = Choice("Call") }, Day1);
        var row = new Entity("cm_visit", Guid.NewGuid()) { ["cm_kind"] = new OptionSetValue(727000000) };

        _store.Insert(row);

        Assert.Equal("Call", _store.Find("cm_visit", row.Id, new ColumnSet(true))!.FormattedValues["cm_kind"]);
        StoreEnvironment.Refused(Faults.PicklistValueOutOfRange,
            () => _store.Update(new Entity("cm_visit", row.Id) { ["cm_kind"] = new OptionSetValue(1) }));
    }

    [Fact]
    public void A_higher_version_adds_columns_and_keys_and_keeps_rows()
    {
        Import(new(), Day1);
        var row = new Entity("cm_visit", Guid.NewGuid()) { ["cm_name"] = "Ann" };
        _store.Insert(row);

        Import(new() { Version = "1.1.0.0", Columns = Code, Keys = CodeKey }, Day2);
        _store.Update(new Entity("cm_visit", row.Id) { ["cm_code"] = "A1" });

        var kept = Assert.Single(Rows("cm_visit"));
        Assert.Equal(("Ann", "A1"), (kept["cm_name"], kept["cm_code"]));
        StoreEnvironment.Refused(Faults.DuplicateRecordEntityKey,
            () => _store.Insert(new Entity("cm_visit", Guid.NewGuid()) { ["cm_code"] = "a1" }));
    }

    [Fact]
    public void A_key_that_existing_rows_violate_is_refused_and_changes_nothing()
    {
        Import(new() { Columns = Code }, Day1);
        _store.Insert(new Entity("cm_visit", Guid.NewGuid()) { ["cm_code"] = "A1" });
        _store.Insert(new Entity("cm_visit", Guid.NewGuid()) { ["cm_code"] = "A1" });
        var before = _store.Snapshot();

        StoreEnvironment.Refused(Faults.DuplicateRecordEntityKey,
            () => Import(new() { Version = "1.1.0.0", Columns = Code, Keys = CodeKey }, Day2));

        Assert.Equal(before, _store.Snapshot());
    }

    [Fact]
    public void What_a_higher_version_lacks_stays_after_an_import_and_goes_with_an_upgrade()
    {
        var view = View("{00000000-0000-0000-0000-000000000001}", "Old");
        Import(new() { Columns = Code, Keys = CodeKey, TableParts = view, Sections = Choice("Call", "Mail") }, Day1);
        var row = new Entity("cm_visit", Guid.NewGuid()) { ["cm_name"] = "Ann", ["cm_code"] = "A1" };
        _store.Insert(row);

        Import(new() { Version = "1.1.0.0", Sections = Choice("Call") }, Day2);
        Assert.Equal("A1", _store.Find("cm_visit", row.Id, new ColumnSet("cm_code"))!["cm_code"]);
        Assert.Equal("Old", Assert.Single(Rows("savedquery"))["name"]);
        Assert.Equal(
            ["Call", "Mail"], _store.Catalog.Choice("cm_kind").Options.Select(option => option.Label.ToString()));

        Upgrade(new() { Version = "1.2.0.0", Sections = Choice("Call") }, Day2);
        Assert.Equal("Ann", _store.Find("cm_visit", row.Id, new ColumnSet("cm_name"))!["cm_name"]);
        StoreEnvironment.Refused(
            Faults.QueryBuilderNoAttribute, () => _store.Find("cm_visit", row.Id, new ColumnSet("cm_code")));
        Assert.Empty(Rows("savedquery"));
        Assert.Equal("Call", Assert.Single(_store.Catalog.Choice("cm_kind").Options).Label.ToString());
    }

    [Fact]
    public void A_column_that_comes_back_after_an_upgrade_is_empty()
    {
        Import(new() { Columns = Code, Keys = CodeKey }, Day1);
        var row = new Entity("cm_visit", Guid.NewGuid()) { ["cm_code"] = "A1" };
        _store.Insert(row);

        Upgrade(new() { Version = "1.1.0.0" }, Day2);
        Upgrade(new() { Version = "1.2.0.0", Columns = Code }, Day2);

        Assert.False(_store.Find("cm_visit", row.Id, new ColumnSet("cm_code"))!.Contains("cm_code"));
    }

    [Fact]
    public void A_higher_version_replaces_views_and_says_when()
    {
        Import(new() { TableParts = View("{00000000-0000-0000-0000-000000000001}", "Old") }, Day1);
        Upgrade(
            new() { Version = "1.1.0.0", TableParts = View("{00000000-0000-0000-0000-000000000002}", "New") }, Day2);

        var solution = Assert.Single(Rows("solution"));
        Assert.Equal("New", Assert.Single(Rows("savedquery"))["name"]);
        Assert.Equal(("1.1.0.0", Day1, Day2), (solution["version"], solution["installedon"], solution["modifiedon"]));
    }

    [Fact]
    public void An_upgrade_installs_what_is_not_there()
    {
        Upgrade(new(), Day1);

        Assert.Equal("1.0.0.0", Assert.Single(Rows("solution"))["version"]);
    }

    [Fact]
    public void An_upgrade_to_the_same_version_is_refused()
    {
        Import(new(), Day1);

        var refusal = Assert.Throws<SolutionImportException>(() => Upgrade(new(), Day2));

        Assert.Contains("higher version", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_upgrade_needs_to_know_what_the_installed_version_brought()
    {
        Import(new(), Day1);
        _layers = SolutionLayers.None;

        var refusal = Assert.Throws<SolutionImportException>(() => Upgrade(new() { Version = "1.1.0.0" }, Day2));

        Assert.Contains("import the installed version first", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lower_version_is_refused_and_changes_nothing()
    {
        Import(new() { Version = "1.1.0.0" }, Day1);
        var before = (_store.Snapshot(), _store.Catalog);

        var refusal = Refused(new() { Version = "1.0.9.9", Columns = Code });

        Assert.Contains("1.1.0.0", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, (_store.Snapshot(), _store.Catalog));
    }

    [Theory]
    [InlineData("1", "0")]
    [InlineData("0", "1")]
    public void Managed_and_unmanaged_do_not_replace_each_other(string first, string second)
    {
        Import(new() { Managed = first }, Day1);

        var refusal = Refused(new() { Managed = second, Version = "2.0.0.0" });

        Assert.Contains("managed", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_cannot_change_its_type()
    {
        Import(new() { Columns = Code }, Day1);
        SolutionZip changed = new() { Version = "1.1.0.0", Columns = SolutionZip.Column("cm_code", "int") };

        Assert.Contains("cm_visit.cm_code", Refused(changed).Message, StringComparison.Ordinal);
        var refusal = Assert.Throws<SolutionImportException>(() => Upgrade(changed, Day2));
        Assert.Contains("cm_visit.cm_code", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reference_to_something_that_does_not_exist_is_refused_and_changes_nothing()
    {
        const string Relationship = """
            <EntityRelationships><EntityRelationship Name="cm_trip_visit">
              <EntityRelationshipType>OneToMany</EntityRelationshipType>
              <ReferencedEntityName>cm_Trip</ReferencedEntityName>
              <ReferencingEntityName>cm_Visit</ReferencingEntityName>
              <ReferencingAttributeName>cm_TripId</ReferencingAttributeName>
            </EntityRelationship></EntityRelationships>
            """;
        var before = _store.Snapshot();

        Assert.Contains("'cm_kind'", Refused(new() { Columns = Kind }).Message, StringComparison.Ordinal);
        Assert.Contains("'cm_trip'", Refused(new() { Sections = Relationship }).Message, StringComparison.Ordinal);

        Assert.Equal(before, _store.Snapshot());
        Assert.Same(MetadataCatalog.BaseEnvironment, _store.Catalog);
    }
}
