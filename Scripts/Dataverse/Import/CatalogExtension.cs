using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Dataverse.Metadata;

namespace CrmMilestones.Dataverse.Import;

/// <summary>Adds a solution's metadata to a catalog.</summary>
static class CatalogExtension
{
    /// <summary>
    /// The catalog with the package's tables, columns, keys, choices and relationships added or replaced. Columns that
    /// an older version brought stay, as their data does.
    /// </summary>
    internal static MetadataCatalog Extend(MetadataCatalog catalog, SolutionPackage package)
    {
        var choices = Merge(catalog.Choices, package.Choices, choice => choice.Name)
            .ToDictionary(choice => choice.Name);
        var tables = catalog.Tables.ToDictionary(table => table.LogicalName);
        foreach (var table in package.Tables)
        {
            tables[table.LogicalName] = tables.TryGetValue(table.LogicalName, out var known)
                ? table.With(Columns(known, table.Columns), Merge(known.Keys, table.Keys, key => key.LogicalName))
                : table;
        }
        foreach (var extension in package.Extensions)
        {
            if (!tables.TryGetValue(extension.Table, out var known))
            {
                throw new SolutionImportException(
                    $"The solution extends the table '{extension.Table}', which this host does not have.");
            }
            tables[extension.Table] = known.With(
                Columns(known, extension.Columns), Merge(known.Keys, extension.Keys, key => key.LogicalName));
        }
        Check(package, tables);
        return new(
            tables.Values.Select(table =>
                table.With(table.Columns.Select(column => WithOptions(table, column, choices)), table.Keys)),
            choices.Values,
            Merge(catalog.Relationships, package.Relationships, relationship => relationship.SchemaName));
    }

    static List<Column> Columns(Table known, IReadOnlyList<Column> added)
    {
        foreach (var column in added)
        {
            if (known.TryGetColumn(column.LogicalName, out var existing) && existing.Type != column.Type)
            {
                throw new SolutionImportException($"Column '{known.LogicalName}.{column.LogicalName}' " +
                    $"is {existing.Type} and can't become {column.Type}.");
            }
        }
        return Merge(known.Columns, added, column => column.LogicalName);
    }

    static Column WithOptions(Table table, Column column, Dictionary<string, Choice> choices) =>
        column.GlobalChoice switch
        {
            null => column,
            var name when choices.TryGetValue(name, out var choice) => column with { Options = choice.Options },
            var name => throw new SolutionImportException($"Column '{table.LogicalName}.{column.LogicalName}' " +
                $"uses the global choice '{name}', which does not exist."),
        };

    static void Check(SolutionPackage package, Dictionary<string, Table> tables)
    {
        foreach (var relationship in package.Relationships)
        {
            var user = $"Relationship '{relationship.SchemaName}'";
            Exists(relationship.ReferencedTable, user);
            var table = Exists(relationship.ReferencingTable, user);
            if (!table.TryGetColumn(relationship.ReferencingColumn, out _))
            {
                throw new SolutionImportException($"{user} refers to the column " +
                    $"'{table.LogicalName}.{relationship.ReferencingColumn}', which does not exist.");
            }
        }
        foreach (var process in package.Processes)
        {
            var user = $"Process '{process.UniqueName}'";
            Exists(process.PrimaryTable, user);
            if (!Exists(process.UniqueName, user).IsProcessTable)
                throw new SolutionImportException($"{user}: its table is not marked IsBPFEntity.");
        }
        foreach (var step in package.Steps.Where(step => step.Table is not null))
            Exists(step.Table!, $"Step '{step.Name}'");

        Table Exists(string table, string user) => tables.GetValueOrDefault(table)
            ?? throw new SolutionImportException($"{user} refers to the table '{table}', which does not exist.");
    }

    /// <summary>The known parts in their order, replaced by added ones of the same name, then the new ones.</summary>
    static List<T> Merge<T>(IEnumerable<T> known, IEnumerable<T> added, Func<T, string> name)
    {
        var additions = added.ToDictionary(name);
        List<T> merged = [.. known.Select(part =>
            additions.Remove(name(part), out var replacement) ? replacement : part)];
        merged.AddRange(added.Where(part => additions.ContainsKey(name(part))));
        return merged;
    }
}
