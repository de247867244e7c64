using System;
using System.IO;
using System.Threading.Tasks;
using Microsoft.Playwright;

namespace CrmMilestones.Tests.Sandbox.Browser;

/// <summary>Debian's Chromium, while it runs.</summary>
sealed class Chromium : IAsyncDisposable
{
    const string Path = "/usr/bin/chromium";

    readonly IPlaywright _playwright;

    Chromium(IPlaywright playwright, IBrowser browser)
    {
        _playwright = playwright;
        Browser = browser;
    }

    /// <summary>What is to be done where there is none.</summary>
    internal static string? Missing { get; } =
        File.Exists(Path) ? null : $"There is no browser at {Path}: install Debian's package chromium.";

    internal IBrowser Browser { get; }

    internal static async Task<Chromium> StartAsync()
    {
        var playwright = await Playwright.CreateAsync();
        return new(playwright, await playwright.Chromium.LaunchAsync(
            new() { ExecutablePath = Path, Args = ["--no-sandbox", "--disable-gpu"] }));
    }

    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        _playwright.Dispose();
    }
}
