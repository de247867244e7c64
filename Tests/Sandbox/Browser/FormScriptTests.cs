using System;
using System.Threading.Tasks;
using Microsoft.Xrm.Sdk;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CrmMilestones.Tests.Sandbox.Browser;

/// <summary>
/// What form scripts may do, and what they may not: each test ships the account form with another library.
/// </summary>
public sealed class FormScriptTests(SandboxBrowser browser) : IClassFixture<SandboxBrowser>
{
    [BrowserFact]
    public async Task A_script_reaches_nothing_but_the_mirror_of_its_form()
    {
        await using var form = await OpenAsync("""
            const tries = {
              page: () => parent.document.title,
              cookies: () => document.cookie,
              storage: () => localStorage.length,
              navigation: () => { top.location = "/elsewhere"; },
              evaluation: () => eval("1"),
            };
            const reached = Object.keys(tries).filter(name => { try { tries[name](); return true; } catch { return false; } });
            form.ui.setFormNotification("reached: " + reached.join(), "INFO", "tries");
            fetch("/").then(() => form.ui.setFormNotification("fetched", "ERROR", "fetch"),
              () => form.ui.setFormNotification("no network", "WARNING", "fetch"));
            """);
        await Expect(form.Page.Locator(".notification.info")).ToHaveTextAsync("reached: ");
        await Expect(form.Page.Locator(".notification.warning")).ToHaveTextAsync("no network");
        Assert.EndsWith($"/form/account/{_account}", form.Page.Url, StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task A_script_sets_values_of_every_kind_and_the_save_stores_them()
    {
        await using var form = await OpenAsync("""
            form.getAttribute("telephone1").setValue("555");
            form.getAttribute("cm_billingmodel").setValue(727000001);
            form.getAttribute("cm_chargeable").setValue(false);
            form.getAttribute("cm_agreementsignedon").setValue(new Date(2026, 1, 3));
            const owner = form.getAttribute("ownerid").getValue()[0];
            form.getAttribute("cm_onboardingownerid").setValue([owner]);
            """);
        await Expect(form.Field("telephone1")).ToHaveValueAsync("555");
        await Expect(form.Field("cm_agreementsignedon")).ToHaveValueAsync("2026-02-03");
        await form.ClickAsync("Save");
        await Expect(form.Page.Locator(".saved")).ToHaveTextAsync("- Saved");

        var row = browser.Host.System.Retrieve("account", _account, new(true));
        Assert.Equal("555", row["telephone1"]);
        Assert.Equal(727000001, ((OptionSetValue)row["cm_billingmodel"]).Value);
        Assert.Equal(false, row["cm_chargeable"]);
        Assert.Equal(new DateTime(2026, 2, 3), row["cm_agreementsignedon"]);
        Assert.Equal(browser.Seller, ((EntityReference)row["cm_onboardingownerid"]).Id);
    }

    [BrowserFact]
    public async Task A_script_hides_locks_names_and_requires()
    {
        await using var form = await OpenAsync("""
            form.ui.tabs.get("billing").setVisible(false);
            form.getControl("accountnumber").setVisible(false);
            form.getControl("telephone1").setDisabled(true);
            form.getControl("emailaddress1").setLabel("Billing email");
            form.getControl("websiteurl").setNotification("Begin with https", "web");
            form.getAttribute("address1_city").setRequiredLevel("required");
            """);
        await Expect(form.Page.GetByRole(Microsoft.Playwright.AriaRole.Tab, new() { Name = "Billing" }))
            .ToHaveCountAsync(0);
        await Expect(form.Field("accountnumber")).ToHaveCountAsync(0);
        await Expect(form.Field("telephone1")).ToHaveAttributeAsync("readonly", "");
        await Expect(form.Page.GetByLabel("Billing email")).ToBeVisibleAsync();
        await Expect(form.Page.GetByText("Begin with https")).ToBeVisibleAsync();
        await form.ClickAsync("Save");
        await Expect(form.Page.GetByText("City: Required fields must be filled in.")).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task A_script_hears_of_changes_and_saves_and_may_prevent_one()
    {
        await using var form = await OpenAsync("""
            form.getAttribute("cm_agreementsignedon").addOnChange(changed => {
              const day = changed.getEventSource().getValue();
              form.getAttribute("description").setValue(`${day.getFullYear()}/${day.getMonth() + 1}/${day.getDate()}`);
            });
            form.data.entity.addOnSave(saving => {
              if (form.getAttribute("telephone1").getValue() === null) {
                saving.getEventArgs().preventDefault();
                Xrm.Navigation.openConfirmDialog({ title: "Really?", text: "There is no phone." }).then(answer =>
                  form.ui.setFormNotification(answer.confirmed ? "agreed" : "declined", "INFO", "answer"));
              }
            });
            """);
        await AppOnPage.FillAsync(form.Field("cm_agreementsignedon"), "2026-03-29");
        await Expect(form.Field("description")).ToHaveValueAsync("2026/3/29");
        await form.ClickAsync("Save");
        await Expect(form.Message).ToHaveTextAsync("There is no phone.");
        await form.ClickAsync("Cancel");
        await Expect(form.Page.Locator(".notification.info")).ToHaveTextAsync("declined");
        await Expect(form.Page.Locator(".saved")).ToHaveTextAsync("- Unsaved");
        await AppOnPage.FillAsync(form.Field("telephone1"), "555");
        await form.ClickAsync("Save");
        await Expect(form.Page.Locator(".saved")).ToHaveTextAsync("- Saved");
    }

    [BrowserFact]
    public async Task What_is_missing_in_the_sandbox_is_named_and_the_form_still_works()
    {
        await using var form = await OpenAsync("Xrm.WebApi.retrieveRecord('account', 'x');");
        await Expect(form.Message).ToContainTextAsync("Xrm.WebApi is not supported by the sandbox.");
        await form.AssertAccessibleAsync();
        await form.ReadAsync();
        await AppOnPage.FillAsync(form.Field("telephone1"), "1");
        await form.ClickAsync("Save");
        await Expect(form.Page.Locator(".saved")).ToHaveTextAsync("- Saved");
    }

    [BrowserFact]
    public async Task A_library_cannot_end_its_element_early()
    {
        await using var form = await OpenAsync(
            """form.ui.setFormNotification("</script><script>alert(1)</script><!--", "INFO", "text");""");
        await Expect(form.Page.Locator(".notification.info"))
            .ToHaveTextAsync("</script><script>alert(1)</script><!--");
    }

    [BrowserFact]
    public async Task Scripts_whose_frame_comes_late_are_waited_for()
    {
        await using var form = await OpenAsync("""form.ui.setFormNotification("loaded", "INFO", "load");""");
        await form.Page.RouteAsync("**/form-scripts/**", async frame =>
        {
            await Task.Delay(TimeSpan.FromSeconds(7));
            await frame.ContinueAsync();
        });
        await form.LeaveAsync(() => form.Page.ReloadAsync());
        await Expect(form.Page.Locator(".notification.info")).ToHaveTextAsync("loaded");
        await Expect(form.Message).ToHaveCountAsync(0);
    }

    /// <summary>Time flies here: whatever is waited for is over at once.</summary>
    [BrowserFact]
    public async Task Scripts_that_hang_are_complained_of_once_and_then_left_out()
    {
        await using var form = await OpenAsync(
            """addEventListener("message", event => event.stopImmediatePropagation(), true);""");
        Assert.Equal("The form's script for change hangs: the form goes on without its scripts.|", await
            form.Page.EvaluateAsync<string>("""
                async () => {
                  const { connect } = await import("/_content/CrmMilestones.Sandbox/forms.js");
                  const frame = document.querySelector("iframe");
                  const scripts = await connect(frame, frame.src, null);
                  const wait = setTimeout;
                  window.setTimeout = happen => wait(happen);
                  const said = [await scripts.run("change", {}), await scripts.run("save", {})];
                  return said.map(answer => answer.errors.join()).join("|");
                }
                """));
    }

    /// <summary>The person goes on before the form has opened, or while it saves.</summary>
    [BrowserFact]
    public async Task A_form_that_is_left_takes_its_scripts_along()
    {
        await using var form = await OpenAsync("");
        Assert.Equal("[0,0]", await form.Page.EvaluateAsync<string>("""
            async () => {
              const { connect } = await import("/_content/CrmMilestones.Sandbox/forms.js");
              const frame = document.querySelector("iframe");
              const scripts = await connect(frame, frame.src, null);
              frame.remove();
              const never = await connect(null, frame.src, null);
              return JSON.stringify([await scripts.run("save", {}), await never.run("start", {})]
                .map(answer => answer.errors.length));
            }
            """));
    }

    Guid _account;

    /// <summary>Opens a customer's form whose library does this when the form has loaded.</summary>
    async Task<AppOnPage> OpenAsync(string onLoad)
    {
        await browser.RestartAsync(Packed.With("cm_/js/account.js", $$"""
            var CrmMilestones = { Account: { onLoad(context) {
              const form = context.getFormContext();
              {{onLoad}}
            } } };
            """));
        _account = browser.Host.System.Create(new Entity("account")
        {
            ["name"] = "Fabrikam",
            ["ownerid"] = new EntityReference("systemuser", browser.Seller),
        });
        return await browser.OpenFormAsync(SandboxBrowser.English, "account", _account);
    }
}
