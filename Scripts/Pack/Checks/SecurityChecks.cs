using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using CrmMilestones.Scripts.Pack.Source;

namespace CrmMilestones.Scripts.Pack.Checks;

/// <summary>Roles and column security profiles name tables and columns that exist.</summary>
static partial class SecurityChecks
{
    /// <summary>Words of the platform's privileges that are no table's schema name.</summary>
    static readonly string[] PlatformPrivileges =
    [
        "AppModule", "Attribute", "Customization", "Entity", "EnvironmentVariableDefinition", "EnvironmentVariableValue",
        "OptionSet", "Query", "Relationship", "SystemForm", "User", "UserQuery", "WebResource",
    ];

    public static IEnumerable<Problem> Find(SolutionSource source, Schema schema) =>
    [
        .. source.Roles.SelectMany(role => role.Privileges).Select(privilege => Judge(source, privilege)).OfType<Problem>(),
        .. from permission in source.ColumnSecurityProfiles.SelectMany(profile => profile.Descendants("FieldPermission"))
           let table = permission.Text("EntityName")
           let column = permission.Text("AttributeName")
           where !schema.HasColumn(table, column)
           select Problem.At(permission, $"The permission names column {table}.{column}, which does not exist.", "Correct the name."),
    ];

    static Problem? Judge(SolutionSource source, RolePrivilege privilege)
    {
        if (PrivilegeName().Match(privilege.Name) is not { Success: true } match)
            return Problem.At(privilege.Xml, $"{privilege.Name} is no privilege.", "Write prv, a verb, and a table's schema name.");

        var (verb, name) = (match.Groups["verb"].Value, match.Groups["table"].Value);
        if (source.Tables.FirstOrDefault(table => table.SchemaName == name) is { } own)
        {
            return own.IsOrganizationOwned && (privilege.Level != "Global" || verb is "Assign" or "Share")
                ? Problem.At(privilege.Xml, $"{privilege.Name} at level {privilege.Level} can't be: nobody owns rows of {own.LogicalName}.",
                    "Grant Create, Read, Write, Delete, Append and AppendTo at level Global only.")
                : null;
        }

        return PlatformPrivileges.Contains(name) || Schema.PlatformHasSchemaName(name)
            ? null
            : Problem.At(privilege.Xml, $"{privilege.Name} names table {name}, which does not exist.",
                "Correct the name: it is the schema name, with its capitals.");
    }

    [GeneratedRegex("^prv(?<verb>Create|Read|Write|Delete|AppendTo|Append|Assign|Share)(?<table>.+)$", RegexOptions.CultureInvariant)]
    private static partial Regex PrivilegeName();
}
