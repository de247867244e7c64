using System;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace CrmMilestones.Sandbox.WebApi;

/// <summary>Dataverse's Web API below <c>/api/data/</c>, whatever version the client asks for.</summary>
static class WebApiEndpoint
{
    internal static void UseWebApi(this IApplicationBuilder application, SandboxEnvironment environment) =>
        application.MapWhen(
            context => context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase),
            api => api.Run(context => AnswerAsync(context, environment)));

    static Task AnswerAsync(HttpContext context, SandboxEnvironment environment)
    {
        if (environment.People.Of(context.Request) is null)
        {
            context.Response.Headers.WWWAuthenticate =
                $"Bearer authorization_uri={context.Request.Scheme}://{context.Request.Host}/, "
                + $"resource_id={context.Request.Scheme}://{context.Request.Host}/";
            return WebApiErrors.WriteAsync(context, StatusCodes.Status401Unauthorized, 0, "A bearer token is needed.");
        }

        return WebApiErrors.WriteAsync(
            context, StatusCodes.Status501NotImplemented, 0, $"'{context.Request.Path}' is not supported here.");
    }
}
