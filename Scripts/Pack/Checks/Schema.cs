using System.Linq;
using CrmMilestones.Dataverse.Metadata;
using CrmMilestones.Scripts.Pack.Source;

namespace CrmMilestones.Scripts.Pack.Checks;

/// <summary>The tables and columns that the solution may refer to: what it brings, and the platform's own as the
/// embedded Dataverse declares them.</summary>
sealed class Schema(SolutionSource source)
{
    static readonly MetadataCatalog Platform = MetadataCatalog.BaseEnvironment;

    /// <summary>Users and teams together: a table that relationships name though it has no rows of its own.</summary>
    const string Owner = "owner";

    public bool HasTable(string logicalName) =>
        logicalName == Owner || source.Table(logicalName) is not null || Platform.TryGetTable(logicalName, out _);

    public bool HasColumn(string table, string column) =>
        source.Table(table)?.Columns.Any(own => own.LogicalName == column) == true
        || (Platform.TryGetTable(table, out var known) && known.Columns.Any(theirs => theirs.LogicalName == column));

    /// <summary>Whether the platform has a table with this schema name, casing included.</summary>
    public static bool PlatformHasSchemaName(string schemaName) => Platform.Tables.Any(table => table.SchemaName == schemaName);
}
