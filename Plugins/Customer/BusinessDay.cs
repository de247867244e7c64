using System;
using CrmMilestones.Plugins.Pipeline;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Plugins.Customer;

/// <summary>The calendar day in a customer's market.</summary>
static class BusinessDay
{
    const string Zone = "cm_timezonecode";

    /// <summary>The UTC day where the customer has no market, or the market no time zone. Costs up to two reads.</summary>
    public static DateTime In(StepContext step, Guid? market) => market is not { } id
        ? step.UtcNow.Date
        : step.Recall($"cm_today {id}", () => Read(step, id));

    static DateTime Read(StepContext step, Guid market)
    {
        var system = step.AsSystem();
        if (system.Retrieve("cm_market", market, new ColumnSet(Zone)).GetAttributeValue<int?>(Zone) is not { } zone)
        {
            return step.UtcNow.Date;
        }

        // By the platform's own zone table. The message has no class in the SDK's main assembly.
        var local = system.Execute(new OrganizationRequest("LocalTimeFromUtcTime")
        {
            ["TimeZoneCode"] = zone,
            ["UtcTime"] = step.UtcNow,
        });
        return ((DateTime)local["LocalTime"]).Date;
    }
}
