using System;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using CrmMilestones.Dataverse;
using CrmMilestones.Sandbox;
using CrmMilestones.Sandbox.People;
using CrmMilestones.Tests.Sandbox.App;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Xunit;

namespace CrmMilestones.Tests.Sandbox.Browser;

/// <summary>
/// One Chromium and one sandbox for the tests of a class: our solution and the library's, sixty customers, three of them
/// billable, owned by a rep.
/// </summary>
public sealed class SandboxBrowser : IAsyncLifetime
{
    internal const int English = 1033;
    internal const int Spanish = 3082;
    internal const string Administrator = "CM Lifecycle Administrator";

    const string App = "/app/cm_CustomerMilestones";

    /// <summary>Filled once; each sandbox begins with a copy.</summary>
    static readonly Lazy<DataverseHost> Filled = new(Fill, LazyThreadSafetyMode.ExecutionAndPublication);

    Chromium? _chromium;

    public SandboxServer Server { get; private set; } = null!;

    public DataverseHost Host => Server.Environment.Host;

    /// <summary>Owns customers, so that others may certify them.</summary>
    internal Guid Seller => Find("systemuser", "fullname", "Sam Okoro").Single().Id;

    async Task IAsyncLifetime.InitializeAsync()
    {
        if (Chromium.Missing is null)
        {
            await StartAsync([Packed.Zip, LibrarySolution.Zip]);
            _chromium = await Chromium.StartAsync();
        }
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        if (_chromium is not null)
        {
            await _chromium.DisposeAsync();
            await Server.DisposeAsync();
        }
    }

    /// <summary>Starts the sandbox anew, its app drawn from another zip than the one that was imported.</summary>
    internal async Task RestartAsync(byte[] drawn)
    {
        await Server.DisposeAsync();
        await StartAsync([drawn]);
    }

    /// <summary>Opens the app as the person of a role, at its first page or another.</summary>
    internal async Task<AppOnPage> OpenAsync(
        string role, int language = English, int width = 1280, string address = App)
    {
        var app = await _chromium!.OpenAsync(width, language);
        await app.Page.Context.AddCookiesAsync(
        [
            Cookie(SandboxPeople.Cookie, Person(role).RoleId.ToString()),
            Cookie(SandboxPeople.LanguageCookie, language.ToString(CultureInfo.InvariantCulture)),
        ]);
        await app.Page.GotoAsync(new Uri(Server.Address, address).ToString());
        await app.Page.WaitForSelectorAsync("main h1");
        return app;

        Microsoft.Playwright.Cookie Cookie(string name, string value) =>
            new() { Name = name, Value = value, Url = Server.Address.ToString() };
    }

    /// <summary>Opens a form and waits until its scripts have run.</summary>
    /// <param name="language">The window's language.</param>
    /// <param name="table">The table.</param>
    /// <param name="id">The row; null for a new one.</param>
    /// <param name="width">The window's width in pixels.</param>
    /// <param name="role">The role of the person.</param>
    internal async Task<AppOnPage> OpenFormAsync(
        int language, string table, Guid? id = null, int width = 1280, string role = Administrator)
    {
        var form = await OpenAsync(role, language, width, $"{App}/form/{table}{(id is null ? "" : $"/{id}")}");
        await form.FormIsReadyAsync();
        return form;
    }

    internal SandboxPerson Person(string role) => Server.People.Single(person => person.Role == role);

    internal Guid Customer(string name) => Find("account", "name", name).Single().Id;

    internal DataCollection<Entity> Find(string table, string column, string value) => Host.System.RetrieveMultiple(
        new QueryByAttribute(table) { ColumnSet = new(true), Attributes = { column }, Values = { value } }).Entities;

    async Task StartAsync(byte[][] drawn) =>
        Server = await SandboxServer.StartAsync(new(options => new(Filled.Value.Copy(options), drawn)));

    static DataverseHost Fill()
    {
        var host = Packed.Host();
        host.ImportSolution(new System.IO.MemoryStream(LibrarySolution.Zip));
        var system = host.System;
        EntityReference seller = new("systemuser", host.AddUser("Sam Okoro", roles: "CM Sales"));
        var market = system.Create(new Entity("cm_market") { ["cm_name"] = "Australia", ["cm_code"] = "AU" });
        system.Create(new Entity("cm_market") { ["cm_name"] = "Austria", ["cm_code"] = "AT" });
        var contact = system.Create(new Entity("contact") { ["firstname"] = "Linh", ["lastname"] = "Nguyen" });
        // A name that would be a picture, were it not written as text.
        system.Create(new Entity("contact") { ["lastname"] = "<img src=x onerror=\"document.title='Taken'\">" });
        for (var number = 1; number <= 60; number++)
        {
            Entity customer = new("account")
            {
                ["name"] = $"Customer {number:00}",
                ["accountnumber"] = $"C-{number:00}",
                ["cm_lifecyclestage"] = new OptionSetValue(727000000),
                ["ownerid"] = seller,
                ["primarycontactid"] = new EntityReference("contact", contact),
                ["cm_marketid"] = new EntityReference("cm_market", market),
            };
            if (number <= 3)
            {
                customer["cm_lifecyclestage"] = new OptionSetValue(727000004);
                customer["cm_agreementsignedon"] = new DateTime(2024, 1, 10);
                customer["cm_billingmodel"] = new OptionSetValue(727000000);
                customer["cm_billingtiming"] = new OptionSetValue(727000000);
                customer["cm_onboardingownerid"] = seller;
                customer["cm_onboardingstartedon"] = new DateTime(2024, 1, 20);
                customer["cm_onboardingcompletedon"] = new DateTime(2024, 2, 1);
                customer["cm_compliancereviewerid"] = seller;
                customer["cm_registrationnumber"] = "AU-1";
                customer["cm_documentssubmittedon"] = new DateTime(2024, 2, 10);
                customer["cm_serviceownerid"] = seller;
                customer["cm_servicestartson"] = new DateTime(2024, 3, 1);
                customer["cm_readyforserviceon"] = new DateTime(2024, 2, 20);
            }

            system.Create(customer);
        }

        return host;
    }
}
