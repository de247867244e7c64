using System;
using System.Linq;
using CrmMilestones.Dataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Xunit;
using static CrmMilestones.Tests.Host.StoreEnvironment;

namespace CrmMilestones.Tests.Host;

/// <summary>What people saw live queries do; the sources are in Scripts/Dataverse/FIDELITY.md.</summary>
public sealed class FidelityQueryTests : IDisposable
{
    readonly StoreEnvironment _environment = new();

    public FidelityQueryTests()
    {
        var boss = _environment.Reference("contact", ("fullname", "Zoe"));
        _environment.Visit("Ann", ("minutes", 10),
            ("accountid", _environment.Reference("account", ("name", "Contoso"), ("primarycontactid", boss))));
        _environment.Visit("Bob", ("minutes", 20), ("aboutid", boss),
            ("accountid", _environment.Reference("account", ("name", "Fabrikam"))));
        _environment.Visit("Cid");
    }

    public void Dispose() => _environment.Dispose();

    [Fact]
    public void A_condition_may_name_the_table_of_a_link_that_has_no_alias() => Assert.Equal("Ann", Names(
        _environment.FetchVisits("""
            <filter><condition entityname='account' attribute='name' operator='eq' value='Contoso'/></filter>
            <link-entity name='account' from='accountid' to='accountid'/>
            """)));

    [Fact]
    public void A_table_that_two_links_share_names_neither() => Refused(
        Faults.QueryBuilderInvalidAlias,
        () => _environment.FetchVisits("""
            <filter><condition entityname='account' attribute='name' operator='eq' value='Contoso'/></filter>
            <link-entity name='account' from='accountid' to='accountid'/>
            <link-entity name='account' from='accountid' to='aboutid'/>
            """));

    [Theory]
    [InlineData("in", "Ann")]
    [InlineData("not-in", "Bob Cid")]
    public void An_empty_value_beside_value_elements_is_ignored(string name, string expected) => Assert.Equal(
        expected, _environment.NamesWhere(
            $"<condition attribute='minutes' operator='{name}' value=''><value>10</value></condition>"));

    [Theory]
    [InlineData("accountidname", "eq", "contoso", "Ann")]
    [InlineData("accountidname", "ne", "Contoso", "Bob Cid")]
    [InlineData("accountidname", "like", "%a%", "Bob")]
    [InlineData("aboutidname", "eq", "Zoe", "Bob")]
    public void A_condition_may_compare_the_name_of_a_lookups_row(
        string column, string name, string value, string expected) =>
        Assert.Equal(expected, _environment.NamesWhere(column, name, value));

    [Fact]
    public void Only_lookups_have_names_to_compare() => Refused(
        Faults.QueryBuilderNoAttribute, () => _environment.NamesWhere("minutesname", "eq", "x"));

    [Theory]
    [InlineData("max")]
    [InlineData("min")]
    [InlineData("sum")]
    [InlineData("avg")]
    public void An_aggregate_over_no_rows_has_its_alias_and_no_value(string aggregate)
    {
        var row = Assert.Single(_environment.Aggregate($"""
            <attribute name='minutes' aggregate='{aggregate}' alias='x'/>
            <filter><condition attribute='name' operator='eq' value='Nobody'/></filter>
            """).Entities);

        var value = Assert.IsType<AliasedValue>(row["x"]);
        Assert.Equal(("visit", "minutes", null), (value.EntityLogicalName, value.AttributeLogicalName, value.Value));
    }

    [Fact]
    public void A_count_over_no_rows_is_nought() => Assert.Equal(0, Aliased(Assert.Single(_environment.Aggregate("""
        <attribute name='visitid' aggregate='count' alias='x'/>
        <filter><condition attribute='name' operator='eq' value='Nobody'/></filter>
        """).Entities), "x"));

    [Fact]
    public void A_group_of_rows_without_a_value_lacks_the_column_it_is_grouped_by()
    {
        var rows = _environment.Aggregate("""
            <attribute name='minutes' groupby='true' alias='m'/>
            <attribute name='visitid' aggregate='count' alias='n'/>
            """).Entities;

        Assert.Equal([10, 20, null], rows.Select(row => row.GetAttributeValue<AliasedValue>("m")?.Value)
            .OrderBy(minutes => minutes is null).ThenBy(minutes => minutes));
        Assert.Single(rows, row => !row.Contains("m"));
    }

    [Theory]
    [InlineData("<attribute name='minutes' alias='the minutes'/>", "the minutes")]
    [InlineData("<attribute name='minutes' alias='a.b'/>", "a.b")]
    [InlineData("<attribute name='minutes' alias='1st'/>", "1st")]
    [InlineData("<link-entity name='account' from='accountid' to='accountid' alias='my-account'/>", "my-account")]
    public void An_alias_that_is_no_name_is_refused(string part, string alias)
    {
        var fault = Refused(Faults.QueryBuilderInvalidAlias, () => _environment.FetchVisits(part));

        Assert.StartsWith(
            $"Invalid character specified for alias: {alias}. Only characters within the ranges", fault.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_alias_of_a_link_may_have_a_dot() => Assert.Equal("Contoso", Aliased(
        _environment.FetchVisits("""
            <filter><condition attribute='name' operator='eq' value='Ann'/></filter>
            <link-entity name='account' from='accountid' to='accountid' alias='of.visit'><attribute name='name'/>
            </link-entity>
            """)[0], "of.visit.name"));

    [Fact]
    public void A_query_may_ask_for_no_columns_and_carry_the_namespace_of_its_tool()
    {
        var rows = _environment.Fetch("""
            <fetch xmlns:generator='MarkMpn.SQL4CDS'><entity name='visit'><no-attrs/></entity></fetch>
            """);

        Assert.Equal(3, rows.Entities.Count);
        Assert.All(rows.Entities, row => Assert.Equal(["visitid"], row.Attributes.Keys));
    }

    [Fact]
    public void Unequal_finds_rows_without_a_value() =>
        Assert.Equal("Bob Cid", _environment.NamesWhere("minutes", "ne", "10"));

    [Fact]
    public void A_link_without_alias_is_called_by_its_table_and_a_number() => Assert.Equal(
        ("account", "Contoso"),
        _environment.FetchVisits("""
            <filter><condition attribute='name' operator='eq' value='Ann'/></filter>
            <link-entity name='account' from='accountid' to='accountid'><attribute name='name'/></link-entity>
            """)[0].GetAttributeValue<AliasedValue>("account1.name") is var name
            ? (name.EntityLogicalName, name.Value) : default);

    [Theory]
    [InlineData("last-month", 30)]
    [InlineData("this-month", 31)]
    public void A_period_includes_the_evening_of_its_last_day(string period, int day)
    {
        var month = period == "last-month" ? 4 : 5;
        _environment.Visit("Eve", ("arrivedat", new DateTime(2026, month, day, 23, 59, 59, DateTimeKind.Utc)));

        Assert.Equal("Eve", _environment.NamesWhere("arrivedat", period));
    }

    [Fact]
    public void Any_lookup_can_be_the_callers()
    {
        var me = _environment.Reference("systemuser", ("fullname", "Me"));
        _environment.Context = _environment.Context with { UserId = me.Id };
        _environment.Visit("Mine", ("ownerid", me));

        Assert.Equal("Mine", _environment.NamesWhere("ownerid", "eq-userid"));
    }

    [Fact]
    public void A_condition_with_the_null_operator_takes_no_value() => Refused(
        Faults.InvalidArgument, () => _environment.Query(new QueryExpression("visit")
        {
            Criteria = { Conditions = { new("name", ConditionOperator.Null, "x") } },
        }));
}
