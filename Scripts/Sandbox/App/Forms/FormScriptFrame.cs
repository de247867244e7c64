using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using CrmMilestones.Sandbox.Solution;
using Microsoft.AspNetCore.Http;

namespace CrmMilestones.Sandbox.App.Forms;

/// <summary>
/// The document of the frame in which a form's scripts run: the client API, then the form's libraries. Its origin is
/// opaque, it may load nothing and send nothing, and only its page may hold it.
/// </summary>
static class FormScriptFrame
{
    /// <summary>The pattern of its address.</summary>
    internal const string Route = "/form-scripts/{form:guid}";

    static readonly Lazy<string> ClientApi = new(() =>
    {
        using StreamReader script = new(typeof(FormScriptFrame).Assembly.GetManifestResourceStream("xrm.js")!);
        return script.ReadToEnd();
    });

    internal static string AddressOf(FormModel form) => $"/form-scripts/{form.Id}";

    /// <summary>Answers with the document.</summary>
    /// <param name="context">The request.</param>
    /// <param name="form">The form; null for one that isn't there.</param>
    /// <param name="library">The text of a web resource; null for one that isn't there.</param>
    internal static async Task WriteAsync(HttpContext context, FormModel? form, Func<string, string?> library)
    {
        if (form is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var nonce = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'nonce-{nonce}'; frame-ancestors 'self'; sandbox allow-scripts";
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.WriteAsync(Document(nonce, form.Libraries.Select(name => (name, library(name)))));
    }

    static string Document(string nonce, IEnumerable<(string Name, string? Text)> libraries)
    {
        StringBuilder document = new("<!doctype html><html lang=\"en\"><title>Form scripts</title>");
        Add(ClientApi.Value);
        foreach (var (name, text) in libraries)
        {
            Add(text ?? $"throw new Error({JsonSerializer.Serialize(name + " is not there.")});");
        }

        return document.ToString();

        // Whatever a script says, it can't end its element before its end.
        void Add(string script) => document.Append("<script nonce=\"").Append(nonce).Append("\">")
            .Append(script.Replace("</script", "<\\/script", StringComparison.OrdinalIgnoreCase)
                .Replace("<!--", "<\\!--", StringComparison.Ordinal))
            .Append("</script>");
    }
}
