using System;
using System.Collections.Generic;
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
        EntityCollection page;
        var number = 0;
        do
        {
            query.SetAttributeValue("page", ++number);
            page = service.RetrieveMultiple(new FetchExpression(query.ToString()));
            query.SetAttributeValue("paging-cookie", page.PagingCookie);
            foreach (var row in page.Entities)
            {
                yield return new ActiveCustomer(
                    row.GetAttributeValue<string>(StatusPeriodTable.CustomerKey),
                    row.GetAttributeValue<OptionSetValue>(StatusPeriodTable.Status).Value,
                    row.GetAttributeValue<AliasedValue>("market." + MarketCode)?.Value as string ?? "");
            }
        }
        while (page.MoreRecords);
    }

    /// <summary>Whether anything that reaches up to a day was recorded or superseded since.</summary>
    public static bool HaveNewsUpTo(DateTime day, Period known, IOrganizationService service)
    {
        XElement query = new("fetch", new XAttribute("top", 1), Rows(
            Attribute(StatusPeriodTable.Id), Period.All(Period.HasBegunBy(day), known.IsNews)));
        return service.RetrieveMultiple(new FetchExpression(query.ToString())).Entities.Count > 0;
    }

    static XElement Rows(params XElement[] parts) =>
        new("entity", new XAttribute("name", StatusPeriodTable.Name), parts);

    static XElement Attribute(string name) => new("attribute", new XAttribute("name", name));
}
