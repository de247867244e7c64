using System;
using System.Globalization;
using System.Linq;
using CrmMilestones.Dataverse;
using CrmMilestones.Dataverse.Query;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Xunit;
using static CrmMilestones.Tests.Host.StoreEnvironment;

namespace CrmMilestones.Tests.Host;

public sealed class QueryConditionTests : IDisposable
{
    readonly StoreEnvironment _environment = new();

    public QueryConditionTests()
    {
        _environment.Visit("Ann", ("minutes", 10), ("rate", 9.5m), ("price", new Money(100)), ("paid", true),
            ("kind", new OptionSetValue(Planned)), ("notes", "Café au lait"),
            ("heldon", new DateTime(2026, 5, 14)), ("billedon", new DateTime(2026, 5, 14)));
        _environment.Visit("Bob", ("minutes", 20), ("rate", 10.25m), ("price", new Money(20)), ("paid", false),
            ("kind", new OptionSetValue(Done)), ("notes", "50% [off]"),
            ("heldon", new DateTime(2026, 5, 15)), ("billedon", new DateTime(2026, 5, 20)));
        _environment.Visit("Cid");
    }

    public void Dispose() => _environment.Dispose();

    [Theory]
    [InlineData("minutes", "eq", "10", "Ann")]
    [InlineData("minutes", "ne", "10", "Bob Cid")]
    [InlineData("minutes", "neq", "10", "Bob Cid")]
    [InlineData("minutes", "gt", "10", "Bob")]
    [InlineData("minutes", "ge", "10", "Ann Bob")]
    [InlineData("minutes", "lt", "20", "Ann")]
    [InlineData("minutes", "le", "20", "Ann Bob")]
    [InlineData("rate", "lt", "10", "Ann")]
    [InlineData("rate", "eq", "9.500", "Ann")]
    [InlineData("price", "gt", "30", "Ann")]
    [InlineData("paid", "eq", "1", "Ann")]
    [InlineData("paid", "eq", "false", "Bob")]
    [InlineData("kind", "eq", "2", "Bob")]
    [InlineData("heldon", "lt", "2026-05-15", "Ann")]
    public void A_comparison_finds_rows_and_only_ne_finds_empty_ones(
        string column, string name, string value, string expected) =>
        Assert.Equal(expected, _environment.NamesWhere(column, name, value));

    [Theory]
    [InlineData("eq", "CAFE AU LAIT", "Ann")]
    [InlineData("eq", "Café au lait ", "Ann")]
    [InlineData("like", "%AU%", "Ann")]
    [InlineData("like", "caf_ au%", "Ann")]
    [InlineData("like", "caf", "")]
    [InlineData("not-like", "%au%", "Bob Cid")]
    [InlineData("begins-with", "cafe", "Ann")]
    [InlineData("like", "[0-9]0[%] %", "Bob")]
    [InlineData("like", "[^0-9]%", "Ann")]
    [InlineData("like", "c%a%f%_u%t", "Ann")]
    [InlineData("like", "%a%a%a%", "Ann")]
    [InlineData("like", "%a%a%a%a%", "")]
    [InlineData("like", "%l%u%", "")]
    [InlineData("like", "%la", "")]
    [InlineData("like", "c%%t%", "Ann")]
    public void Text_is_compared_without_case_and_accents(string name, string value, string expected) =>
        Assert.Equal(expected, _environment.NamesWhere("notes", name, value));

    /// <summary>Short text has an index, which is asked for where a pattern begins; the pattern decides.</summary>
    [Theory]
    [InlineData("begins-with", "ab", "AB ab-1 ABz abé ＡＢ4 Äb3")]
    [InlineData("begins-with", "AB-", "ab-1")]
    [InlineData("like", "ab_", "ABz abé Äb3 ＡＢ4")]
    [InlineData("like", "ab", "AB")]
    [InlineData("like", "a%3", "Äb3")]
    [InlineData("not-like", "a%", "b1")]
    [InlineData("begins-with", "c", "")]
    public void Short_text_is_found_by_its_beginning(string name, string value, string expected)
    {
        foreach (var code in (string[])["a", "AB", "ab-1", "ABz", "abé", "ac", "ＡＢ4", "Äb3", "b1"])
        {
            _environment.Visit(code, ("code", code));
        }

        Assert.Equal(
            expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(),
            _environment.FetchVisits($"<filter><condition attribute='code' operator='not-null'/>"
                + $"<condition attribute='code' operator='{name}' value='{value}'/></filter>")
                .Entities.Select(row => row.GetAttributeValue<string>("name")).Order());
    }

    /// <summary>Were each combination tried, no test would live to see the end.</summary>
    [Fact]
    public void A_pattern_of_many_wildcards_is_decided_at_once()
    {
        _environment.Visit("Dee", ("notes", new string('a', 90)));
        var many = string.Concat(Enumerable.Repeat("a%", 45));
        Assert.Equal("Dee", _environment.NamesWhere("notes", "like", many));
        Assert.Equal("", _environment.NamesWhere("notes", "like", many + "b"));
    }

