using System;
using System.Net.Http;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;

namespace CrmMilestones.Scripts.Live;

/// <summary>Asks an environment, before anybody signs in, who signs its users in. So a wrong address is told from
/// refused credentials, and a person's sign-in goes to the environment's own tenant and cloud.</summary>
static partial class AddressProbe
{
    /// <summary>Where the users of an environment sign in.</summary>
    /// <exception cref="LiveException">No environment answers.</exception>
    public static async Task<Uri> AuthorityAsync(
        Uri address, HttpMessageHandler handler, CancellationToken cancellation)
    {
        try
        {
            using HttpClient client = new(handler, disposeHandler: false);
            using var answer = await client.GetAsync(new Uri(address, "api/data/v9.2/"), cancellation);
            var page = answer.Headers.NonValidated.TryGetValues("WWW-Authenticate", out var challenges)
                ? SignInPage().Match(challenges.ToString()).Groups[1].Value
                : "";
            return page != "" ? Authority(page) : throw new LiveException(LivePart.Address,
                $"{address} answers (HTTP {(int)answer.StatusCode}), but not as a Dataverse environment.");
        }
        catch (HttpRequestException e)
        {
            throw new LiveException(LivePart.Address, $"{address} does not answer: {e.Message}", e);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new LiveException(LivePart.Address, $"{address} does not answer.", e);
        }
    }

    /// <summary>
    /// The sign-in library wants the tenant and not its page, and work accounts where the page takes any.
    /// </summary>
    static Uri Authority(string page) => new(page
        .Replace("/oauth2/authorize", "", StringComparison.OrdinalIgnoreCase)
        .Replace("/common", "/organizations", StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// What an anonymous caller is told: Bearer authorization_uri=https://..., resource_id=https://...
    /// </summary>
    [GeneratedRegex("""\bBearer\b.*\bauthorization_uri="?(https://[^\s,"]+)""", RegexOptions.IgnoreCase)]
    private static partial Regex SignInPage();
}
