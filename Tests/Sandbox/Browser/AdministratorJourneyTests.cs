using System;
using System.Threading.Tasks;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CrmMilestones.Tests.Sandbox.Browser;

/// <summary>What an administrator adds to the definition, and what comes of it.</summary>
public sealed class AdministratorJourneyTests(SandboxBrowser browser) : IClassFixture<SandboxBrowser>
{
    [BrowserTheory]
    [EveryWindow]
    public async Task An_administrator_adds_a_requirement_which_the_next_customer_needs_until_it_is_deleted(
        int language, int width)
    {
        var words = Words.In(language);
        await using var app = await browser.OpenAsync(SandboxBrowser.Administrator, language, width);
        await app.FollowAsync(app.Areas.Nth(2));
        await app.FollowAsync(app.Page.Locator(".site-map-groups a[href*='/view/cm_stagerequirement']"));
        await app.AssertAccessibleAsync();
        await app.Page.GetByRole(AriaRole.Link, new() { Name = words.New }).ClickAsync();
        await app.FormIsReadyAsync();

        // A column that isn't there is refused before it can hinder anybody.
        await AppOnPage.FillAsync(app.Field("cm_name"), "Every customer has a website");
        await app.Field("cm_stage").SelectOptionAsync("727000000");
        await AppOnPage.FillAsync(app.Field("cm_column"), "nothing");
        await app.ClickAsync(words.Save);
        Assert.StartsWith("CM011", await app.ReadAsync(), StringComparison.Ordinal);
        await AppOnPage.FillAsync(app.Field("cm_column"), "websiteurl");
        await app.AssertAccessibleAsync();
        await app.ClickAsync(words.Save);
        await Expect(app.Saved).ToHaveTextAsync(words.Saved);
        await Expect(app.Page.Locator("h1")).ToContainTextAsync("Every customer has a website");

        // Whoever moves a customer now needs it too, in their own language.
        var refused = await MoveAsync(language, width, words.Save);
        Assert.StartsWith("CM001", refused, StringComparison.Ordinal);
        Assert.Contains(", Website", refused, StringComparison.Ordinal);

        await app.ClickAsync(words.Delete);
        await app.AssertAccessibleAsync();
        await app.Page.Locator("dialog.message button.primary").ClickAsync();
        await Expect(app.Page.Locator(".view-page")).ToBeVisibleAsync();
        var again = await MoveAsync(language, width, words.Save);
        Assert.StartsWith("CM001", again, StringComparison.Ordinal);
        Assert.DoesNotContain(", Website", again, StringComparison.Ordinal);
    }

    /// <summary>What a rep of Onboarding is told who moves a customer ahead that lacks much.</summary>
    async Task<string> MoveAsync(int language, int width, string save)
    {
        await using var customer = await browser.OpenFormAsync(
            language, "account", browser.Customer("Customer 10"), width, "CM Onboarding");
        await customer.Field("cm_lifecyclestage").SelectOptionAsync("727000001");
        await customer.ClickAsync(save);
        await Expect(customer.Message).ToBeVisibleAsync();
        return await customer.ReadAsync();
    }
}
