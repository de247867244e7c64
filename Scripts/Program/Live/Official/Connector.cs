using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Identity.Client;
using Microsoft.PowerPlatform.Dataverse.Client;

namespace CrmMilestones.Scripts.Live;

/// <summary>Opens connections with Microsoft's client.</summary>
static class Connector
{
    public static string? Unavailable => null;

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

        // The client itself waits as long as Dataverse asks (Retry-After), or longer from try to try. Ten tries outlast
        // the five minutes over which Dataverse counts requests.
        client.MaxRetryCount = 10;
        client.RetryPauseTime = TimeSpan.FromSeconds(5);
        return new(client, client.ConnectedOrgFriendlyName, target.Address);
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
