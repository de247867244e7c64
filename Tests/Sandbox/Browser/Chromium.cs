using System;
using System.IO;
using System.Threading.Tasks;
using Microsoft.Playwright;
using Xunit;

namespace CrmMilestones.Tests.Sandbox.Browser;

/// <summary>Where Debian's package chromium puts the browser.</summary>
static class Chromium
{
    internal const string Path = "/usr/bin/chromium";

    internal static string? Missing { get; } =
        File.Exists(Path) ? null : $"There is no browser at {Path}: install Debian's package chromium.";
}

/// <summary>A Chromium that runs.</summary>
sealed class RunningChromium : IAsyncDisposable
{
    readonly IPlaywright _playwright;
    readonly IBrowser _browser;

    RunningChromium(IPlaywright playwright, IBrowser browser)
    {
        _playwright = playwright;
        _browser = browser;
    }

    internal static async Task<RunningChromium> StartAsync()
    {
        // A machine that tests much else besides is slow to answer.
        Assertions.SetDefaultExpectTimeout(20_000);
        var playwright = await Playwright.CreateAsync();
        return new(playwright, await playwright.Chromium.LaunchAsync(
            new() { ExecutablePath = Chromium.Path, Args = ["--no-sandbox"] }));
    }

    /// <summary>A window of a person of its own, without anything that others left.</summary>
    internal async Task<AppOnPage> OpenAsync(int width, int language = 1033)
    {
        var page = await _browser.NewPageAsync(new()
        {
            ViewportSize = new() { Width = width, Height = 900 },
            Locale = language == 3082 ? "es-ES" : "en-US",
        });
        page.SetDefaultTimeout(15_000);
        return new(page);
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}

/// <summary>A test in a real browser; skipped, with the reason, where there is none.</summary>
sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = Chromium.Missing;
}

/// <summary>A theory in a real browser; skipped, with the reason, where there is none.</summary>
sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = Chromium.Missing;
}