    [Theory]
    [InlineData("like", "CONT%", "Dee")]
    [InlineData("not-like", "cont%", "Ann Bob Cid Eve")]
    public void A_pattern_on_a_lookup_is_held_against_the_name(string name, string value, string expected)
    {
        _environment.Visit("Dee", ("accountid", _environment.Reference("account", ("name", "Contoso"))));
        _environment.Visit("Eve", ("accountid", _environment.Reference("account", ("name", "Fabrikam"))));
        Assert.Equal(expected, _environment.NamesWhere("accountid", name, value));
    }

    [Theory]
    [InlineData("kind", "in", "1,3", "Ann")]
    [InlineData("kind", "not-in", "1,3", "Bob Cid")]
    [InlineData("minutes", "between", "10,15", "Ann")]
    [InlineData("minutes", "not-between", "10,15", "Bob Cid")]
    [InlineData("minutes", "null", "", "Cid")]
    [InlineData("minutes", "not-null", "", "Ann Bob")]
    public void Lists_ranges_and_emptiness_are_understood(string column, string name, string values, string expected)
    {
        var list = values.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(value => $"<value>{value}</value>");

        Assert.Equal(expected, _environment.NamesWhere(
            $"<condition attribute='{column}' operator='{name}'>{string.Concat(list)}</condition>"));
    }

    [Theory]
    [InlineData("eq", "Ann")]
    [InlineData("ne", "Bob")]
    [InlineData("ge", "Ann")]
    [InlineData("lt", "Bob")]
    public void Two_columns_can_be_compared(string name, string expected) =>
        Assert.Equal(expected, _environment.NamesWhere(
            $"<condition attribute='heldon' operator='{name}' valueof='billedon'/>"));

    [Fact]
    public void Filters_nest()
    {
        const string Filter = """
            <filter type='or'>
              <condition attribute='name' operator='eq' value='Cid'/>
              <filter type='and'>
                <condition attribute='minutes' operator='gt' value='5'/>
                <condition attribute='paid' operator='eq' value='0'/>
              </filter>
              <filter/>
            </filter>
            """;

        Assert.Equal("Bob Cid", _environment.NamesWhere(Filter));
    }

    [Theory]
    [InlineData("on", "2026-05-15", "Bob")]
    [InlineData("on-or-after", "2026-05-15", "Bob")]
    [InlineData("on-or-before", "2026-05-14", "Ann")]
    [InlineData("today", null, "Bob")]
    [InlineData("yesterday", null, "Ann")]
    [InlineData("tomorrow", null, "")]
    [InlineData("this-week", null, "Ann Bob")]
    [InlineData("last-week", null, "")]
    [InlineData("this-month", null, "Ann Bob")]
    [InlineData("last-month", null, "")]
    [InlineData("this-year", null, "Ann Bob")]
    [InlineData("last-seven-days", null, "Ann Bob")]
    [InlineData("last-x-days", "1", "Ann Bob")]
    [InlineData("next-x-days", "1", "Bob")]
    [InlineData("olderthan-x-days", "0", "Ann")]
    public void Days_and_periods_are_counted_from_the_contexts_now(string name, string? value, string expected) =>
        Assert.Equal(expected, _environment.NamesWhere("heldon", name, value));

