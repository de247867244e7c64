using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Serialization;
using Spectre.Console;

namespace CrmMilestones.Scripts.Output;

/// <summary>Where a command writes: its result for people or as JSON, errors, and how far it has got.</summary>
public sealed class CommandOutput
{
    /// <summary>The width of a table that doesn't go to a terminal, in characters.</summary>
    const int PlainWidth = 120;

    static readonly JsonSerializerOptions JsonOptions = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    readonly TextWriter _standard;

    readonly TimeProvider _time;

    /// <param name="standard">The standard output.</param>
    /// <param name="error">The error output.</param>
    /// <param name="quiet">Say nothing but errors.</param>
    /// <param name="json">The standard output is for JSON.</param>
    /// <param name="time">What progress is measured by.</param>
    public CommandOutput(
        TextWriter standard, TextWriter error, bool quiet = false, bool json = false, TimeProvider? time = null)
    {
        (_standard, Error, Quiet, Json, _time) = (standard, error, quiet, json, time ?? TimeProvider.System);
        Out = quiet || json ? TextWriter.Null : standard;
        Console = ReferenceEquals(Out, System.Console.Out) && !System.Console.IsOutputRedirected
            ? AnsiConsole.Console
            : Plain(Out);
    }

    /// <summary>What is said to people about the result. It goes nowhere under --quiet and --json.</summary>
    public TextWriter Out { get; }

    /// <summary>The same for tables and colours; plain text where it doesn't go to a terminal.</summary>
    public IAnsiConsole Console { get; }

    /// <summary>Errors, and what else must be heard under --quiet, such as how to sign in.</summary>
    public TextWriter Error { get; }

    public bool Quiet { get; }

    public bool Json { get; }

    bool IsTerminal => ReferenceEquals(Error, System.Console.Error) && !System.Console.IsErrorRedirected;

    /// <summary>Text that isn't ours (a cell of a file, a value of a CRM), as it may be shown on a terminal: in one
    /// line, with � for each character that a terminal would obey (control characters, escape codes, marks of direction).
    /// </summary>
    public static string Text(string? text) => Shown(text, keepLines: false);

    /// <summary>The same for text of several lines.</summary>
    internal static string Lines(string text) => Shown(text, keepLines: true);

    /// <summary>The result as JSON, if --json asks for it: names in camelCase, choices by name.</summary>
    public void WriteJson(object result)
    {
        if (Json)
        {
            _standard.WriteLine(JsonSerializer.Serialize(result, JsonOptions));
        }
    }

    /// <summary>Says on the error output how far something slow has got, until it is disposed.</summary>
    /// <param name="what">What is going on, such as "Reading customers.csv".</param>
    /// <param name="total">How much there is to do, where that is known.</param>
    public Progress Progress(string what, long? total = null) =>
        new(Quiet ? TextWriter.Null : Error, !Quiet && IsTerminal, what, total, _time);

    internal void ShowCursor()
    {
        if (ReferenceEquals(Console, AnsiConsole.Console))
        {
            Console.Cursor.Show();
        }
    }

    static string Shown(string? text, bool keepLines) => text is null || !text.Any(IsObeyed) ? text ?? "" :
        string.Create(text.Length, (text, keepLines), static (shown, given) =>
        {
            for (var i = 0; i < shown.Length; i++)
            {
                var letter = given.text[i];
                shown[i] = !IsObeyed(letter) || (given.keepLines && letter is '\n') ? letter
                    : letter is '\t' or '\n' or '\r' ? ' '
                    : '\uFFFD';
            }
        });

    static bool IsObeyed(char letter) => char.IsControl(letter)
        || letter is (>= '\u2028' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\u200E' or '\u200F' or '\u061C';

    static IAnsiConsole Plain(TextWriter writer)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = PlainWidth;
        return console;
    }
}
