using System;
using System.Threading.Tasks;
using CrmMilestones.Sandbox.People;
using CrmMilestones.Tests.Sandbox.Browser;
using Microsoft.Playwright;

namespace CrmMilestones.Benchmarks;

/// <summary>A window of the browser that looks at a sandbox.</summary>
sealed record SandboxWindow(IBrowserContext Context, IPage Page) : IAsyncDisposable
{
    /// <summary>Opens one.</summary>
    /// <param name="chromium">The browser.</param>
    /// <param name="address">Where it begins.</param>
    /// <param name="person">Whose it is; null for whom one is at first.</param>
    /// <param name="width">How wide it is, in pixels.</param>
    internal static async Task<SandboxWindow> OpenAsync(
        Chromium chromium, Uri address, SandboxPerson? person = null, int width = 1280)
    {
        var context = await chromium.Browser.NewContextAsync(
            new() { ViewportSize = new() { Width = width, Height = 800 } });
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

    public ValueTask DisposeAsync() => Context.DisposeAsync();
}
