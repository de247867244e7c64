using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using System.Xml.Linq;
using Microsoft.PowerPlatform.Dataverse.Client;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Scripts.Live;

/// <summary>Where a query goes on.</summary>
/// <param name="Number">The page, from 1.</param>
/// <param name="Cookie">What Dataverse gave with the page before; null for the first.</param>
public sealed record PageMark(int Number, string? Cookie)
{
    public static PageMark First { get; } = new(1, null);
}

/// <summary>Some rows of a query.</summary>
/// <param name="Rows">In the query's order.</param>
/// <param name="Next">Where it goes on; null at the end.</param>
public sealed record PageOfRows(IReadOnlyList<Entity> Rows, PageMark? Next);

/// <summary>Reads all rows of a query. The next page is on its way while the caller works on the last.</summary>
public static class RowPages
{
    /// <summary>As many rows as Dataverse gives at once.</summary>
    public const int Most = 5000;

    /// <summary>Reads from a mark on.</summary>
    /// <param name="query">
    /// A QueryExpression or FetchXML. Its order should end with the table's own key, so that no row is met twice.
    /// </param>
    /// <param name="from">The first page, or where an interrupted reader left off.</param>
    /// <param name="size">Rows a page.</param>
    public static async IAsyncEnumerable<PageOfRows> ReadAsync(
        IOrganizationServiceAsync2 service, QueryBase query, PageMark from, int size = Most,
        [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var asked = AskAsync(service, query, from, size, cancellation);
        for (var number = from.Number; ; number++)
        {
            var page = await asked;
            var next = page.MoreRecords ? new PageMark(number + 1, page.PagingCookie) : null;
            if (next is not null)
            {
                asked = AskAsync(service, query, next, size, cancellation);
            }

            yield return new(page.Entities, next);
            if (next is null)
            {
                yield break;
            }
        }
    }

    /// <summary>All rows of a query, for who can't wait for them otherwise than by waiting.</summary>
    public static IEnumerable<Entity> All(
        IOrganizationService service, QueryBase query, CancellationToken cancellation = default)
    {
        var asynchronous = service as IOrganizationServiceAsync2
            ?? new RequestService((request, _) => Task.FromResult(service.Execute(request)));
        return ReadAsync(asynchronous, query, PageMark.First, cancellation: cancellation)
            .ToBlockingEnumerable(cancellation).SelectMany(page => page.Rows);
    }

    static Task<EntityCollection> AskAsync(
        IOrganizationServiceAsync2 service, QueryBase query, PageMark mark, int size, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return service.RetrieveMultipleAsync(At(query, mark, size), cancellation);
    }

    static QueryBase At(QueryBase query, PageMark mark, int size)
    {
        if (query is FetchExpression { Query: var xml })
        {
            var fetch = XElement.Parse(xml);
            fetch.SetAttributeValue("count", Number(size));
            fetch.SetAttributeValue("page", Number(mark.Number));
            fetch.SetAttributeValue("paging-cookie", mark.Cookie);
            return new FetchExpression(fetch.ToString());
        }

        ((QueryExpression)query).PageInfo = new()
        {
            Count = size,
            PageNumber = mark.Number,
            PagingCookie = mark.Cookie,
        };
        return query;
    }

    static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
