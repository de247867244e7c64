using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using CrmMilestones.Packaging.Platform;
using CrmMilestones.Packaging.Source;

namespace CrmMilestones.Packaging.Checks;

/// <summary>The tables and columns that the solution may refer to: what it brings, and the platform's own.</summary>
sealed class Schema(SolutionSource source)
{
    /// <summary>Users and teams together: relationships name it as a table, though it has no rows of its own.</summary>
    const string Owner = "owner";

    readonly Dictionary<string, HashSet<string>> _columnsOfOwnTables = source.Tables
        .GroupBy(table => table.LogicalName, table => table.Columns.Select(column => column.LogicalName))
        .ToDictionary(same => same.Key, same => same.SelectMany(columns => columns).ToHashSet());

    /// <summary>A problem if there is no such table.</summary>
    /// <param name="place">Where the table is named.</param>
    /// <param name="who">What names it, as the beginning of a sentence.</param>
    /// <param name="table">Logical name.</param>
    public Defect? NoTable(XObject place, string who, string table) => HasTable(table)
        ? null
        : Defect.At(place, $"{who} names table {table}, which does not exist.", "Correct the name.");

    /// <summary>A problem if there is the table, but without such a column.</summary>
    public Defect? NoColumn(XObject place, string who, string table, string column) =>
        !HasTable(table) || HasColumn(table, column)
            ? null
            : Defect.At(place, $"{who} names column {column}, which {table} does not have.",
                "Correct the name, or add the column.");

    /// <summary>Whether the platform has a table with this schema name, capitals included.</summary>
    public static bool PlatformHasSchemaName(string schemaName) =>
        PlatformTables.All.Any(table => table.SchemaName == schemaName);

    bool HasTable(string table) =>
        table == Owner || _columnsOfOwnTables.ContainsKey(table) || PlatformTables.Find(table) is not null;

    bool HasColumn(string table, string column) =>
        _columnsOfOwnTables.GetValueOrDefault(table)?.Contains(column) == true
        || PlatformTables.Find(table)?.Columns.Any(theirs => theirs.LogicalName == column) == true;
}
