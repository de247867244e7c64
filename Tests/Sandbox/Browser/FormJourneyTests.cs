using System;
using System.Globalization;
using System.Threading.Tasks;
using Microsoft.Playwright;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CrmMilestones.Tests.Sandbox.Browser;

/// <summary>
/// What people do with the forms, in a real browser, in English and Spanish; every page on the way keeps WCAG 2.1 AA.
/// </summary>
public sealed class FormJourneyTests(FormBrowser browser) : IClassFixture<FormBrowser>
{
    const int English = 1033;
    const int Spanish = 3082;

    static string Day(int ago) =>
        DateTime.UtcNow.Date.AddDays(-ago).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [BrowserTheory]
    [InlineData(English, "Save", "Next Stage ›", "‹ Back", "Finish", "Reactivate",
        "To move to the next stage, complete the required steps.",
        "can't enter Compliance yet. Still needed: Prospect - Market,", "Prospect (active)")]
    [InlineData(Spanish, "Guardar", "Siguiente fase ›", "‹ Atrás", "Finalizar", "Reactivar",
        "Para pasar a la siguiente fase, complete los pasos obligatorios.",
        "aún no puede pasar a Cumplimiento. Falta: Prospecto - Mercado,", "Prospecto (activa)")]
    public async Task A_rep_walks_a_customer_from_the_first_contact_to_service(
        int language, string save, string next, string back, string finish, string reactivate, string gate,
        string refusal, string first)
    {
        await using var form = await browser.OpenAsync(language, "account");
        var stage = form.Field("cm_lifecyclestage");
        await Expect(stage).ToHaveValueAsync("727000000");
        await Expect(form.Page.Locator("[data-name^=stage_]")).ToHaveAttributeAsync("data-name", "stage_prospect");

        // Without a name the form saves nothing; with one the row is there, and its process with it.
        await form.ClickAsync(save);
        await Expect(form.Page.Locator(".field-error")).ToHaveCountAsync(1);
        await form.AssertAccessibleAsync();
        await FormOnPage.FillAsync(form.Field("name"), "Contoso <b>Dental</b>");
        await form.ClickAsync(save);
        await Expect(form.Stage(0).GetByRole(AriaRole.Button)).ToHaveAccessibleNameAsync(first);
        await Expect(form.Page.Locator("h1")).ToContainTextAsync("Contoso <b>Dental</b>");
        await form.AssertAccessibleAsync();

        // The server's refusal is shown word for word, and what was entered stays.
        await stage.SelectOptionAsync("727000002");
        await Expect(form.Page.Locator("[data-name^=stage_]")).ToHaveAttributeAsync("data-name", "stage_compliance");
        await form.ClickAsync(save);
        await Expect(form.Message).ToContainTextAsync(refusal);
        await form.AssertAccessibleAsync();
        Assert.StartsWith("CM001 Contoso <b>Dental</b>", await form.ReadAsync(), StringComparison.Ordinal);
        await Expect(stage).ToHaveValueAsync("727000002");
        await stage.SelectOptionAsync("727000000");

        await form.Stage(0).GetByRole(AriaRole.Button).ClickAsync();
        await form.ClickAsync(next);
        await Expect(form.Panel).ToContainTextAsync(gate);
        await form.AssertAccessibleAsync();
        await form.PickAsync(form.Step("cm_marketid"), "aus", "Australia");
        await form.PickAsync(form.Step("primarycontactid"), "lin", "Linh Nguyen");
        await FormOnPage.FillAsync(form.Step("cm_agreementsignedon"), Day(90));
        await form.Step("cm_billingmodel").SelectOptionAsync("727000000");
        await form.Step("cm_billingtiming").SelectOptionAsync("727000001");
        await form.ClickAsync(next);
        await Expect(stage).ToHaveValueAsync("727000001");
        await Expect(form.Page.Locator("[data-name^=stage_]")).ToHaveAttributeAsync("data-name", "stage_onboarding");

        await form.Stage(1).GetByRole(AriaRole.Button).ClickAsync();
        await form.PickAsync(form.Step("cm_onboardingownerid"), "sam", "Sam Okoro");
        await FormOnPage.FillAsync(form.Step("cm_onboardingstartedon"), Day(80));
        await FormOnPage.FillAsync(form.Step("cm_onboardingcompletedon"), Day(60));
        await form.ClickAsync(next);
        await Expect(stage).ToHaveValueAsync("727000002");

        // Back needs a reason, which the server asks for and the form has a field for.
        await form.Stage(2).GetByRole(AriaRole.Button).ClickAsync();
        await form.ClickAsync(back);
        Assert.StartsWith("CM003", await form.ReadAsync(), StringComparison.Ordinal);
        await FormOnPage.FillAsync(form.Field("cm_stagechangereason"), "Signed by the wrong person");
        await form.ClickAsync(back);
        await Expect(stage).ToHaveValueAsync("727000001");
        await form.Stage(1).GetByRole(AriaRole.Button).ClickAsync();
        await FormOnPage.FillAsync(form.Step("cm_onboardingcompletedon"), Day(60));
        await form.ClickAsync(next);
        await Expect(stage).ToHaveValueAsync("727000002");

        await form.Stage(2).GetByRole(AriaRole.Button).ClickAsync();
        await form.PickAsync(form.Step("cm_compliancereviewerid"), "sam", "Sam Okoro");
        await FormOnPage.FillAsync(form.Step("cm_registrationnumber"), "AU-4711");
        await FormOnPage.FillAsync(form.Step("cm_documentssubmittedon"), Day(50));
        await form.ClickAsync(next);
        await Expect(stage).ToHaveValueAsync("727000003");

        // Somebody else than the owner certifies readiness.
        await form.Page.Locator("#header-header_ownerid ~ button").ClickAsync();
        await form.PickAsync(form.Page.Locator("#header-header_ownerid"), "sam", "Sam Okoro");
        await form.Stage(3).GetByRole(AriaRole.Button).ClickAsync();
        await form.PickAsync(form.Step("cm_serviceownerid"), "sam", "Sam Okoro");
        await FormOnPage.FillAsync(form.Step("cm_servicestartson"), Day(30));
        await FormOnPage.FillAsync(form.Step("cm_readyforserviceon"), Day(40));
        await form.ClickAsync(next);
        await Expect(stage).ToHaveValueAsync("727000004");

        await form.Stage(4).GetByRole(AriaRole.Button).ClickAsync();
        await form.ClickAsync(finish);
        await Expect(form.Page.Locator(".stages li.done")).ToHaveCountAsync(5);
        await form.ClickAsync(reactivate);
        await Expect(form.Stage(4)).ToHaveClassAsync("active");

        // What the server computed is on the other tabs, and the keyboard reaches them.
        await form.Page.GetByRole(AriaRole.Tab).First.FocusAsync();
        await form.Page.Keyboard.PressAsync("End");
        await Expect(form.Page.Locator("[data-name=history_lifecycleevent] tbody tr").First).ToBeVisibleAsync();
        await form.AssertAccessibleAsync();
        await form.Page.Keyboard.PressAsync("ArrowLeft");
        await Expect(form.Field("cm_billablestatuson")).ToHaveAttributeAsync("readonly", "");
        await form.AssertAccessibleAsync();
    }

