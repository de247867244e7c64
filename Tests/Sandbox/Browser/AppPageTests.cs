using System;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Microsoft.Playwright;
using Microsoft.Xrm.Sdk;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CrmMilestones.Tests.Sandbox.Browser;

/// <summary>The app's pages besides forms: site map, views, charts, dashboards, and what another solution brings.</summary>
public sealed class AppPageTests(SandboxBrowser browser) : IClassFixture<SandboxBrowser>
{
    const int English = SandboxBrowser.English;
    const int Spanish = SandboxBrowser.Spanish;
    const string Administrator = SandboxBrowser.Administrator;
    const string AllCustomers = "/app/cm_CustomerMilestones/view/account/66c14dbe-ab74-46a6-a205-1d3e8fb5fe96";

    [BrowserTheory]
    [InlineData(English, 1280)]
    [InlineData(Spanish, 390)]
    public async Task Every_entry_of_the_site_map_opens_accessible_and_within_the_window(int language, int width)
    {
        await using var app = await browser.OpenAsync(
            Administrator, language, width, "/app/cm_CustomerMilestones");
        var (areas, entries) = (app.Areas, app.Entries);
        var opened = 0;
        for (var area = 0; area < await areas.CountAsync(); area++)
        {
            await app.FollowAsync(areas.Nth(area));
            await Expect(areas.Nth(area)).ToHaveAttributeAsync("aria-current", "true");
            for (var entry = 0; entry < await entries.CountAsync(); entry++)
            {
                await app.FollowAsync(entries.Nth(entry));
                await Expect(entries.Nth(entry)).ToHaveAttributeAsync("aria-current", "page");
                await Expect(app.Page.Locator("main h1")).ToHaveCountAsync(1);
                await Expect(app.Page.Locator("main [role=alert]")).ToHaveCountAsync(0);
                await app.AssertAccessibleAsync();
                opened++;
            }
        }

        Assert.Equal(15, opened);
        Assert.Equal(language == Spanish ? "es" : "en", await app.Page.Locator("html").GetAttributeAsync("lang"));
    }

    [BrowserFact]
    public async Task What_breaks_a_rule_of_accessibility_on_the_page_or_in_a_frame_is_found()
    {
        await using var app = await browser.OpenAsync(Administrator);
        await app.Page.SetContentAsync("<html><main><img src='x.png'></main></html>");
        await app.Page.EvaluateAsync("document.documentElement.removeAttribute('lang')");
        Assert.Equal(
            ["document-title", "html-has-lang", "image-alt"], Rules(await app.ViolationsAsync()));
        await app.Page.SetContentAsync(
            "<title>Page</title><iframe title='Inner' srcdoc=\"<img src='x.png'>\"></iframe>");
        Assert.Contains("image-alt", Rules(await app.ViolationsAsync()));

        static string[] Rules(string violations) =>
            [.. violations.Split('\n').Select(line => line.Split(':')[0]).Order(StringComparer.Ordinal)];
    }

