using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Dataverse.Metadata;

namespace CrmMilestones.Dataverse.Import;

/// <summary>A package's parts have names and ids of their own: what comes twice is refused before anything is written.
/// </summary>
static class PackageParts
{
    internal static SolutionPackage Checked(SolutionPackage package)
    {
        XmlParts.Unique(package.Tables.Select(table => table.LogicalName)
            .Concat(package.Extensions.Select(extension => extension.Table)), name => name, "table");
        foreach (var table in package.Tables)
        {
            Check(table.LogicalName, table.Columns, table.Keys);
        }

        foreach (var extension in package.Extensions)
        {
            Check(extension.Table, extension.Columns, extension.Keys);
        }

        foreach (var choice in XmlParts.Unique(package.Choices, choice => choice.Name, "choice").Values)
        {
            XmlParts.Unique(choice.Options, option => option.Value, $"option of {choice.Name}");
        }

        foreach (var role in XmlParts.Unique(package.Roles, role => role.Id, "role").Values)
        {
            XmlParts.Unique(
                role.Privileges, privilege => privilege.Name.ToUpperInvariant(), $"privilege of {role.Name}");
        }

        XmlParts.Unique(package.Relationships, relationship => relationship.SchemaName, "relationship");
        XmlParts.Unique(package.SavedQueries, view => view.Id, "view");
        XmlParts.Unique(package.Processes, process => process.Id, "process");
        XmlParts.Unique(package.Assemblies, assembly => assembly.Id, "plug-in assembly");
        XmlParts.Unique(package.Assemblies.SelectMany(assembly => assembly.Types), type => type.Id, "plug-in type");
        XmlParts.Unique(package.Steps, step => step.Id, "step");
        XmlParts.Unique(package.Steps.SelectMany(step => step.Images), image => image.Id, "image");
        return package;
    }

    static void Check(string table, IEnumerable<ColumnDefinition> columns, IEnumerable<AlternateKey> keys)
    {
        foreach (var column in XmlParts.Unique(columns, column => column.LogicalName, $"column of {table}").Values)
        {
            XmlParts.Unique(column.Options, option => option.Value, $"option of {table}.{column.LogicalName}");
        }

        XmlParts.Unique(keys, key => key.LogicalName, $"key of {table}");
    }
}