    [BrowserTheory]
    [InlineData(English, "Save", "Saved", "Prospect - Website")]
    [InlineData(Spanish, "Guardar", "Guardado", "Prospecto - Website")]
    public async Task An_administrator_adds_a_requirement_and_the_next_customer_needs_it(
        int language, string save, string saved, string missing)
    {
        await using var rule = await browser.OpenAsync(language, "cm_stagerequirement");
        await FormOnPage.FillAsync(rule.Field("cm_name"), "Every customer has a website");
        await rule.Field("cm_stage").SelectOptionAsync("727000000");
        await FormOnPage.FillAsync(rule.Field("cm_column"), "nothing");
        await rule.ClickAsync(save);
        Assert.StartsWith("CM011", await rule.ReadAsync(), StringComparison.Ordinal);
        await FormOnPage.FillAsync(rule.Field("cm_column"), "websiteurl");
        await rule.AssertAccessibleAsync();
        await rule.ClickAsync(save);
        await Expect(rule.Page.Locator(".saved")).ToContainTextAsync(saved);
        await Expect(rule.Page.Locator("h1")).ToContainTextAsync("Every customer has a website");
        var id = Guid.Parse(rule.Page.Url[^36..]);

        await using var customer = await browser.OpenAsync(language, "account", Customer());
        await customer.Field("cm_lifecyclestage").SelectOptionAsync("727000001");
        await customer.ClickAsync(save);
        await Expect(customer.Message).ToContainTextAsync(missing);

        browser.Host.System.Delete("cm_stagerequirement", id);
    }