    [Theory]
    [InlineData("last-x-days", "60", "2026-03-16T00:00:00Z", "2026-05-15T10:00:00Z")]
    [InlineData("last-x-hours", "2", "2026-05-15T08:00:00Z", "2026-05-15T10:00:00Z")]
    [InlineData("last-x-weeks", "1", "2026-05-08T00:00:00Z", "2026-05-15T10:00:00Z")]
    [InlineData("last-month", null, "2026-04-01T00:00:00Z", "2026-04-30T23:59:59Z")]
    [InlineData("this-week", null, "2026-05-10T00:00:00Z", "2026-05-16T23:59:59Z")]
    [InlineData("next-x-months", "1", "2026-05-15T10:00:00Z", "2026-06-15T23:59:59Z")]
    [InlineData("last-year", null, "2025-01-01T00:00:00Z", "2025-12-31T23:59:59Z")]
    public void A_period_has_its_first_and_last_second_and_no_more(
        string name, string? value, string first, string last)
    {
        var from = DateTime.Parse(first, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
        var to = DateTime.Parse(last, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
        _environment.Visit("before", ("arrivedat", from.AddSeconds(-1)));
        _environment.Visit("first", ("arrivedat", from));
        _environment.Visit("last", ("arrivedat", to));
        _environment.Visit("later", ("arrivedat", to.AddSeconds(1)));

        Assert.Equal("first last", _environment.NamesWhere("arrivedat", name, value));
    }

    [Fact]
    public void The_caller_can_be_compared_with()
    {
        var unit = _environment.Reference("businessunit", ("name", "Unit"));
        var user = _environment.Reference("systemuser", ("fullname", "Me"));
        _environment.Visit("Mine", ("ownerid", user), ("owningbusinessunit", unit));
        _environment.Context = _environment.Context with { UserId = user.Id, BusinessUnitId = unit.Id };

        Assert.Equal("Mine", _environment.NamesWhere("ownerid", "eq-userid"));
        Assert.Equal("Ann Bob Cid", _environment.NamesWhere("ownerid", "ne-userid"));
        Assert.Equal("Mine", _environment.NamesWhere("owningbusinessunit", "eq-businessid"));
        Assert.Equal("Ann Bob Cid", _environment.NamesWhere("owningbusinessunit", "ne-businessid"));
    }

    [Fact]
    public void A_query_expression_finds_what_fetchxml_finds()
    {
        var query = new QueryExpression("visit") { ColumnSet = new ColumnSet("name") };
        query.AddOrder("name", OrderType.Descending);
        var either = query.Criteria.AddFilter(LogicalOperator.Or);
        either.AddCondition("kind", ConditionOperator.In, new object[] { 1, 3 });
        either.AddCondition("minutes", ConditionOperator.Null);
        query.Criteria.AddCondition("heldon", ConditionOperator.NotOn, new DateTime(2026, 5, 15));

        Assert.Equal("Cid Ann", Names(_environment.Query(query)));
    }

    [Fact]
    public void A_query_by_attribute_finds_equal_and_empty_values()
    {
        var query = new QueryByAttribute("visit") { ColumnSet = new ColumnSet("name") };
        query.AddAttributeValue("name", "cid");
        query.AddAttributeValue("minutes", null);

        Assert.Equal("Cid", Names(_environment.Store.Query(RowQuery.From(query), _environment.Context)));
    }

    [Fact]
    public void Row_access_limits_what_is_found()
    {
        var unit = _environment.Reference("businessunit", ("name", "Unit"));
        var me = _environment.Reference("systemuser", ("fullname", "Me"));
        var they = _environment.Reference("systemuser", ("fullname", "They"));
        _environment.Visit("Mine", ("ownerid", me));
        _environment.Visit("Ours", ("ownerid", they), ("owningbusinessunit", unit));
        _environment.Visit("Theirs", ("ownerid", they));
        _environment.Context = _environment.Context with { RowAccess = _ => new([me.Id], [unit.Id]) };

        Assert.Equal("Mine Ours", _environment.NamesWhere("name", "not-null"));
    }

    [Fact]
    public void Row_access_without_any_owner_or_unit_finds_nothing()
    {
        _environment.Context = _environment.Context with { RowAccess = _ => new([], []) };

        Assert.Equal("", _environment.NamesWhere("name", "not-null"));
    }

    [Theory]
    [InlineData("<condition attribute='minutes' operator='in-fiscal-year' value='2026'/>", "in-fiscal-year")]
    [InlineData("<condition attribute='name' operator='ends-with' value='x'/>", "ends-with")]
    [InlineData("<condition attribute='name' operator='resembles' value='x'/>", "resembles")]
    [InlineData("<condition attribute='minutes' operator='like' value='1%'/>", "like")]
    [InlineData("<condition attribute='name' operator='today'/>", "today")]
    [InlineData("<condition attribute='name' operator='eq-userid'/>", "eq-userid")]
    [InlineData("<condition attribute='heldon' operator='last-x-hours' value='1'/>", "last-x-hours")]
    [InlineData("<condition attribute='heldon' operator='like' valueof='billedon'/>", "like")]
    [InlineData("<condition attribute='heldon' operator='last-x-years' value='9999'/>", "last-x-years")]
    public void An_operator_that_is_unknown_or_does_not_fit_is_refused_by_name(string condition, string named)
    {
        var fault = Refused(Faults.QueryBuilderInvalidConditionOperator, () => _environment.NamesWhere(condition));

        Assert.Contains($"'{named}'", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<condition attribute='minutes' operator='eq' value='ten'/>", "ten")]
    [InlineData("<condition attribute='minutes' operator='eq'/>", "needs 1 value")]
    [InlineData("<condition attribute='minutes' operator='in'/>", "needs at least one value")]
    [InlineData("<condition attribute='minutes' operator='null' value='1'/>", "needs 0 value")]
    [InlineData("<condition attribute='heldon' operator='last-x-days' value='few'/>", "few")]
    [InlineData("<condition attribute='heldon' operator='eq' valueof='name'/>", "name")]
    public void A_condition_with_a_wrong_value_is_refused(string condition, string named)
    {
        var fault = Refused(Faults.InvalidArgument, () => _environment.NamesWhere(condition));

        Assert.Contains(named, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_cannot_break_out_of_its_place()
    {
        Assert.Equal("", _environment.NamesWhere("notes", "eq", "&apos; OR 1=1 --"));
        Assert.Equal("Ann Bob Cid", _environment.NamesWhere("notes", "ne", "&apos;; DROP TABLE visit"));
    }
}
