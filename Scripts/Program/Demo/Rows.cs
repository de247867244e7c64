using System.Collections.Generic;
using System.Globalization;
using System.Xml.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Scripts.Demo;

/// <summary>All rows of a query, page by page, as Dataverse gives at most 5000 at a time.</summary>
static class Rows
{
    public static IEnumerable<Entity> All(IOrganizationService service, string fetchXml)
    {
        var fetch = XElement.Parse(fetchXml);
        for (var page = 1; ; page++)
        {
            var rows = service.RetrieveMultiple(new FetchExpression(fetch.ToString()));
            foreach (var row in rows.Entities)
            {
                yield return row;
            }

            if (!rows.MoreRecords)
            {
                yield break;
            }

            fetch.SetAttributeValue("page", (page + 1).ToString(CultureInfo.InvariantCulture));
            fetch.SetAttributeValue("paging-cookie", rows.PagingCookie);
        }
    }
}
