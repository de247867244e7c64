using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CrmMilestones.Dataverse.Metadata;
using CrmMilestones.Dataverse.Query;
using CrmMilestones.Dataverse.Sql;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Dataverse.Store;

/// <summary>
/// The rows of an environment in one SQLite database, one SQLite table per Dataverse table. Knows metadata, types,
/// limits and keys; knows nothing of users, privileges, cascades or plug-ins. One thread at a time: a transaction holds
/// the store until it is disposed, by the thread that began it.
/// </summary>
public sealed class RowStore : IDisposable
{
    readonly Lock _gate = new();
    readonly Database _database;
    readonly RowReader _reader;
    readonly RowWriter _writer;
    readonly Selections _selections = new();

    /// <summary>Opens a store in a file, or in memory when <paramref name="path"/> is null.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isDurable">Whether each write is on the disk before it ends.</param>
    public RowStore(string? path = null, bool isDurable = true)
    {
        _database = new(path, isDurable);
        _reader = new(_database);
        _writer = new(_database, _reader);
        ApplySchema(MetadataCatalog.BaseEnvironment);
    }

    /// <summary>Opens a store in memory with the rows and metadata of another.</summary>
    public RowStore(RowStore other)
    {
        ArgumentNullException.ThrowIfNull(other);
        _database = new(null);
        _reader = new(_database);
        _writer = new(_database, _reader);
        lock (other._gate)
        {
            _database.TakeFrom(other._database);
            Catalog = other.Catalog;
        }

        _writer.ContinueVersions(Catalog);
    }

    /// <summary>The metadata the schema was last applied from; at first that of an empty environment.</summary>
    public MetadataCatalog Catalog { get; private set; } = MetadataCatalog.BaseEnvironment;

    /// <summary>
    /// Makes tables, columns and indexes those of a catalog. What the catalog before had and this one lacks is dropped
    /// with its data; the rest stays as it is.
    /// </summary>
    public void ApplySchema(MetadataCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        using var transaction = Begin();
        DatabaseSchema.Apply(_database, Catalog, catalog);
        _writer.ContinueVersions(catalog);
        _reader.ForgetLayouts();
        Catalog = catalog;
        transaction.Commit();
    }

    /// <summary>How many rows have been written since the store was opened: whether anything was written.</summary>
    public long Writes => _writer.Writes;

    /// <summary>Starts a transaction, or a savepoint inside the current one.</summary>
    public StoreTransaction Begin() => new(_database, _gate, _reader, Catalog, catalog => Catalog = catalog);

    /// <summary>Writes a new row with exactly the given values. Types, limits, lookups and keys are checked.</summary>
    /// <param name="row">Needs an id.</param>
    /// <param name="userZone">The zone of user-local dates that are not given in UTC.</param>
    public void Insert(Entity row, TimeZoneInfo? userZone = null)
    {
        ArgumentNullException.ThrowIfNull(row);
        lock (_gate)
        {
            _writer.Insert(Catalog, row, userZone ?? TimeZoneInfo.Utc);
        }
    }

    /// <summary>Writes the given values of an existing row; a missing row is fault ObjectDoesNotExist.</summary>
    /// <param name="row">The values to change; null empties a column.</param>
    /// <param name="userZone">The zone of user-local dates that are not given in UTC.</param>
    public void Update(Entity row, TimeZoneInfo? userZone = null)
    {
        ArgumentNullException.ThrowIfNull(row);
        lock (_gate)
        {
            _writer.Update(Catalog, row, userZone ?? TimeZoneInfo.Utc);
        }
    }

    /// <summary>Deletes one row and nothing else; a missing row is fault ObjectDoesNotExist.</summary>
    public void Delete(string table, Guid id)
    {
        lock (_gate)
        {
            _writer.Delete(Catalog.Table(table), id);
        }
    }

    /// <summary>
    /// A row by id, or null. The context gives language and zone of formatted values; row access is not applied.
    /// </summary>
    public Entity? Find(string table, Guid id, ColumnSet columns, QueryContext? context = null) =>
        Read(table, id, columns, context ?? new());

    /// <summary>The values of a row by id, or null: without what people see, its lookups without names.</summary>
    internal Entity? FindValues(string table, Guid id, ColumnSet columns) => Read(table, id, columns, context: null);

    /// <summary>A row by id as it is now, or null: what steps may be shown of these columns, or of all, later.</summary>
    internal RowImage? FindImage(string table, Guid id, IReadOnlyList<string> columns)
    {
        lock (_gate)
        {
            return _reader.Image(Catalog, Catalog.Table(table), id, columns);
        }
    }

    Entity? Read(string table, Guid id, ColumnSet columns, QueryContext? context)
    {
        ArgumentNullException.ThrowIfNull(columns);
        lock (_gate)
        {
            return _reader.Find(Catalog, Catalog.Table(table), id, columns, context);
        }
    }

    /// <summary>The rows a query selects.</summary>
    public EntityCollection Query(RowQuery query, QueryContext context)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(context);
        lock (_gate)
        {
            return new QueryRun(_database, _selections, Catalog, query, context).Result();
        }
    }

    /// <summary>The rows of a table with a version above one, their values by SQLite column as they are stored.
    /// </summary>
    internal List<Dictionary<string, object?>> StoredRows(TableDefinition table, long version)
    {
        string[] columns = [.. table.Columns.SelectMany(Store.Snapshot.Columns)];
        return
        [
            .. from row in Ask(
                   $"SELECT {string.Join(", ", columns.Select(Database.Quote))} "
                   + $"FROM {Database.Quote(table.LogicalName)} WHERE {RowWriter.VersionColumn} > $0", [version])
               select columns.Zip(row).ToDictionary(cell => cell.First, cell => cell.Second),
        ];
    }

    /// <summary>The ids of all rows of a table, as they are stored.</summary>
    internal HashSet<string> StoredIds(TableDefinition table) =>
    [
        .. from row in Ask(
               $"SELECT {Database.Quote(table.PrimaryIdColumn)} FROM {Database.Quote(table.LogicalName)}", [])
           select (string)row[0]!,
    ];

    /// <summary>The rows of a query in SQL, their values as they are stored.</summary>
    internal IReadOnlyList<object?[]> Ask(string sql, IReadOnlyList<object?> parameters)
    {
        lock (_gate)
        {
            return _database.Rows(sql, parameters);
        }
    }

    /// <summary>All rows as text, the same for the same content: shows whether anything changed.</summary>
    /// <param name="withoutTables">Tables to leave out.</param>
    public string Snapshot(IReadOnlySet<string>? withoutTables = null)
    {
        lock (_gate)
        {
            return Store.Snapshot.Of(
                _database, Catalog.Tables.Where(table => withoutTables?.Contains(table.LogicalName) != true));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _database.Dispose();
}
