using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Dataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Xunit;
using static CrmMilestones.Tests.Host.StoreEnvironment;

namespace CrmMilestones.Tests.Host;

public sealed class QueryPageTests : IDisposable
{
    readonly StoreEnvironment environment = new();

    public void Dispose() => environment.Dispose();

    void InsertVisits(params (string Name, int? Minutes)[] visits)
    {
        foreach (var (name, minutes) in visits)
            environment.Visit(name, ("minutes", minutes));
    }

    static QueryExpression ByMinutes(OrderType order, int size)
    {
        var query = new QueryExpression("visit") { ColumnSet = new ColumnSet("name"), PageInfo = new PagingInfo { Count = size, PageNumber = 1 } };
        query.AddOrder("minutes", order);
        query.AddOrder("name", OrderType.Ascending);
        return query;
    }

    List<string> AllPages(QueryExpression query)
    {
        List<string> pages = [];
        EntityCollection page;
        do
        {
            page = environment.Query(query);
            pages.Add(Names(page));
            query.PageInfo.PageNumber++;
            query.PageInfo.PagingCookie = page.PagingCookie;
        }
        while (page.MoreRecords);
        return pages;
    }

    [Theory]
    [InlineData(OrderType.Ascending, "D E", "A B", "C")]
    [InlineData(OrderType.Descending, "C A", "B D", "E")]
    public void Cookies_lead_through_all_rows_empty_values_first(OrderType order, params string[] expected)
    {
        InsertVisits(("A", 1), ("B", 1), ("C", 2), ("D", null), ("E", null));

        Assert.Equal(expected, AllPages(ByMinutes(order, 2)));
    }

    [Theory]
    [InlineData("accountid")]
    [InlineData("kind")]
    [InlineData("paid")]
    [InlineData("rate")]
    [InlineData("weight")]
    [InlineData("heldon")]
    [InlineData("arrivedat")]
    public void Cookies_lead_through_all_pages_of_every_kind_of_order(string column)
    {
        EntityReference[] accounts =
        [
            new("account", environment.Insert("account", ("name", "Contoso"))),
            new("account", environment.Insert("account", ("name", "Fabrikam"))),
        ];
        for (var i = 0; i < 9; i++)
        {
            environment.Visit("N" + i, ("accountid", accounts[i % 2]), ("kind", new OptionSetValue(i % 3 + 1)), ("paid", i % 2 == 0),
                ("rate", i % 4 * 0.5m), ("weight", i % 3 * 0.1), ("heldon", Now.AddDays(i % 3)), ("arrivedat", Now.AddHours(i % 3)));
        }
        var query = new QueryExpression("visit") { ColumnSet = new ColumnSet("name"), PageInfo = new PagingInfo { Count = 2, PageNumber = 1 } };
        query.AddOrder(column, OrderType.Descending);

        var pages = AllPages(query);

        Assert.Equal(5, pages.Count);
        Assert.Equal(Enumerable.Range(0, 9).Select(i => "N" + i), string.Join(' ', pages).Split(' ').Order());
    }

    [Fact]
    public void A_row_that_appears_before_the_cookie_does_not_shift_the_next_page()
    {
        InsertVisits(("B", 1), ("C", 1), ("D", 1), ("E", 1));
        var query = ByMinutes(OrderType.Ascending, 2);
        var first = environment.Query(query);
        InsertVisits(("A", 1));
        query.PageInfo = new PagingInfo { Count = 2, PageNumber = 2, PagingCookie = first.PagingCookie };

        Assert.Equal("D E", Names(environment.Query(query)));
        query.PageInfo.PagingCookie = null;
        Assert.Equal("C D", Names(environment.Query(query)));
    }

    [Fact]
    public void A_cookie_survives_fetchxml()
    {
        InsertVisits(("A", 1), ("B \"&<", 1), ("C", 2));
        var first = environment.Fetch(Page(1, ""));
        var second = environment.Fetch(Page(2, $"paging-cookie='{System.Security.SecurityElement.Escape(first.PagingCookie)}'"));

        Assert.Equal(("A B \"&<", true, "C", false), (Names(first), first.MoreRecords, Names(second), second.MoreRecords));

        static string Page(int number, string cookie) =>
            $"<fetch count='2' page='{number}' {cookie}><entity name='visit'><attribute name='name'/><order attribute='name'/></entity></fetch>";
    }

    [Fact]
    public void A_malformed_cookie_is_refused()
    {
        var query = ByMinutes(OrderType.Ascending, 2);
        query.PageInfo.PagingCookie = "<cookie";

        Refused(Faults.InvalidArgument, () => environment.Query(query));
    }

    [Fact]
    public void A_page_has_at_most_5000_rows()
    {
        using (var transaction = environment.Store.Begin())
        {
            InsertVisits([.. Enumerable.Range(0, 5001).Select(i => ("V", (int?)null))]);
            transaction.Commit();
        }
        var query = new QueryExpression("visit") { PageInfo = new PagingInfo { ReturnTotalRecordCount = true } };

        var rows = environment.Query(query);

        Assert.Equal((5000, true, 5000, true), (rows.Entities.Count, rows.MoreRecords, rows.TotalRecordCount, rows.TotalRecordCountLimitExceeded));
    }

    [Fact]
    public void The_total_counts_all_rows_of_all_pages_when_asked_for()
    {
        InsertVisits(("A", 1), ("B", 1), ("C", 2));
        var query = ByMinutes(OrderType.Ascending, 2);

        Assert.Equal(-1, environment.Query(query).TotalRecordCount);
        query.PageInfo.ReturnTotalRecordCount = true;
        Assert.Equal(3, environment.Query(query).TotalRecordCount);
    }

    [Fact]
    public void Top_returns_the_first_rows_and_no_cookie()
    {
        InsertVisits(("A", 1), ("B", 1), ("C", 2));

        var rows = environment.Fetch("<fetch top='2'><entity name='visit'><attribute name='name'/><order attribute='name'/></entity></fetch>");

        Assert.Equal(("A B", false, null), (Names(rows), rows.MoreRecords, rows.PagingCookie));
        Refused(Faults.InvalidArgument, () => environment.Fetch("<fetch top='2' page='1'><entity name='visit'/></fetch>"));
    }

    [Fact]
    public void Lookups_are_ordered_by_name_and_choices_by_label()
    {
        var (b, a) = (environment.Insert("account", ("name", "B")), environment.Insert("account", ("name", "a")));
        environment.Visit("one", ("accountid", new EntityReference("account", b)), ("kind", new OptionSetValue(Planned)));
        environment.Visit("two", ("accountid", new EntityReference("account", a)), ("kind", new OptionSetValue(Done)));

        Assert.Equal("two one", Names(environment.Fetch("<fetch><entity name='visit'><attribute name='name'/><order attribute='accountid'/></entity></fetch>")));
        Assert.Equal("two one", Names(environment.Fetch("<fetch><entity name='visit'><attribute name='name'/><order attribute='kind'/></entity></fetch>")));
        Assert.Equal("one two", Names(environment.Fetch("<fetch useraworderby='true'><entity name='visit'><attribute name='name'/><order attribute='kind'/></entity></fetch>")));
    }
}
