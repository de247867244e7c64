using System;
using System.Threading.Tasks;
using CrmMilestones.Dataverse.Metadata;
using CrmMilestones.Dataverse.Store;
using Xunit;

namespace CrmMilestones.Tests.Host;

public sealed class StoreTransactionTests : IDisposable
{
    readonly StoreEnvironment _environment = new();

    public void Dispose() => _environment.Dispose();

    [Fact]
    public void What_is_not_committed_is_undone()
    {
        var before = _environment.Store.Snapshot();

        using (_environment.Store.Begin())
        {
            _environment.Visit("Ann");
        }

        Assert.Equal(before, _environment.Store.Snapshot());
    }

    [Fact]
    public void What_is_committed_stays()
    {
        using (var transaction = _environment.Store.Begin())
        {
            _environment.Visit("Ann");
            transaction.Commit();
        }

        Assert.Equal("Ann", _environment.NamesWhere("visitid", "not-null"));
    }

    [Fact]
    public void Undoing_an_inner_transaction_keeps_the_outer_one()
    {
        using (var outer = _environment.Store.Begin())
        {
            _environment.Visit("Ann");
            using (_environment.Store.Begin())
            {
                _environment.Visit("Bob");
            }

            _environment.Visit("Cid");
            outer.Commit();
        }

        Assert.Equal("Ann Cid", _environment.NamesWhere("visitid", "not-null"));
    }

    [Fact]
    public void Undoing_the_outer_transaction_undoes_a_committed_inner_one()
    {
        using (_environment.Store.Begin())
        {
            using var inner = _environment.Store.Begin();
            _environment.Visit("Bob");
            inner.Commit();
        }

        Assert.Equal("", _environment.NamesWhere("visitid", "not-null"));
    }

    [Fact]
    public void A_transaction_ends_once()
    {
        using var transaction = _environment.Store.Begin();
        transaction.Commit();

        Assert.Throws<ObjectDisposedException>(transaction.Commit);
    }

    [Fact]
    public void Undoing_a_schema_change_restores_the_metadata()
    {
        using var store = new RowStore();

        using (store.Begin())
        {
            store.ApplySchema(StoreEnvironment.Catalog);
        }

        Assert.Same(MetadataCatalog.BaseEnvironment, store.Catalog);
        Assert.DoesNotContain("visit", store.Snapshot(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_thread_waits_until_the_transaction_ends()
    {
        Task<string> reader;
        using (_environment.Store.Begin())
        {
            _environment.Visit("Ann");
            reader = Task.Run(() => _environment.NamesWhere("visitid", "not-null"));
            _environment.Visit("Bob");
        }

        Assert.Equal("", await reader);
    }
}
