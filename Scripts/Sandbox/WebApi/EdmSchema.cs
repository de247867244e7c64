using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Dataverse.Import;
using CrmMilestones.Dataverse.Metadata;
using Microsoft.OData.Edm;

namespace CrmMilestones.Sandbox.WebApi;

/// <summary>A way from a row to another, or to others.</summary>
/// <param name="Name">The navigation property's name.</param>
/// <param name="Table">Whose rows have it.</param>
/// <param name="Target">What table it leads to.</param>
/// <param name="Lookup">The lookup column: of <paramref name="Table"/> for one row, of <paramref name="Target"/> for
/// many; null where an intersect table connects both sides.</param>
/// <param name="IsCollection">Whether it leads to many rows.</param>
/// <param name="Relationship">The relationship's schema name.</param>
sealed record Navigation(
    string Name, string Table, string Target, string? Lookup, bool IsCollection, string Relationship)
{
    /// <summary>The table between both sides, and its columns with this side's and the other side's ids.</summary>
    internal (string Table, string Own, string Other)? Intersect { get; init; }
}

/// <summary>The environment's tables as OData's model of them.</summary>
sealed class EdmSchema
{
    internal const string Namespace = "Microsoft.Dynamics.CRM";

    /// <summary>What the property of an owner leads to: users and teams.</summary>
    internal const string Principal = "principal";

    readonly Dictionary<string, EdmEntityType> _types = [];
    readonly Dictionary<string, TableDefinition> _tablesBySet;
    readonly ILookup<string, Navigation> _navigations;

    internal EdmSchema(MetadataCatalog catalog, IEnumerable<CustomApi> apis)
    {
        Catalog = catalog;
        _tablesBySet = catalog.Tables.ToDictionary(table => table.EntitySetName, StringComparer.Ordinal);
        _navigations = Navigations().ToLookup(navigation => navigation.Table);
        Base = new(Namespace, "crmbaseentity", null, isAbstract: true, isOpen: false);
        Model.AddElement(Base);
        EdmEntityType principal = new(Namespace, Principal, Base, isAbstract: true, isOpen: false);
        principal.AddKeys(principal.AddStructuralProperty("ownerid", EdmPrimitiveTypeKind.Guid));
        Model.AddElement(principal);
        _types[Principal] = principal;
        Container = new(Namespace, "System");
        foreach (var table in catalog.Tables)
        {
            AddType(table);
        }

        foreach (var navigation in _navigations.SelectMany(group => group))
        {
            AddNavigation(navigation);
        }

        AddSets();
        Operations = new(this, apis);
        Model.AddElement(Container);
    }

    internal EdmModel Model { get; } = new();

    internal EdmEntityType Base { get; }

    internal EdmEntityContainer Container { get; }

    internal MetadataCatalog Catalog { get; }

    internal OperationCatalog Operations { get; }

    internal EdmEntityType TypeOf(string table) => _types[table];

    internal TableDefinition? TableOfSet(string set) => _tablesBySet.GetValueOrDefault(set);

    internal string SetOf(string table) => Catalog.Table(table).EntitySetName;

    internal IEnumerable<Navigation> NavigationsOf(string table) => _navigations[table];

    internal Navigation? Navigation(string table, string name) =>
        _navigations[table].FirstOrDefault(navigation => navigation.Name == name);

    /// <summary>The navigation property of a lookup's value.</summary>
    internal Navigation? NavigationOf(string table, ColumnDefinition lookup, string target) => _navigations[table]
        .FirstOrDefault(navigation => !navigation.IsCollection && navigation.Lookup == lookup.LogicalName
            && (navigation.Target == target || navigation.Target == Principal));

    /// <summary>The name of a column's property.</summary>
    internal static string PropertyOf(ColumnDefinition column) =>
        column.IsLookup ? $"_{column.LogicalName}_value" : column.LogicalName;

    /// <summary>The column of a property; null for none.</summary>
    internal static ColumnDefinition? ColumnOf(TableDefinition table, string property) =>
        property.StartsWith('_') && property.EndsWith("_value", StringComparison.Ordinal)
            ? table.TryGetColumn(property[1..^"_value".Length], out var lookup) && lookup.IsLookup ? lookup : null
            : table.TryGetColumn(property, out var column) && !column.IsLookup ? column : null;

