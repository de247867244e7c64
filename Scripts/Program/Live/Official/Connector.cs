using System;
using System.IO;
using System.ServiceModel;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Identity.Client;
using Microsoft.PowerPlatform.Dataverse.Client;

namespace CrmMilestones.Scripts.Live;

/// <summary>Opens connections with Microsoft's client.</summary>
static class Connector
{
    public static string? Unavailable => null;

    /// <summary>Whether a failure is the transport's own.</summary>
    public static bool IsLostLine(Exception failure) => failure is CommunicationException and not FaultException;

    public static async Task<Connection> OpenAsync(
        ConnectionTarget target, Uri authority, TextWriter prompts, CancellationToken cancellation)
    {
        var client = target.ConnectionString is { } connectionString
            ? new ServiceClient(connectionString)
            : new ServiceClient(target.Address, await SignInAsync(target, authority, prompts, cancellation));
        if (!client.IsReady)
        {
            using (client)
            {
                throw client.LastException ?? new InvalidOperationException(client.LastError);
            }
        }

        // Trying again is the throttle's affair, which holds all requests back while Dataverse asks to be left alone.
        client.MaxRetryCount = 0;
        // Many requests are served best by many of the environment's servers.
        client.EnableAffinityCookie = false;
        ClientPool pool = new(client);
        RequestService service = new(pool.SendAsync);
        return new(new Throttle().Over(service), client.ConnectedOrgFriendlyName, target.Address)
        {
            Parallelism = Math.Max(1, client.RecommendedDegreesOfParallelism),
            Owner = pool,
        };
    }

    /// <summary>Signs a person in.</summary>
    /// <returns>What gives the client its token, and renews it silently while a long import runs.</returns>
    static async Task<Func<string, Task<string>>> SignInAsync(
        ConnectionTarget target, Uri authority, TextWriter prompts, CancellationToken cancellation)
    {
        var application = PublicClientApplicationBuilder.Create(target.ClientId)
            .WithAuthority(authority.AbsoluteUri)
            .WithRedirectUri("http://localhost")
            .Build();
        string[] scopes = [new Uri(target.Address, "user_impersonation").AbsoluteUri];
        var signedIn = target.InBrowser
            ? await application.AcquireTokenInteractive(scopes).WithUseEmbeddedWebView(false).ExecuteAsync(cancellation)
            : await application.AcquireTokenWithDeviceCode(scopes, code => prompts.WriteLineAsync(code.Message))
                .ExecuteAsync(cancellation);
        return async _ => (await application.AcquireTokenSilent(scopes, signedIn.Account).ExecuteAsync()).AccessToken;
    }
}
