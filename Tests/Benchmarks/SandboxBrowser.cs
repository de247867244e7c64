using System;
using System.Threading.Tasks;
using CrmMilestones.Sandbox.People;
using Microsoft.Playwright;

namespace CrmMilestones.Benchmarks;

/// <summary>Debian's Chromium, for whoever looks at the sandbox.</summary>
sealed class SandboxBrowser : IAsyncDisposable
{
    readonly IPlaywright _playwright;
    readonly IBrowser _browser;

    SandboxBrowser(IPlaywright playwright, IBrowser browser)
    {
        _playwright = playwright;
        _browser = browser;
    }

    internal static async Task<SandboxBrowser> StartAsync()
    {
        var playwright = await Playwright.CreateAsync();
        return new(playwright, await playwright.Chromium.LaunchAsync(
            new() { ExecutablePath = "/usr/bin/chromium", Args = ["--no-sandbox"] }));
    }

    /// <summary>A window of its own.</summary>
    /// <param name="address">Where it begins.</param>
    /// <param name="person">Whose it is; null for whom one is at first.</param>
    /// <param name="width">How wide it is, in pixels.</param>
    internal async Task<SandboxWindow> OpenAsync(Uri address, SandboxPerson? person = null, int width = 1280)
    {
        var context = await _browser.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = 800 } });
        if (person is not null)
        {
            await context.AddCookiesAsync([new()
            {
                Name = SandboxPeople.Cookie,
                Value = person.RoleId.ToString(),
                Url = new Uri(address, "/").ToString(),
            }]);
        }

        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(60_000);
        await page.GotoAsync(address.ToString());
        return new(context, page);
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}

/// <summary>A window of the browser.</summary>
sealed record SandboxWindow(IBrowserContext Context, IPage Page) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Context.DisposeAsync();
}
