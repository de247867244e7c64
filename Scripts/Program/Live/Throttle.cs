using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.ServiceModel;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.PowerPlatform.Dataverse.Client;
using Microsoft.Xrm.Sdk;
using Polly;
using Polly.Retry;

namespace CrmMilestones.Scripts.Live;

/// <summary>
/// Sends what Dataverse was too busy for again, and loses nothing to a broken line. All workers of a connection share
/// one: when Dataverse asks one of them to wait, all do.
/// </summary>
public sealed class Throttle
{
    /// <summary>Dataverse's refusals of a user who asks too much: what they refuse was not done.</summary>
    static readonly int[] BusyCodes =
    [
        unchecked((int)0x80072322), // requests in five minutes
        unchecked((int)0x80072321), // execution time in five minutes
        unchecked((int)0x80072326), // requests at once
    ];

    /// <summary>The database behind Dataverse failed, or took too long.</summary>
    static readonly int[] PassingCodes = [unchecked((int)0x80044150), unchecked((int)0x80044151)];

    /// <summary>Besides those that read: what may be done twice, as it does the same again.</summary>
    static readonly HashSet<string> Repeatable = ["WhoAmI", "Update", "UpdateMultiple", "cm_RecomputeCustomer"];

    /// <summary>Where Dataverse doesn't say for how long.</summary>
    static readonly TimeSpan UsualWait = TimeSpan.FromSeconds(10);

    readonly TimeProvider _clock;
    readonly ResiliencePipeline _once;
    readonly ResiliencePipeline _repeatedly;
    long _opens;

    public Throttle(TimeProvider? clock = null)
    {
        _clock = clock ?? TimeProvider.System;
        _opens = _clock.GetTimestamp();
        var busy = new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<Exception>(e => Wait(e) is not null),
            MaxRetryAttempts = int.MaxValue,
            Delay = TimeSpan.Zero, // The gate waits, and for everybody.
        };
        var broken = new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<Exception>(IsPassing),
            MaxRetryAttempts = 4,
            Delay = TimeSpan.FromSeconds(2),
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
        };
        _once = new ResiliencePipelineBuilder { TimeProvider = _clock }.AddRetry(busy).Build();
        _repeatedly = new ResiliencePipelineBuilder { TimeProvider = _clock }.AddRetry(busy).AddRetry(broken).Build();
    }

    /// <summary>A client's service, behind the gate.</summary>
    public IOrganizationServiceAsync2 Over(IOrganizationServiceAsync2 client) => new RequestService(
        async (request, cancellation) =>
        {
            var pipeline = IsRepeatable(request) ? _repeatedly : _once;
            return await pipeline.ExecuteAsync(async token => await SendAsync(client, request, token), cancellation);
        });

    async Task<OrganizationResponse> SendAsync(
        IOrganizationServiceAsync2 client, OrganizationRequest request, CancellationToken cancellation)
    {
        while (_clock.GetElapsedTime(_clock.GetTimestamp(), Interlocked.Read(ref _opens)) is var wait
            && wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, _clock, cancellation);
        }

        try
        {
            return await client.ExecuteAsync(request, cancellation);
        }
        catch (Exception e) when (Wait(e) is { } wait)
        {
            CloseFor(wait);
            throw;
        }
    }

    void CloseFor(TimeSpan wait)
    {
        var opens = _clock.GetTimestamp() + (long)Math.Ceiling(wait.TotalSeconds * _clock.TimestampFrequency);
        for (var known = _opens; known < opens;)
        {
            known = Interlocked.CompareExchange(ref _opens, opens, known) is var found && found == known
                ? opens : found;
        }
    }

    static bool IsRepeatable(OrganizationRequest request) =>
        request.RequestName.StartsWith("Retrieve", StringComparison.Ordinal)
        || Repeatable.Contains(request.RequestName);

    /// <summary>For how long Dataverse wants to be left alone; null when it failed for another reason.</summary>
    static TimeSpan? Wait(Exception failure) =>
        Faults(failure).FirstOrDefault(fault => BusyCodes.Contains(fault.ErrorCode)) is not { } busy ? null
        : busy.ErrorDetails.TryGetValue("Retry-After", out var given) && given is TimeSpan wait ? wait
        : UsualWait;

    static bool IsPassing(Exception failure) =>
        Faults(failure).Any(fault => PassingCodes.Contains(fault.ErrorCode))
        || LiveException.Causes(failure).Any(cause =>
            cause is HttpRequestException or IOException or TimeoutException || Connector.IsLostLine(cause));

    static IEnumerable<OrganizationServiceFault> Faults(Exception failure) =>
        LiveException.Causes(failure).OfType<FaultException<OrganizationServiceFault>>().Select(e => e.Detail);
}
