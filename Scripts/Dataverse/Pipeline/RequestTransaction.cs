using System;
using System.Collections.Generic;
using CrmMilestones.Dataverse.Store;

namespace CrmMilestones.Dataverse.Pipeline;

/// <summary>
/// The database transaction of a request, which a failed service call inside a plug-in spoils for good. Disposing
/// without <see cref="Commit"/> undoes it.
/// </summary>
sealed class RequestTransaction(RowStore store) : IDisposable
{
    readonly List<AsynchronousJob> _jobs = [];
    StoreTransaction _scope = store.Begin();
    long _writesBefore = store.Writes;
    bool _spoiled;

    /// <summary>Remembers an asynchronous step, which runs only if the transaction is kept.</summary>
    internal void Add(AsynchronousJob job) => _jobs.Add(job);

    /// <summary>Keeps what was done.</summary>
    /// <returns>The asynchronous steps that are due.</returns>
    internal IReadOnlyList<AsynchronousJob> Commit()
    {
        _scope.Commit();
        return _jobs;
    }

    /// <summary>
    /// Lets others write and commit as if beside this transaction, which has read but written nothing yet. Once it has
    /// written, others would wait for it on the platform too: nothing happens.
    /// </summary>
    internal void LetOthersWrite(Action others)
    {
        if (store.Writes != _writesBefore)
        {
            return;
        }

        _scope.Commit();
        others();
        _scope = store.Begin();
        _writesBefore = store.Writes;
    }

    /// <inheritdoc/>
    public void Dispose() => _scope.Dispose();

    internal void Spoil() => _spoiled = true;

    /// <summary>Refuses a further request of a plug-in that swallowed a failure.</summary>
    internal void RequireActive()
    {
        if (_spoiled)
        {
            throw Faults.Create(
                PlatformCodes.NoActiveTransaction, "There is no active transaction. This error is usually caused by "
                + "custom plug-ins that ignore errors from service calls and continue processing.");
        }
    }

    /// <summary>Refuses the end of a plug-in that swallowed a failure.</summary>
    internal void RequireUnspoiled()
    {
        if (_spoiled)
        {
            throw Faults.Create(
                PlatformCodes.TransactionCountReduced, "ISV code reduced the open transaction count. Custom "
                + "plug-ins should not catch exceptions from OrganizationService calls and continue processing.");
        }
    }
}
