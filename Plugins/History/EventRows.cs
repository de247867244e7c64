using System;
using System.Globalization;
using System.Linq;
using CrmMilestones.Plugins.Customer;
using CrmMilestones.Plugins.Pipeline;
using CrmMilestones.Plugins.Rules;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Plugins.History;

/// <summary>Lines of the append-only history.</summary>
static class EventRows
{
    const string Table = "cm_lifecycleevent";

    /// <summary>Writes a line.</summary>
    public static void Write(StepContext step, Guid account, CustomerEvent happened)
    {
        var row = new Entity(Table)
        {
            ["cm_name"] = Name(happened),
            ["cm_accountid"] = CustomerRow.OfHistory(step, account),
            ["cm_customerkey"] = StatusPeriodRow.KeyOf(account),
            ["cm_kind"] = new OptionSetValue((int)happened.Kind),
            ["cm_effectiveon"] = happened.EffectiveOn,
            ["cm_milestonedate"] = happened.MilestoneDate,
            ["cm_daysinstage"] = happened.DaysInStage,
            ["cm_reason"] = happened.Reason,
            ["cm_changedbyid"] = new EntityReference("systemuser", step.Person),
            ["cm_definitionversion"] = Lifecycle.Version,
        };
        SetChoice("cm_fromstage", (int?)happened.FromStage);
        SetChoice("cm_tostage", (int?)happened.ToStage);
        SetChoice("cm_fromstatus", (int?)happened.FromStatus);
        SetChoice("cm_tostatus", (int?)happened.ToStatus);
        SetChoice("cm_milestone", (int?)happened.Milestone);
        step.AsSystem().Create(row);

        void SetChoice(string column, int? value)
        {
            if (value is { } option)
            {
                row[column] = new OptionSetValue(option);
            }
        }
    }

    /// <summary>
    /// A customer's stage on a day, by the history, or where it has got to, and from where if it was closed. Nothing is
    /// said of one that never moved, nor from where one was closed that came in so.
    /// </summary>
    public static CustomerFacts LastMove(
        StepContext step, Guid account, DateTime? upTo = null, Stage? besides = null)
    {
        var moves = new QueryExpression(Table)
        {
            ColumnSet = new ColumnSet("cm_fromstage", "cm_tostage"),
            // What was recorded last replaces, from its effective day on, what was known of later days; moves of one
            // second are told apart by their version.
            Orders =
            {
                new OrderExpression("createdon", OrderType.Descending),
                new OrderExpression("versionnumber", OrderType.Descending),
            },
            TopCount = 1,
        };
        moves.Criteria.AddCondition("cm_customerkey", ConditionOperator.Equal, StatusPeriodRow.KeyOf(account));
        moves.Criteria.AddCondition("cm_kind", ConditionOperator.Equal, (int)EventKind.Stage);
        if (upTo is { } day)
        {
            moves.Criteria.AddCondition("cm_effectiveon", ConditionOperator.OnOrBefore, day);
        }

        if (besides is { } other)
        {
            moves.Criteria.AddCondition("cm_tostage", ConditionOperator.NotEqual, (int)other);
        }

        if (step.AsSystem().RetrieveMultiple(moves).Entities.FirstOrDefault() is not { } move)
        {
            return default;
        }

        var stage = Choice("cm_tostage");
        var from = Choice("cm_fromstage");
        var moved = default(CustomerFacts).With(Columns.Stage, stage);
        return stage != (int)Stage.Closed ? moved.With(Columns.ClosedFromStage, null)
            : from is null ? moved : moved.With(Columns.ClosedFromStage, from);

        int? Choice(string column) => move.GetAttributeValue<OptionSetValue>(column)?.Value;
    }

    /// <summary>To what the column holds.</summary>
    static string Cut(string name) => name.Substring(0, Math.Min(name.Length, 200));

    /// <summary>English, as the row is stored for everybody; forms and views show the columns.</summary>
    static string Name(CustomerEvent happened) => happened.Kind switch
    {
        EventKind.Stage =>
            $"{happened.FromStage?.ToString() ?? "Outside"} to {happened.ToStage?.ToString() ?? "outside"}",
        EventKind.Milestone => BillingReasons.MilestoneNames[happened.Milestone!.Value].English
            + (happened.MilestoneDate is { } date
                ? date.ToString(" 'on' yyyy-MM-dd", CultureInfo.InvariantCulture) : " no longer dated"),
        EventKind.BillableStatus => happened.ToStatus is { } status
            ? Billing.Name(status) + happened.EffectiveOn.ToString(" 'from' yyyy-MM-dd", CultureInfo.InvariantCulture)
            : "No billable status",
        EventKind.WaiverUsed => Cut($"Waiver used: {happened.Waiver}"),
        _ => happened.Kind.ToString(),
    };
}
