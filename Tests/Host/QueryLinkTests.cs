using System;
using System.Linq;
using CrmMilestones.Dataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Xunit;
using static CrmMilestones.Tests.Host.StoreEnvironment;

namespace CrmMilestones.Tests.Host;

public sealed class QueryLinkTests : IDisposable
{
    const string ToAccount = "name='account' from='accountid' to='accountid'";

    readonly StoreEnvironment _environment = new();
    readonly EntityReference _contoso;

    public QueryLinkTests()
    {
        var boss = _environment.Reference("contact", ("fullname", "Zoe"));
        _contoso = _environment.Reference("account",
            ("name", "Contoso"), ("primarycontactid", boss), ("customertypecode", new OptionSetValue(3)));
        var fabrikam = _environment.Reference("account", ("name", "Fabrikam"));
        _environment.Visit("Ann", ("accountid", _contoso), ("minutes", 10));
        _environment.Visit("Bob", ("accountid", _contoso), ("minutes", 20));
        _environment.Visit("Cid", ("accountid", fabrikam), ("minutes", 30));
        _environment.Visit("Dee");
    }

    public void Dispose() => _environment.Dispose();

    [Fact]
    public void Inner_join_drops_rows_without_a_match_and_returns_linked_columns_as_aliased_values()
    {
        var rows = _environment.Fetch("""
            <fetch><entity name='visit'>
              <attribute name='name'/>
              <order attribute='name'/>
              <link-entity name='account' from='accountid' to='accountid' alias='a'>
                <attribute name='name'/>
                <attribute name='customertypecode'/>
              </link-entity>
            </entity></fetch>
            """);

        Assert.Equal("Ann Bob Cid", Names(rows));
        var name = Assert.IsType<AliasedValue>(rows[0]["a.name"]);
        Assert.Equal(("account", "name", "Contoso"), (name.EntityLogicalName, name.AttributeLogicalName, name.Value));
        Assert.Equal("Customer", rows[0].FormattedValues["a.customertypecode"]);
        Assert.False(rows[2].Contains("a.customertypecode"));
    }

    [Fact]
    public void Left_outer_join_keeps_rows_without_a_match()
    {
        var query = new QueryExpression("visit") { ColumnSet = new ColumnSet("name") };
        query.AddOrder("name", OrderType.Ascending);
        var link = query.AddLink("account", "accountid", "accountid", JoinOperator.LeftOuter);
        link.Columns = new ColumnSet("name");
        link.LinkCriteria.AddCondition("name", ConditionOperator.BeginsWith, "Con");

        var rows = _environment.Query(query);

        Assert.Equal("Ann Bob Cid Dee", Names(rows));
        Assert.Equal([true, true, false, false], rows.Entities.Select(row => row.Contains("account1.name")));
    }

    [Fact]
    public void Outer_join_and_a_null_condition_find_rows_without_a_match()
    {
        Assert.Equal("Fabrikam", Names(_environment.Fetch("""
            <fetch><entity name='account'>
              <attribute name='name'/>
              <filter><condition entityname='c' attribute='contactid' operator='null'/></filter>
              <link-entity name='contact' from='contactid' to='primarycontactid' alias='c' link-type='outer'/>
            </entity></fetch>
            """)));
    }

    [Fact]
    public void Rows_are_linked_by_a_text_that_they_share_whatever_its_case()
    {
        _environment.Visit("ANN", ("minutes", 99));
        _environment.Visit("ann", ("minutes", 98));
        const string Link = "<link-entity name='visit' from='name' to='name' alias='o' link-type='outer'>"
            + "<filter><condition attribute='minutes' operator='ge' value='98'/></filter></link-entity>";

        Assert.Equal("Ann Ann", Names(_environment.FetchVisits($"""
            <filter>
              <condition attribute='minutes' operator='lt' value='98'/>
              <condition entityname='o' attribute='visitid' operator='not-null'/>
            </filter>{Link}
            """)));
        Assert.Equal("Bob Cid", Names(_environment.FetchVisits($"""
            <order attribute='name'/>
            <filter>
              <condition attribute='minutes' operator='lt' value='98'/>
              <condition entityname='o' attribute='visitid' operator='null'/>
            </filter>{Link}
            """)));
    }

