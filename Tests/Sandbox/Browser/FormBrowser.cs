using System;
using System.Linq;
using System.Threading.Tasks;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace CrmMilestones.Tests.Sandbox.Browser;

/// <summary>One Chromium and one <see cref="FormSite"/> for the tests of a class.</summary>
public sealed class FormBrowser : IAsyncLifetime
{
    IPlaywright? _playwright;
    IBrowser? _browser;

    public FormSite Site { get; private set; } = null!;

    async Task IAsyncLifetime.InitializeAsync()
    {
        if (Chromium.Missing is null)
        {
            Site = await FormSite.StartAsync();
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
        if (Site is not null)
        {
            await Site.DisposeAsync();
        }
    }

    /// <summary>Opens a form and waits until its scripts have run.</summary>
    /// <param name="language">1033 or 3082.</param>
    /// <param name="table">The table.</param>
    /// <param name="id">The row; null for a new one.</param>
    /// <param name="width">The window's width in pixels.</param>
    internal async Task<FormOnPage> OpenAsync(int language, string table, Guid? id = null, int width = 1280)
    {
        var page = await _browser!.NewPageAsync(new()
        {
            ViewportSize = new() { Width = width, Height = 900 },
            Locale = language == 3082 ? "es-ES" : "en-US",
        });
        page.SetDefaultTimeout(10_000);
        FormOnPage form = new(page);
        await page.GotoAsync(Site.AddressOf(language, table, id));
        await page.WaitForSelectorAsync(".form-page[data-ready]");
        return form;
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
        await lookup.PressSequentiallyAsync(text);
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
