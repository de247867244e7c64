using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using CrmMilestones.Sandbox;
using CrmMilestones.Scripts.Serve;
using CrmMilestones.Tests.Sandbox.Browser;
using Microsoft.Playwright;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Benchmarks;

/// <summary>
/// pictures FOLDER: the sandbox's pages as people see them, on a desktop and on a phone, to look at after a change of looks;
/// form-1280.png is the README's.
/// </summary>
static class SandboxPictures
{
    const string App = "/app/cm_CustomerMilestones";

    internal static async Task TakeAsync(string folder)
    {
        Directory.CreateDirectory(folder);
        SandboxSeeds seeds = new(SandboxSeeds.Samples, [], new(TextWriter.Null, Console.Error), CancellationToken.None);
        await using var server = await SandboxServer.StartAsync(new(seeds.Make));
        await using var browser = await Chromium.StartAsync();
        foreach (var width in new[] { 1280, 390 })
        {
            await using var rep = await SandboxWindow.OpenAsync(browser, server.Address, width: width);
            await TakeAsync(rep.Page, "home");
            var form = $"{App}/form/account/{Customer(server)}";
            await GoAsync(rep.Page, form, ".form-page[data-ready]");
            await rep.Page.Locator(".stages li.active button").ClickAsync();
            await TakeAsync(rep.Page, "form");
            await rep.Page.Locator(".stages li.active button").ClickAsync();
            await rep.Page.Locator("[id^=form-][id$=-cm_lifecyclestage]").SelectOptionAsync("727000004");
            await rep.Page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
            await rep.Page.WaitForSelectorAsync("dialog.message");
            await TakeAsync(rep.Page, "dialog");

            await using var finance = await SandboxWindow.OpenAsync(
                browser, server.Address, Person(server, "CM Finance"), width);
            await GoAsync(finance.Page, $"{App}/dashboard/6839ed73-2955-4361-a0fb-a9d558f03d00", ".tile svg");
            await TakeAsync(finance.Page, "dashboard");
            await GoAsync(finance.Page, $"{App}/view/account/66c14dbe-ab74-46a6-a205-1d3e8fb5fe96", ".grid tbody tr");
            await finance.Page.GetByRole(AriaRole.Button, new() { Name = "Show chart" }).ClickAsync();
            await finance.Page.WaitForSelectorAsync(".chart-pane svg");
            await TakeAsync(finance.Page, "view");

            await using var admin = await SandboxWindow.OpenAsync(
                browser, server.Address, Person(server, "CM Lifecycle Administrator"), width);
            await GoAsync(admin.Page, $"{App}/form/cm_stagerequirement", ".form-page[data-ready]");
            await TakeAsync(admin.Page, "admin");
            await GoAsync(admin.Page, $"{App}/page/cm_/html/howwework.html", "iframe");
            await admin.Page.FrameLocator("iframe").Locator("h1").First.WaitForAsync();
            await TakeAsync(admin.Page, "howwework");

            Task TakeAsync(IPage page, string name) =>
                page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{width}.png") });

            async Task GoAsync(IPage page, string address, string shows)
            {
                await page.GotoAsync(new Uri(server.Address, address).ToString());
                await page.WaitForSelectorAsync(shows);
            }
        }
    }

    static CrmMilestones.Sandbox.People.SandboxPerson Person(SandboxServer server, string role) =>
        server.People.Single(person => person.Role == role);

    /// <summary>One of the first person's that is being onboarded.</summary>
    static Guid Customer(SandboxServer server) => server.Environment.Host.System.RetrieveMultiple(
        new QueryExpression("account")
        {
            TopCount = 1,
            Criteria =
            {
                Conditions =
                {
                    new("cm_lifecyclestage", ConditionOperator.Equal, 727000001),
                    new("ownerid", ConditionOperator.Equal, server.Environment.People.First.Id),
                },
            },
            Orders = { new("name", OrderType.Ascending) },
        }).Entities.Single().Id;
}