    internal static EdmPrimitiveTypeKind KindOf(ColumnDefinition column) => column.Type switch
    {
        ColumnType.Id or ColumnType.Lookup or ColumnType.Owner => EdmPrimitiveTypeKind.Guid,
        ColumnType.Text or ColumnType.Memo => EdmPrimitiveTypeKind.String,
        ColumnType.BigNumber => EdmPrimitiveTypeKind.Int64,
        ColumnType.DecimalNumber or ColumnType.Currency => EdmPrimitiveTypeKind.Decimal,
        ColumnType.FloatNumber => EdmPrimitiveTypeKind.Double,
        ColumnType.YesNo => EdmPrimitiveTypeKind.Boolean,
        ColumnType.DateAndTime when column.DateBehavior == DateBehavior.DateOnly => EdmPrimitiveTypeKind.Date,
        ColumnType.DateAndTime => EdmPrimitiveTypeKind.DateTimeOffset,
        _ => EdmPrimitiveTypeKind.Int32,
    };

    void AddType(TableDefinition table)
    {
        EdmEntityType type = new(Namespace, table.LogicalName, Base);
        Dictionary<string, IEdmProperty> properties = [];
        foreach (var column in table.Columns.Where(column => column.IsValidForRead))
        {
            var kind = KindOf(column);
            var reference = kind == EdmPrimitiveTypeKind.Decimal
                ? EdmCoreModel.Instance.GetDecimal(isNullable: true)
                : EdmCoreModel.Instance.GetPrimitive(kind, column.LogicalName != table.PrimaryIdColumn);
            properties[column.LogicalName] = type.AddStructuralProperty(PropertyOf(column), reference);
        }

        type.AddKeys((IEdmStructuralProperty)properties[table.PrimaryIdColumn]);
        foreach (var key in table.Keys)
        {
            Model.AddAlternateKeyAnnotation(
                type, key.Columns.ToDictionary(
                    column => PropertyOf(table.Column(column)), column => properties[column]));
        }

        Model.AddElement(type);
        _types[table.LogicalName] = type;
    }

    void AddNavigation(Navigation navigation) => _types[navigation.Table].AddUnidirectionalNavigation(new()
    {
        Name = navigation.Name,
        Target = _types[navigation.Target],
        TargetMultiplicity = navigation.IsCollection ? EdmMultiplicity.Many : EdmMultiplicity.ZeroOrOne,
    });

    void AddSets()
    {
        var sets = Catalog.Tables.ToDictionary(
            table => table.LogicalName,
            table => Container.AddEntitySet(table.EntitySetName, _types[table.LogicalName]));
        foreach (var navigation in _navigations.SelectMany(group => group))
        {
            if (sets.TryGetValue(navigation.Target, out var target))
            {
                var property = (IEdmNavigationProperty)_types[navigation.Table].FindProperty(navigation.Name);
                sets[navigation.Table].AddNavigationTarget(property, target);
            }
        }
    }

    IEnumerable<Navigation> Navigations()
    {
        foreach (var table in Catalog.Tables)
        {
            foreach (var lookup in table.Columns.Where(column => column.IsLookup))
            {
                var name = lookup.IsCustom ? lookup.SchemaName : lookup.LogicalName;
                if (lookup.Type == ColumnType.Owner)
                {
                    yield return new(name, table.LogicalName, Principal, lookup.LogicalName, false, name);
                    continue;
                }

                foreach (var target in lookup.Targets.Where(target => Catalog.TryGetTable(target, out _)))
                {
                    var relationship = Relationship(table, lookup, target);
                    yield return new(
                        lookup.IsPolymorphic ? $"{name}_{target}" : name, table.LogicalName, target,
                        lookup.LogicalName, false, relationship);
                    yield return new(
                        relationship, target, table.LogicalName, lookup.LogicalName, true, relationship);
                }
            }
        }

        foreach (var (name, table, left, leftId, right, rightId) in Intersects)
        {
            yield return new(name, left, right, null, true, name) { Intersect = (table, leftId, rightId) };
            yield return new(name, right, left, null, true, name) { Intersect = (table, rightId, leftId) };
        }
    }

    string Relationship(TableDefinition table, ColumnDefinition lookup, string target) =>
        Catalog.Relationships.FirstOrDefault(known => known.ReferencingTable == table.LogicalName
            && known.ReferencingColumn == lookup.LogicalName && known.ReferencedTable == target)?.SchemaName
        ?? $"{target}_{table.LogicalName}_{lookup.LogicalName}";

    static readonly (string, string, string, string, string, string)[] Intersects =
    [
        ("systemuserroles_association", "systemuserroles", "systemuser", "systemuserid", "role", "roleid"),
        ("teammembership_association", "teammembership", "team", "teamid", "systemuser", "systemuserid"),
    ];
}
