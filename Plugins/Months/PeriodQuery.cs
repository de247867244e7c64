using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using CrmMilestones.Plugins.History;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Plugins.Months;

/// <summary>Customers counted by their status periods, told apart by a column.</summary>
static class PeriodQuery
{
    const string HexDigits = "0123456789abcdef";

    const string Customers = "customers";

    /// <summary>Where a customer key, a GUID, has a hyphen, and where it ends.</summary>
    static readonly int[] Hyphens = [8, 13, 18, 23];
    const int KeyLength = 36;

    /// <summary>Pages are skipped up to 50,000 rows. What has rows behind the last of these is taken for too many.</summary>
    const int RowsOfAPage = 500, LastPage = 90;

    /// <summary>Counts each customer once per group.</summary>
    /// <param name="filter">Which rows are counted.</param>
    /// <param name="more">Columns to group by, and links.</param>
    public static XElement Count(XElement filter, params XElement[] more) => new("fetch",
        new XAttribute("aggregate", "true"),
        new XElement("entity", new XAttribute("name", StatusPeriodTable.Name),
            new XElement(
                "attribute", new XAttribute("name", StatusPeriodTable.CustomerKey), new XAttribute("alias", Customers),
                new XAttribute("aggregate", "countcolumn"), new XAttribute("distinct", "true")),
            filter, more));

    public static XElement GroupBy(string column) => new("attribute",
        new XAttribute("name", column), new XAttribute("alias", column), new XAttribute("groupby", "true"));

    /// <summary>The same customer's rows of another day.</summary>
    /// <param name="alias">Tells the links of a query apart.</param>
    /// <param name="more">A filter, columns, and an attribute where customers without such a row count too.</param>
    public static XElement SameCustomer(string alias, params object[] more) => new("link-entity",
        new XAttribute("name", StatusPeriodTable.Name), new XAttribute("alias", alias),
        new XAttribute("from", StatusPeriodTable.CustomerKey), new XAttribute("to", StatusPeriodTable.CustomerKey),
        more);

    public static XElement MarketOf(params object[] more) => new("link-entity",
        new XAttribute("name", "cm_market"), new XAttribute("alias", "market"), new XAttribute("link-type", "outer"),
        new XAttribute("from", "cm_marketid"), new XAttribute("to", StatusPeriodTable.Market), more);

    public static XAttribute IfAny => new("link-type", "outer");

    /// <summary>
    /// The groups of a query. The platform aggregates 50,000 rows and no more, and the failure would end the
    /// transaction: so it is asked first whether there are as many, and they are taken by the first letters of the
    /// customer key where there are. A group can come several times, with other customers each.
    /// </summary>
    public static IEnumerable<Entity> Run(IOrganizationService service, XElement query, string letters = "")
    {
        XElement slice = new(query);
        if (letters.Length > 0)
        {
            slice.Element("entity")!.Add(Period.All(Period.KeyBeginsWith(letters)));
        }

        return letters.Length == KeyLength || !IsTooLarge(service, slice)
            ? service.RetrieveMultiple(new FetchExpression(slice.ToString())).Entities
            : Next(letters).SelectMany(letter => Run(service, query, letters + letter));
    }

    public static int CustomersOf(Entity group) => (int)group.GetAttributeValue<AliasedValue>(Customers).Value;

    /// <summary>The value of the column that was grouped by; null in the group of rows without one.</summary>
    public static object? Value(Entity group, string column) =>
        group.GetAttributeValue<AliasedValue>(column)?.Value;

    public static int Status(Entity group) =>
        Value(group, StatusPeriodTable.Status) is OptionSetValue status ? status.Value : 0;

    static string Next(string letters) => Hyphens.Contains(letters.Length) ? "-" : HexDigits;

    /// <summary>Up to 5,000 rows the platform counts; whether there are many more, a page far behind tells.</summary>
    static bool IsTooLarge(IOrganizationService service, XElement query) =>
        Rows(service, query, count: 1, page: 1).TotalRecordCountLimitExceeded
        && Rows(service, query, RowsOfAPage, LastPage).MoreRecords;

    static EntityCollection Rows(IOrganizationService service, XElement query, int count, int page)
    {
        XElement rows = new(query);
        rows.SetAttributeValue("aggregate", null);
        rows.SetAttributeValue("returntotalrecordcount", "true");
        rows.SetAttributeValue("count", count);
        rows.SetAttributeValue("page", page);
        rows.Descendants("attribute").Remove();
        rows.Element("entity")!.Add(new XElement("attribute", new XAttribute("name", StatusPeriodTable.Id)));
        return service.RetrieveMultiple(new FetchExpression(rows.ToString()));
    }
}
