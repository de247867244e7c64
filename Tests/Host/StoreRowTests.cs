using System;
using System.Collections.Generic;
using System.IO;
using CrmMilestones.Dataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Xunit;
using static CrmMilestones.Tests.Host.StoreEnvironment;

namespace CrmMilestones.Tests.Host;

public sealed class StoreRowTests : IDisposable
{
    readonly StoreEnvironment _environment = new();

    public void Dispose() => _environment.Dispose();

    public static TheoryData<string, object> ValuesOfEveryType => new()
    {
        { "name", "Ann" },
        { "notes", "two\nlines" },
        { "minutes", 600 },
        { "ticks", long.MaxValue },
        { "rate", -12.345m },
        { "weight", 0.1 },
        { "price", new Money(1234.5m) },
        { "paid", true },
        { "paid", false },
        { "kind", new OptionSetValue(Done) },
        { "heldon", new DateTime(2026, 5, 15, 0, 0, 0, DateTimeKind.Unspecified) },
        { "arrivedat", new DateTime(2026, 5, 15, 8, 30, 1, DateTimeKind.Utc) },
        { "alarmat", new DateTime(2026, 5, 15, 8, 30, 1, DateTimeKind.Unspecified) },
    };

    [Theory, MemberData(nameof(ValuesOfEveryType))]
    public void A_value_is_read_as_it_was_written(string column, object value)
    {
        var id = _environment.Insert("visit", (column, value));

        var read = _environment.Find("visit", id)[column];

        Assert.Equal(value, read);
        if (value is DateTime date)
        {
            Assert.Equal(date.Kind, ((DateTime)read).Kind);
        }
    }

    [Fact]
    public void Empty_columns_are_left_out_and_the_id_is_always_there()
    {
        var id = _environment.Visit("Ann", ("minutes", null));

        var row = _environment.Store.Find("visit", id, new ColumnSet("minutes"))!;

        Assert.Equal(["visitid"], row.Attributes.Keys);
        Assert.Equal((id, "visit"), (row.Id, row.LogicalName));
    }

    [Fact]
    public void Decimals_are_rounded_to_the_columns_precision()
    {
        var id = _environment.Visit("Ann", ("rate", 1.23456m), ("price", new Money(0.125m)));

        var row = _environment.Find("visit", id);

        Assert.Equal((1.235m, 0.13m), (row["rate"], ((Money)row["price"]).Value));
    }

    [Fact]
    public void An_update_writes_the_given_columns_only()
    {
        var id = _environment.Visit("Ann", ("minutes", 30), ("notes", "x"));

        _environment.Store.Update(new Entity("visit", id) { ["minutes"] = 45, ["notes"] = null });

        var row = _environment.Find("visit", id);
        Assert.Equal(("Ann", 45, false), (row["name"], row["minutes"], row.Contains("notes")));
    }

    [Fact]
    public void Every_write_raises_the_row_version()
    {
        var id = _environment.Visit("Ann");
        var first = _environment.Find("visit", id);

        _environment.Store.Update(new Entity("visit", id));
        var second = _environment.Find("visit", id);

        Assert.True((long)second["versionnumber"] > (long)first["versionnumber"]);
        Assert.Equal(second["versionnumber"].ToString(), second.RowVersion);
    }

    [Fact]
    public void Rows_that_do_not_exist_cannot_be_updated_or_deleted()
    {
        var id = Guid.NewGuid();

        var fault = Refused(Faults.ObjectDoesNotExist, () => _environment.Store.Update(new Entity("visit", id)));
        Refused(Faults.ObjectDoesNotExist, () => _environment.Store.Delete("visit", id));

        Assert.Equal($"visit With Id = {id} Does Not Exist", fault.Message);
        Assert.Null(_environment.Store.Find("visit", id, new ColumnSet(true)));
    }

    [Fact]
    public void A_deleted_row_is_gone()
    {
        var id = _environment.Visit("Ann");

        _environment.Store.Delete("visit", id);

        Assert.Null(_environment.Store.Find("visit", id, new ColumnSet(true)));
    }

    [Fact]
    public void A_second_row_with_the_same_id_is_refused()
    {
        var id = _environment.Visit("Ann");

        Refused(Faults.DuplicateRecord, () => _environment.Store.Insert(new Entity("visit", id)));
    }

    [Fact]
    public void A_second_row_with_the_same_key_is_refused_whatever_its_case()
    {
        _environment.Visit("Ann", ("code", "A1"));
        var other = _environment.Visit("Bob", ("code", "B1"));

        Refused(Faults.DuplicateRecordEntityKey, () => _environment.Visit("Cid", ("code", "a1")));
        Refused(Faults.DuplicateRecordEntityKey,
            () => _environment.Store.Update(new Entity("visit", other) { ["code"] = "A1" }));
    }

    [Fact]
    public void Empty_key_columns_are_not_compared()
    {
        _environment.Visit("Ann", ("code", null));
        _environment.Visit("Bob", ("code", null));

        Assert.Equal("Ann Bob", _environment.NamesWhere("code", "null"));
    }

    [Fact]
    public void A_lookup_comes_with_the_name_of_its_row()
    {
        var account = _environment.Reference("account", ("name", "Contoso"));
        var contact = _environment.Reference("contact", ("fullname", "Ann Lee"));

        var row = _environment.Find("visit", _environment.Visit("Ann", ("accountid", account), ("aboutid", contact)));

        Assert.Equal((account, contact), (row["accountid"], row["aboutid"]));
        Assert.Equal("Contoso", row.GetAttributeValue<EntityReference>("accountid").Name);
        Assert.Equal("Ann Lee", row.FormattedValues["aboutid"]);
    }

    [Theory]
    [InlineData(1033, "Planned", "Yes")]
    [InlineData(3082, "Planeada", "Sí")]
    [InlineData(1031, "Planned", "Yes")]
    public void Labels_come_in_the_users_language_or_else_in_the_base_language(int language, string kind, string paid)
    {
        _environment.Context = _environment.Context with { Language = language };
        var id = _environment.Visit("Ann", ("kind", new OptionSetValue(Planned)), ("paid", true));

        var row = _environment.Find("visit", id);

        Assert.Equal((kind, paid), (row.FormattedValues["kind"], row.FormattedValues["paid"]));
    }

    [Fact]
    public void A_snapshot_tells_whether_anything_changed()
    {
        var id = _environment.Visit("Ann", ("minutes", 30));
        var before = _environment.Store.Snapshot();

        Assert.Equal(before, _environment.Store.Snapshot());
        _environment.Store.Update(new Entity("visit", id) { ["minutes"] = 31 });
        Assert.NotEqual(before, _environment.Store.Snapshot());
    }

    [Fact]
    public void A_snapshot_can_leave_tables_out()
    {
        var visits = new HashSet<string> { "visit" };
        var before = _environment.Store.Snapshot(visits);

        _environment.Visit("Ann");
        Assert.Equal(before, _environment.Store.Snapshot(visits));
        _environment.Insert("account", ("name", "Contoso"));
        Assert.NotEqual(before, _environment.Store.Snapshot(visits));
    }

    [Fact]
    public void A_file_keeps_rows_and_row_versions()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            Guid id;
            string version;
            using (var first = new StoreEnvironment(path))
            {
                id = first.Visit("Ann");
                version = first.Find("visit", id).RowVersion;
            }
            using var second = new StoreEnvironment(path);
            second.Store.Update(new Entity("visit", id) { ["minutes"] = 5 });

            var row = second.Find("visit", id);
            Assert.Equal("Ann", row["name"]);
            Assert.True(long.Parse(row.RowVersion, null) > long.Parse(version, null));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
