using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using CrmMilestones.Scripts.Serve;
using Xunit;

namespace CrmMilestones.Tests.Sandbox.Serve;

/// <summary>The command serve, as its user types it, until it is ended as Ctrl-C ends it.</summary>
sealed partial class ServedSandbox : IAsyncDisposable
{
    const int Interrupted = 130;

    readonly CancellationTokenSource _interrupt = new();
    readonly StringWriter _said = new();
    readonly Task<int> _run;
    readonly TextWriter _told;

    ServedSandbox(string[] arguments)
    {
        _told = TextWriter.Synchronized(_said);
        _run = ServeCommand.Create().Parse(["--port", "0", .. arguments])
            .InvokeAsync(new() { Output = _told, Error = _told }, _interrupt.Token);
    }

    internal Uri Address { get; private set; } = null!;

    internal static async Task<ServedSandbox> StartAsync(params string[] arguments)
    {
        ServedSandbox served = new(arguments);
        while (!served._run.IsCompleted && !served.Said.Contains("CM Sales", StringComparison.Ordinal)
            && !served.Said.Contains("System Administrator", StringComparison.Ordinal))
        {
            await Task.Delay(20);
        }

        Assert.True(AddressIn(served.Said) is not null, served.Said);
        served.Address = AddressIn(served.Said)!;
        return served;
    }

    /// <summary>Where the command says that it serves, if it does so in these words.</summary>
    internal static Uri? AddressIn(string said) =>
        AddressInWords().Match(said) is { Success: true } match ? new(match.Groups[1].Value) : null;

    /// <summary>An administrator's token, if it is among these words.</summary>
    internal static string? TokenIn(string said) =>
        TokenInWords().Match(said) is { Success: true } match ? match.Groups[1].Value : null;

    /// <summary>What it wrote to its user.</summary>
    internal string Said => _said.ToString();

    /// <summary>A client of the Web API, by the token that the command told.</summary>
    internal HttpClient Client()
    {
        HttpClient client = new() { BaseAddress = new(Address, "api/data/v9.2/") };
        client.DefaultRequestHeaders.Authorization = new("Bearer", TokenIn(Said));
        return client;
    }

    /// <summary>Presses the app's button Reset, as a browser sends it.</summary>
    internal async Task ResetAsync()
    {
        using HttpClientHandler window = new() { CookieContainer = new CookieContainer() };
        using HttpClient browser = new(window) { BaseAddress = Address };
        var token = AntiforgeryToken().Matches(await browser.GetStringAsync("/apps")).First().Groups[1].Value;
        using FormUrlEncodedContent form = new([new("__RequestVerificationToken", token)]);
        using var answer = await browser.PostAsync("/sandbox/reset", form);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    public async ValueTask DisposeAsync()
    {
        await _interrupt.CancelAsync();
        Assert.Equal(Interrupted, await _run);
        _interrupt.Dispose();
        await _told.DisposeAsync();
    }

    [GeneratedRegex("The sandbox is at (http://127.0.0.1:[0-9]+/)")]
    private static partial Regex AddressInWords();

    [GeneratedRegex("System Administrator +Authorization: Bearer ([0-9a-f]+)")]
    private static partial Regex TokenInWords();

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]* value=\"([^\"]+)\"")]
    private static partial Regex AntiforgeryToken();
}
