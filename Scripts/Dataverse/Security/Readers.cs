using System;
using CrmMilestones.Dataverse.Query;
using CrmMilestones.Dataverse.Store;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Dataverse.Security;

/// <summary>How callers read: what they may, in their language and time zone.</summary>
sealed class Readers(RowStore store, UserDirectory users, AccessControl access, DataverseOptions options)
{
    const string Language = "uilanguageid";

    /// <summary>A row by id, or null, whatever the caller may.</summary>
    internal Entity? Find(string table, Guid id, ColumnSet columns, Caller caller)
    {
        var row = store.Find(table, id, columns, For(caller));
        Speak(row, caller);
        return row;
    }

    /// <summary>The rows of a query that the caller may read.</summary>
    internal EntityCollection Query(RowQuery query, Caller caller)
    {
        var found = store.Query(query, For(caller));
        if (caller.Window is not null)
        {
            foreach (var row in found.Entities)
            {
                Speak(row, caller);
            }
        }

        return found;
    }

    /// <summary>To all that runs for a window, the person's options say the window's language.</summary>
    static void Speak(Entity? row, Caller caller)
    {
        if (caller.Window is { } window && row?.LogicalName == AccessControl.PersonalOptions
            && row.Id == window.PersonId && row.Contains(Language))
        {
            row[Language] = window.Language;
        }
    }

    QueryContext For(Caller caller)
    {
        var user = users.Get(caller.UserId);
        return new()
        {
            UserId = user.Id,
            BusinessUnitId = user.BusinessUnitId,
            TimeZone = user.TimeZone,
            Language = users.LanguageOf(caller),
            UtcNow = options.UtcNow,
            AggregateLimit = options.AggregateLimit,
            TotalCountLimit = options.TotalCountLimit,
            RowAccess = access.RowAccess(caller, store.Catalog.Table),
        };
    }
}
