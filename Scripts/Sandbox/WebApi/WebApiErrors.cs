using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace CrmMilestones.Sandbox.WebApi;

/// <summary>Errors as Dataverse writes them.</summary>
static class WebApiErrors
{
    internal static JsonSerializerOptions Json { get; } = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="code">The platform's error code.</param>
    /// <param name="message">What the caller reads.</param>
    internal static JsonObject Body(int code, string message) => new()
    {
        ["error"] = new JsonObject
        {
            ["code"] = code == 0 ? "0x0" : "0x" + code.ToString("x8", CultureInfo.InvariantCulture),
            ["message"] = message,
        },
    };

    internal static Task WriteAsync(HttpContext context, int status, int code, string message)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; odata.metadata=minimal";
        context.Response.Headers["OData-Version"] = "4.0";
        return context.Response.WriteAsync(Body(code, message).ToJsonString(Json));
    }
}
