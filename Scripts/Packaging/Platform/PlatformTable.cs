using System.Collections.Generic;

namespace CrmMilestones.Packaging.Platform;

/// <summary>A table that every environment has.</summary>
/// <param name="SchemaName">Its name in its original case, as in privilege names.</param>
/// <param name="SetName">Its plural in the Web API.</param>
/// <param name="Ownership">Who owns the rows, in the words of solution files: UserOwned, OrgOwned, BusinessOwned or
/// None.</param>
/// <param name="PrimaryName">The schema name of the column that names a row; null when there is none.</param>
/// <param name="Columns">All columns, its primary key first.</param>
public sealed record PlatformTable(
    string SchemaName, string SetName, string Ownership, string? PrimaryName, IReadOnlyList<PlatformColumn> Columns)
{
    /// <summary>Lower-case name used in rows and queries.</summary>
    public string LogicalName { get; } = SchemaNames.Logical(SchemaName);

    internal static PlatformTable Table(
        string name, string setName, string ownership, string? primaryName, IEnumerable<PlatformColumn> columns,
        string? id = null) => new(
        name, setName, ownership, primaryName,
        [
            PlatformColumn.Id(id ?? name + "Id") with { IsValidForUpdate = false }, .. columns,
            .. PlatformColumn.Stamps(),
        ]);
}
