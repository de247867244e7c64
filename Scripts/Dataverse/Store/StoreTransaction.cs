using System;
using System.Threading;
using CrmMilestones.Dataverse.Metadata;
using CrmMilestones.Dataverse.Sql;

namespace CrmMilestones.Dataverse.Store;

/// <summary>A transaction, or a savepoint in one. Disposing without <see cref="Commit"/> undoes it.</summary>
public sealed class StoreTransaction : IDisposable
{
    readonly Database _database;
    readonly Lock _gate;
    readonly RowReader _reader;
    readonly MetadataCatalog _catalogBefore;
    readonly Action<MetadataCatalog> _restoreCatalog;
    bool _isOpen = true;

    internal StoreTransaction(
        Database database, Lock gate, RowReader reader, MetadataCatalog catalogBefore,
        Action<MetadataCatalog> restoreCatalog)
    {
        (_database, _gate, _reader) = (database, gate, reader);
        (_catalogBefore, _restoreCatalog) = (catalogBefore, restoreCatalog);
        gate.Enter();
        // A savepoint outside a transaction starts one; savepoints of one name nest.
        database.Execute("SAVEPOINT store");
        reader.Begin();
    }

    /// <summary>Keeps what was done.</summary>
    public void Commit() => End(isUndone: false);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_isOpen)
        {
            return;
        }

        _database.Execute("ROLLBACK TO store");
        _restoreCatalog(_catalogBefore);
        End(isUndone: true);
    }

    void End(bool isUndone)
    {
        ObjectDisposedException.ThrowIf(!_isOpen, this);
        _database.Execute("RELEASE store");
        _reader.End(isUndone);
        _isOpen = false;
        _gate.Exit();
    }
}
