using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Scripts.Live;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Scripts.Months;

/// <summary>A closed month as an environment holds it.</summary>
/// <param name="KnownOn">The moment whose knowledge was frozen, UTC.</param>
/// <param name="Fingerprint">The fingerprint that was frozen with it.</param>
public sealed record FrozenMonth(DateTime KnownOn, string Fingerprint)
{
    const string Period = "cm_statusperiod";

    /// <summary>What moved the number, as it was frozen; null where only a fingerprint is known.</summary>
    public RollForward? Count { get; init; }

    /// <summary>The close of a month; null if it isn't closed.</summary>
    /// <param name="service">The environment.</param>
    /// <param name="monthEnd">The last day of the month.</param>
    public static FrozenMonth? Find(IOrganizationService service, DateTime monthEnd)
    {
        QueryExpression query = new("cm_monthclose")
        {
            ColumnSet = new("cm_knownon", "cm_fingerprint", "cm_opening", "cm_new", "cm_returned", "cm_released",
                "cm_held", "cm_ended", "cm_closing"),
        };
        query.Criteria.AddCondition("cm_monthend", ConditionOperator.Equal, monthEnd);
        return service.RetrieveMultiple(query).Entities
            .Select(row => new FrozenMonth(
                row.GetAttributeValue<DateTime>("cm_knownon"), row.GetAttributeValue<string>("cm_fingerprint"))
            {
                Count = new(
                    Number(row, "cm_opening"), Number(row, "cm_new"), Number(row, "cm_returned"),
                    Number(row, "cm_released"), Number(row, "cm_held"), Number(row, "cm_ended"),
                    Number(row, "cm_closing")),
            })
            .SingleOrDefault();

        static int Number(Entity row, string column) => row.GetAttributeValue<int>(column);
    }

    /// <summary>Reads every period that ever was believed of a day, page by page.</summary>
    public static IEnumerable<PeriodRecord> Periods(
        IOrganizationService service, DateTime day, CancellationToken cancellation)
    {
        QueryExpression query = new(Period)
        {
            ColumnSet = new("cm_customerkey", "cm_status", "cm_isactive", "cm_from", "cm_until", "cm_recordedon",
                "cm_supersededon"),
            Orders = { new(Period + "id", OrderType.Ascending) },
        };
        query.Criteria.AddCondition("cm_from", ConditionOperator.LessEqual, day);
        var market = query.AddLink("cm_market", "cm_marketid", "cm_marketid", JoinOperator.LeftOuter);
        market.EntityAlias = "market";
        market.Columns = new("cm_code");
        return RowPages.All(service, query, cancellation).Select(Record);
    }

    static PeriodRecord Record(Entity row) => new(
        new(
            row.GetAttributeValue<string>("cm_customerkey"), row.GetAttributeValue<OptionSetValue>("cm_status").Value,
            row.GetAttributeValue<AliasedValue>("market.cm_code")?.Value as string ?? ""),
        row.GetAttributeValue<bool>("cm_isactive"),
        row.GetAttributeValue<DateTime>("cm_from"),
        row.GetAttributeValue<DateTime?>("cm_until"),
        row.GetAttributeValue<DateTime>("cm_recordedon"),
        row.GetAttributeValue<DateTime?>("cm_supersededon"));
}
