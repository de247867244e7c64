using System;
using System.Linq;
using CrmMilestones.Dataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Xunit;
using static CrmMilestones.Tests.Host.StoreEnvironment;

namespace CrmMilestones.Tests.Host;

public sealed class QueryAggregateTests : IDisposable
{
    readonly StoreEnvironment _environment = new();

    public QueryAggregateTests()
    {
        var (planned, done) = (new OptionSetValue(Planned), new OptionSetValue(Done));
        _environment.Visit("Ann", ("minutes", 10), ("rate", 0.1m), ("weight", 1.5), ("price", new Money(9)),
            ("kind", planned), ("heldon", new DateTime(2026, 1, 31)));
        _environment.Visit("Bob", ("minutes", 15), ("rate", 0.2m), ("weight", 2.5), ("price", new Money(10)),
            ("kind", planned), ("heldon", new DateTime(2026, 5, 15)));
        _environment.Visit("Cid", ("minutes", 15), ("kind", done), ("heldon", new DateTime(2025, 5, 15)));
        _environment.Visit("Dee");
    }

    public void Dispose() => _environment.Dispose();

    public static TheoryData<string, string, object> Results => new()
    {
        { "visitid", "count", 4 },
        { "minutes", "countcolumn", 3 },
        { "minutes", "sum", 40 },
        { "minutes", "avg", 13 },
        { "minutes", "min", 10 },
        { "minutes", "max", 15 },
        { "rate", "sum", 0.3m },
        { "rate", "avg", 0.15m },
        { "weight", "sum", 4.0 },
        { "weight", "avg", 2.0 },
        { "price", "sum", new Money(19) },
        { "price", "max", new Money(10) },
        { "price", "min", new Money(9) },
        { "heldon", "min", new DateTime(2025, 5, 15) },
        { "heldon", "max", new DateTime(2026, 5, 15) },
    };

    [Theory, MemberData(nameof(Results))]
    public void An_aggregate_has_the_columns_type_and_ignores_empty_values(string column, string name, object expected)
    {
        var rows = _environment.Aggregate($"<attribute name='{column}' aggregate='{name}' alias='x'/>");

        Assert.Equal(expected, Aliased(Assert.Single(rows.Entities), "x"));
    }

    [Theory]
    [InlineData("aggregate")]
    [InlineData("distinct")]
    public void Without_a_column_nothing_is_summed_or_told_apart(string kind) => Refused(
        Faults.QueryBuilderInvalidAggregate,
        () => _environment.Fetch($"<fetch {kind}='true'><entity name='visit'/></fetch>"));

    [Fact]
    public void A_column_count_can_count_equal_values_once()
    {
        var rows = _environment.Aggregate(
            "<attribute name='minutes' aggregate='countcolumn' distinct='true' alias='x'/>");

        Assert.Equal(2, Aliased(rows[0], "x"));
    }

    [Fact]
    public void Groups_come_with_their_label_and_in_the_order_asked_for()
    {
        var rows = _environment.Aggregate("""
            <attribute name='kind' groupby='true' alias='kind'/>
            <attribute name='visitid' aggregate='count' alias='visits'/>
            <order alias='visits' descending='true'/><order alias='kind' descending='true'/>
            """);

        Assert.Equal(["Planned 2", "Done 1", " 1"], rows.Entities.Select(row =>
            $"{(row.Contains("kind") ? row.FormattedValues["kind"] : "")} {Aliased(row, "visits")}"));
    }

    [Theory]
    [InlineData("year", "1 2025=1 2026=2")]
    [InlineData("quarter", "1 1=1 2=2")]
    [InlineData("month", "1 1=1 5=2")]
    [InlineData("week", "1 5=1 20=2")]
    [InlineData("day", "1 15=2 31=1")]
    public void Dates_are_grouped_by_part(string part, string expected)
    {
        var rows = _environment.Aggregate($"""
            <attribute name='heldon' groupby='true' dategrouping='{part}' alias='part'/>
            <attribute name='visitid' aggregate='count' alias='visits'/>
            <order alias='part'/>
            """);

        Assert.Equal(expected, string.Join(' ', rows.Entities.Select(row =>
            row.Contains("part") ? $"{Aliased(row, "part")}={Aliased(row, "visits")}" : $"{Aliased(row, "visits")}")));
    }

    [Fact]
    public void Linked_rows_are_aggregated_and_lookups_grouped_by_with_their_name()
    {
        var account = _environment.Reference("account", ("name", "Contoso"));
        _environment.Visit("Eve", ("accountid", account), ("minutes", 1));
        _environment.Visit("Fay", ("accountid", account), ("minutes", 2));

        var row = Assert.Single(_environment.Fetch("""
            <fetch aggregate='true'><entity name='account'>
              <attribute name='accountid' groupby='true' alias='id'/>
              <link-entity name='visit' from='accountid' to='accountid' alias='v'>
                <attribute name='minutes' aggregate='sum' alias='minutes'/>
                <attribute name='accountid' groupby='true' alias='account'/>
              </link-entity>
            </entity></fetch>
            """).Entities);

        Assert.Equal(3, Aliased(row, "minutes"));
        Assert.Equal("Contoso", ((EntityReference)Aliased(row, "account")).Name);
    }

