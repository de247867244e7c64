using System;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using CrmMilestones.Sandbox;
using CrmMilestones.Tests.Sandbox.App;
using Microsoft.Playwright;
using Microsoft.Xrm.Sdk;
using Xunit;

namespace CrmMilestones.Tests.Sandbox.Browser;

/// <summary>One Chromium and one sandbox for the tests of a class: sixty customers, three of them billable.</summary>
public sealed class AppBrowser : IAsyncLifetime
{
    IPlaywright? _playwright;
    IBrowser? _browser;

    public SandboxServer Server { get; private set; } = null!;

    async Task IAsyncLifetime.InitializeAsync()
    {
        if (Chromium.Missing is null)
        {
            Assertions.SetDefaultExpectTimeout(15_000);
            Server = await SandboxServer.StartAsync(new(options =>
            {
                var host = Packed.Host(options);
                Fill(host);
                return new(host, [Packed.Zip, StrangeSolution.Zip]);
            }));
            _playwright = await Playwright.CreateAsync();
            _browser = await _playwright.Chromium.LaunchAsync(
                new() { ExecutablePath = Chromium.Path, Args = ["--no-sandbox"] });
        }
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        if (Server is not null)
        {
            await Server.DisposeAsync();
        }
    }

    /// <summary>Opens the app as a person.</summary>
    internal async Task<FormOnPage> OpenAsync(string person, int language = 1033, int width = 1280, string address = "")
    {
        var page = await _browser!.NewPageAsync(new() { ViewportSize = new() { Width = width, Height = 900 } });
        page.SetDefaultTimeout(15_000);
        await page.GotoAsync(Server.Address.ToString());
        await ChooseAsync(page, "#sandbox-person", Server.People.Single(one => one.Name == person).Id.ToString());
        await ChooseAsync(page, "#sandbox-language", language.ToString(CultureInfo.InvariantCulture));
        if (address.Length > 0)
        {
            await page.GotoAsync(new Uri(Server.Address, address).ToString());
        }

        await page.WaitForSelectorAsync("main h1");
        return new(page);
    }

    /// <summary>Does what leads to another document, and waits for that.</summary>
    internal static async Task LeaveAsync(IPage page, Func<Task> leave)
    {
        // By an attribute: pages allow no eval, with which a condition would be asked again and again.
        await page.EvaluateAsync("document.documentElement.setAttribute('data-left', '')");
        await leave();
        await page.WaitForSelectorAsync("html:not([data-left])");
        await page.WaitForLoadStateAsync();
    }

    static async Task ChooseAsync(IPage page, string field, string value)
    {
        var choice = page.Locator(field);
        if (!await choice.IsVisibleAsync())
        {
            await page.Locator(".sandbox-bar summary").ClickAsync();
        }

        if (await choice.InputValueAsync() != value)
        {
            await LeaveAsync(page, () => choice.SelectOptionAsync(value));
        }
    }

    static void Fill(CrmMilestones.Dataverse.DataverseHost host)
    {
        var system = host.System;
        EntityReference seller = new("systemuser", host.AddUser("Sam Okoro", roles: "CM Sales"));
        var market = system.Create(new Entity("cm_market") { ["cm_name"] = "Australia", ["cm_code"] = "AU" });
        var contact = system.Create(new Entity("contact") { ["firstname"] = "Linh", ["lastname"] = "Nguyen" });
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

        // A name that would be a picture, were it not written as text.
        system.Create(new Entity("contact") { ["lastname"] = "<img src=x onerror=\"document.title='Taken'\">" });
    }
}
