using System;
using System.Threading.Tasks;
using CrmMilestones.Sandbox.WebApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace CrmMilestones.Sandbox.Safety;

/// <summary>
/// Refuses what another site lets a browser send: requests to a name other than the loopback's (so that no other name
/// can be made to point here), and requests from pages of another origin.
/// </summary>
static class SameSiteOnly
{
    internal static void UseSameSiteOnly(this IApplicationBuilder application) => application.Use(Check);

    static Task Check(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.ContentSecurityPolicy =
            "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
            + "font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; "
            + "frame-ancestors 'self'";
        if (!IsLoopback(request.Host.Host))
        {
            return WebApiErrors.WriteAsync(
                context, StatusCodes.Status403Forbidden, 0, $"The host '{request.Host}' is not served here.");
        }

        if (request.Headers.Origin is [var origin, ..] && origin != $"{request.Scheme}://{request.Host}")
        {
            return WebApiErrors.WriteAsync(
                context, StatusCodes.Status403Forbidden, 0, $"Requests from '{origin}' are refused.");
        }

        // A page of another site may send what needs no script, without an origin: an image's address, a link.
        return request.Headers["Sec-Fetch-Site"] == "cross-site" && !IsOpening(request)
            ? WebApiErrors.WriteAsync(
                context, StatusCodes.Status403Forbidden, 0, "Requests from pages of another site are refused.")
            : next(context);
    }

    /// <summary>Whether a person follows a link to a page.</summary>
    static bool IsOpening(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && request.Headers["Sec-Fetch-Mode"] == "navigate"
        && !request.Path.StartsWithSegments("/api", StringComparison.Ordinal);

    static bool IsLoopback(string host) => host is "localhost" or "127.0.0.1" or "[::1]";
}
