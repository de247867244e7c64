using System;
using System.Collections.Concurrent;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.PowerPlatform.Dataverse.Client;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Scripts.Live;

/// <summary>A client of its own for every request under way.</summary>
/// <remarks>A client keeps its last failure, throws it from there, and forgets it when the next request starts: of two
/// requests through one client, a failed one may throw the other's failure, or none.</remarks>
/// <param name="model">What they are copies of; it sends nothing itself.</param>
sealed class ClientPool(ServiceClient model) : IDisposable
{
    readonly ConcurrentBag<ServiceClient> _idle = [];
    readonly Lock _copying = new();

    public async Task<OrganizationResponse> SendAsync(OrganizationRequest request, CancellationToken cancellation)
    {
        var client = _idle.TryTake(out var idle) ? idle : Copy();
        try
        {
            return await client.ExecuteAsync(request, cancellation);
        }
        finally
        {
            _idle.Add(client);
        }
    }

    public void Dispose()
    {
        foreach (var client in _idle)
        {
            client.Dispose();
        }

        model.Dispose();
    }

    ServiceClient Copy()
    {
        lock (_copying)
        {
            return model.Clone();
        }
    }
}
