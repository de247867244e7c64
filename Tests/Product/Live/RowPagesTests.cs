using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using System.Xml.Linq;
using CrmMilestones.Scripts.Live;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Xunit;

namespace CrmMilestones.Tests.Live;

/// <summary>Seven rows, read by pages of three.</summary>
public class RowPagesTests
{
    readonly List<string> _asked = [];

    [Fact]
    public async Task The_next_page_is_on_its_way_while_one_is_judged()
    {
        List<int> askedByThen = [];

        await foreach (var _ in RowPages.ReadAsync(
            Service(), new QueryExpression("account"), PageMark.First, size: 3))
        {
            askedByThen.Add(_asked.Count);
        }

        Assert.Equal([2, 3, 3], askedByThen);
        Assert.Equal(["3 of page 1 after ", "3 of page 2 after cookie 1", "3 of page 3 after cookie 2"], _asked);
    }

    [Fact]
    public async Task A_reader_that_was_interrupted_goes_on_at_its_mark()
    {
        List<PageOfRows> pages = [];

        await foreach (var page in RowPages.ReadAsync(
            Service(), new QueryExpression("account"), new(2, "cookie 1"), size: 3))
        {
            pages.Add(page);
        }

        Assert.Equal([3, 1], pages.Select(page => page.Rows.Count));
        Assert.Equal([new(3, "cookie 2"), null], pages.Select(page => page.Next));
        Assert.Equal(["3 of page 2 after cookie 1", "3 of page 3 after cookie 2"], _asked);
    }

    [Fact]
    public void Who_waits_gets_all_rows_by_pages_of_5000_also_of_FetchXML()
    {
        FetchExpression accounts = new("<fetch><entity name=\"account\" /></fetch>");

        Assert.Equal(7, RowPages.All(Service(), accounts).Count());

        Assert.Equal(
            ["5000 of page 1 after ", "5000 of page 2 after cookie 1", "5000 of page 3 after cookie 2"], _asked);
    }

    [Fact]
    public void After_a_cancellation_no_page_is_asked_for()
    {
        using CancellationTokenSource cancellation = new();
        var rows = RowPages.All(Service(), new QueryExpression("account"), cancellation.Token).GetEnumerator();
        rows.MoveNext();

        cancellation.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => { while (rows.MoveNext()) { } });
        Assert.Equal(2, _asked.Count);
    }

    RequestService Service() => new((request, _) =>
    {
        var page = PageOf(((RetrieveMultipleRequest)request).Query);
        _asked.Add($"{page.Count} of page {page.PageNumber} after {page.PagingCookie}");
        EntityCollection rows = new([.. Enumerable.Range(0, page.PageNumber == 3 ? 1 : 3).Select(_ => new Entity())])
        {
            MoreRecords = page.PageNumber < 3,
            PagingCookie = $"cookie {page.PageNumber}",
        };
        return Task.FromResult<OrganizationResponse>(
            new RetrieveMultipleResponse { Results = { ["EntityCollection"] = rows } });
    });

    static PagingInfo PageOf(QueryBase query)
    {
        if (query is QueryExpression { PageInfo: var page })
        {
            return page;
        }

        var fetch = XElement.Parse(((FetchExpression)query).Query);
        return new()
        {
            Count = (int)fetch.Attribute("count")!,
            PageNumber = (int)fetch.Attribute("page")!,
            PagingCookie = (string?)fetch.Attribute("paging-cookie"),
        };
    }
}
