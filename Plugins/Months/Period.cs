using System;
using System.Globalization;
using System.Xml.Linq;
using CrmMilestones.Plugins.History;
using CrmMilestones.Plugins.Rules;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Plugins.Months;

/// <summary>
/// Conditions on rows of cm_statusperiod, as FetchXML. Of each customer at most one row is both believed at a moment
/// and true of a day.
/// </summary>
/// <param name="knownOn">The moment, UTC, at which the rows were believed.</param>
sealed class Period(DateTime knownOn)
{
    public static XElement IsActive => Where(StatusPeriodTable.IsActive, "eq", "1");

    public static XElement IsBillable => Where(StatusPeriodTable.Status, "eq", Text(BillableStatus.Billable));

    public static XElement IsNotBillable => Where(StatusPeriodTable.Status, "ne", Text(BillableStatus.Billable));

    /// <summary>Recorded at or before the moment, and superseded after it or not at all.</summary>
    public XElement IsBelieved => All(
        Where(StatusPeriodTable.RecordedOn, "le", Text(knownOn)),
        Any(Where(StatusPeriodTable.SupersededOn, "null"), Where(StatusPeriodTable.SupersededOn, "gt", Text(knownOn))));

    /// <summary>Recorded or superseded after the moment.</summary>
    public XElement IsNews => Any(
        Where(StatusPeriodTable.RecordedOn, "gt", Text(knownOn)),
        Where(StatusPeriodTable.SupersededOn, "gt", Text(knownOn)));

    /// <summary>Whether a row with news was believed at the moment: recorded by then, it was superseded after it.</summary>
    public bool WasBelieved(Entity news) =>
        news.GetAttributeValue<DateTime>(StatusPeriodTable.RecordedOn) <= knownOn;

    public static bool IsStillBelieved(Entity row) =>
        row.GetAttributeValue<DateTime?>(StatusPeriodTable.SupersededOn) is null;

    /// <summary>Believed to say what was so on a day.</summary>
    public XElement IsTrueOf(DateTime day) => All(
        HasBegunBy(day), Any(Where(StatusPeriodTable.Until, "null"), Where(StatusPeriodTable.Until, "ge", Day(day))),
        IsBelieved);

    public static XElement HasBegunBy(DateTime day) => Where(StatusPeriodTable.From, "le", Day(day));

    /// <summary>In a market; null if none is asked for.</summary>
    public static XElement? IsIn(Guid? market) =>
        market is { } id ? Where(StatusPeriodTable.Market, "eq", id.ToString("D")) : null;

    /// <summary>The customer key begins with these letters.</summary>
    public static XElement KeyBeginsWith(string letters) =>
        Where(StatusPeriodTable.CustomerKey, "begins-with", letters);

    public static XElement All(params XElement?[] conditions) => new("filter", conditions);

    static XElement Any(params XElement[] conditions) => new("filter", new XAttribute("type", "or"), conditions);

    static XElement Where(string column, string comparison, string? value = null) => new(
        "condition", new XAttribute("attribute", column), new XAttribute("operator", comparison),
        value is null ? null : new XAttribute("value", value));

    static string Day(DateTime day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    static string Text(DateTime moment) => moment.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    static string Text(BillableStatus status) => ((int)status).ToString(CultureInfo.InvariantCulture);
}
