using System;
using System.Collections.Generic;
using CrmMilestones.Dataverse.Metadata;
using CrmMilestones.Dataverse.Query;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Dataverse.Store;

/// <summary>
/// The rows of an environment in one SQLite database, one SQLite table per Dataverse table. Knows metadata, types, limits
/// and keys; knows nothing of users, privileges, cascades or plug-ins. One thread at a time: a transaction holds the
/// store until it is disposed.
/// </summary>
public sealed class RowStore : IDisposable
{
    /// <summary>Opens a store in a file, or in memory when <paramref name="path"/> is null.</summary>
    public RowStore(string? path = null) => throw new NotImplementedException();

    /// <summary>The metadata the schema was last applied from; <see cref="MetadataCatalog.BaseEnvironment"/> at first.</summary>
    public MetadataCatalog Catalog { get; private set; } = MetadataCatalog.BaseEnvironment;

    /// <summary>Creates or extends tables, columns and key indexes; rows stay as they are.</summary>
    public void ApplySchema(MetadataCatalog catalog) => throw new NotImplementedException();

    /// <summary>Starts a transaction, or a savepoint inside the current one.</summary>
    public StoreTransaction Begin() => throw new NotImplementedException();

    /// <summary>
    /// Writes a new row with exactly the given values. Columns' types, limits, lookups and keys are checked.
    /// </summary>
    /// <param name="row">Needs an id.</param>
    /// <param name="userZone">The zone of user-local dates that are not given in UTC.</param>
    public void Insert(Entity row, TimeZoneInfo? userZone = null) => throw new NotImplementedException();

    /// <summary>Writes the given values of an existing row; a missing row is fault ObjectDoesNotExist.</summary>
    public void Update(Entity row, TimeZoneInfo? userZone = null) => throw new NotImplementedException();

    /// <summary>Deletes one row and nothing else; a missing row is fault ObjectDoesNotExist.</summary>
    public void Delete(string table, Guid id) => throw new NotImplementedException();

    /// <summary>A row by id, or null. The context gives the language and zone of formatted values; row access is not applied.</summary>
    public Entity? Find(string table, Guid id, ColumnSet columns, QueryContext? context = null) => throw new NotImplementedException();

    /// <summary>The rows a query selects.</summary>
    public EntityCollection Query(RowQuery query, QueryContext context) => throw new NotImplementedException();

    /// <summary>All rows of all tables as text, the same for the same content: for "nothing changed" comparisons.</summary>
    /// <param name="withoutTables">Tables to leave out.</param>
    public string Snapshot(IReadOnlySet<string>? withoutTables = null) => throw new NotImplementedException();

    /// <inheritdoc/>
    public void Dispose() => throw new NotImplementedException();
}

/// <summary>A transaction, or a savepoint in one. Disposing without <see cref="Commit"/> undoes what was done in it.</summary>
public sealed class StoreTransaction : IDisposable
{
    /// <summary>Keeps what was done.</summary>
    public void Commit() => throw new NotImplementedException();

    /// <inheritdoc/>
    public void Dispose() => throw new NotImplementedException();
}