    [Fact]
    public void Links_nest_and_their_filters_limit_the_root()
    {
        Assert.Equal("Ann Bob", Names(_environment.Fetch("""
            <fetch><entity name='visit'>
              <attribute name='name'/>
              <order attribute='name'/>
              <link-entity name='account' from='accountid' to='accountid' alias='a'>
                <link-entity name='contact' from='contactid' to='primarycontactid' alias='c'>
                  <filter><condition attribute='fullname' operator='eq' value='zoe'/></filter>
                </link-entity>
              </link-entity>
            </entity></fetch>
            """)));
    }

    [Fact]
    public void Orders_of_links_come_after_the_roots_unless_the_root_names_them()
    {
        const string Descending = "<order attribute='name' descending='true'/>";
        const string Link = $"<link-entity {ToAccount} alias='a'>{Descending}</link-entity>";
        const string ByMinutes = "<order attribute='minutes'/>";
        const string ByAccount = "<order entityname='a' attribute='name' descending='true'/>";

        Assert.Equal("Ann Bob Cid", Names(_environment.FetchVisits(Link + ByMinutes)));
        Assert.Equal("Cid Ann Bob", Names(_environment.FetchVisits(Link + ByAccount + ByMinutes)));
    }

    [Fact]
    public void Columns_of_different_tables_can_be_compared()
    {
        _environment.Visit("Contoso", ("accountid", _contoso));

        Assert.Equal("Contoso", Names(_environment.FetchVisits($"""
            <filter><condition attribute='name' operator='eq' valueof='a.name'/></filter>
            <link-entity {ToAccount} alias='a'/>
            """)));
    }

    [Fact]
    public void Distinct_returns_equal_rows_once()
    {
        var rows = _environment.Fetch("""
            <fetch distinct='true'><entity name='account'>
              <attribute name='name'/>
              <order attribute='name'/>
              <link-entity name='visit' from='accountid' to='accountid'/>
            </entity></fetch>
            """);

        Assert.Equal("Contoso Fabrikam", Names(rows));
    }

    /// <summary>Contoso has two visits, and comes once; the link may lie below another.</summary>
    [Theory]
    [InlineData("{0}")]
    [InlineData("<link-entity name='contact' from='contactid' to='primarycontactid' link-type='outer' alias='c'/>{0}")]
    [InlineData("<link-entity name='account' from='accountid' to='accountid' alias='same'>{0}</link-entity>")]
    public void A_link_of_existence_keeps_rows_with_a_match_and_multiplies_none(string links)
    {
        const string Visits = "<link-entity name='visit' from='accountid' to='accountid' link-type='exists' alias='v'>"
            + "<filter><condition attribute='minutes' operator='lt' value='25'/></filter></link-entity>";
        var entity = "<entity name='account'><attribute name='name'/>" + string.Format(null, links, Visits)
            + "</entity>";

        Assert.Equal("Contoso", Names(_environment.Fetch($"<fetch>{entity}</fetch>")));
        Assert.Equal("Contoso", Names(_environment.Fetch($"<fetch returntotalrecordcount='true'>{entity}</fetch>")));
    }

    [Theory]
    [InlineData("<fetch>")]
    [InlineData("<fetch returntotalrecordcount='true'>")]
    public void A_link_of_existence_may_compare_with_the_row_above(string fetch)
    {
        _environment.Visit("Fabrikam", ("accountid", _environment.Reference("account", ("name", "Fabrikam"))));
        var rows = _environment.Fetch(fetch + """
            <entity name='account'><attribute name='name'/>
              <link-entity name='visit' from='accountid' to='accountid' link-type='exists'>
                <filter><filter><condition attribute='name' operator='eq' valueof='account.name'/></filter></filter>
              </link-entity>
            </entity></fetch>
            """);

        Assert.Equal("Fabrikam", Names(rows));
    }

