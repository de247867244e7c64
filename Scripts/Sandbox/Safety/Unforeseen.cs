using System;
using CrmMilestones.Sandbox.WebApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CrmMilestones.Sandbox.Safety;

/// <summary>Answers a request that throws with Dataverse's error, and nothing of what went on inside.</summary>
static partial class Unforeseen
{
    internal static void UseUnforeseen(this IApplicationBuilder application, ILogger log) =>
        application.Use(async (context, next) =>
        {
            try
            {
                await next(context);
            }
            catch (BadHttpRequestException bad) when (!context.Response.HasStarted)
            {
                await WebApiErrors.WriteAsync(context, bad.StatusCode, 0, bad.Message);
            }
            catch (Exception e) when (e is not OperationCanceledException && !context.Response.HasStarted)
            {
                Failed(log, e, context.Request.Method, context.Request.Path);
                await WebApiErrors.WriteAsync(
                    context, StatusCodes.Status500InternalServerError, Dataverse.Faults.UnExpected,
                    "An unexpected error occurred.");
            }
        });

    [LoggerMessage(LogLevel.Error, "{Method} {Path} failed")]
    static partial void Failed(ILogger log, Exception e, string method, PathString path);
}
