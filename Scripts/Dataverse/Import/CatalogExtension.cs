using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Dataverse.Metadata;

namespace CrmMilestones.Dataverse.Import;

/// <summary>Adds a solution's metadata to a catalog.</summary>
static class CatalogExtension
{
    /// <summary>
    /// The catalog with the package's tables, columns, keys, choices and relationships added or replaced.
    /// </summary>
    /// <exception cref="SolutionImportException">The package does not fit the catalog.</exception>
    internal static MetadataCatalog Extend(MetadataCatalog catalog, SolutionPackage package)
    {
        var choices = catalog.Choices.ToDictionary(choice => choice.Name);
        foreach (var choice in package.Choices)
        {
            choices[choice.Name] = choices.TryGetValue(choice.Name, out var known)
                ? WithOptions(choice, known) : choice;
        }

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

    static List<ColumnDefinition> Columns(TableDefinition known, IReadOnlyList<ColumnDefinition> added) =>
        Merge(known.Columns, added, column => column.LogicalName);

    /// <summary>The choice with its options, then those that only the known one has.</summary>
    static ChoiceDefinition WithOptions(ChoiceDefinition choice, ChoiceDefinition known) => choice with
    {
        Options = [
            .. choice.Options,
            .. known.Options.ExceptBy(choice.Options.Select(option => option.Value), option => option.Value)],
    };

    static ColumnDefinition WithOptions(
        TableDefinition table, ColumnDefinition column, Dictionary<string, ChoiceDefinition> choices) =>
        column.GlobalChoice switch
        {
            null => column,
            var name when choices.TryGetValue(name, out var choice) => column with { Options = choice.Options },
            var name => throw new SolutionImportException($"Column '{table.LogicalName}.{column.LogicalName}' " +
                $"uses the global choice '{name}', which does not exist."),
        };

    static void Check(SolutionPackage package, Dictionary<string, TableDefinition> tables)
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
            {
                throw new SolutionImportException($"{user}: its table is not marked IsBPFEntity.");
            }
        }
        foreach (var step in package.Steps)
        {
            if (step.Table is not null)
            {
                Exists(step.Table, $"Step '{step.Name}'");
            }

            if (!package.Assemblies.SelectMany(assembly => assembly.Types).Any(type => type.Id == step.PluginTypeId))
            {
                throw new SolutionImportException(
                    $"Step '{step.Name}': its plug-in type {step.PluginTypeId} is not in the solution.");
            }
        }

        foreach (var api in package.CustomApis)
        {
            var user = $"Custom API '{api.UniqueName}'";
            var fields = api.Parameters.Concat(api.Properties).Select(field => field.Table);
            foreach (var table in fields.Append(api.BoundTable).OfType<string>())
            {
                Exists(table, user);
            }
        }

        TableDefinition Exists(string table, string user) => tables.GetValueOrDefault(table)
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
