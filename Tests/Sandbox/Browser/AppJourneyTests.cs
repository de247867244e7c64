using System;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Playwright;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CrmMilestones.Tests.Sandbox.Browser;

/// <summary>The app, as people walk through it.</summary>
public sealed class AppJourneyTests(AppBrowser browser) : IClassFixture<AppBrowser>
{
    const int English = 1033;
    const int Spanish = 3082;
    const string Administrator = "CM Lifecycle Administrator";
    const string AllCustomers = "/app/cm_CustomerMilestones/view/account/66c14dbe-ab74-46a6-a205-1d3e8fb5fe96";

    [BrowserTheory]
    [InlineData(English, 1280)]
    [InlineData(Spanish, 390)]
    public async Task Every_entry_of_the_site_map_opens_accessible_and_within_the_window(int language, int width)
    {
        await using var app = await browser.OpenAsync(
            Administrator, language, width, "/app/cm_CustomerMilestones");
        var areas = app.Page.Locator(".site-map-areas a");
        var entries = app.Page.Locator(".site-map-groups a");
        var opened = 0;
        for (var area = 0; area < await areas.CountAsync(); area++)
        {
            await OpenAsync(areas.Nth(area));
            await Expect(areas.Nth(area)).ToHaveAttributeAsync("aria-current", "true");
            for (var entry = 0; entry < await entries.CountAsync(); entry++)
            {
                await OpenAsync(entries.Nth(entry));
                await Expect(entries.Nth(entry)).ToHaveAttributeAsync("aria-current", "page");
                await Expect(app.Page.Locator("main h1")).ToHaveCountAsync(1);
                await Expect(app.Page.Locator("main [role=alert]")).ToHaveCountAsync(0);
                await app.AssertAccessibleAsync();
                Assert.Equal(width, await app.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
                opened++;
            }
        }

        Assert.Equal(15, opened);
        Assert.Equal(language == Spanish ? "es" : "en", await app.Page.Locator("html").GetAttributeAsync("lang"));

        async Task OpenAsync(ILocator link)
        {
            if (!await link.IsVisibleAsync())
            {
                await app.Page.Locator(".site-map-toggle").ClickAsync();
            }

            await link.ClickAsync();
        }
    }

    [BrowserFact]
    public async Task A_view_turns_its_pages_sorts_searches_and_filters()
    {
        await using var app = await browser.OpenAsync(Administrator, address: AllCustomers);
        var rows = app.Page.Locator(".grid tbody tr");
        var shown = app.Page.Locator(".grid-foot [role=status]");
        await Expect(shown).ToHaveTextAsync("1 - 50 of 60");
        await Expect(rows).ToHaveCountAsync(50);
        await app.ClickAsync("Next page");
        await Expect(shown).ToHaveTextAsync("51 - 60 of 60");

        await app.Page.GetByRole(AriaRole.Button, new() { Name = "Account Name" }).ClickAsync();
        await Expect(shown).ToHaveTextAsync("1 - 50 of 60");
        await Expect(rows.First.Locator("a").First).ToHaveTextAsync("Customer 01");
        await app.Page.GetByRole(AriaRole.Button, new() { Name = "Account Name" }).ClickAsync();
        await Expect(rows.First.Locator("a").First).ToHaveTextAsync("Customer 60");
        await Expect(app.Page.Locator("th[aria-sort=descending]")).ToHaveCountAsync(1);

        await FormOnPage.FillAsync(app.Page.GetByRole(AriaRole.Searchbox), "omer 1");
        await Expect(shown).ToHaveTextAsync("1 - 10 of 10");
        await FormOnPage.FillAsync(app.Page.GetByRole(AriaRole.Searchbox), "");

        await app.ClickAsync("Filter");
        await app.Page.GetByLabel("Column").SelectOptionAsync("Lifecycle stage");
        await app.Page.GetByLabel("Value").SelectOptionAsync("Live");
        await app.AssertAccessibleAsync();
        await app.ClickAsync("Add filter");
        await Expect(shown).ToHaveTextAsync("1 - 3 of 3");
        await app.Page.GetByRole(AriaRole.Button, new() { Name = "Remove: Lifecycle stage: Equals Live" }).ClickAsync();
        await Expect(shown).ToHaveTextAsync("1 - 50 of 60");

        await app.ClickAsync("Show chart");
        await app.Page.GetByLabel("Chart", new() { Exact = true }).And(app.Page.Locator("select"))
            .SelectOptionAsync("Customers by stage");
        await Expect(app.Page.Locator("svg[role=img]")).ToHaveAttributeAsync(
            "aria-label", "Customers by stage: Prospect 57; Live 3");
        await app.AssertAccessibleAsync();

        await rows.First.Locator("a").First.ClickAsync();
        await Expect(app.Page.Locator(".form-page h1")).ToContainTextAsync("Customer 60");
    }

    [BrowserTheory]
    [InlineData(English, "Billable by market: Australia 2")]
    [InlineData(Spanish, "Facturables por mercado: Australia 2")]
    public async Task At_month_end_finance_sees_the_count_closes_the_month_and_an_end_that_comes_by_itself(
        int language, string counted)
    {
        browser.Server.Environment.Reset();
        await using var app = await browser.OpenAsync("CM Finance", language);
        await app.Page.Locator(".site-map-areas a").Nth(1).ClickAsync();
        var chart = app.Page.Locator("svg[role=img]").First;
        await Expect(chart).ToHaveAttributeAsync("aria-label", counted.Replace('2', '3'));

        // Finance holds one of the three.
        await app.Page.Locator(".site-map-groups a").Nth(1).ClickAsync();
        await Expect(app.Page.Locator(".grid tbody tr")).ToHaveCountAsync(3);
        await app.Page.GetByRole(AriaRole.Link, new() { Name = "Customer 02" }).ClickAsync();
        await Expect(app.Page.Locator(".form-page h1")).ToContainTextAsync("Customer 02");
        Hold("Customer 02");
        await app.Page.Locator(".site-map-groups a").First.ClickAsync();
        await Expect(chart).ToHaveAttributeAsync("aria-label", counted);

        // What is closed stands in the dashboard, once the last change is five minutes old.
        browser.Server.Environment.Clock.MoveAhead(TimeSpan.FromMinutes(6));
        var now = browser.Server.Environment.Clock.GetUtcNow().UtcDateTime;
        Close(new DateTime(now.Year, now.Month, 1).AddDays(-1));
        await app.Page.ReloadAsync();
        await Expect(app.Page.Locator(".tile").Nth(4).Locator("tbody tr")).ToHaveCountAsync(1);
        await app.AssertAccessibleAsync();

        // A notice that was given: the day after the last day of service the customer has left by itself.
        End("Customer 03", now.Date.AddDays(10));
        await app.Page.Locator("#sandbox-day").FillAsync(
            now.Date.AddDays(11).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        await app.Page.Locator("form[action='/sandbox/clock'] button").ClickAsync();
        await Expect(chart).ToHaveAttributeAsync("aria-label", counted.Replace('2', '1'));
    }

    [BrowserFact]
    public async Task Who_may_not_administer_sees_no_administration_and_is_told_what_is_missing()
    {
        await using var app = await browser.OpenAsync("CM Sales");
        await Expect(app.Page.Locator(".site-map-areas a")).ToHaveTextAsync(["Customers", "Finance", "How we work"]);
        await app.Page.GotoAsync(new Uri(
            browser.Server.Address, "/app/cm_CustomerMilestones/view/cm_stagerequirement").ToString());
        await Expect(app.Page.Locator("main h1")).ToHaveCountAsync(1);
        await Expect(app.Page.GetByRole(AriaRole.Link, new() { Name = "+ New" })).ToHaveCountAsync(0);
    }

    [BrowserFact]
    public async Task A_reset_brings_back_what_was_and_keeps_who_one_is()
    {
        await using var app = await browser.OpenAsync("CM Finance", Spanish);
        browser.Server.Environment.Host.System.Create(new Entity("contact") { ["lastname"] = "Short-lived" });
        app.Page.Dialog += async (_, dialog) => await dialog.AcceptAsync();
        await AppBrowser.LeaveAsync(
            app.Page, () => app.Page.Locator("form[action='/sandbox/reset'] button").ClickAsync());
        await Expect(app.Page.Locator("#sandbox-person option:checked")).ToHaveTextAsync("CM Finance");
        await Expect(app.Page.Locator("html")).ToHaveAttributeAsync("lang", "es");
        Assert.Empty(Find("contact", "lastname", "Short-lived"));
    }

    [BrowserFact]
    public async Task What_cannot_be_drawn_is_named_in_place()
    {
        await using var app = await browser.OpenAsync("System Administrator", address: "/app/strange_App");
        await Expect(app.Page.Locator(".not-drawn")).ToHaveTextAsync(
            "Not drawn in the sandbox: https://example.org/away");
        await app.Page.GetByRole(AriaRole.Link, new() { Name = "Board" }).ClickAsync();
        await Expect(app.Page.Locator(".tile .not-drawn")).ToHaveTextAsync(
            "Not drawn in the sandbox: Unknown 99999999-2222-3333-4444-555555555555");
        await app.AssertAccessibleAsync();
        await app.Page.GetByRole(AriaRole.Link, new() { Name = "Contacts" }).ClickAsync();
        await Expect(app.Page.Locator(".notice")).ToContainTextAsync("No imported solution has a view of contacts.");
    }

    [BrowserFact]
    public async Task Neither_a_name_with_markup_nor_a_web_resource_reaches_the_page()
    {
        await using var app = await browser.OpenAsync(
            "System Administrator", address: "/app/strange_App/view/contact");
        await Expect(app.Page.Locator(".grid tbody tr").First).ToContainTextAsync("<img src=x onerror=");
        await app.Page.GetByRole(AriaRole.Link, new() { Name = "Page", Exact = true }).ClickAsync();
        var frame = app.Page.FrameLocator("iframe.web-page");
        await Expect(frame.Locator("body[data-done]")).ToHaveCountAsync(1);
        await Expect(frame.Locator("#told")).ToHaveTextAsync("Refused without cookies");
        Assert.DoesNotContain("Taken", await app.Page.TitleAsync(), StringComparison.Ordinal);
    }

    IOrganizationService Finance => browser.Server.Environment.ServiceFor(
        browser.Server.People.Single(person => person.Name == "CM Finance"));

    void Hold(string name) => Finance.Update(new Entity("account", Customer(name))
    {
        ["cm_billinghold"] = true,
        ["cm_billingholdreason"] = "Disputed",
    });

    void End(string name, DateTime lastDay) =>
        Finance.Update(new Entity("account", Customer(name)) { ["cm_serviceendedon"] = lastDay });

    void Close(DateTime monthEnd) =>
        Finance.Execute(new OrganizationRequest("cm_CloseMonth") { ["MonthEnd"] = monthEnd });

    Guid Customer(string name) => Find("account", "name", name).Single().Id;

    DataCollection<Entity> Find(string table, string column, string value) =>
        browser.Server.Environment.Host.System.RetrieveMultiple(new QueryByAttribute(table)
        {
            Attributes = { column },
            Values = { value },
        }).Entities;
}
