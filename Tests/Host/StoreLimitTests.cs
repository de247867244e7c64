using System;
using CrmMilestones.Dataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Xunit;
using static CrmMilestones.Tests.Host.StoreEnvironment;

namespace CrmMilestones.Tests.Host;

public sealed class StoreLimitTests : IDisposable
{
    readonly StoreEnvironment _environment = new();

    public void Dispose() => _environment.Dispose();

    public static TheoryData<string, object, int> Outside => new()
    {
        { "name", "12345678901", Faults.StringLengthTooLong },
        { "minutes", -1, Faults.IntegerValueOutOfRange },
        { "minutes", 601, Faults.IntegerValueOutOfRange },
        { "rate", 100.001m, Faults.DecimalValueOutOfRange },
        { "weight", 1000.5, Faults.DecimalValueOutOfRange },
        { "weight", double.PositiveInfinity, Faults.DecimalValueOutOfRange },
        { "weight", double.NaN, Faults.DecimalValueOutOfRange },
        { "price", new Money(-0.01m), Faults.DecimalValueOutOfRange },
        { "kind", new OptionSetValue(4), Faults.PicklistValueOutOfRange },
        { "arrivedat", new DateTime(1752, 12, 31, 0, 0, 0, DateTimeKind.Utc), Faults.InvalidDateTime },
        { "heldon", default(DateTime), Faults.InvalidDateTime },
    };

    [Theory, MemberData(nameof(Outside))]
    public void A_value_outside_the_columns_limits_is_refused(string column, object value, int code)
    {
        var before = _environment.Store.Snapshot();

        var fault = Refused(code, () => _environment.Insert("visit", (column, value)));

        Assert.Contains(column, fault.Message, StringComparison.Ordinal);
        Assert.Equal(before, _environment.Store.Snapshot());
    }

    public static TheoryData<string, object> OfAnotherType => new()
    {
        { "name", 5 },
        { "minutes", 5L },
        { "rate", 5 },
        { "price", 5m },
        { "paid", 1 },
        { "kind", 1 },
        { "heldon", "2026-05-15" },
        { "accountid", Guid.NewGuid() },
    };

    [Theory, MemberData(nameof(OfAnotherType))]
    public void A_value_of_another_type_is_refused_with_both_types(string column, object value)
    {
        var fault = Refused(Faults.InvalidArgument, () => _environment.Insert("visit", (column, value)));

        Assert.Contains("[visit]", fault.Message, StringComparison.Ordinal);
        Assert.Contains($"[{column}]", fault.Message, StringComparison.Ordinal);
        Assert.Contains(value.GetType().FullName!, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_column_is_refused_by_name()
    {
        var fault = Refused(Faults.QueryBuilderNoAttribute, () => _environment.Insert("visit", ("colour", "red")));
        Refused(Faults.QueryBuilderNoAttribute,
            () => _environment.Store.Find("visit", Guid.NewGuid(), new ColumnSet("colour")));

        Assert.StartsWith("'visit' entity doesn't contain attribute with Name = 'colour'",
            fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_table_is_refused_by_name()
    {
        var fault = Refused(Faults.QueryBuilderNoEntity, () => _environment.Insert("trip"));

        Assert.Contains("'trip'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lookup_to_a_missing_row_is_refused()
    {
        var missing = new EntityReference("account", Guid.NewGuid());

        var fault = Refused(Faults.ObjectDoesNotExist, () => _environment.Visit("Ann", ("accountid", missing)));

        Assert.Equal($"account With Id = {missing.Id} Does Not Exist", fault.Message);
    }

    [Fact]
    public void A_lookup_to_a_table_that_is_no_target_is_refused()
    {
        var contact = _environment.Reference("contact", ("fullname", "Ann"));

        var fault = Refused(Faults.InvalidArgument, () => _environment.Visit("Ann", ("accountid", contact)));

        Assert.Contains("Accepted tables: account", fault.Message, StringComparison.Ordinal);
    }
}