    [Theory]
    [InlineData("<attribute name='name'/>")]
    [InlineData("<all-attributes/>")]
    [InlineData("<link-entity name='contact' from='contactid' to='primarycontactid'/>")]
    public void A_link_of_existence_returns_nothing_and_ends_there(string content) => Refused(
        Faults.QueryBuilderInvalidJoinOperator,
        () => _environment.FetchVisits($"<link-entity {ToAccount} link-type='exists'>{content}</link-entity>"));

    /// <summary>What compares decimals would end the process with what is none.</summary>
    [Theory]
    [InlineData("revenue", "accountid", "")]
    [InlineData("accountid", "price", "")]
    [InlineData("name", "rate", "link-type='exists'")]
    [InlineData("createdon", "price", "link-type='outer'")]
    public void A_decimal_is_joined_with_numbers_only(string from, string to, string type)
    {
        _environment.Visit(
            "Ann", ("price", new Money(1)), ("rate", 1m),
            ("accountid", _environment.Reference("account", ("name", "Contoso"), ("revenue", new Money(1)))));
        Refused(
            Faults.InvalidArgument,
            () => _environment.FetchVisits($"<link-entity name='account' from='{from}' to='{to}' {type}/>"));
        Assert.Equal("Ann", Names(_environment.FetchVisits(
            "<link-entity name='account' from='revenue' to='price'/>")));
    }

    [Theory]
    [InlineData("<order attribute='name'/>", "")]
    [InlineData("", "<filter><condition entityname='there' attribute='name' operator='not-null'/></filter>")]
    [InlineData("", "<filter><condition entityname='account' attribute='name' operator='not-null'/></filter>")]
    public void A_link_of_existence_is_unknown_outside(string inside, string outside) => Refused(
        Faults.QueryBuilderInvalidAlias,
        () => _environment.FetchVisits(
            $"<link-entity {ToAccount} link-type='exists' alias='there'>{inside}</link-entity>{outside}"));

    [Fact]
    public void Row_access_limits_linked_rows_too()
    {
        _environment.Context =
            _environment.Context with { RowAccess = table => table == "account" ? new([], []) : null };

        Assert.Empty(_environment.FetchVisits($"<link-entity {ToAccount}/>").Entities);
        Assert.Empty(_environment.FetchVisits($"<link-entity {ToAccount} link-type='exists'/>").Entities);
        Assert.Equal(4, _environment.FetchVisits($"<link-entity {ToAccount} link-type='outer'/>").Entities.Count);
    }

    [Theory]
    [InlineData("any")]
    [InlineData("not any")]
    [InlineData("in")]
    [InlineData("matchfirstrowusingcrossapply")]
    public void Other_link_types_are_refused_by_name(string type)
    {
        var fault = Refused(Faults.QueryBuilderInvalidJoinOperator,
            () => _environment.FetchVisits($"<link-entity {ToAccount} link-type='{type}'/>"));

        Assert.Contains($"'{type}'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_join_operators_are_refused_by_name()
    {
        var query = new QueryExpression("visit");
        query.AddLink("account", "accountid", "accountid", JoinOperator.NotAny);

        var fault = Refused(Faults.QueryBuilderInvalidJoinOperator, () => _environment.Query(query));

        Assert.Contains("'NotAny'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_alias_that_is_used_twice_or_unknown_is_refused()
    {
        const string Link = $"<link-entity {ToAccount} alias='a'/>";
        const string Condition = "<condition entityname='b' attribute='name' operator='null'/>";

        Refused(Faults.QueryBuilderInvalidAlias, () => _environment.FetchVisits(Link + Link));
        Refused(Faults.QueryBuilderInvalidAlias, () => _environment.NamesWhere(Condition));
    }
}
