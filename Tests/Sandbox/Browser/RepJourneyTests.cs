using System;
using System.Threading.Tasks;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CrmMilestones.Tests.Sandbox.Browser;

/// <summary>
/// Reps walk a customer through the guided process, each as the role of the team; every page on the way keeps WCAG 2.1 AA.
/// </summary>
public sealed class RepJourneyTests(SandboxBrowser browser) : IClassFixture<SandboxBrowser>
{
    [BrowserTheory]
    [EveryWindow]
    public async Task Reps_walk_a_customer_from_the_first_contact_to_service(int language, int width)
    {
        var words = Words.In(language);
        await using var app = await browser.OpenAsync("CM Sales", language, width);
        await app.AssertAccessibleAsync();
        await app.Page.GetByRole(AriaRole.Link, new() { Name = words.New }).ClickAsync();
        await app.FormIsReadyAsync();
        var stage = app.Field("cm_lifecyclestage");
        await Expect(stage).ToHaveValueAsync("727000000");
        await Expect(Sections(app)).ToHaveAttributeAsync("data-name", "stage_prospect");

        // Without a name the form saves nothing; with one the row is there, and its process with it.
        await app.ClickAsync(words.Save);
        await Expect(app.Page.Locator(".field-error")).ToHaveCountAsync(1);
        await app.AssertAccessibleAsync();
        await AppOnPage.FillAsync(app.Field("name"), "Contoso <b>Dental</b>");
        await app.ToOtherFormAsync(() => app.ClickAsync(words.Save));
        await Expect(app.Stage(0).GetByRole(AriaRole.Button)).ToHaveAccessibleNameAsync(words.Prospect);
        await Expect(app.Page.Locator("h1")).ToContainTextAsync("Contoso <b>Dental</b>");

        // The server's refusal is shown word for word, and what was entered stays.
        await stage.SelectOptionAsync("727000002");
        await Expect(Sections(app)).ToHaveAttributeAsync("data-name", "stage_compliance");
        await app.ClickAsync(words.Save);
        await Expect(app.Message).ToContainTextAsync(words.NotYet);
        await app.AssertAccessibleAsync();
        Assert.StartsWith("CM001 Contoso <b>Dental</b>", await app.ReadAsync(), StringComparison.Ordinal);
        await Expect(stage).ToHaveValueAsync("727000002");
        await stage.SelectOptionAsync("727000000");

        // The process itself asks for its steps first.
        await app.OpenStageAsync(0);
        await app.ClickAsync(words.Next);
        await Expect(app.Panel).ToContainTextAsync(words.Gate);
        await app.AssertAccessibleAsync();
        await app.PickAsync(app.Step("cm_marketid"), "aus", "Australia");
        await app.PickAsync(app.Step("primarycontactid"), "lin", "Linh Nguyen");
        await AppOnPage.FillDayAsync(app.Step("cm_agreementsignedon"), 90);
        await app.Step("cm_billingmodel").SelectOptionAsync("727000000");
        await app.Step("cm_billingtiming").SelectOptionAsync("727000001");
        await app.ClickAsync(words.Next);
        await Expect(stage).ToHaveValueAsync("727000001");
        await Expect(Sections(app)).ToHaveAttributeAsync("data-name", "stage_onboarding");

        await BecomeAsync(app, "CM Onboarding");
        await app.OpenStageAsync(1);
        await app.PickAsync(app.Step("cm_onboardingownerid"), "CM On", "CM Onboarding");
        await AppOnPage.FillDayAsync(app.Step("cm_onboardingstartedon"), 80);
        await AppOnPage.FillDayAsync(app.Step("cm_onboardingcompletedon"), 60);
        await app.ClickAsync(words.Next);
        await Expect(stage).ToHaveValueAsync("727000002");

        // Back needs a reason, which the server asks for and the form has a field for.
        await BecomeAsync(app, "CM Compliance");
        await app.OpenStageAsync(2);
        await app.ClickAsync(words.Back);
        Assert.StartsWith("CM003", await app.ReadAsync(), StringComparison.Ordinal);
        await AppOnPage.FillAsync(app.Field("cm_stagechangereason"), "Signed by the wrong person");
        await app.ClickAsync(words.Back);
        await Expect(stage).ToHaveValueAsync("727000001");
        await app.OpenStageAsync(1);
        await AppOnPage.FillDayAsync(app.Step("cm_onboardingcompletedon"), 60);
        await app.ClickAsync(words.Next);
        await Expect(stage).ToHaveValueAsync("727000002");

        await app.OpenStageAsync(2);
        await app.PickAsync(app.Step("cm_compliancereviewerid"), "CM Com", "CM Compliance");
        await AppOnPage.FillAsync(app.Step("cm_registrationnumber"), "AU-4711");
        await AppOnPage.FillDayAsync(app.Step("cm_documentssubmittedon"), 50);
        await app.ClickAsync(words.Next);
        await Expect(stage).ToHaveValueAsync("727000003");

        // Somebody else than the owner certifies readiness.
        await BecomeAsync(app, "CM Operations");
        await app.OpenStageAsync(3);
        await app.PickAsync(app.Step("cm_serviceownerid"), "CM Op", "CM Operations");
        await AppOnPage.FillDayAsync(app.Step("cm_servicestartson"), 30);
        await AppOnPage.FillDayAsync(app.Step("cm_readyforserviceon"), 40);
        await app.AssertAccessibleAsync();
        await app.ClickAsync(words.Next);
        await Expect(stage).ToHaveValueAsync("727000004");

        await app.OpenStageAsync(4);
        await app.ClickAsync(words.Finish);
        await Expect(app.Page.Locator(".stages li.done")).ToHaveCountAsync(5);
        await app.ClickAsync(words.Reactivate);
        await Expect(app.Stage(4)).ToHaveClassAsync("active");

        // What the server computed is on the other tabs, and the keyboard reaches them.
        await app.Page.GetByRole(AriaRole.Tab).First.FocusAsync();
        await app.Page.Keyboard.PressAsync("End");
        await Expect(app.Page.Locator("[data-name=history_lifecycleevent] tbody tr").First).ToBeVisibleAsync();
        await app.AssertAccessibleAsync();
        await app.Page.Keyboard.PressAsync("ArrowLeft");
        await Expect(app.Field("cm_billablestatuson")).ToHaveAttributeAsync("readonly", "");
        await app.AssertAccessibleAsync();
    }

    static ILocator Sections(AppOnPage app) => app.Page.Locator("[data-name^=stage_]");

    async Task BecomeAsync(AppOnPage app, string role)
    {
        await app.BecomeAsync(browser.Person(role).Id);
        await app.FormIsReadyAsync();
    }
}
