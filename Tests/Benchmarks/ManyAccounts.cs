using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Dataverse;
using CrmMilestones.Plugins.Rules;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;

namespace CrmMilestones.Benchmarks;

/// <summary>An environment's customers, as many as are asked for.</summary>
static class ManyAccounts
{
    const int AtOnce = 1_000;

    /// <summary>Writes customers of every stage, as the rules leave them, past the plug-ins.</summary>
    /// <returns>The last one.</returns>
    public static Guid Fill(DataverseHost host, int customers, Guid person)
    {
        var market = host.System.Create(new Entity("cm_market") { ["cm_name"] = "Australia", ["cm_code"] = "AU" });
        Guid last = default;
        foreach (var numbers in Enumerable.Range(0, customers).Chunk(AtOnce))
        {
            var made = numbers.Select(number => Customer(number, market, person)).ToList();
            var ids = Create(host, made);
            Create(host, [.. made.Zip(ids, Periods).SelectMany(periods => periods)]);
            last = ids[^1];
        }

        return last;
    }

    public const string Bypass = "BypassBusinessLogicExecution";
    public const string BypassAll = "CustomSync,CustomAsync";

    static Guid[] Create(DataverseHost host, List<Entity> rows)
    {
        CreateMultipleRequest request = new() { Targets = new(rows) { EntityName = rows[0].LogicalName } };
        request.Parameters[Bypass] = BypassAll;
        return ((CreateMultipleResponse)host.System.Execute(request)).Ids;
    }

    static Entity Customer(int number, Guid market, Guid person)
    {
        var stage = (Stage)((int)Stage.Prospect + (number % 6));
        var isLive = stage == Stage.Live;
        var status = isLive ? BillableStatus.Billable
            : stage == Stage.Closed ? BillableStatus.Ended : BillableStatus.NotBillable;
        var day = DateTime.UtcNow.Date.AddDays(-(number % 900) - 1);
        return new("account")
        {
            ["name"] = $"Customer {number:000000}",
            ["accountnumber"] = $"C-{number}",
            ["telephone1"] = $"+61 2 5550 {number:000000}",
            ["ownerid"] = new EntityReference("systemuser", person),
            [Columns.Market] = new EntityReference("cm_market", market),
            [Columns.Stage] = new OptionSetValue((int)stage),
            [Columns.StageEnteredOn] = day,
            [Columns.BillableStatus] = new OptionSetValue((int)status),
            [Columns.BillableStatusOn] = day,
            [Columns.FirstBillableOn] = isLive ? day : null,
            [Columns.FirstLiveOn] = isLive ? day : null,
            [Columns.IsActiveCustomer] = isLive,
        };
    }

    /// <summary>What is believed of a customer: how it came to its status.</summary>
    static IEnumerable<Entity> Periods(Entity customer, Guid id)
    {
        var status = (BillableStatus)customer.GetAttributeValue<OptionSetValue>(Columns.BillableStatus).Value;
        BillableStatus[] way = status switch
        {
            BillableStatus.NotBillable => [status],
            BillableStatus.Billable => [BillableStatus.NotBillable, status],
            _ => [BillableStatus.NotBillable, BillableStatus.Billable, status],
        };
        var day = customer.GetAttributeValue<DateTime>(Columns.BillableStatusOn);
        for (var i = 0; i < way.Length; i++)
        {
            var from = day.AddDays(100 * (i + 1 - way.Length));
            var isLast = i == way.Length - 1;
            yield return new("cm_statusperiod")
            {
                ["cm_accountid"] = new EntityReference("account", id),
                ["cm_customerkey"] = id.ToString(),
                ["cm_status"] = new OptionSetValue((int)way[i]),
                ["cm_previousstatus"] = i == 0 ? null : new OptionSetValue((int)way[i - 1]),
                ["cm_from"] = from,
                ["cm_until"] = isLast ? null : from.AddDays(99),
                ["cm_recordedon"] = from,
            };
        }
    }
}
