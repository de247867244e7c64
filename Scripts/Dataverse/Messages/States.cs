using System;
using CrmMilestones.Dataverse.Metadata;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Dataverse.Messages;

/// <summary>statecode and statuscode: one follows the other's defaults, and a pair must belong together.</summary>
static class States
{
    const string State = "statecode";
    const string Status = "statuscode";

    /// <summary>New rows are active; a status reason may be chosen among those of the active state.</summary>
    internal static void OnCreate(Entity row, TableDefinition table)
    {
        if (table.TryGetColumn(State, out _))
        {
            Set(row, table, 0, row.GetAttributeValue<OptionSetValue>(Status)?.Value);
        }
    }

    /// <summary>
    /// A state alone takes its default status reason; a status reason alone must belong to the present state.
    /// </summary>
    internal static void OnUpdate(Entity row, Entity before, TableDefinition table)
    {
        var state = row.GetAttributeValue<OptionSetValue>(State)?.Value;
        var status = row.GetAttributeValue<OptionSetValue>(Status)?.Value;
        if (state is null && status is null)
        {
            return;
        }

        Set(row, table, state ?? before.GetAttributeValue<OptionSetValue>(State).Value, status);
    }

    static void Set(Entity row, TableDefinition table, int state, int? status)
    {
        var stateOption = table.Column(State).Option(state) ?? throw Refused($"{state} is not a valid state code");
        var chosen = status ?? stateOption.DefaultStatus ?? 1;
        if (table.Column(Status).Option(chosen)?.State != state)
        {
            throw Refused(
                $"{chosen} is not a valid status code for state code {table.SchemaName}State.{stateOption.Label}");
        }

        row[State] = new OptionSetValue(state);
        row[Status] = new OptionSetValue(chosen);

        Exception Refused(string what) =>
            Faults.Create(PlatformCodes.InvalidStateCodeStatusCode, $"{what} on {table.LogicalName} with Id {row.Id}.");
    }
}
