using System;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace CrmMilestones.Tests.Sandbox.Browser;

/// <summary>The app in a browser's window, as a person uses it.</summary>
sealed class AppOnPage : IAsyncDisposable
{
    internal AppOnPage(IPage page)
    {
        Page = page;
        page.PageError += (_, error) => Errors += error;
    }

    internal IPage Page { get; }

    /// <summary>What went wrong in the page's own scripts.</summary>
    internal string Errors { get; private set; } = "";

    internal ILocator Message => Page.Locator("dialog.message p");

    internal ILocator Panel => Page.Locator(".stage-panel");

    internal ILocator Saved => Page.Locator(".saved");

    internal ILocator Areas => Page.Locator(".site-map-areas a");

    internal ILocator Entries => Page.Locator(".site-map-groups a");

    internal ILocator Rows => Page.Locator(".grid tbody tr");

    /// <summary>A field of the form, by its column; the first one that is shown.</summary>
    internal ILocator Field(string column) => Page.Locator($"[id^=form-][id$=-{column}]:visible").First;

    /// <summary>A step of the guided process, by its column.</summary>
    internal ILocator Step(string column) => Page.Locator($"#process-header_process_{column}");

    internal ILocator Stage(int number) => Page.Locator($".stages li:nth-child({number + 1})");

    internal Task OpenStageAsync(int number) => Stage(number).GetByRole(AriaRole.Button).ClickAsync();

    internal Task ClickAsync(string button) =>
        Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).First.ClickAsync();

    /// <summary>Follows a link of the site map, which a phone folds.</summary>
    internal async Task FollowAsync(ILocator link)
    {
        await link.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        if (!await link.IsVisibleAsync())
        {
            await Page.Locator(".site-map-toggle").ClickAsync();
        }

        await link.ClickAsync();
    }

    /// <summary>Waits until a form and its scripts have loaded.</summary>
    internal Task FormIsReadyAsync() => Page.WaitForSelectorAsync(".form-page[data-ready]");

    /// <summary>Does what leads to another form, such as the first save of a row, and waits for that.</summary>
    internal async Task ToOtherFormAsync(Func<Task> go)
    {
        await Page.EvaluateAsync("document.querySelector('.form-page').setAttribute('data-left', '')");
        await go();
        await Page.WaitForSelectorAsync(".form-page[data-ready]:not([data-left])");
    }

    /// <summary>Becomes another person, who goes on where this one was.</summary>
    internal Task BecomeAsync(Guid person) =>
        SetAsync(choice => choice.SelectOptionAsync(person.ToString()), "#sandbox-person");

    /// <summary>Moves the clock ahead.</summary>
    internal Task MoveToAsync(DateTime day) => SetAsync(
        async field =>
        {
            await field.FillAsync(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            await Page.Locator("form[action='/sandbox/clock'] button").ClickAsync();
        },
        "#sandbox-day");

    /// <summary>Does what leads to another document, and waits for that.</summary>
    internal async Task LeaveAsync(Func<Task> leave)
    {
        // By an attribute: pages allow no eval, with which a condition would be asked again and again.
        await Page.EvaluateAsync("document.documentElement.setAttribute('data-left', '')");
        await leave();
        await Page.WaitForSelectorAsync("html:not([data-left])");
        await Page.WaitForLoadStateAsync();
        await Page.WaitForSelectorAsync("main h1");
    }

    /// <summary>From the next document on, what the server says comes late, but in order.</summary>
    internal Task DelayAnswersAsync(TimeSpan delay) => Page.RouteWebSocketAsync(new Regex("/_blazor"), page =>
    {
        var last = Task.CompletedTask;
        var server = page.ConnectToServer();
        server.OnMessage(frame => last = PassAsync(last, frame));

        async Task PassAsync(Task before, IWebSocketFrame frame)
        {
            await Task.WhenAll(before, Task.Delay(delay));
            if (frame.Binary is { } bytes)
            {
                page.Send(bytes);
            }
            else
            {
                page.Send(frame.Text!);
            }
        }
    });

    /// <summary>Fills a text, number or date, and leaves it.</summary>
    internal static async Task FillAsync(ILocator field, string text)
    {
        await field.FillAsync(text);
        await field.BlurAsync();
    }

    /// <summary>Fills a date with one that lies some days back.</summary>
    internal static Task FillDayAsync(ILocator field, int ago) =>
        FillAsync(field, DateTime.UtcNow.Date.AddDays(-ago).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    /// <summary>Seeks a row for a lookup and takes the first that is found.</summary>
    internal async Task PickAsync(ILocator lookup, string text, string name)
    {
        await lookup.FillAsync(text);
        var found = Page.Locator(".lookup-list:visible").GetByRole(AriaRole.Option, new() { Name = name });
        await Assertions.Expect(found).ToHaveAttributeAsync("aria-selected", "true");
        await lookup.PressAsync("Enter");
        await Assertions.Expect(lookup).ToHaveTextAsync(name);
    }

    /// <summary>Reads a message and closes it.</summary>
    internal async Task<string> ReadAsync()
    {
        var text = await Message.InnerTextAsync();
        await Page.Locator("dialog.message button").First.ClickAsync();
        await Assertions.Expect(Page.Locator("dialog.message")).ToHaveCountAsync(0);
        return text;
    }

    /// <summary>
    /// Fails when the page breaks a rule of WCAG 2.1, A or AA, is wider than its window, or when its scripts failed.
    /// </summary>
    internal async Task AssertAccessibleAsync()
    {
        Assert.Equal("", await ViolationsAsync());
        Assert.Equal("", Errors);
        await AssertFitsAsync();
    }

    /// <summary>The rules of WCAG 2.1, A or AA, that the page breaks, a line each, and where.</summary>
    internal async Task<string> ViolationsAsync()
    {
        AxeRunOptions options = new()
        {
            RunOnly = RunOnlyOptions.Tags("wcag2a", "wcag2aa", "wcag21a", "wcag21aa"),
            ResultTypes = [ResultType.Violations],
        };
        // Results of several frames are put together in another page, which takes twice the time: a page without frames
        // asks for its own.
#pragma warning disable CS0618
        var result = await Page.Locator("iframe:visible").CountAsync() > 0
            ? await Page.RunAxe(options) : await Page.Locator("html").RunAxeLegacy(options);
#pragma warning restore CS0618
        Assert.NotEmpty(result.Passes);
        return string.Join('\n', result.Violations.Select(violation =>
            $"{violation.Id}: {string.Join(" | ", violation.Nodes.Select(node => node.Html))}"));
    }

    internal async Task AssertFitsAsync() => Assert.Equal(
        Page.ViewportSize!.Width, await Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));

    public async ValueTask DisposeAsync() => await Page.CloseAsync();

    async Task SetAsync(Func<ILocator, Task> set, string field)
    {
        var choice = Page.Locator(field);
        if (!await choice.IsVisibleAsync())
        {
            await Page.Locator(".sandbox-bar summary").ClickAsync();
        }

        await LeaveAsync(() => set(choice));
    }
}
