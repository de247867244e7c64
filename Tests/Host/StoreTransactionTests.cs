using System;
using System.ServiceModel;
using System.Threading.Tasks;
using CrmMilestones.Dataverse.Metadata;
using CrmMilestones.Dataverse.Store;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
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

    /// <summary>A transaction remembers the rows that it has read.</summary>
    [Fact]
    public void A_row_reads_as_it_was_before_what_was_undone()
    {
        var id = _environment.Visit("Ann");
        using (_environment.Store.Begin())
        {
            Assert.Equal("Ann", NameOf(id));
            using (_environment.Store.Begin())
            {
                Rename("visit", id, "Bob");
                Assert.Equal("Bob", NameOf(id));
            }

            Assert.Equal("Ann", NameOf(id));
        }
    }

    [Fact]
    public void A_lookup_shows_the_name_that_its_row_was_given_in_the_same_transaction()
    {
        var account = _environment.Reference("account", ("name", "Contoso"));
        var id = _environment.Visit("Ann", ("accountid", account));
        using (_environment.Store.Begin())
        {
            Assert.Equal("Contoso", NameOfAccount());
            Rename("account", account.Id, "Fabrikam");
            Assert.Equal("Fabrikam", NameOfAccount());
        }

        string NameOfAccount() => _environment.Find("visit", id).GetAttributeValue<EntityReference>("accountid").Name;
    }

    [Fact]
    public void A_lookup_to_a_row_that_the_transaction_has_deleted_is_refused()
    {
        var account = _environment.Reference("account", ("name", "Contoso"));
        using (_environment.Store.Begin())
        {
            _environment.Visit("Ann", ("accountid", account));
            _environment.Store.Delete("account", account.Id);
            Assert.Throws<FaultException<OrganizationServiceFault>>(
                () => _environment.Visit("Bob", ("accountid", account)));
        }
    }

    [Fact]
    public void A_row_that_was_not_there_is_found_once_it_is_written()
    {
        var id = Guid.NewGuid();
        using (_environment.Store.Begin())
        {
            Assert.Null(_environment.Store.Find("visit", id, new ColumnSet(true)));
            _environment.Store.Insert(new Entity("visit", id) { ["name"] = "Ann" });
            Assert.Equal("Ann", NameOf(id));
        }
    }

    string NameOf(Guid visit) => _environment.Find("visit", visit).GetAttributeValue<string>("name");

    void Rename(string table, Guid id, string name) =>
        _environment.Store.Update(new Entity(table, id) { ["name"] = name });
}
