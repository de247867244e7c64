using System;
using System.Threading.Tasks;
using Microsoft.Playwright;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CrmMilestones.Tests.Sandbox.Browser;

/// <summary>
/// What people do with forms besides the journeys, in a real browser; every page on the way keeps WCAG 2.1 AA.
/// </summary>
public sealed class FormPageTests(SandboxBrowser browser) : IClassFixture<SandboxBrowser>
{
    const int English = SandboxBrowser.English;
    const int Spanish = SandboxBrowser.Spanish;

    [BrowserFact]
    public async Task Rows_are_made_on_the_way_from_a_subgrid_and_from_a_lookup()
    {
        var customer = Customer();
        await using var form = await browser.OpenFormAsync(English, "account", customer);
        await Expect(form.Page).ToHaveTitleAsync("Account: Fabrikam");
        await form.Page.GetByRole(AriaRole.Tab, new() { Name = "History" }).ClickAsync();
        await form.ClickAsync("+ New Customer document");
        var dialog = form.Page.Locator("dialog.quick-create").First;
        await Expect(dialog.Locator("[id$=-cm_accountid]")).ToHaveTextAsync("Fabrikam");
        await AppOnPage.FillAsync(dialog.Locator("[id$=-cm_name]"), "Trade licence");
        await form.AssertAccessibleAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Save & Close" }).ClickAsync();
        await Expect(dialog.Locator(".field-error")).ToHaveTextAsync(
            "Document type: Required fields must be filled in.");

        // The document type isn't there yet: it is made in a second dialog over the first.
        await dialog.Locator("[id$=-cm_documenttypeid]").ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "+ New Document type" }).ClickAsync();
        var second = form.Page.Locator("dialog.quick-create dialog.quick-create");
        await AppOnPage.FillAsync(second.Locator("[id$=-cm_name]"), "Licence");
        await second.GetByRole(AriaRole.Button, new() { Name = "Save & Close" }).ClickAsync();
        await Expect(dialog.Locator("[id$=-cm_documenttypeid]")).ToHaveTextAsync("Licence");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Save & Close" }).ClickAsync();

        await Expect(form.Page.Locator("[data-name=history_customerdocument] tbody a"))
            .ToHaveTextAsync("Trade licence");
        var document = browser.Host.System.RetrieveMultiple(new QueryByAttribute("cm_customerdocument")
        {
            ColumnSet = new ColumnSet("cm_accountid", "cm_documenttypeid"),
            Attributes = { "cm_name" },
            Values = { "Trade licence" },
        }).Entities[0];
        Assert.Equal(customer, document.GetAttributeValue<EntityReference>("cm_accountid").Id);

        // Every other customer would need such a document too.
        browser.Host.System.Delete("cm_customerdocument", document.Id);
        browser.Host.System.Delete(
            "cm_documenttype", document.GetAttributeValue<EntityReference>("cm_documenttypeid").Id);
    }

    [BrowserFact]
    public async Task Unsaved_changes_are_asked_about_before_they_are_lost()
    {
        await using var form = await browser.OpenFormAsync(English, "account", Customer());
        await AppOnPage.FillAsync(form.Field("telephone1"), "555");
        await form.ClickAsync("Refresh");
        await Expect(form.Message).ToHaveTextAsync("You have unsaved changes. Discard them?");
        await form.ClickAsync("Stay here");
        await Expect(form.Field("telephone1")).ToHaveValueAsync("555");
        await form.ClickAsync("New");
        await Expect(form.Message).ToHaveTextAsync("You have unsaved changes. Discard them?");
        await form.ClickAsync("Stay here");
        await Expect(form.Field("telephone1")).ToHaveValueAsync("555");
        await form.ClickAsync("New");
        await form.ClickAsync("Discard changes");
        await Expect(form.Page.Locator("h1")).ToContainTextAsync("New Account");
    }

    [BrowserTheory]
    [InlineData("Abandon")]
    [InlineData("Deactivate")]
    public async Task What_was_changed_is_saved_before_the_server_acts_on_the_row(string button)
    {
        var customer = Customer();
        await using var form = await browser.OpenFormAsync(English, "account", customer);
        await AppOnPage.FillAsync(form.Field("telephone1"), "555");
        await form.ClickAsync(button);
        await Expect(form.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^(Rea|A)ctivate$") }))
            .ToHaveCountAsync(1);
        Assert.Equal("555", Phone(customer));
    }

    /// <summary>The first save of a row leads to another page, which knows only what was stored.</summary>
    [BrowserFact]
    public async Task What_is_typed_between_a_click_on_Save_and_its_answer_is_stored()
    {
        await using var form = await SlowAsync(null);
        await AppOnPage.FillAsync(form.Field("name"), "Typed on");
        await form.ToOtherFormAsync(async () =>
        {
            await form.ClickAsync("Save");
            await form.Field("telephone1").FillAsync("555");
        });
        await Expect(form.Field("telephone1")).ToHaveValueAsync("555");
        await Expect(form.Saved).ToHaveTextAsync("- Saved");
        Assert.Equal("555", Phone(browser.Customer("Typed on")));
    }

    [BrowserFact]
    public async Task Nobody_types_into_a_form_while_it_saves_and_goes_on_where_it_was_left()
    {
        await using var form = await SlowAsync(Customer());
        await AppOnPage.FillAsync(form.Field("telephone1"), "1");
        await form.ClickAsync("Save");
        await form.Page.WaitForSelectorAsync(".form-page[inert]");
        await form.Field("telephone1").PressSequentiallyAsync("2");
        await Expect(form.Saved).ToHaveTextAsync("- Saved");
        await Expect(form.Page.Locator(".form-page[inert]")).ToHaveCountAsync(0);
        await Expect(form.Field("telephone1")).ToHaveValueAsync("1");
        await Expect(form.Page.Locator(":focus")).ToHaveTextAsync("Save");
    }

    [BrowserTheory]
    [InlineData(English)]
    [InlineData(Spanish)]
    public async Task A_phone_shows_the_whole_form_one_thing_below_the_other(int language)
    {
        await using var form = await browser.OpenFormAsync(language, "account", Customer(), width: 390);
        await form.Stage(0).GetByRole(AriaRole.Button).ClickAsync();
        await Expect(form.Panel).ToBeVisibleAsync();
        await form.AssertAccessibleAsync();
        await form.Stage(0).GetByRole(AriaRole.Button).ClickAsync();
        foreach (var tab in await form.Page.GetByRole(AriaRole.Tab).AllAsync())
        {
            await tab.ClickAsync();
            await Expect(tab).ToHaveAttributeAsync("aria-selected", "true");
            await form.AssertAccessibleAsync();
        }
    }

    [BrowserFact]
    public async Task What_is_typed_into_a_lookup_stays_when_answers_come_late()
    {
        await using var form = await SlowAsync(null, "cm_customerdocument");
        await form.Field("cm_accountid").PressSequentiallyAsync("custom", new() { Delay = 150 });
        await Expect(form.Page.GetByRole(AriaRole.Option, new() { Name = "Customer 10" })).ToBeVisibleAsync();
        await Expect(form.Field("cm_accountid")).ToHaveValueAsync("custom");
    }

    [BrowserFact]
    public async Task Save_and_Close_leads_back_to_the_view_one_came_from_or_to_that_of_the_site_map()
    {
        await using var form = await browser.OpenFormAsync(English, "account", Customer());
        var view = form.Page.Locator(".view-page h1");
        await form.ClickAsync("Save & Close");
        await Expect(view).ToHaveTextAsync("My customers");
        await form.Page.Locator("#view-of").SelectOptionAsync("Ready to go live");
        await Expect(view).ToHaveTextAsync("Ready to go live");
        await form.Page.Locator("#view-of").SelectOptionAsync("Customers by stage");
        await Expect(view).ToHaveTextAsync("Customers by stage");
        await form.Rows.First.Locator("a").First.ClickAsync();
        await form.FormIsReadyAsync();
        await form.ClickAsync("Save & Close");
        await Expect(view).ToHaveTextAsync("Customers by stage");
    }

    [BrowserFact]
    public async Task Who_may_only_read_is_shown_a_form_that_only_shows()
    {
        await using var form = await browser.OpenFormAsync(English, "account", Customer(), role: "CM Finance");
        await Expect(form.Page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true })).ToHaveCountAsync(1);
        await using var market = await browser.OpenFormAsync(
            English, "cm_market", First("cm_market").Id, role: "CM Finance");
        await Expect(market.Page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true })).ToHaveCountAsync(0);
        await Expect(market.Page.Locator(".notification")).ToHaveTextAsync(
            "Read-only: you don't have access to change such records.");
        await Expect(market.Field("cm_name")).ToHaveAttributeAsync("readonly", "");
        await market.AssertAccessibleAsync();
    }

    /// <summary>A form to which answers come late.</summary>
    async Task<AppOnPage> SlowAsync(Guid? id, string table = "account")
    {
        var form = await browser.OpenFormAsync(English, table, id);
        await form.DelayAnswersAsync(TimeSpan.FromMilliseconds(400));
        await form.LeaveAsync(() => form.Page.ReloadAsync());
        await form.FormIsReadyAsync();
        return form;
    }

    string? Phone(Guid customer) => browser.Host.System.Retrieve("account", customer, new("telephone1"))
        .GetAttributeValue<string>("telephone1");

    Guid Customer()
    {
        return browser.Host.System.Create(new Entity("account")
        {
            ["name"] = "Fabrikam",
            ["cm_lifecyclestage"] = new OptionSetValue(727000000),
            ["ownerid"] = new EntityReference("systemuser", browser.Seller),
            ["primarycontactid"] = First("contact"),
            ["cm_marketid"] = First("cm_market"),
            ["cm_agreementsignedon"] = DateTime.UtcNow.Date.AddDays(-9),
            ["cm_billingmodel"] = new OptionSetValue(727000000),
            ["cm_billingtiming"] = new OptionSetValue(727000000),
        });
    }

    EntityReference First(string table) => browser.Host.System
        .RetrieveMultiple(new QueryExpression(table) { TopCount = 1 }).Entities[0].ToEntityReference();
}
