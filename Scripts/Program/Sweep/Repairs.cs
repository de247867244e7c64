using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using System.Threading;
using System.Threading.Tasks;
using CrmMilestones.Plugins.Customer;
using CrmMilestones.Scripts.Live;
using CrmMilestones.Scripts.Output;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Scripts.Sweep;

/// <summary>Puts findings right, several at once.</summary>
static class Repairs
{
    /// <summary>Sends what puts them right. A refusal of one leaves the others.</summary>
    /// <returns>What Dataverse refused, in words.</returns>
    public static async Task<IReadOnlyCollection<string>> SendAsync(
        Connection environment, IReadOnlyList<Finding> findings, CommandOutput output,
        CancellationToken cancellation)
    {
        // Of one customer after one another, the process before what is computed: they lock the same rows.
        var customers = findings.Where(finding => finding.IsRepairable)
            .GroupBy(finding => finding.Account ?? finding.Row).ToArray();
        ConcurrentBag<string> refusals = [];
        using var progress = output.Progress("Repairing", customers.Length);
        var done = 0;
        ParallelOptions parallel = new()
        {
            MaxDegreeOfParallelism = environment.Parallelism,
            CancellationToken = cancellation,
        };
        await Parallel.ForEachAsync(customers, parallel, async (customer, token) =>
        {
            try
            {
                foreach (var request in Requests([.. customer]))
                {
                    await environment.Service.ExecuteAsync(request, token);
                }
            }
            catch (FaultException<OrganizationServiceFault> refusal)
            {
                var failure = LiveException.During(LivePart.Refused, refusal);
                if (failure.Part == LivePart.Privilege)
                {
                    throw failure;
                }

                refusals.Add($"{customer.First().Subject}: {failure.Message}");
            }

            progress.Report(Interlocked.Increment(ref done));
        });
        return refusals;
    }

    static IEnumerable<OrganizationRequest> Requests(IReadOnlyList<Finding> customer) =>
    [
        .. customer.SelectMany(finding => finding.Repair),
        .. customer.Where(finding => finding.Rule.Cure == Cure.Recompute).Take(1).Select(finding =>
            new OrganizationRequest("cm_RecomputeCustomer")
            {
                ["Target"] = new EntityReference(CustomerRow.Table, finding.Account!.Value),
            }),
    ];
}
