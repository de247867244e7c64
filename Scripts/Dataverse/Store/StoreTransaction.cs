using System;
using System.Threading;
using CrmMilestones.Dataverse.Metadata;

namespace CrmMilestones.Dataverse.Store;

/// <summary>A transaction, or a savepoint in one. Disposing without <see cref="Commit"/> undoes it.</summary>
public sealed class StoreTransaction : IDisposable
{
    readonly Database database;
    readonly Lock gate;
    readonly MetadataCatalog catalogBefore;
    readonly Action<MetadataCatalog> restoreCatalog;
    bool isOpen = true;

    internal StoreTransaction(
        Database database, Lock gate, MetadataCatalog catalogBefore, Action<MetadataCatalog> restoreCatalog)
    {
        (this.database, this.gate) = (database, gate);
        (this.catalogBefore, this.restoreCatalog) = (catalogBefore, restoreCatalog);
        gate.Enter();
        // A savepoint outside a transaction starts one; savepoints of one name nest.
        database.Execute("SAVEPOINT store");
    }

    /// <summary>Keeps what was done.</summary>
    public void Commit() => End("RELEASE store");

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!isOpen)
            return;
        database.Execute("ROLLBACK TO store");
        restoreCatalog(catalogBefore);
        End("RELEASE store");
    }

    void End(string sql)
    {
        ObjectDisposedException.ThrowIf(!isOpen, this);
        database.Execute(sql);
        isOpen = false;
        gate.Exit();
    }
}
