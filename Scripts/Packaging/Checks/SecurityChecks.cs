using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CrmMilestones.Packaging.Source;

namespace CrmMilestones.Packaging.Checks;

/// <summary>Roles and column security profiles name tables and columns that exist.</summary>
static partial class SecurityChecks
{
    /// <summary>
    /// Words of the platform's privileges that are no schema name of a table that <see cref="Platform.PlatformTables"/>
    /// lists.
    /// </summary>
    static readonly string[] PlatformWords =
    [
        "Activity", "AppConfigMaster", "AppModule", "Attribute", "AttributeMap", "ComplexControl", "Customization",
        "Entity",
        "EntityKey", "EntityMap", "EnvironmentVariableDefinition", "EnvironmentVariableValue", "HierarchyRule",
        "OptionSet",
        "Query", "Relationship", "SavedQueryVisualizations", "SystemApplicationMetadata", "SystemForm", "User",
        "UserApplicationMetadata", "UserEntityUISettings", "UserQuery", "WebResource",
    ];

    /// <summary>Privileges that are about no table.</summary>
    static readonly string[] WithoutTable = ["prvMerge"];

    public static IEnumerable<Defect?> Find(SolutionSource source, Schema schema) =>
    [
        .. source.Roles.SelectMany(role => role.Privileges)
            .Select(privilege => Privilege(source, privilege.Xml, privilege.Name, privilege.Level)),
        .. from permission in source.ColumnSecurityProfiles.Descendants("FieldPermission")
           let who = "The permission"
           let table = permission.Text("EntityName")
           from defect in new[]
           {
               schema.NoTable(permission, who, table),
               schema.NoColumn(permission, who, table, permission.Text("AttributeName")),
           }
           select defect,
    ];

    /// <summary>A problem if no table can have such a privilege.</summary>
    /// <param name="source">The solution, whose tables have privileges of their own.</param>
    /// <param name="place">Where it is named.</param>
    /// <param name="privilege">prv, a verb and a table's schema name.</param>
    /// <param name="level">How far it reaches.</param>
    public static Defect? Privilege(
        SolutionSource source, XElement place, string privilege, string level = "Global")
    {
        if (WithoutTable.Contains(privilege))
        {
            return null;
        }

        if (PrivilegeName().Match(privilege) is not { Success: true } match)
        {
            return Defect.At(place, $"{privilege} is no privilege.",
                "Write prv, a verb, and a table's schema name.");
        }

        var (verb, name) = (match.Groups["verb"].Value, match.Groups["table"].Value);
        if (source.Tables.FirstOrDefault(table => table.SchemaName == name) is { } own)
        {
            return own.IsOrganizationOwned && (level != "Global" || verb is "Assign" or "Share")
                ? Defect.At(place,
                    $"{privilege} at level {level} can't be: nobody owns rows of {own.LogicalName}.",
                    "Grant Create, Read, Write, Delete, Append and AppendTo at level Global only.")
                : null;
        }

        return PlatformWords.Contains(name) || Schema.PlatformHasSchemaName(name)
            ? null
            : Defect.At(place, $"{privilege} names table {name}, which does not exist.",
                "Correct the name: it is the schema name, with its capitals.");
    }

    [GeneratedRegex("^prv(?<verb>Create|Read|Write|Delete|AppendTo|Append|Assign|Share)(?<table>.+)$")]
    private static partial Regex PrivilegeName();
}