    [BrowserFact]
    public async Task Rows_are_made_on_the_way_from_a_subgrid_and_from_a_lookup()
    {
        var customer = Customer();
        await using var form = await browser.OpenAsync(English, "account", customer);
        await form.Page.GetByRole(AriaRole.Tab, new() { Name = "History" }).ClickAsync();
        await form.ClickAsync("+ New Customer document");
        var dialog = form.Page.Locator("dialog.quick-create").First;
        await Expect(dialog.Locator("[id$=-cm_accountid]")).ToHaveTextAsync("Fabrikam");
        await FormOnPage.FillAsync(dialog.Locator("[id$=-cm_name]"), "Trade licence");
        await form.AssertAccessibleAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Save & Close" }).ClickAsync();
        await Expect(dialog.Locator(".field-error")).ToHaveTextAsync(
            "Document type: Required fields must be filled in.");

        // The document type isn't there yet: it is made in a second dialog over the first.
        await dialog.Locator("[id$=-cm_documenttypeid]").ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "+ New Document type" }).ClickAsync();
        var second = form.Page.Locator("dialog.quick-create dialog.quick-create");
        await FormOnPage.FillAsync(second.Locator("[id$=-cm_name]"), "Licence");
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
        await using var form = await browser.OpenAsync(English, "account", Customer());
        await FormOnPage.FillAsync(form.Field("telephone1"), "555");
        await form.ClickAsync("New");
        await Expect(form.Message).ToHaveTextAsync("You have unsaved changes. Leave without saving them?");
        await form.ClickAsync("Stay here");
        await Expect(form.Field("telephone1")).ToHaveValueAsync("555");
        await form.ClickAsync("New");
        await form.ClickAsync("Discard changes");
        await Expect(form.Page.Locator("h1")).ToContainTextAsync("New Account");
    }

    [BrowserTheory]
    [InlineData(English)]
    [InlineData(Spanish)]
    public async Task A_phone_shows_the_whole_form_one_thing_below_the_other(int language)
    {
        await using var form = await browser.OpenAsync(language, "account", Customer(), width: 390);
        await form.Stage(0).GetByRole(AriaRole.Button).ClickAsync();
        await Expect(form.Panel).ToBeVisibleAsync();
        Assert.Equal(390, await form.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        await form.AssertAccessibleAsync();
        await form.Stage(0).GetByRole(AriaRole.Button).ClickAsync();
        foreach (var tab in await form.Page.GetByRole(AriaRole.Tab).AllAsync())
        {
            await tab.ClickAsync();
            await Expect(tab).ToHaveAttributeAsync("aria-selected", "true");
            Assert.Equal(390, await form.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
            await form.AssertAccessibleAsync();
        }
    }

    [BrowserFact]
    public async Task Who_may_only_read_is_shown_a_form_that_only_shows()
    {
        await using var form = await browser.OpenAsync(English, "account", Customer(), role: "CM Finance");
        await Expect(form.Page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true })).ToHaveCountAsync(1);
        await using var market = await browser.OpenAsync(
            English, "cm_market", First("cm_market").Id, role: "CM Finance");
        await Expect(market.Page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true })).ToHaveCountAsync(0);
        await Expect(market.Page.Locator(".notification")).ToHaveTextAsync(
            "Read-only: you don't have access to change such records.");
        await Expect(market.Field("cm_name")).ToHaveAttributeAsync("readonly", "");
        await market.AssertAccessibleAsync();
    }

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
