using System;
using System.Collections.Generic;
using System.Globalization;
using System.Net.Http;
using System.Net.Http.Json;
using System.Threading.Tasks;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CrmMilestones.Tests.Sandbox.Browser;

/// <summary>What Finance does at a month's end.</summary>
public sealed class FinanceJourneyTests(SandboxBrowser browser) : IClassFixture<SandboxBrowser>
{
    [BrowserTheory]
    [EveryWindow]
    public async Task Finance_sees_the_count_holds_a_customer_closes_the_month_and_sees_an_end_come_by_itself(
        int language, int width)
    {
        browser.Server.Environment.Reset();
        var words = Words.In(language);
        await using var app = await browser.OpenAsync("CM Finance", language, width);
        await app.FollowAsync(app.Areas.Nth(1));
        var chart = app.Page.Locator("svg[role=img]").First;
        await Expect(chart).ToHaveAttributeAsync("aria-label", words.BillableByMarket + 3);
        await app.AssertAccessibleAsync();

        // One of the three is held, from the view of billable customers on.
        await app.FollowAsync(app.Entries.Nth(1));
        await Expect(app.Rows).ToHaveCountAsync(3);
        await app.AssertAccessibleAsync();
        await OpenAsync(app, "Customer 02");
        await app.Page.GetByRole(AriaRole.Tab, new() { Name = words.Billing }).ClickAsync();
        await app.Field("cm_billinghold").SelectOptionAsync("1");
        await app.ClickAsync(words.Save);
        Assert.StartsWith("CM009", await app.ReadAsync(), StringComparison.Ordinal);
        await AppOnPage.FillAsync(app.Field("cm_billingholdreason"), "Disputed");
        await app.ClickAsync(words.Save);
        await Expect(app.Saved).ToHaveTextAsync(words.Saved);
        await app.FollowAsync(app.Entries.First);
        await Expect(chart).ToHaveAttributeAsync("aria-label", words.BillableByMarket + 2);

        // The app has no button for closing a month: Finance's tool calls the custom API, as a flow would. What is closed
        // stands in the dashboard, once the last change is five minutes old. The latest month that is over everywhere on
        // earth is closed: on the morning of a first day that isn't the one before.
        browser.Server.Environment.Clock.MoveAhead(TimeSpan.FromMinutes(6));
        var now = browser.Server.Environment.Clock.GetUtcNow().UtcDateTime;
        var over = now.AddHours(-12);
        await CloseAsync(new DateTime(over.Year, over.Month, 1).AddDays(-1));
        await app.LeaveAsync(() => app.Page.ReloadAsync());
        await Expect(app.Page.Locator(".tile").Nth(4).Locator("tbody tr")).ToHaveCountAsync(1);
        await app.AssertAccessibleAsync();

        // A notice that was given: the day after the last day of service the customer has left by itself.
        await app.FollowAsync(app.Entries.Nth(1));
        await OpenAsync(app, "Customer 03");
        await AppOnPage.FillDayAsync(app.Field("cm_serviceendedon"), -10);
        await app.ClickAsync(words.Save);
        await Expect(app.Saved).ToHaveTextAsync(words.Saved);
        await app.FollowAsync(app.Entries.First);
        await Expect(chart).ToHaveAttributeAsync("aria-label", words.BillableByMarket + 2);
        await app.MoveToAsync(now.Date.AddDays(11));
        await Expect(chart).ToHaveAttributeAsync("aria-label", words.BillableByMarket + 1);
    }

    static async Task OpenAsync(AppOnPage app, string customer)
    {
        await app.Page.GetByRole(AriaRole.Link, new() { Name = customer }).ClickAsync();
        await app.FormIsReadyAsync();
        await Expect(app.Page.Locator(".form-page h1")).ToContainTextAsync(customer);
    }

    async Task CloseAsync(DateTime monthEnd)
    {
        using HttpClient finance = new() { BaseAddress = new(browser.Server.Address, "api/data/v9.2/") };
        finance.DefaultRequestHeaders.Authorization = new("Bearer", browser.Person("CM Finance").Token);
        using var closed = await finance.PostAsJsonAsync("cm_CloseMonth", new Dictionary<string, string>
        {
            ["MonthEnd"] = monthEnd.ToString("yyyy-MM-dd'T'00:00:00'Z'", CultureInfo.InvariantCulture),
        });
        Assert.True(closed.IsSuccessStatusCode, await closed.Content.ReadAsStringAsync());
    }
}