    /// <summary>The names of visits stand for a customer's key: once in each of the tables that are counted.</summary>
    [Fact]
    public void Different_values_are_counted_over_tables_that_share_a_text_and_grouped_by_columns_of_both()
    {
        _environment.Visit("ann", ("minutes", 30), ("kind", new OptionSetValue(Done)));
        _environment.Visit("ann", ("minutes", 30), ("kind", new OptionSetValue(Done)));

        var rows = _environment.Fetch("""
            <fetch aggregate='true'><entity name='visit'>
              <attribute name='name' aggregate='countcolumn' distinct='true' alias='different'/>
              <attribute name='visitid' aggregate='count' alias='all'/>
              <filter><condition attribute='minutes' operator='le' value='15'/></filter>
              <order alias='kind'/>
              <link-entity name='visit' from='name' to='name' link-type='outer' alias='later'>
                <attribute name='kind' groupby='true' alias='kind'/>
                <filter><condition attribute='minutes' operator='gt' value='15'/></filter>
                <link-entity name='account' from='accountid' to='accountid' link-type='outer' alias='a'>
                  <attribute name='name' groupby='true' alias='account'/>
                </link-entity>
              </link-entity>
            </entity></fetch>
            """);

        Assert.Equal(["none: 2 of 2", "Done: 1 of 2"], rows.Entities.Select(row =>
            $"{(row.Contains("kind") ? row.FormattedValues["kind"] : "none")}: "
            + $"{Aliased(row, "different")} of {Aliased(row, "all")}"));
    }

    [Fact]
    public void Texts_that_count_as_equal_are_one_group()
    {
        foreach (var notes in (string[])["Café", "CAFE ", "cafe"])
        {
            _environment.Visit("Eve", ("notes", notes));
        }

        var rows = _environment.Aggregate("""
            <attribute name='visitid' aggregate='count' alias='visits'/>
            <attribute name='notes' groupby='true' alias='notes'/>
            <filter><condition attribute='notes' operator='not-null'/></filter>
            """);

        Assert.Equal(3, Aliased(Assert.Single(rows.Entities), "visits"));
    }

    [Fact]
    public void Rows_are_grouped_by_the_table_too_that_a_lookup_points_to()
    {
        _environment.Visit("Eve", ("aboutid", _environment.Reference("account", ("name", "Contoso"))));
        _environment.Visit("Fay", ("aboutid", _environment.Reference("contact", ("lastname", "Lee"))));

        var rows = _environment.Aggregate("""
            <attribute name='visitid' aggregate='count' alias='visits'/>
            <attribute name='aboutid' groupby='true' alias='about'/>
            <filter><condition attribute='aboutid' operator='not-null'/></filter>
            """);

        Assert.Equal(["account", "contact"],
            rows.Entities.Select(row => ((EntityReference)Aliased(row, "about")).LogicalName).Order());
    }

    [Fact]
    public void A_query_expression_aggregates_too()
    {
        var query = new QueryExpression("visit");
        query.ColumnSet.AttributeExpressions.AddRange(
            new XrmAttributeExpression("kind", XrmAggregateType.None, "kind") { HasGroupBy = true },
            new XrmAttributeExpression("minutes", XrmAggregateType.Max, "longest"));
        query.Criteria.AddCondition("kind", ConditionOperator.Equal, Planned);

        Assert.Equal(15, Aliased(Assert.Single(_environment.Query(query).Entities), "longest"));
    }

    [Fact]
    public void More_than_50000_rows_are_not_aggregated()
    {
        // 4 visits joined with themselves on a column that 224 of them share: 224 * 224 = 50,176 rows.
        using (var transaction = _environment.Store.Begin())
        {
            for (var i = 0; i < 224; i++)
            {
                _environment.Visit("Same", ("notes", "x"));
            }

            transaction.Commit();
        }

        Refused(Faults.AggregateQueryRecordLimit, () => _environment.Fetch("""
            <fetch aggregate='true'><entity name='visit'>
              <attribute name='visitid' aggregate='count' alias='x'/>
              <link-entity name='visit' from='notes' to='notes' alias='o'/>
            </entity></fetch>
            """));
    }

    [Theory]
    [InlineData("<attribute name='name' aggregate='sum' alias='x'/>")]
    [InlineData("<attribute name='kind' aggregate='max' alias='x'/>")]
    [InlineData("<attribute name='name' groupby='true' dategrouping='day' alias='x'/>")]
    [InlineData("<attribute name='heldon' groupby='true' dategrouping='fiscal-year' alias='x'/>")]
    [InlineData("<attribute name='minutes' aggregate='sum'/>")]
    [InlineData("<attribute name='minutes' alias='x'/>")]
    public void An_aggregate_that_does_not_fit_is_refused(string attribute) =>
        Refused(Faults.QueryBuilderInvalidAggregate, () => _environment.Aggregate(attribute));

    [Fact]
    public void A_query_that_is_no_aggregate_query_does_not_aggregate() => Refused(Faults.QueryBuilderInvalidAggregate,
        () => _environment.FetchVisits("<attribute name='minutes' aggregate='sum' alias='x'/>"));

    [Fact]
    public void An_order_by_anything_but_a_result_column_is_refused() => Refused(Faults.QueryBuilderInvalidAlias,
        () => _environment.Aggregate("<attribute name='minutes' aggregate='sum' alias='x'/><order attribute='rate'/>"));
}
