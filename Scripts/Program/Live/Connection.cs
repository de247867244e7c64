using System;
using System.IO;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.PowerPlatform.Dataverse.Client;

namespace CrmMilestones.Scripts.Live;

/// <summary>An environment, signed in. Every command that works on one gets it here.</summary>
public sealed record Connection(IOrganizationServiceAsync2 Service, string EnvironmentName, Uri Address) : IDisposable
{
    /// <summary>Why this build opens no connections; null when it does.</summary>
    public static string? Unavailable => Connector.Unavailable;

    /// <summary>Connects and signs in.</summary>
    /// <param name="prompts">Where a person is told how to sign in.</param>
    /// <exception cref="LiveException">It failed; the exception says whether at the address, the sign-in or a
    /// privilege.</exception>
    public static async Task<Connection> OpenAsync(
        ConnectionTarget target, TextWriter prompts, CancellationToken cancellation)
    {
        using SocketsHttpHandler handler = new();
        var authority = await AddressProbe.AuthorityAsync(target.Address, handler, cancellation);
        try
        {
            return await Connector.OpenAsync(target, authority, prompts, cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            var failure = LiveException.During(LivePart.SignIn, e);
            throw new LiveException(failure.Part, target.Redact(failure.Message));
        }
    }

    /// <summary>How many requests at once serve it best; the service takes them from many threads.</summary>
    public int Parallelism { get; init; } = 1;

    /// <summary>What is behind the service, and ends with the connection.</summary>
    public IDisposable? Owner { get; init; }

    public void Dispose() => Owner?.Dispose();
}
