using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Plugins.Claims;

/// <summary>Queries about many rows at once.</summary>
static class Reads
{
    /// <summary>As many values or conditions as one query carries: the platform bounds them at 500 and less.</summary>
    const int MostConditions = 400;

    /// <summary>As many rows as the platform gives at once.</summary>
    const int PageSize = 5000;

    /// <summary>In parts that a query can carry.</summary>
    public static IEnumerable<T[]> Chunks<T>(IReadOnlyCollection<T> values) =>
        Enumerable.Range(0, (values.Count + MostConditions - 1) / MostConditions)
            .Select(i => values.Skip(i * MostConditions).Take(MostConditions).ToArray());

    /// <summary>All rows of a query, page by page.</summary>
    public static IEnumerable<Entity> All(IOrganizationService system, QueryExpression query)
    {
        query.PageInfo = new PagingInfo { Count = PageSize, PageNumber = 1 };
        for (; ; query.PageInfo.PageNumber++)
        {
            var page = system.RetrieveMultiple(query);
            foreach (var row in page.Entities)
            {
                yield return row;
            }

            if (!page.MoreRecords)
            {
                yield break;
            }

            query.PageInfo.PagingCookie = page.PagingCookie;
        }
    }

    /// <summary>The rows of a table whose column has one of many values.</summary>
    public static IEnumerable<Entity> In<T>(
        IOrganizationService system, string table, ColumnSet columns, string column, IReadOnlyCollection<T> values) =>
        Chunks(values).SelectMany(some =>
        {
            var query = new QueryExpression(table) { ColumnSet = columns };
            query.Criteria.AddCondition(new ConditionExpression(column, ConditionOperator.In, some));
            return All(system, query);
        });
}
