using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.ServiceModel;
using CrmMilestones.Dataverse.Import;
using CrmMilestones.Dataverse.Metadata;
using CrmMilestones.Dataverse.Query;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Dataverse.Security;

/// <summary>The rights that privileges give; the names are the verbs in privilege names.</summary>
enum AccessRight
{
    Create,
    Read,
    Write,
    Delete,
    Append,
    AppendTo,
    Assign,
}

/// <summary>Whose rights count.</summary>
/// <param name="UserId">The user.</param>
/// <param name="IsPlatform">Whether the platform itself acts (cascades), for which nobody's privileges are
/// asked.</param>
/// <param name="Window">The window from which a person asked; null for a program.</param>
readonly record struct Caller(Guid UserId, bool IsPlatform = false, WindowLanguage? Window = null);

/// <summary>Who may do what: the highest depth that one of the user's roles gives.</summary>
sealed class AccessControl(UserDirectory users)
{
    internal const string PersonalOptions = "usersettings";

    static readonly ConditionalWeakTable<TableDefinition, ConcurrentDictionary<AccessRight, string>> Names = [];

    readonly Dictionary<Guid, Dictionary<string, PrivilegeLevel>> _roles = [];

    /// <summary>Adds a role, or replaces it.</summary>
    internal void Define(SecurityRole role) =>
        _roles[role.Id] = role.Privileges.ToDictionary(
            privilege => privilege.Name, privilege => privilege.Level, StringComparer.OrdinalIgnoreCase);

    internal void Remove(SecurityRole role) => _roles.Remove(role.Id);

    /// <summary>Whether some table has the privilege.</summary>
    internal static bool Exists(string privilege, IEnumerable<TableDefinition> tables) => tables.Any(table =>
        Enum.GetValues<AccessRight>().Any(right =>
            string.Equals(NameOf(right, table), privilege, StringComparison.OrdinalIgnoreCase)));

    /// <summary>Refuses what the caller has no privilege for.</summary>
    /// <param name="row">The row with its ownerid and owningbusinessunit; null for a row that the caller will
    /// own.</param>
    internal void Require(Caller caller, AccessRight right, TableDefinition table, Entity? row = null)
    {
        if (!Allows(caller, right, table, row))
        {
            throw Denied(users.Get(caller.UserId), NameOf(right, table), table.LogicalName);
        }
    }

    /// <summary>Whether the caller has the privilege.</summary>
    internal bool Allows(Caller caller, AccessRight right, TableDefinition table, Entity? row = null)
    {
        if (IsUnlimited(caller) || IsPersonal(caller, right, table, row))
        {
            return true;
        }

        var user = users.Get(caller.UserId);
        return LevelOf(user, NameOf(right, table)) is { } level && Reaches(level, user, table, row);
    }

    /// <summary>Refuses a caller without a privilege that is about no table.</summary>
    internal void Require(Caller caller, string privilege)
    {
        if (!IsUnlimited(caller) && LevelOf(users.Get(caller.UserId), privilege) is null)
        {
            throw Denied(users.Get(caller.UserId), privilege, "organization");
        }
    }

    /// <summary>The rows that a caller may read; reading a table without any privilege is refused.</summary>
    internal Func<string, RowFilter?>? RowAccess(Caller caller, Func<string, TableDefinition> tables)
    {
        if (IsUnlimited(caller))
        {
            return null;
        }

        var user = users.Get(caller.UserId);
        return name =>
        {
            var table = tables(name);
            if (table.LogicalName == PersonalOptions)
            {
                return null;
            }

            var privilege = NameOf(AccessRight.Read, table);
            var level = LevelOf(user, privilege) ?? throw Denied(user, privilege, name);
            var isAll = level == PrivilegeLevel.Global || table.Ownership != Ownership.User;
            return isAll ? null : new(user.Owners, Units(level, user));
        };
    }

    bool IsUnlimited(Caller caller) =>
        caller.IsPlatform || caller.UserId == EnvironmentIds.SystemUser
        || users.Get(caller.UserId).Roles.Contains(EnvironmentIds.AdministratorRole);

    /// <summary>The highest level among the user's roles; null when none has the privilege.</summary>
    PrivilegeLevel? LevelOf(User user, string privilege)
    {
        PrivilegeLevel? highest = null;
        foreach (var id in user.Roles)
        {
            if (_roles.TryGetValue(id, out var role) && role.TryGetValue(privilege, out var level)
                && !(highest >= level))
            {
                highest = level;
            }
        }

        return highest;
    }

    bool Reaches(PrivilegeLevel level, User user, TableDefinition table, Entity? row)
    {
        if (level == PrivilegeLevel.Global || table.Ownership != Ownership.User || row is null)
        {
            return true;
        }

        var owner = row.TryGetAttributeValue<EntityReference>("ownerid", out var reference) ? reference.Id : user.Id;
        return user.Owners.Contains(owner)
            || row.TryGetAttributeValue<EntityReference>("owningbusinessunit", out var unit)
                && Units(level, user).Contains(unit.Id);
    }

    IReadOnlyList<Guid> Units(PrivilegeLevel level, User user) => level switch
    {
        PrivilegeLevel.Local => [user.BusinessUnitId],
        PrivilegeLevel.Deep => users.UnitsFrom(user.BusinessUnitId),
        _ => [],
    };

    /// <summary>Everybody reads personal options and changes the own.</summary>
    static bool IsPersonal(Caller caller, AccessRight right, TableDefinition table, Entity? row) =>
        table.LogicalName == PersonalOptions
        && (right == AccessRight.Read || right == AccessRight.Write && row?.Id == caller.UserId);

    /// <summary>The name of a privilege, which every check asks for.</summary>
    static string NameOf(AccessRight right, TableDefinition table) => Names.GetOrCreateValue(table).GetOrAdd(
        right, static (asked, of) => $"prv{asked}" + of.LogicalName switch
        {
            "systemuser" => "User",
            "savedquery" => "Query",
            "processstage" => "Workflow",
            _ => of.SchemaName,
        }, table);

    static FaultException<OrganizationServiceFault> Denied(User user, string privilege, string table) =>
        Faults.Create(PlatformCodes.PrivilegeDenied,
            $"Principal user '{user.Name}' (Id={user.Id}) is missing {privilege} privilege on {table}.");
}
