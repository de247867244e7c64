using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using CrmMilestones.Plugins.History;
using CrmMilestones.Plugins.Rules;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Plugins.Months;

/// <summary>Status periods as rows.</summary>
static class PeriodRows
{
    const string MarketCode = "cm_code";

    /// <summary>As many rows as the platform gives at once.</summary>
    const int PageSize = 5000;

    /// <summary>The active customers of a day, one by one.</summary>
    public static IEnumerable<ActiveCustomer> ActiveOn(DateTime day, Period known, IOrganizationService service)
    {
        XElement query = new("fetch", new XAttribute("count", PageSize), Rows(
            Attribute(StatusPeriodTable.CustomerKey), Attribute(StatusPeriodTable.Status),
            Period.All(known.IsTrueOf(day), Period.IsActive),
            PeriodQuery.MarketOf(Attribute(MarketCode))));
        return
            from row in Read(query, service)
            select new ActiveCustomer(
                row.GetAttributeValue<string>(StatusPeriodTable.CustomerKey),
                row.GetAttributeValue<OptionSetValue>(StatusPeriodTable.Status).Value,
                row.GetAttributeValue<AliasedValue>("market." + MarketCode)?.Value as string ?? "");
    }

    /// <summary>
    /// Whether any day up to one is told otherwise since a moment. Rows that were replaced since and say the same of
    /// these days are no news of them: each change of an open period replaces its row.
    /// </summary>
    public static bool HaveNewsUpTo(DateTime day, Period known, IOrganizationService service)
    {
        XElement query = new("fetch", new XAttribute("count", PageSize), Rows(
            StatusPeriodRow.AllColumns.Concat(
                [StatusPeriodTable.CustomerKey, StatusPeriodTable.RecordedOn, StatusPeriodTable.SupersededOn])
                .Select(Attribute),
            Period.All(Period.HasBegunBy(day), known.IsNews),
            new XElement("order", new XAttribute("attribute", StatusPeriodTable.From))));
        return Read(query, service)
            .GroupBy(row => row.GetAttributeValue<string>(StatusPeriodTable.CustomerKey))
            .Any(customer => TimelineDifference.ReachesUpTo(
                customer.Where(known.WasBelieved).Select(StatusPeriodRow.Period),
                customer.Where(Period.IsStillBelieved).Select(StatusPeriodRow.Period),
                day));
    }

    static IEnumerable<Entity> Read(XElement query, IOrganizationService service)
    {
        EntityCollection page;
        var number = 0;
        do
        {
            query.SetAttributeValue("page", ++number);
            page = service.RetrieveMultiple(new FetchExpression(query.ToString()));
            query.SetAttributeValue("paging-cookie", page.PagingCookie);
            foreach (var row in page.Entities)
            {
                yield return row;
            }
        }
        while (page.MoreRecords);
    }

    static XElement Rows(params object[] parts) =>
        new("entity", new XAttribute("name", StatusPeriodTable.Name), parts);

    static XElement Attribute(string name) => new("attribute", new XAttribute("name", name));
}
