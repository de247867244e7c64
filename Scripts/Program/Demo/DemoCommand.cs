using System;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.IO;
using System.Linq;
using System.ServiceModel;
using CrmMilestones.Dataverse;
using CrmMilestones.Dataverse.Import;
using CrmMilestones.Packaging;
using Microsoft.Xrm.Sdk;
using Spectre.Console;

namespace CrmMilestones.Scripts.Demo;

/// <summary>demo: the whole solution at work on a legacy customer list.</summary>
public static class DemoCommand
{
    /// <summary>The width of a report that doesn't go to a terminal.</summary>
    const int PlainWidth = 120;

    public static Command Create()
    {
        Option<int> language = new("--user-language")
        {
            Description = "The language in which the CRM answers its users: en, es, or an LCID.",
            CustomParser = Lcid,
            DefaultValueFactory = _ => 1033,
        };
        Option<FileInfo> data = new("--data")
        {
            Description = "The customer list; Scripts/Samples/README.md says what it looks like.",
            DefaultValueFactory = _ => new(Path.Combine(RepositoryRoot.Path, "Scripts", "Samples", "customers.csv")),
        };
        Option<FileInfo?> keep = new("--keep") { Description = "Keep the CRM's database in this new SQLite file." };
        Command command = new(
            "demo", "Pack and import the solution, load customers, and see how many of them are billable.")
        {
            language,
            data,
            keep,
        };
        command.SetAction(parsed =>
        {
            return Run(
                parsed.GetRequiredValue(data).FullName, parsed.GetValue(keep)?.FullName, parsed.GetValue(language),
                NewConsole(), parsed.InvocationConfiguration.Error);
        });
        return command;
    }

    /// <returns>0; 2 when some lines of the list could not be read; 1 when nothing could be shown at all.</returns>
    public static int Run(string data, string? keep, int language, IAnsiConsole console, TextWriter error)
    {
        try
        {
            if (keep is not null)
            {
                DemandNewFile(keep);
            }

            return Show(data, keep, language, console);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException
            or SolutionRefusedException or SolutionImportException)
        {
            error.WriteLine(e.Message);
            return 1;
        }
        catch (FaultException<OrganizationServiceFault> failure)
        {
            error.WriteLine($"The CRM failed: {failure.Detail.Message}\n{failure.Detail.TraceText}");
            return 1;
        }
    }

    static void DemandNewFile(string path)
    {
        if (File.Exists(path))
        {
            throw new IOException(
                $"{path} exists already and is left as it is. Name a new file to --keep, or delete this one.");
        }

        if (!Directory.Exists(Path.GetDirectoryName(path)))
        {
            throw new IOException($"{path} can't be kept: its folder doesn't exist.");
        }
    }

    static int Show(string data, string? keep, int language, IAnsiConsole console)
    {
        DemoReport report = new(console);
        Phases phases = new();

        var list = phases.Time("Read the list", () => CustomerList.Read(data, new()));
        var zip = phases.Time("Pack the solution", () =>
            SolutionPacker.Pack(Path.Combine(RepositoryRoot.Path, "Solution"), PluginDll.BuiltPath, managed: true));
        using var host = phases.Time("Import it into an empty Dataverse", () =>
        {
            var empty = DataverseHost.Create(new DataverseOptions { Path = keep });
            empty.ImportSolution(new MemoryStream(zip));
            return empty;
        });
        report.Imported(host.System, zip.Length);
        report.Unreadable(data, list);

        var run = phases.Time(
            "Load the customers and take them through the guided process", () => Work(host, list, language, console));
        report.Claims(run);
        report.Stages(run);
        report.Refusals(run);
        var today = DateTime.UtcNow.Date;
        report.Counts(phases.Time(
            "Count 24 past days and compare a year", () => CountsOverTime.Read(run.Finance, today)));
        if (CustomerStory.Tell(run.Finance, run.Operations, today) is { } story)
        {
            report.Story(story);
        }

        report.View(phases.Time("Open the view", () => SavedView.Run(run.Finance, "account", "Billable customers")));
        report.Elapsed(phases, keep);
        return list.Refused.Count == 0 ? 0 : 2;
    }

    static DemoRun Work(DataverseHost host, CustomerList list, int language, IAnsiConsole console) =>
        console.Progress().Start(progress =>
        {
            var loading = progress.AddTask("Loading customers", maxValue: list.Customers.Count);
            var walking = progress.AddTask(
                "Through the guided process", autoStart: false, maxValue: list.Customers.Count);
            var run = DemoRun.Of(
                host, list.Customers, language, count => loading.Increment(count), () => walking.Increment(1));
            walking.Value = walking.MaxValue;
            return run;
        });

    /// <summary>Plain text of a fixed width when the report goes to a file or a log.</summary>
    static IAnsiConsole NewConsole()
    {
        if (!Console.IsOutputRedirected)
        {
            return AnsiConsole.Console;
        }

        var console = AnsiConsole.Create(
            new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors });
        console.Profile.Width = PlainWidth;
        return console;
    }

    static int Lcid(ArgumentResult argument)
    {
        var text = argument.Tokens.Single().Value;
        switch (text.ToLowerInvariant())
        {
            case "en":
                return 1033;
            case "es":
                return 3082;
            default:
                if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var lcid))
                {
                    return lcid;
                }

                argument.AddError($"'{text}' is no language: use en, es, or an LCID such as 1033.");
                return 0;
        }
    }
}
