using System.Collections.Generic;
using CrmMilestones.Dataverse.Query;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Dataverse.Store;

/// <summary>A row at one moment, with the names that its lookups had then: what steps are shown of it.</summary>
/// <param name="row">The row.</param>
/// <param name="names">The names, by the lookup's place among the lookups.</param>
sealed class RowImage(StoredRow row, string?[] names)
{
    static readonly QueryContext Context = new();

    /// <summary>The row with some of its columns, or with all.</summary>
    internal Entity Show(IReadOnlyList<string> columns) =>
        row.Show(row.Layout.Places(columns), Context, (place, _) => names[place.Lookup]);
}
