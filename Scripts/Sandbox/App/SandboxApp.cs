using System;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using CrmMilestones.Dataverse.Metadata;
using CrmMilestones.Sandbox.App.Forms;
using CrmMilestones.Sandbox.App.Shell;
using CrmMilestones.Sandbox.App.Window;
using CrmMilestones.Sandbox.People;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace CrmMilestones.Sandbox.App;

/// <summary>The app that the imported solutions describe, as pages.</summary>
static class SandboxApp
{
    const string Files = "/_content/CrmMilestones.Sandbox/";

    static readonly FileExtensionContentTypeProvider MediaTypes = new();

    /// <summary>Changes with every build, so that a browser asks again and seldom loads again.</summary>
    static readonly EntityTagHeaderValue Version = new(
        $"\"{typeof(SandboxApp).Assembly.ManifestModule.ModuleVersionId:N}\"");

    internal static void AddSandboxApp(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        // What a window remembers is worth nothing to the next start.
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.AddSingleton<SolutionModels>();
    }

    internal static void UseSandboxApp(this WebApplication application, SandboxEnvironment sandbox)
    {
        var solutions = application.Services.GetRequiredService<SolutionModels>();
        application.UseAntiforgery();
        application.MapGet(Files + "{name}", File);
        application.MapGet("/_framework/blazor.web.js", () => File("blazor.web.js"));
        application.MapGet("/webresource/{**name}", (HttpContext context, string name) =>
            WebResource(context, solutions.Of(sandbox.Solutions), name));
        application.MapGet(FormScriptFrame.Route, (HttpContext context, Guid form) => ScriptsAsync(
            context, solutions.Of(sandbox.Solutions), form));
        application.MapGet("/", (HttpContext context) => Begin(sandbox, solutions, context, null));
        application.MapGet("/app/{app}", (HttpContext context, string app) => Begin(sandbox, solutions, context, app));
        application.MapPost("/sandbox/person", (HttpContext context, [FromForm] Guid person) =>
        {
            if (sandbox.People.Find(person) is { } chosen)
            {
                Remember(context, SandboxPeople.Cookie, chosen.RoleId.ToString());
            }

            return Back(context);
        });
        application.MapPost("/sandbox/language", (HttpContext context, [FromForm] int language) =>
        {
            Remember(context, SandboxPeople.LanguageCookie, language.ToString(CultureInfo.InvariantCulture));
            return Back(context);
        });
        application.MapPost("/sandbox/clock", (HttpContext context, [FromForm] string day) =>
        {
            if (DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var to)
                && to.Year < 2200 && to > DateOnly.FromDateTime(sandbox.Clock.GetUtcNow().UtcDateTime))
            {
                sandbox.Clock.MoveTo(to);
            }

            return Back(context);
        });
        // A form that is read has its antiforgery token checked.
        application.MapPost("/sandbox/reset", ([FromForm] string? sure) =>
        {
            sandbox.Reset();
            return Results.LocalRedirect("/");
        });
        application.MapRazorComponents<AppDocument>().AddInteractiveServerRenderMode();
        // The app says so.
        application.MapFallback(() => new RazorComponentResult<AppDocument>
        {
            StatusCode = StatusCodes.Status404NotFound,
        });
    }

    /// <summary>Whom a request's cookie names; the first of all where it names nobody.</summary>
    internal static SandboxPerson PersonOf(SandboxEnvironment sandbox, HttpRequest request) =>
        sandbox.People.OfCookie(request) ?? sandbox.People.First;

    /// <summary>The address of a file of the app.</summary>
    internal static string AddressOf(string file) => Files + file;

    /// <summary>The address of a web resource, by its name or as forms write it.</summary>
    internal static string WebResourceAddress(string name) =>
        "/webresource/" + name.Replace("$webresource:", "", StringComparison.Ordinal);

    /// <summary>Keeps what a window chose, for this server's pages alone.</summary>
    static void Remember(HttpContext context, string cookie, string value) =>
        context.Response.Cookies.Append(cookie, value, new()
        {
            HttpOnly = true,
            SameSite = Microsoft.AspNetCore.Http.SameSiteMode.Strict,
            Path = "/",
        });

    /// <summary>The language of a request's window: the one that was chosen in it, or else the person's own.</summary>
    internal static int LanguageOf(SandboxEnvironment sandbox, HttpRequest request, SandboxPerson person)
    {
        var chosen = request.Cookies[SandboxPeople.LanguageCookie];
        int? asked = int.TryParse(chosen, NumberStyles.None, CultureInfo.InvariantCulture, out var lcid)
            ? lcid : PersonalOptions.LanguageOf(sandbox.Host, person.Id);
        return asked is { } language && AppSession.Languages.Contains(language)
            ? language : LocalizedLabels.BaseLanguage;
    }

    /// <summary>What a request's person sees.</summary>
    static AppSession SessionOf(SandboxEnvironment sandbox, SolutionModels solutions, HttpRequest request)
    {
        var person = PersonOf(sandbox, request);
        return new(sandbox, solutions.Of(sandbox.Solutions), person, LanguageOf(sandbox, request, person));
    }

    /// <summary>To the first entry of an app, or of the first app.</summary>
    static IResult Begin(SandboxEnvironment sandbox, SolutionModels solutions, HttpContext context, string? app) =>
        Results.LocalRedirect(SessionOf(sandbox, solutions, context.Request).FirstAddress(app) ?? "/apps");

    /// <summary>To the page from which the request came.</summary>
    static IResult Back(HttpContext context) => Results.LocalRedirect(
        Uri.TryCreate(context.Request.Headers.Referer, UriKind.Absolute, out var from)
            && from.Authority == context.Request.Host.Value
            && !from.PathAndQuery.StartsWith("//", StringComparison.Ordinal)
                ? from.PathAndQuery : "/");

    static IResult File(string name) =>
        typeof(SandboxApp).Assembly.GetManifestResourceStream("wwwroot/" + name) is { } content
            ? Results.Stream(
                content, MediaTypes.TryGetContentType(name, out var type) ? type : "application/octet-stream",
                entityTag: Version)
            : Results.NotFound();

    /// <summary>In an origin of its own, which may load nothing from elsewhere and reach no other page.</summary>
    static IResult WebResource(HttpContext context, Solution.SolutionModel solution, string name)
    {
        if (!solution.WebResources.TryGetValue(name, out var found))
        {
            return Results.NotFound();
        }

        context.Response.Headers.ContentSecurityPolicy =
            "sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; "
            + "img-src data:; font-src data:; frame-ancestors 'self'; form-action 'none'; base-uri 'none'";
        return Results.Bytes(found.Content, found.MediaType);
    }

    static Task ScriptsAsync(HttpContext context, Solution.SolutionModel solution, Guid form)
    {
        var found = solution.Forms.FirstOrDefault(known => known.Id == form);
        return FormScriptFrame.WriteAsync(context, found, name =>
            solution.WebResources.TryGetValue(name, out var library) ? Encoding.UTF8.GetString(library.Content) : null);
    }
}
