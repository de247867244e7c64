using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using CrmMilestones.Sandbox;
using CrmMilestones.Scripts.Serve;
using CrmMilestones.Tests.Sandbox.Browser;
using Microsoft.Playwright;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Benchmarks;

/// <summary>
/// People click at once, each in a window of a real browser and on a customer of their own: a view, a form, a save
/// that the rules take, one that they refuse. Nothing that was told to be saved may be lost, and nothing may fail but by a
/// rule.
/// </summary>
static partial class SandboxUsers
{
    const int Prospect = 727000000;
    const int Readiness = 727000003;
    const string Saved = "xpath=//span[@class='saved'][contains(., '- Saved')]";
    const string Unsaved = "xpath=//span[@class='saved'][contains(., '- Unsaved')]";
    const string View = "/app/cm_CustomerMilestones/view/account/66c14dbe-ab74-46a6-a205-1d3e8fb5fe96";
    const string Form = "/app/cm_CustomerMilestones/form/account/";

    internal static async Task<bool> MeasureAsync(int seconds, int windows)
    {
        SandboxSeeds seeds = new(
            SandboxSeeds.Samples, [], new(System.IO.TextWriter.Null, Console.Error), CancellationToken.None);
        await using var server = await SandboxServer.StartAsync(new(seeds.Make));
        await using var browser = await Chromium.StartAsync();
        var person = server.People.Single(person => person.Role == "CM Lifecycle Administrator");
        List<User> users = [];
        for (var number = 1; number <= windows; number++)
        {
            var customer = server.Environment.Host.System.Create(new Entity("account")
            {
                ["name"] = $"Customer of user {number}",
                ["cm_lifecyclestage"] = new OptionSetValue(Prospect),
            });
            users.Add(new(await SandboxWindow.OpenAsync(browser, new(server.Address, View), person), customer));
        }

        Console.WriteLine($"{users.Count} windows are open.");
        using CancellationTokenSource time = new(TimeSpan.FromSeconds(seconds));
        await Task.WhenAll(users.Select(user => user.ClickAsync(time.Token)));

        var clicks = users.SelectMany(user => user.Clicks).Order().ToList();
        var errors = users.SelectMany(user => user.Errors).ToList();
        var lost = users.Count(user => user.Stored != server.Environment.Host.System
            .Retrieve("account", user.Customer, new("telephone1")).GetAttributeValue<string>("telephone1"));
        Console.WriteLine(
            $"{clicks.Count:N0} clicks of {users.Count} users in {seconds} s, half of them answered within "
            + $"{clicks[clicks.Count / 2].TotalMilliseconds:N0} ms, 95 of 100 within "
            + $"{clicks[clicks.Count * 95 / 100].TotalMilliseconds:N0} ms; {users.Sum(user => user.Saves):N0} saves, "
            + $"{users.Sum(user => user.Refusals):N0} refusals by a rule");
        Console.WriteLine($"Lost: {lost}. Errors: {errors.Count}");
        foreach (var error in errors.Distinct().Take(5))
        {
            Console.WriteLine($"  {string.Join(" | ", error.Split('\n').Take(12))}");
        }

        return lost == 0 && errors.Count == 0 && users.Count == windows;
    }

    /// <summary>Somebody who works on one customer.</summary>
    sealed class User(SandboxWindow window, Guid customer)
    {
        internal Guid Customer => customer;

        internal List<TimeSpan> Clicks { get; } = [];

        internal ConcurrentQueue<string> Errors { get; } = [];

        /// <summary>The phone number that the form said to be saved.</summary>
        internal string? Stored { get; private set; }

        internal int Saves { get; private set; }

        internal int Refusals { get; private set; }

        IPage Page => window.Page;

        internal async Task ClickAsync(CancellationToken time)
        {
            Page.PageError += (_, error) => Errors.Enqueue(error);
            try
            {
                while (!time.IsCancellationRequested)
                {
                    await RoundAsync();
                }
            }
            catch (Exception e) when (e is PlaywrightException or TimeoutException)
            {
                // What it waited for in vain, and what was shown instead.
                Errors.Enqueue($"{e.Message}\n{await Page.Locator("main").InnerTextAsync()}");
            }
        }

        async Task RoundAsync()
        {
            await DoAsync(() => Page.GetByRole(AriaRole.Button, new() { Name = "Account Name" }).ClickAsync(),
                "th[aria-sort]");
            await DoAsync(() => Page.EvaluateAsync($"Blazor.navigateTo('{Form}{customer}')"), ".form-page[data-ready]");
            var phone = $"{Saves + 1}";
            await Page.Locator("[id^=form-][id$=-telephone1]").FillAsync(phone);
            await Page.Locator("[id^=form-][id$=-telephone1]").BlurAsync();
            await Page.WaitForSelectorAsync(Unsaved);
            await DoAsync(SaveAsync, Saved);
            (Stored, Saves) = (phone, Saves + 1);
            await Page.Locator("[id^=form-][id$=-cm_lifecyclestage]").SelectOptionAsync($"{Readiness}");
            await DoAsync(SaveAsync, "dialog.message[open] p");
            var message = await Page.Locator("dialog.message p").InnerTextAsync();
            if (Rule().IsMatch(message))
            {
                Refusals++;
            }
            else
            {
                Errors.Enqueue(message);
            }

            await DoAsync(() => Page.Locator("dialog.message button").ClickAsync(), "body:not(:has(dialog.message))");
            await Page.Locator("[id^=form-][id$=-cm_lifecyclestage]").SelectOptionAsync($"{Prospect}");
            await Page.WaitForSelectorAsync(Saved);
            await DoAsync(() => Page.EvaluateAsync($"Blazor.navigateTo('{View}')"), ".grid tbody tr");
        }

        Task SaveAsync() => Page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();

        /// <summary>Clicks, and waits until it shows.</summary>
        async Task DoAsync(Func<Task> click, string shows)
        {
            var watch = Stopwatch.StartNew();
            await click();
            await Page.WaitForSelectorAsync(shows, new() { State = WaitForSelectorState.Attached });
            Clicks.Add(watch.Elapsed);
        }
    }

    [GeneratedRegex("^CM0[0-9]{2} ")]
    private static partial Regex Rule();
}
