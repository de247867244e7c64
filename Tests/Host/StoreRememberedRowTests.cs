using System;
using System.IO;
using CrmMilestones.Dataverse.Store;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Xunit;

namespace CrmMilestones.Tests.Host;

/// <summary>The store remembers rows from one transaction to the next: nobody may notice.</summary>
public sealed class StoreRememberedRowTests : IDisposable
{
    readonly StoreEnvironment _environment = new();

    RowStore Store => _environment.Store;

    public void Dispose() => _environment.Dispose();

    [Fact]
    public void A_rename_that_was_undone_is_seen_in_no_lookup()
    {
        var account = _environment.Reference("account", ("name", "Contoso"));
        var id = _environment.Visit("Ann", ("accountid", account));
        using (Store.Begin())
        {
            Rename(account, "Fabrikam");
            Assert.Equal("Fabrikam", NameOfAccount(id));
        }

        Assert.Equal("Contoso", NameOfAccount(id));
    }

    [Fact]
    public void A_rename_is_seen_in_lookups_that_were_read_before()
    {
        var account = _environment.Reference("account", ("name", "Contoso"));
        var id = _environment.Visit("Ann", ("accountid", account));
        Assert.Equal("Contoso", NameOfAccount(id));

        Rename(account, "Fabrikam");

        Assert.Equal("Fabrikam", NameOfAccount(id));
    }

    [Fact]
    public void A_lookup_to_a_row_that_was_deleted_is_refused()
    {
        var account = _environment.Reference("account", ("name", "Contoso"));
        _environment.Visit("Ann", ("accountid", account));

        Store.Delete("account", account.Id);

        Assert.Null(Store.Find("account", account.Id, new ColumnSet(true)));
        StoreEnvironment.Refused(
            Dataverse.Faults.ObjectDoesNotExist, () => _environment.Visit("Bob", ("accountid", account)));
    }

    [Fact]
    public void A_row_whose_insert_was_undone_is_not_there()
    {
        Guid id;
        using (Store.Begin())
        {
            id = _environment.Visit("Ann");
            Assert.NotNull(Store.Find("visit", id, new ColumnSet("name")));
        }

        Assert.Null(Store.Find("visit", id, new ColumnSet("name")));
    }

    [Fact]
    public void A_row_whose_deletion_was_undone_is_there()
    {
        var id = _environment.Visit("Ann");
        using (Store.Begin())
        {
            Store.Delete("visit", id);
            Assert.Null(Store.Find("visit", id, new ColumnSet("name")));
        }

        Assert.Equal("Ann", _environment.Find("visit", id)["name"]);
    }

    [Fact]
    public void A_row_that_was_not_there_is_seen_once_it_is()
    {
        var id = Guid.NewGuid();
        Assert.Null(Store.Find("visit", id, new ColumnSet("name")));

        Store.Insert(new Entity("visit", id) { ["name"] = "Ann" });

        Assert.Equal("Ann", _environment.Find("visit", id)["name"]);
    }

    [Fact]
    public void Nobody_else_sees_what_a_reader_does_to_its_row()
    {
        var account = _environment.Reference("account", ("name", "Contoso"));
        var id = _environment.Visit(
            "Ann", ("accountid", account), ("kind", new OptionSetValue(1)), ("price", new Money(5)));
        var read = _environment.Find("visit", id);

        read["name"] = "Bob";
        read.GetAttributeValue<OptionSetValue>("kind").Value = 2;
        read.GetAttributeValue<Money>("price").Value = 6;
        var reference = read.GetAttributeValue<EntityReference>("accountid");
        reference.Name = "Fabrikam";
        reference.KeyAttributes["accountnumber"] = "4711";

        var again = _environment.Find("visit", id);
        Assert.Equal(("Ann", new OptionSetValue(1), new Money(5)), (again["name"], again["kind"], again["price"]));
        Assert.Equal("Contoso", again.GetAttributeValue<EntityReference>("accountid").Name);
        Assert.Empty(again.GetAttributeValue<EntityReference>("accountid").KeyAttributes);
    }

    [Fact]
    public void A_value_that_SQLite_changes_is_read_as_it_was_kept()
    {
        const string halfALetter = "\uD83D", isKeptAs = "\uFFFD";
        var id = _environment.Visit("Ann", ("notes", halfALetter), ("weight", -0.0));
        var read = _environment.Find("visit", id);
        Assert.Equal((isKeptAs, "0"), (read["notes"], $"{read["weight"]}"));

        Store.Update(new Entity("visit", id) { ["notes"] = halfALetter + "!" });

        Assert.Equal(isKeptAs + "!", _environment.Find("visit", id)["notes"]);
    }

    [Fact]
    public void A_file_that_another_program_may_write_is_read_anew()
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}.sqlite");
        try
        {
            using StoreEnvironment first = new(path);
            var id = first.Visit("Ann");
            Assert.Equal("Ann", first.Find("visit", id)["name"]);
            using (StoreEnvironment second = new(path))
            {
                second.Store.Update(new Entity("visit", id) { ["name"] = "Bob" });
            }

            Assert.Equal("Bob", first.Find("visit", id)["name"]);
        }
        finally
        {
            File.Delete(path);
        }
    }

    void Rename(EntityReference account, string name) =>
        Store.Update(new Entity(account.LogicalName, account.Id) { ["name"] = name });

    string NameOfAccount(Guid visit) =>
        _environment.Find("visit", visit).GetAttributeValue<EntityReference>("accountid").Name;
}
