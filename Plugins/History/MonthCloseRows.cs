using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Plugins.History;

/// <summary>The closed months.</summary>
static class MonthCloseRows
{
    public const string Table = "cm_monthclose";
    public const string MonthEnd = "cm_monthend";
    public const string Closing = "cm_closing";

    /// <summary>The last closed month's end and closing; null before the first close. A read.</summary>
    public static Entity? Last(IOrganizationService system)
    {
        var closes = new QueryExpression(Table) { ColumnSet = new ColumnSet(MonthEnd, Closing), TopCount = 1 };
        closes.AddOrder(MonthEnd, OrderType.Descending);
        return system.RetrieveMultiple(closes).Entities.FirstOrDefault();
    }
}
