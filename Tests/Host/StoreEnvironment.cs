using System;
using System.Linq;
using System.ServiceModel;
using CrmMilestones.Dataverse.Metadata;
using CrmMilestones.Dataverse.Query;
using CrmMilestones.Dataverse.Store;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Xunit;

namespace CrmMilestones.Tests.Host;

/// <summary>A store in memory with the base tables and "visit", a table with a column of every type.</summary>
sealed class StoreEnvironment : IDisposable
{
    public const int Planned = 1, Done = 2;

    public static MetadataCatalog Catalog { get; } = new(
        MetadataCatalog.BaseEnvironment.Tables.Append(VisitTable()),
        [],
        MetadataCatalog.BaseEnvironment.Relationships.Append(
            new("account_visit", "account", "visit", "accountid", CascadeDelete.Cascade)));

    public StoreEnvironment(string? path = null)
    {
        Store = new(path);
        Store.ApplySchema(Catalog);
    }

    public RowStore Store { get; }

    /// <summary>15 May 2026 is a Friday.</summary>
    public static DateTime Now { get; } = new(2026, 5, 15, 10, 0, 0, DateTimeKind.Utc);

    public QueryContext Context { get; set; } = new() { UtcNow = Now };

    public Guid Insert(string table, params (string Column, object? Value)[] values)
    {
        var row = new Entity(table, Guid.NewGuid());
        foreach (var (column, value) in values)
        {
            row[column] = value;
        }

        Store.Insert(row, Context.TimeZone);
        return row.Id;
    }

    public EntityReference Reference(string table, params (string Column, object? Value)[] values) =>
        new(table, Insert(table, values));

    public Guid Visit(string name, params (string Column, object? Value)[] values) =>
        Insert("visit", [("name", name), .. values]);

    public Entity Find(string table, Guid id) => Store.Find(table, id, new ColumnSet(true), Context)!;

    public EntityCollection Fetch(string fetchXml) => Store.Query(RowQuery.FromFetchXml(fetchXml), Context);

    /// <summary>The visits, with their names, that the rest of a FetchXML query selects.</summary>
    public EntityCollection FetchVisits(string rest) =>
        Fetch($"<fetch><entity name='visit'><attribute name='name'/>{rest}</entity></fetch>");

    /// <summary>A row of aggregates over the visits.</summary>
    public EntityCollection Aggregate(string columns) =>
        Fetch($"<fetch aggregate='true'><entity name='visit'>{columns}</entity></fetch>");

    public EntityCollection Query(QueryExpression query) => Store.Query(RowQuery.From(query), Context);

    /// <summary>The names of the visits for which a FetchXML filter holds, in alphabetical order.</summary>
    public string NamesWhere(string conditions) =>
        Names(FetchVisits($"<order attribute='name'/><filter>{conditions}</filter>"));

    /// <summary>The names of the visits for which a condition holds, in alphabetical order.</summary>
    public string NamesWhere(string column, string name, string? value = null) => NamesWhere(
        $"<condition attribute='{column}' operator='{name}'{(value is null ? "" : $" value='{value}'")}/>");

    public static string Names(EntityCollection rows) =>
        string.Join(' ', rows.Entities.Select(row => row.GetAttributeValue<string>("name")));

    public static object Aliased(Entity row, string alias) => row.GetAttributeValue<AliasedValue>(alias).Value;

    public static OrganizationServiceFault Refused(int code, Action action)
    {
        var fault = Assert.Throws<FaultException<OrganizationServiceFault>>(action);
        Assert.Equal(code, fault.Detail.ErrorCode);
        Assert.Equal(fault.Detail.Message, fault.Message);
        return fault.Detail;
    }

    public void Dispose() => Store.Dispose();

    static TableDefinition VisitTable() => new(
    [
        Column("visitid", ColumnType.Id),
        Column("name", ColumnType.Text) with { MaxLength = 10 },
        Column("notes", ColumnType.Memo) with { MaxLength = 100 },
        Column("code", ColumnType.Text) with { MaxLength = 10 },
        Column("minutes", ColumnType.WholeNumber) with { Min = 0, Max = 600 },
        Column("ticks", ColumnType.BigNumber),
        Column("rate", ColumnType.DecimalNumber) with { Min = -100, Max = 100, Precision = 3 },
        Column("weight", ColumnType.FloatNumber) with { Min = 0, Max = 1000 },
        Column("price", ColumnType.Currency) with { Min = 0, Max = 10_000, Precision = 2 },
        Column("paid", ColumnType.YesNo) with { Options = [new(1, Text("Yes", "Sí")), new(0, Text("No", "No"))] },
        Column("kind", ColumnType.Choice) with
        {
            Options = [new(Planned, Text("Planned", "Planeada")), new(Done, "Done"), new(3, "Cancelled")],
        },
        Day("heldon"), Day("billedon"),
        Column("arrivedat", ColumnType.DateAndTime),
        Column("alarmat", ColumnType.DateAndTime) with { DateBehavior = DateBehavior.TimeZoneIndependent },
        Column("accountid", ColumnType.Lookup) with { Targets = ["account"] },
        Column("aboutid", ColumnType.Lookup) with { Targets = ["account", "contact"] },
        Column("ownerid", ColumnType.Owner) with { Targets = ["systemuser", "team"] },
        Column("owningbusinessunit", ColumnType.Lookup) with { Targets = ["businessunit"] },
        Column("versionnumber", ColumnType.BigNumber),
    ])
    {
        LogicalName = "visit",
        SchemaName = "Visit",
        EntitySetName = "visits",
        PrimaryIdColumn = "visitid",
        PrimaryNameColumn = "name",
        Ownership = Ownership.User,
        Keys = [new("visitcode", "VisitCode", "Visit code", ["code"])],
    };

    static ColumnDefinition Column(string name, ColumnType type) =>
        new() { LogicalName = name, SchemaName = name, Type = type };

    static ColumnDefinition Day(string name) => Column(name, ColumnType.DateAndTime) with
    {
        DateBehavior = DateBehavior.DateOnly,
        DateFormat = DateFormat.Date,
    };

    static LocalizedLabels Text(string english, string spanish) => new([new(1033, english), new(3082, spanish)]);
}
