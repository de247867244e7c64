using System;
using System.Collections.Generic;
using System.Linq;
using System.Security;
using CrmMilestones.Dataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Xunit;
using static CrmMilestones.Tests.Host.StoreEnvironment;

namespace CrmMilestones.Tests.Host;

public sealed class QueryPageTests : IDisposable
{
    readonly StoreEnvironment _environment = new();

    public void Dispose() => _environment.Dispose();

    void InsertVisits(params (string Name, int? Minutes)[] visits)
    {
        foreach (var (name, minutes) in visits)
        {
            _environment.Visit(name, ("minutes", minutes));
        }
    }

    static QueryExpression PagesOfTwo(OrderType order, string column)
    {
        var query = new QueryExpression("visit")
        {
            ColumnSet = new ColumnSet("name"),
            PageInfo = new PagingInfo { Count = 2, PageNumber = 1 },
        };
        query.AddOrder(column, order);
        query.AddOrder("name", OrderType.Ascending);
        return query;
    }

    static QueryExpression PagesOfTwo() => PagesOfTwo(OrderType.Ascending, "minutes");

    List<string> AllPages(QueryExpression query)
    {
        List<string> pages = [];
        EntityCollection page;
        do
        {
            page = _environment.Query(query);
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

        Assert.Equal(expected, AllPages(PagesOfTwo(order, "minutes")));
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
            _environment.Reference("account", ("name", "Contoso")),
            _environment.Reference("account", ("name", "Fabrikam")),
        ];
        for (var i = 0; i < 9; i++)
        {
            _environment.Visit("N" + i, ("accountid", accounts[i % 2]), ("kind", new OptionSetValue(i % 3 + 1)),
                ("paid", i % 2 == 0), ("rate", i % 4 * 0.5m), ("weight", i % 3 * 0.1),
                ("heldon", Now.AddDays(i % 3)), ("arrivedat", Now.AddHours(i % 3)));
        }

        var pages = AllPages(PagesOfTwo(OrderType.Descending, column));

        Assert.Equal(5, pages.Count);
        Assert.Equal(Enumerable.Range(0, 9).Select(i => "N" + i), string.Join(' ', pages).Split(' ').Order());
    }

