using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using CrmMilestones.Dataverse.Metadata;

namespace CrmMilestones.Dataverse.Import;

/// <summary>
/// What becomes of the parts of a solution that this host lacks: they are refused, and the solution with them, or left
/// out and named. To leave something out is for looking at a solution, never for relying on it.
/// </summary>
/// <param name="names">Told of each part that is left out; null refuses.</param>
sealed class LeftOut(ICollection<string>? names)
{
    /// <summary>Something that isn't supported.</summary>
    /// <exception cref="SolutionImportException">It is refused.</exception>
    internal void Name(string what)
    {
        if (names is null)
        {
            throw new SolutionImportException(what);
        }

        names.Add(what);
    }

    /// <summary>Those parts that can be read.</summary>
    internal IEnumerable<T> Read<T>(IEnumerable<XElement> parts, Func<XElement, T> read)
    {
        foreach (var part in parts)
        {
            T found;
            try
            {
                found = read(part);
            }
            catch (SolutionImportException unsupported) when (names is not null)
            {
                names.Add(unsupported.Message);
                continue;
            }

            yield return found;
        }
    }

    /// <summary>A package without what refers to tables and choices that neither it nor the environment has.</summary>
    internal SolutionPackage Fit(SolutionPackage package, MetadataCatalog catalog)
    {
        var tables = catalog.Tables.Concat(package.Tables).Select(table => table.LogicalName).ToHashSet();
        var choices = catalog.Choices.Concat(package.Choices).Select(choice => choice.Name).ToHashSet();
        var fitted = package with
        {
            Tables =
            [
                .. package.Tables.Select(
                    table => table.With(Columns(table.LogicalName, table.Columns), table.Keys)),
            ],
            Extensions =
            [
                .. package.Extensions.Where(extension => Is(tables.Contains(extension.Table),
                        $"The solution extends the table '{extension.Table}', which this host does not have."))
                    .Select(extension => extension with { Columns = Columns(extension.Table, extension.Columns) }),
            ],
            SavedQueries = [.. package.SavedQueries.Where(view => tables.Contains(view.Table))],
        };
        return fitted with { Relationships = [.. package.Relationships.Where(HasBothEnds)] };

        List<ColumnDefinition> Columns(string table, IReadOnlyList<ColumnDefinition> columns) =>
        [
            .. from column in columns
               let missing = column.Targets.FirstOrDefault(target => !tables.Contains(target))
                   ?? (column.GlobalChoice is { } choice && !choices.Contains(choice) ? choice : null)
               where Is(missing is null, $"Column '{table}.{column.LogicalName}' needs '{missing}', which isn't there.")
               select column,
        ];

        bool HasBothEnds(RelationshipDefinition relationship) => tables.Contains(relationship.ReferencedTable)
            && tables.Contains(relationship.ReferencingTable)
            && (fitted.Tables.Where(table => table.LogicalName == relationship.ReferencingTable)
                    .SelectMany(table => table.Columns)
                .Concat(fitted.Extensions.Where(extension => extension.Table == relationship.ReferencingTable)
                    .SelectMany(extension => extension.Columns))
                .Any(column => column.LogicalName == relationship.ReferencingColumn)
                || (catalog.TryGetTable(relationship.ReferencingTable, out var known)
                    && known.TryGetColumn(relationship.ReferencingColumn, out _)));
    }

    bool Is(bool isThere, string otherwise)
    {
        if (!isThere)
        {
            Name(otherwise);
        }

        return isThere;
    }
}
