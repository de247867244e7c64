using System;
using System.Linq;
using System.Threading.Tasks;
using CrmMilestones.Dataverse;
using CrmMilestones.Sandbox;
using CrmMilestones.Sandbox.People;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Microsoft.Xrm.Sdk;
using Xunit;

namespace CrmMilestones.Tests.Sandbox.Browser;

/// <summary>One Chromium and one sandbox for the tests of a class.</summary>
public sealed class FormBrowser : IAsyncLifetime
{
    const string App = "cm_CustomerMilestones";

    IPlaywright? _playwright;
    IBrowser? _browser;
    SandboxServer _server = null!;

    internal DataverseHost Host => _server.Environment.Host;

    /// <summary>Owns customers, so that others may certify them.</summary>
    internal Guid Seller { get; private set; }

    async Task IAsyncLifetime.InitializeAsync()
    {
        if (Chromium.Missing is null)
        {
            // A machine that tests much else besides is slow to answer.
            Assertions.SetDefaultExpectTimeout(20_000);
            await StartAsync(Packed.Zip);
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
            await _server.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    /// <summary>Starts the sandbox anew, its app drawn from another zip than the one that was imported.</summary>
    internal async Task RestartAsync(byte[] drawn)
    {
        await _server.DisposeAsync();
        await StartAsync(drawn);
    }

    /// <summary>Opens a form and waits until its scripts have run.</summary>
    /// <param name="language">1033 or 3082.</param>
    /// <param name="table">The table.</param>
    /// <param name="id">The row; null for a new one.</param>
    /// <param name="width">The window's width in pixels.</param>
    /// <param name="role">The role of the person.</param>
    internal async Task<FormOnPage> OpenAsync(
        int language, string table, Guid? id = null, int width = 1280, string role = "CM Lifecycle Administrator")
    {
        var person = _server.People.Single(person => person.Name == role);
        Host.System.Update(new Entity("usersettings", person.Id) { ["uilanguageid"] = language });
        var page = await _browser!.NewPageAsync(new()
        {
            ViewportSize = new() { Width = width, Height = 900 },
            Locale = language == 3082 ? "es-ES" : "en-US",
        });
        page.SetDefaultTimeout(10_000);
        FormOnPage form = new(page);
        await page.Context.AddCookiesAsync([new()
        {
            Name = SandboxPeople.Cookie,
            Value = person.RoleId.ToString(),
            Url = _server.Address.ToString(),
        }]);
        await page.GotoAsync($"{_server.Address}app/{App}/form/{table}{(id is null ? "" : $"/{id}")}");
        await page.WaitForSelectorAsync(".form-page[data-ready]");
        return form;
    }

    async Task StartAsync(byte[] drawn)
    {
        _server = await SandboxServer.StartAsync(new(options => new(Packed.Host(options), [drawn])));
        Seller = Host.AddUser("Sam Okoro", roles: "CM Sales");
        Host.System.Create(new Entity("cm_market") { ["cm_name"] = "Australia", ["cm_code"] = "AU" });
        Host.System.Create(new Entity("cm_market") { ["cm_name"] = "Austria", ["cm_code"] = "AT" });
        Host.System.Create(new Entity("contact") { ["firstname"] = "Linh", ["lastname"] = "Nguyen" });
    }
}

/// <summary>A form in a browser, as a person uses it.</summary>
sealed class FormOnPage : IAsyncDisposable
{
    internal FormOnPage(IPage page)
    {
        Page = page;
        page.PageError += (_, error) => Errors += error;
    }

    internal IPage Page { get; }

    /// <summary>What went wrong in the page's own scripts.</summary>
    internal string Errors { get; private set; } = "";

    internal ILocator Message => Page.Locator("dialog.message p");

    internal ILocator Panel => Page.Locator(".stage-panel");

    /// <summary>A field of the form, by its column; the first one that is shown.</summary>
    internal ILocator Field(string column) => Page.Locator($"[id^=form-][id$=-{column}]:visible").First;

    /// <summary>A step of the guided process, by its column.</summary>
    internal ILocator Step(string column) => Page.Locator($"#process-header_process_{column}");

    internal ILocator Stage(int number) => Page.Locator($".stages li:nth-child({number + 1})");

    internal Task ClickAsync(string button) =>
        Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).First.ClickAsync();

    /// <summary>Fills a text, number or date, and leaves it.</summary>
    internal static async Task FillAsync(ILocator field, string text)
    {
        await field.FillAsync(text);
        await field.BlurAsync();
    }

    /// <summary>Seeks a row for a lookup and takes the first that is found.</summary>
    internal async Task PickAsync(ILocator lookup, string text, string name)
    {
        await lookup.FillAsync(text);
        var found = Page.GetByRole(AriaRole.Option, new() { Name = name });
        await Assertions.Expect(found).ToHaveAttributeAsync("aria-selected", "true");
        await lookup.PressAsync("Enter");
        await Assertions.Expect(lookup).ToHaveTextAsync(name);
    }

    /// <summary>Reads a message and closes it.</summary>
    internal async Task<string> ReadAsync()
    {
        var text = await Message.InnerTextAsync();
        await Page.Locator("dialog.message button").First.ClickAsync();
        await Assertions.Expect(Page.Locator("dialog.message")).ToHaveCountAsync(0);
        return text;
    }

    /// <summary>Fails when the page breaks a rule of WCAG 2.1, A or AA, or when its scripts failed.</summary>
    internal async Task AssertAccessibleAsync()
    {
        var result = await Page.RunAxe(new AxeRunOptions
        {
            RunOnly = RunOnlyOptions.Tags("wcag2a", "wcag2aa", "wcag21a", "wcag21aa"),
        });
        Assert.NotEmpty(result.Passes);
        Assert.Equal("", string.Join('\n', result.Violations.Select(violation =>
            $"{violation.Id}: {string.Join(" | ", violation.Nodes.Select(node => node.Html))}")));
        Assert.Equal("", Errors);
    }

    public async ValueTask DisposeAsync() => await Page.CloseAsync();
}
