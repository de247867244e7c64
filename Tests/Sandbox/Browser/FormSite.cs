using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using CrmMilestones.Dataverse;
using CrmMilestones.Sandbox.App.Forms;
using CrmMilestones.Sandbox.Solution;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Tests.Sandbox.Browser;

/// <summary>The solution's forms on a server of their own, before an English and a Spanish administrator.</summary>
public sealed class FormSite : IAsyncDisposable
{
    const int English = 1033;
    const int Spanish = 3082;

    readonly WebApplication _server;
    readonly Dictionary<int, Guid> _people;
    readonly Dictionary<string, string> _libraries = [];

    FormSite()
    {
        Host = Packed.Host(new() { AutoCreateProcessInstances = true });
        _people = new()
        {
            [English] = Host.AddUser("Robin Rep", English, roles: "CM Lifecycle Administrator"),
            [Spanish] = Host.AddUser("Alex Reyes", Spanish, roles: "CM Lifecycle Administrator"),
        };
        Seller = Host.AddUser("Sam Okoro", roles: "CM Sales");
        Forms = [.. FormReader.Read(Packed.Customizations)];
        Host.System.Create(new Entity("cm_market") { ["cm_name"] = "Australia", ["cm_code"] = "AU" });
        Host.System.Create(new Entity("cm_market") { ["cm_name"] = "Austria", ["cm_code"] = "AT" });
        Host.System.Create(new Entity("contact") { ["firstname"] = "Linh", ["lastname"] = "Nguyen" });

        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(FormSite).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.WebHost.UseUrls("http://127.0.0.1:0").UseStaticWebAssets();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(this);
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        _server = builder.Build();
        _server.Use((context, next) =>
        {
            context.Response.Headers.ContentSecurityPolicy =
                "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-src 'self'";
            return next();
        });
        _server.UseAntiforgery();
        _server.MapStaticAssets();
        _server.MapGet(FormScriptFrame.Route, (HttpContext context, Guid form) => FormScriptFrame.WriteAsync(
            context, Forms.FirstOrDefault(known => known.Id == form), name => _libraries.GetValueOrDefault(name)));
        _server.MapRazorComponents<FormSiteDocument>().AddInteractiveServerRenderMode();
    }

    internal DataverseHost Host { get; }

    /// <summary>Owns customers, so that the administrators may certify them.</summary>
    internal Guid Seller { get; }

    internal List<FormModel> Forms { get; }

    internal static async Task<FormSite> StartAsync()
    {
        FormSite site = new();
        site.SetLibrary("cm_/js/account.js", Packed.WebResource("cm_/js/account.js"));
        await site._server.StartAsync();
        return site;
    }

    /// <summary>The text of a web resource from now on.</summary>
    internal void SetLibrary(string name, string text) => _libraries[name] = text;

    internal string AddressOf(int language, string table, Guid? id = null) =>
        $"{_server.Urls.Single()}/{language}/{table}{(id is null ? "" : $"/{id}")}";

    internal FormEnvironment EnvironmentOf(int language) => new(
        Host, Host.ServiceFor(_people[language]), _people[language], "", [], language, Forms, TimeProvider.System,
        (table, id) => id is null ? $"/{language}/{table}" : $"/{language}/{table}/{id}");

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Host.Dispose();
    }
}
