using System.Threading.Tasks;
using Microsoft.Playwright;
using Xunit;

namespace CrmMilestones.Tests.Sandbox.Browser;

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

static class BrowserTests
{
    /// <summary>A window of a person of its own, without anything that others left.</summary>
    internal static async Task<AppOnPage> OpenAsync(this Chromium chromium, int width, int language = 1033)
    {
        // A machine that tests much else besides is slow to answer.
        Assertions.SetDefaultExpectTimeout(20_000);
        var page = await chromium.Browser.NewPageAsync(new()
        {
            ViewportSize = new() { Width = width, Height = 900 },
            Locale = language == 3082 ? "es-ES" : "en-US",
        });
        page.SetDefaultTimeout(15_000);
        return new(page);
    }
}
