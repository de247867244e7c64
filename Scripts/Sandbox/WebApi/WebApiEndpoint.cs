using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using CrmMilestones.Dataverse;
using CrmMilestones.Sandbox.People;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace CrmMilestones.Sandbox.WebApi;

/// <summary>Dataverse's Web API below <c>/api/data/</c>, whatever version the client asks for.</summary>
sealed class WebApiEndpoint(SandboxEnvironment environment)
{
    const string Before = "/api/data/v";

    readonly Lock _schemaLock = new();
    (DataverseHost Host, object Catalog, EdmSchema Schema)? _schema;

    internal async Task AnswerAsync(HttpContext context)
    {
        if (environment.People.Of(context.Request) is not { } person)
        {
            var address = $"{context.Request.Scheme}://{context.Request.Host}/";
            context.Response.Headers.WWWAuthenticate =
                $"Bearer authorization_uri={address}sandbox/oauth2/authorize, resource_id={address}";
            await WebApiErrors.WriteAsync(
                context, StatusCodes.Status401Unauthorized, 0, "A person's token is needed: Authorization: Bearer.");
            return;
        }

        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var end = target.StartsWith(Before, StringComparison.OrdinalIgnoreCase)
            ? target.IndexOfAny(['/', '?'], Before.Length) : 0;
        if (end == 0)
        {
            await WebApiErrors.WriteAsync(context, StatusCodes.Status404NotFound, 0,
                $"No HTTP resource was found that matches the request URI '{target}'.");
            return;
        }

        using StreamReader reader = new(context.Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        var (version, path) = end < 0 ? (target, "") : (target[..end], target[end..].TrimStart('/'));
        var root = new Uri($"{context.Request.Scheme}://{context.Request.Host}{version}/");
        var headers = context.Request.Headers.ToDictionary(
            header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        ApiRequest request = new(context.Request.Method, root, path, headers, body);
        // The host works on the caller's thread: not on one that others' connections wait for.
        var response = await Task.Run(() => Answer(person, request), context.RequestAborted);
        await WriteAsync(context, response);
    }

    ApiResponse Answer(SandboxPerson person, ApiRequest request)
    {
        WebApiRequests requests = new(Schema(), new(environment, person, request));
        if (!request.Path.StartsWith("$batch", StringComparison.Ordinal))
        {
            return requests.Answer(request);
        }

        try
        {
            return Batch.Answer(
                Batch.Read(request.Header("Content-Type") ?? "", request.Body, request.Root), requests,
                request.Preferences.ContinuesOnError);
        }
        catch (ApiFault fault)
        {
            return new(fault.Status, WebApiErrors.Body(fault.Code, fault.Message));
        }
    }

    /// <summary>The model of the tables of now: an import or a reset brings others.</summary>
    EdmSchema Schema()
    {
        lock (_schemaLock)
        {
            var host = environment.Host;
            if (_schema is not { } known || known.Host != host || known.Catalog != host.Catalog)
            {
                _schema = known = (host, host.Catalog, new(host.Catalog, host.CustomApis));
            }

            return known.Schema;
        }
    }

    static async Task WriteAsync(HttpContext context, ApiResponse response)
    {
        context.Response.StatusCode = response.Status;
        context.Response.Headers["OData-Version"] = "4.0";
        // Clients that pace themselves look how many requests they may send at once.
        context.Response.Headers["x-ms-dop-hint"] = "4";
        context.Response.Headers["REQ_ID"] = Guid.NewGuid().ToString();
        foreach (var (name, value) in response.Headers)
        {
            context.Response.Headers[name] = value;
        }

        if (response.Text is { } text)
        {
            context.Response.ContentType = response.TextType;
            await context.Response.WriteAsync(text);
        }
        else if (response.Body is { } json)
        {
            context.Response.ContentType = "application/json; odata.metadata=minimal";
            await context.Response.WriteAsync(json.ToJsonString(WebApiErrors.Json));
        }
    }
}

static class WebApiMiddleware
{
    internal static void UseWebApi(this IApplicationBuilder application, SandboxEnvironment environment)
    {
        WebApiEndpoint endpoint = new(environment);
        application.MapWhen(
            context => context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase),
            api => api.Run(endpoint.AnswerAsync));
    }
}