    [Theory]
    [InlineData(OrderType.Ascending)]
    [InlineData(OrderType.Descending)]
    public void Cookies_lead_through_names_of_which_some_count_as_equal(OrderType order)
    {
        string?[] names = [null, "a", "A", "Á", "ａ", "a-", "B", "b", "b\u0001", null];
        foreach (var name in names)
        {
            _environment.Visit(name!);
        }

        var query = PagesOfTwo();
        query.Orders.Clear();
        query.AddOrder("name", order);
        var pages = AllPages(query);

        // Each name once, those that are equal side by side; their ids decide which of them comes first.
        var found = string.Join(' ', pages).Split(' ').Select(name => name
            .Replace('ａ', 'a').Replace('Á', 'a').Replace("\u0001", "", StringComparison.Ordinal).ToUpperInvariant());
        string[] expected = ["", "", "A", "A", "A", "A", "A-", "B", "B", "B"];
        Assert.Equal(order == OrderType.Ascending ? expected : expected.Reverse(), found);
        Assert.Equal(names.Select(name => name ?? "").Order(StringComparer.Ordinal),
            string.Join(' ', pages).Split(' ').Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Cookies_lead_through_rows_ordered_by_a_linked_column()
    {
        var (b, a) =
            (_environment.Reference("account", ("name", "B")), _environment.Reference("account", ("name", "A")));
        _environment.Visit("one", ("accountid", b));
        _environment.Visit("two", ("accountid", a));
        _environment.Visit("three", ("accountid", b));
        var query = PagesOfTwo();
        query.Orders.Clear();
        query.AddLink("account", "accountid", "accountid").Orders.Add(new("name", OrderType.Descending));

        var pages = AllPages(query);

        Assert.Equal("two", pages[1]);
        Assert.Equal("one three", string.Join(' ', pages[0].Split(' ').Order()));
    }

    [Fact]
    public void Without_a_cookie_rows_of_a_one_to_many_link_come_on_one_page_each()
    {
        var account = _environment.Reference("account", ("name", "A"));
        foreach (var name in new[] { "one", "two", "three" })
        {
            _environment.Visit(name, ("accountid", account));
        }

        var query = new QueryExpression("account") { PageInfo = new PagingInfo { Count = 2, PageNumber = 1 } };
        query.AddLink("visit", "accountid", "accountid").Columns = new ColumnSet("name");

        var first = _environment.Query(query);
        query.PageInfo.PageNumber = 2;
        var second = _environment.Query(query);

        Assert.Null(first.PagingCookie);
        Assert.Equal(["one", "three", "two"],
            first.Entities.Concat(second.Entities).Select(row => Aliased(row, "visit1.name")).Order());
    }

    [Fact]
    public void A_row_that_appears_before_the_cookie_does_not_shift_the_next_page()
    {
        InsertVisits(("B", 1), ("C", 1), ("D", 1), ("E", 1));
        var query = PagesOfTwo();
        var first = _environment.Query(query);
        InsertVisits(("A", 1));
        query.PageInfo = new PagingInfo { Count = 2, PageNumber = 2, PagingCookie = first.PagingCookie };

        Assert.Equal("D E", Names(_environment.Query(query)));
        query.PageInfo.PagingCookie = null;
        Assert.Equal("C D", Names(_environment.Query(query)));
    }

    [Fact]
    public void A_cookie_survives_fetchxml()
    {
        InsertVisits(("A", 1), ("B \"&<", 1), ("C", 2));
        var first = _environment.Fetch(Page(1, ""));
        var second = _environment.Fetch(Page(2, $"paging-cookie='{SecurityElement.Escape(first.PagingCookie)}'"));

        Assert.Equal(("A B \"&<", true), (Names(first), first.MoreRecords));
        Assert.Equal(("C", false), (Names(second), second.MoreRecords));

        static string Page(int number, string cookie) => $"""
            <fetch count='2' page='{number}' {cookie}>
              <entity name='visit'><attribute name='name'/><order attribute='name'/></entity>
            </fetch>
            """;
    }

    [Fact]
    public void A_cookie_keeps_tabs_line_breaks_and_control_characters()
    {
        foreach (var (name, notes) in ((string, string)[])[("A", "x\ty"), ("B", "x\nb\u0001"), ("C", "x b")])
        {
            _environment.Visit(name, ("notes", notes));
        }

        QueryExpression query = new("visit")
        {
            ColumnSet = new("name"),
            PageInfo = new() { Count = 1, PageNumber = 1 },
        };
        query.AddOrder("notes", OrderType.Ascending);
        List<string> names = [];
        for (var more = true; more; query.PageInfo.PageNumber++)
        {
            var page = _environment.Query(query);
            names.Add(Names(page));
            query.PageInfo.PagingCookie = page.PagingCookie;
            more = page.MoreRecords;
        }

        Assert.Equal(["A", "B", "C"], names);
    }

    [Fact]
    public void A_malformed_cookie_is_refused()
    {
        var query = PagesOfTwo();
        query.PageInfo.PagingCookie = "<cookie";

        Refused(Faults.InvalidArgument, () => _environment.Query(query));
    }

    [Fact]
    public void A_page_has_at_most_5000_rows()
    {
        using (var transaction = _environment.Store.Begin())
        {
            InsertVisits([.. Enumerable.Range(0, 5001).Select(i => ("V", (int?)null))]);
            transaction.Commit();
        }
        var query = new QueryExpression("visit") { PageInfo = new PagingInfo { ReturnTotalRecordCount = true } };

        var rows = _environment.Query(query);

        Assert.Equal((5000, true), (rows.Entities.Count, rows.MoreRecords));
        Assert.Equal((5000, true), (rows.TotalRecordCount, rows.TotalRecordCountLimitExceeded));
    }

    [Fact]
    public void The_total_counts_all_rows_of_all_pages_when_asked_for()
    {
        InsertVisits(("A", 1), ("B", 1), ("C", 2));
        var query = PagesOfTwo();

        Assert.Equal(-1, _environment.Query(query).TotalRecordCount);
        query.PageInfo.ReturnTotalRecordCount = true;
        Assert.Equal(3, _environment.Query(query).TotalRecordCount);
    }

    [Theory]
    [InlineData("<fetch")]
    [InlineData("<fetch distinct='true'")]
    public void Each_page_says_the_same_total_and_has_its_own_rows(string fetch)
    {
        InsertVisits(("E", 1), ("D", 1), ("C", 2), ("B", 2), ("A", 3));
        string[] pages = ["A B", "C E", ""];
        for (var number = 1; number <= 3; number++)
        {
            var rows = _environment.Fetch($"""
                {fetch} count='2' page='{number}' returntotalrecordcount='true'>
                  <entity name='visit'><attribute name='name'/><order attribute='name'/>
                    <filter><condition attribute='name' operator='ne' value='D'/></filter>
                  </entity>
                </fetch>
                """);

            Assert.Equal(
                (pages[number - 1], 4, number == 1), (Names(rows), rows.TotalRecordCount, rows.MoreRecords));
        }
    }

    [Fact]
    public void Top_returns_the_first_rows_and_no_cookie()
    {
        InsertVisits(("A", 1), ("B", 1), ("C", 2));

        var query = PagesOfTwo();
        (query.TopCount, query.PageInfo) = (2, null);

        var rows = _environment.Query(query);

        Assert.Equal(("A B", false, null), (Names(rows), rows.MoreRecords, rows.PagingCookie));
        Refused(Faults.InvalidArgument,
            () => _environment.Fetch("<fetch top='2' page='1'><entity name='visit'/></fetch>"));
    }

    [Fact]
    public void Lookups_are_ordered_by_name_and_choices_by_label()
    {
        var (b, a) =
            (_environment.Reference("account", ("name", "B")), _environment.Reference("account", ("name", "a")));
        _environment.Visit("one", ("accountid", b), ("kind", new OptionSetValue(Planned)));
        _environment.Visit("two", ("accountid", a), ("kind", new OptionSetValue(Done)));

        Assert.Equal("two one", Names(_environment.FetchVisits("<order attribute='accountid'/>")));
        Assert.Equal("two one", Names(_environment.FetchVisits("<order attribute='kind'/>")));
        Assert.Equal("one two", Names(_environment.Fetch("""
            <fetch useraworderby='true'>
              <entity name='visit'><attribute name='name'/><order attribute='kind'/></entity>
            </fetch>
            """)));
    }
}
