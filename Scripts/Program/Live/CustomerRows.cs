using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CrmMilestones.Plugins.Customer;
using Microsoft.PowerPlatform.Dataverse.Client;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Scripts.Live;

/// <summary>All accounts of an environment, with what the definition speaks of.</summary>
public static class CustomerRows
{
    /// <summary>Reads them page by page; the facts of a row are <c>Plugins.Customer.CustomerRow.Facts(row)</c>.
    /// </summary>
    /// <param name="more">Columns besides those of the definition, the name and the owner.</param>
    public static IAsyncEnumerable<PageOfRows> ReadAsync(
        IOrganizationServiceAsync2 service, PageMark from, IEnumerable<string> more,
        CancellationToken cancellation = default) =>
        RowPages.ReadAsync(service, Query(more), from, cancellation: cancellation);

    /// <summary>The query, to which a caller may add.</summary>
    internal static QueryExpression Query(IEnumerable<string> more)
    {
        QueryExpression accounts = new(CustomerRow.Table)
        {
            ColumnSet = new([.. CustomerRow.AllColumns.Columns.Concat(more).Distinct()]),
        };
        accounts.AddOrder(CustomerRow.Table + "id", OrderType.Ascending);
        return accounts;
    }
}
