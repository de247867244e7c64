using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Dataverse.Metadata;
using CrmMilestones.Dataverse.Query;
using CrmMilestones.Dataverse.Store;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Dataverse.Security;

/// <summary>Users with what belongs to them, remembered until one of the tables they are read from changes.</summary>
sealed class UserDirectory(RowStore store)
{
    static readonly HashSet<string> Sources =
        ["systemuser", "usersettings", "systemuserroles", "teammembership", "businessunit", "team"];

    readonly Dictionary<Guid, User> _users = [];

    /// <summary>Whether a request has written to one of the tables, which a rollback may undo.</summary>
    bool _isWritten;

    /// <summary>A user by id; unknown: fault ObjectDoesNotExist.</summary>
    internal User Get(Guid id)
    {
        if (!_users.TryGetValue(id, out var user))
        {
            _users[id] = user = Read(id);
        }

        return user;
    }

    /// <summary>The language in which a caller is answered.</summary>
    internal int LanguageOf(Caller caller) =>
        caller.Window is { } window && window.PersonId == caller.UserId
            ? window.Language : Get(caller.UserId).Language;

    /// <summary>Takes notice of a write.</summary>
    internal void Changed(string table)
    {
        if (Sources.Contains(table))
        {
            _isWritten = true;
            Forget();
        }
    }

    /// <summary>Takes notice of a rollback.</summary>
    internal void RolledBack()
    {
        if (_isWritten)
        {
            Forget();
        }
    }

    /// <summary>Reads users anew.</summary>
    internal void Forget() => _users.Clear();

    /// <summary>A business unit and those below it.</summary>
    internal IReadOnlyList<Guid> UnitsFrom(Guid businessUnitId)
    {
        List<Guid> units = [businessUnitId];
        for (var i = 0; i < units.Count; i++)
        {
            units.AddRange(Select("businessunit", "parentbusinessunitid", units[i], "businessunitid"));
        }

        return units;
    }

    User Read(Guid id)
    {
        var row = store.FindValues("systemuser", id, new ColumnSet(true)) ?? throw Faults.NoRow("systemuser", id);
        var settings = store.FindValues("usersettings", id, new ColumnSet(true));
        return new()
        {
            Id = id,
            Name = row.GetAttributeValue<string>("fullname") ?? "",
            IsDisabled = row.GetAttributeValue<bool>("isdisabled"),
            BusinessUnitId = row.GetAttributeValue<EntityReference>("businessunitid").Id,
            Language = settings?.GetAttributeValue<int?>("uilanguageid") ?? LocalizedLabels.BaseLanguage,
            TimeZone = TimeZones.FromCode(settings?.GetAttributeValue<int?>("timezonecode") ?? TimeZones.Utc),
            Roles = Select("systemuserroles", "systemuserid", id, "roleid").ToHashSet(),
            Owners = [id, .. Select("teammembership", "systemuserid", id, "teamid")],
        };
    }

    Guid[] Select(string table, string column, Guid value, string result)
    {
        var query = new QueryByAttribute(table) { ColumnSet = new(result) };
        query.AddAttributeValue(column, value);
        return [
            .. store.Query(RowQuery.From(query), new QueryContext())
                .Entities.Select(row => row.GetAttributeValue<Guid>(result))];
    }
}
