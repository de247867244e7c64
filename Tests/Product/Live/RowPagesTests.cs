using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
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

        await foreach (var _ in RowPages.ReadAsync(Service(), new("account"), PageMark.First, size: 3))
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

        await foreach (var page in RowPages.ReadAsync(Service(), new("account"), new(2, "cookie 1"), size: 3))
        {
            pages.Add(page);
        }

        Assert.Equal([3, 1], pages.Select(page => page.Rows.Count));
        Assert.Equal([new(3, "cookie 2"), null], pages.Select(page => page.Next));
        Assert.Equal(["3 of page 2 after cookie 1", "3 of page 3 after cookie 2"], _asked);
    }

    RequestService Service() => new((request, _) =>
    {
        var page = ((QueryExpression)((RetrieveMultipleRequest)request).Query).PageInfo;
        _asked.Add($"{page.Count} of page {page.PageNumber} after {page.PagingCookie}");
        EntityCollection rows = new([.. Enumerable.Range(0, page.PageNumber == 3 ? 1 : 3).Select(_ => new Entity())])
        {
            MoreRecords = page.PageNumber < 3,
            PagingCookie = $"cookie {page.PageNumber}",
        };
        return Task.FromResult<OrganizationResponse>(
            new RetrieveMultipleResponse { Results = { ["EntityCollection"] = rows } });
    });
}