    [BrowserFact]
    public async Task A_view_turns_its_pages_sorts_searches_and_filters()
    {
        await using var app = await browser.OpenAsync(Administrator, address: AllCustomers);
        var rows = app.Rows;
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

        await AppOnPage.FillAsync(app.Page.GetByRole(AriaRole.Searchbox), "omer 1");
        await Expect(shown).ToHaveTextAsync("1 - 10 of 10");
        await AppOnPage.FillAsync(app.Page.GetByRole(AriaRole.Searchbox), "");

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

    [BrowserFact]
    public async Task Who_may_not_administer_sees_no_administration_and_is_told_what_is_missing()
    {
        await using var app = await browser.OpenAsync("CM Sales");
        await Expect(app.Areas).ToHaveTextAsync(["Customers", "Finance", "How we work"]);
        await app.Page.GotoAsync(new Uri(
            browser.Server.Address, "/app/cm_CustomerMilestones/view/cm_stagerequirement").ToString());
        await Expect(app.Page.Locator("main h1")).ToHaveCountAsync(1);
        await Expect(app.Page.GetByRole(AriaRole.Link, new() { Name = "+ New" })).ToHaveCountAsync(0);
    }

    [BrowserFact]
    public async Task A_reset_brings_back_what_was_and_keeps_who_one_is()
    {
        await using var app = await browser.OpenAsync("CM Finance", Spanish);
        browser.Host.System.Create(new Entity("contact") { ["lastname"] = "Short-lived" });
        app.Page.Dialog += async (_, dialog) => await dialog.AcceptAsync();
        await app.LeaveAsync(() => app.Page.Locator("form[action='/sandbox/reset'] button").ClickAsync());
        await Expect(app.Page.Locator("#sandbox-person option:checked")).ToHaveTextAsync("CM Finance");
        await Expect(app.Page.Locator("html")).ToHaveAttributeAsync("lang", "es");
        Assert.Empty(browser.Find("contact", "lastname", "Short-lived"));
    }

    [BrowserFact]
    public async Task A_window_in_which_somebody_types_begins_anew_with_a_reset_and_asks_nothing()
    {
        await using var form = await browser.OpenFormAsync(English, "account", role: "CM Sales");
        await AppOnPage.FillAsync(form.Field("name"), "Half a name");
        form.Page.Dialog += async (_, dialog) => await dialog.DismissAsync();
        await form.LeaveAsync(() => Task.Run(browser.Server.Environment.Reset));
        await Expect(form.Page.Locator(".view-page")).ToBeVisibleAsync();
    }

    [BrowserTheory]
    [InlineData("/nowhere", "There is nothing at this address.")]
    [InlineData("/app/cm_CustomerMilestones/form/account/00000000-0000-0000-0000-000000000001",
        "This can't be shown: account With Id = 00000000-0000-0000-0000-000000000001 Does Not Exist")]
    [InlineData("/app/cm_CustomerMilestones/view/nothing",
        "This can't be shown: The entity with a name = 'nothing' was not found in the MetadataCache.")]
    public async Task What_is_not_there_is_said_on_a_page_that_still_works(string address, string text)
    {
        await using var app = await browser.OpenAsync(Administrator);
        await app.Page.GotoAsync(new Uri(browser.Server.Address, address).ToString());
        await Expect(app.Page.Locator("main")).ToContainTextAsync(text);
        await app.AssertAccessibleAsync();
        await app.FollowAsync(app.Page.Locator("main a[href='/'], .site-map-groups a").First);
        await Expect(app.Page.Locator(".view-page")).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task Another_solutions_app_is_shown_and_what_cannot_be_drawn_is_named_in_place()
    {
        await using var app = await browser.OpenAsync("System Administrator", address: "/app/lib_Library");
        await Expect(app.Page.Locator("main h1")).ToHaveTextAsync("All books");
        await Expect(app.Page.Locator("th")).ToHaveTextAsync(["Title", "Kind", "Weight (kg)", "May be lent"]);
        await Expect(app.Page.Locator(".not-drawn")).ToHaveTextAsync("Not drawn in the sandbox: lib_shelf");

        // A book is entered, with a loan whose reader has been there before.
        await app.Page.GetByRole(AriaRole.Link, new() { Name = "+ New" }).ClickAsync();
        await app.FormIsReadyAsync();
        await AppOnPage.FillAsync(app.Field("lib_name"), "World atlas");
        await app.Field("lib_kind").SelectOptionAsync("Atlas");
        await AppOnPage.FillAsync(app.Field("lib_weight"), "2.5");
        await app.ClickAsync("Save");
        await Expect(app.Saved).ToHaveTextAsync("- Saved");
        await Expect(app.Field("lib_weight")).ToHaveValueAsync("2.500");
        await Expect(app.Page.Locator(".form-page .not-drawn")).ToHaveTextAsync(
        [
            "Not drawn in the sandbox: cover (99999999-2222-3333-4444-555555555555)",
            "Not drawn in the sandbox: notescontrol (Timeline)",
        ]);
        await app.ClickAsync("+ New Loan");
        var loan = app.Page.Locator("dialog.quick-create");
        await AppOnPage.FillAsync(loan.Locator("[id$=-lib_name]"), "L-1");
        await app.PickAsync(loan.Locator("[id$=-lib_readerid]"), "lin", "Linh Nguyen");
        await AppOnPage.FillAsync(loan.Locator("[id$=-lib_dueon]"), "2027-03-01T18:30");
        await loan.GetByRole(AriaRole.Button, new() { Name = "Save & Close" }).ClickAsync();
        await Expect(app.Page.Locator(".subgrid tbody td")).ToHaveTextAsync(
            [new("^L-1$"), new("^Linh Nguyen$"), new Regex(@"^3/1/2027 6:30\sPM$"), new("^Atlas$")]);
        await app.AssertAccessibleAsync();

        // The loan shows its book, and no longer one that isn't lent any more.
        await app.ToOtherFormAsync(() => app.Page.Locator(".subgrid tbody a").First.ClickAsync());
        var book = app.Page.Locator(".quick-view");
        await Expect(book.GetByLabel("Kind")).ToHaveValueAsync("Atlas");
        await Expect(book.GetByLabel("Kind")).ToHaveAttributeAsync("readonly", "");
        await Expect(book.Locator(".subgrid tbody a")).ToHaveTextAsync("L-1");
        await Expect(book.GetByRole(AriaRole.Button)).ToHaveCountAsync(0);
        await Expect(app.Page.Locator(".form-page .not-drawn")).ToHaveTextAsync(
        [
            "Not drawn in the sandbox: again (QuickView)",
            "Not drawn in the sandbox: shelves (lib_shelf_loan)",
            "Not drawn in the sandbox: reader (b0000000-0000-0000-0000-00000000000f)",
        ]);
        await app.AssertAccessibleAsync();
        await app.ClickAsync("Remove World atlas");
        await Expect(book).ToHaveCountAsync(0);
        await app.ClickAsync("Refresh");
        await app.ClickAsync("Discard changes");
        await Expect(book).ToBeVisibleAsync();

        await app.FollowAsync(app.Entries.First);
        await app.ClickAsync("Show chart");
        await Expect(app.Page.Locator("svg[role=img]")).ToHaveAttributeAsync("aria-label", "Books by kind: Atlas 1");
        await app.AssertAccessibleAsync();
        await ChooseChartAsync("Weight by kind");
        await Expect(app.Page.Locator("svg[role=img]")).ToHaveAttributeAsync(
            "aria-label", "Weight by kind: Atlas Weight (kg) 2.5, Book 1");
        await ChooseChartAsync("Funnel of books");
        await Expect(app.Page.Locator(".chart .not-drawn")).ToHaveTextAsync("Not drawn in the sandbox: Funnel");

        await app.FollowAsync(app.Entries.Nth(1));
        await Expect(app.Page.Locator(".tile .not-drawn")).ToHaveTextAsync(
            "Not drawn in the sandbox: Unknown 99999999-2222-3333-4444-555555555555");
        await app.AssertAccessibleAsync();
        await app.FollowAsync(app.Entries.Nth(2));
        await Expect(app.Page.Locator(".notice")).ToContainTextAsync("No imported solution has a view of Contacts.");
        await app.FollowAsync(app.Entries.Nth(4));
        await Expect(app.Page.Locator(".not-drawn")).ToHaveTextAsync(
            "Not drawn in the sandbox: https://example.org/away");

        Task ChooseChartAsync(string name) => app.Page.GetByLabel("Chart", new() { Exact = true })
            .And(app.Page.Locator("select")).SelectOptionAsync(name);
    }

    [BrowserFact]
    public async Task Neither_a_name_with_markup_nor_a_web_resource_reaches_the_page()
    {
        await using var app = await browser.OpenAsync(
            "System Administrator", address: "/app/lib_Library/view/contact");
        await Expect(app.Page.Locator(".grid tbody tr").First).ToContainTextAsync("<img src=x onerror=");
        await app.Page.GetByRole(AriaRole.Link, new() { Name = "Page", Exact = true }).ClickAsync();
        var frame = app.Page.FrameLocator("iframe.web-page");
        await Expect(frame.Locator("body[data-done]")).ToHaveCountAsync(1);
        await Expect(frame.Locator("#told")).ToHaveTextAsync("Refused without cookies");
        Assert.DoesNotContain("Taken", await app.Page.TitleAsync(), StringComparison.Ordinal);
    }
}
