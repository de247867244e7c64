using System;
using System.IO;
using System.Threading;
using CrmMilestones.Dataverse;
using CrmMilestones.Packaging;
using CrmMilestones.Scripts.Lists;
using CrmMilestones.Scripts.Output;

namespace CrmMilestones.Scripts.Demo;

/// <summary>The demo, from the list to what the CRM makes of it.</summary>
/// <param name="path">The list.</param>
/// <param name="options">How it is read.</param>
/// <param name="refusedFile">Where its unreadable lines are named; null where nobody says so.</param>
/// <param name="language">The people's language (LCID).</param>
/// <param name="output">Where it is shown.</param>
/// <param name="cancellation">Ends it, with nothing half written.</param>
sealed class DemoShow(
    string path, ListOptions options, string? refusedFile, int language, CommandOutput output,
    CancellationToken cancellation)
{
    /// <summary>So many customers are kept in memory, where they take 8 KB each; more go to the disk.</summary>
    const int MostInMemory = 10_000;

    /// <param name="keep">The file in which the database is kept; null: nowhere.</param>
    /// <returns>Whether each line of the list became a customer.</returns>
    /// <exception cref="ToolException">The database can't be kept there.</exception>
    public ExitCode Run(string? keep)
    {
        using var kept = keep is null ? null : NewDatabase.Beside(keep);
        DemoReport report = new(output.Console);
        Phases phases = new();

        var list = phases.Time(
            "Read the list", () => ListSurvey.Of(path, options, refusedFile, output, cancellation));
        using var temporary =
            kept is null && list.Counts.Judged > MostInMemory ? NewDatabase.Temporary() : null;
        var zip = phases.Time("Pack the solution", () =>
            SolutionPacker.Pack(Path.Combine(RepositoryRoot.Path, "Solution"), PluginDll.BuiltPath, managed: true));
        bool isComplete;
        using (var host = phases.Time("Import it into an empty Dataverse", () =>
        {
            var empty = DataverseHost.Create(new DataverseOptions
            {
                Path = (kept ?? temporary)?.Path,
                IsDurable = false,
            });
            empty.ImportSolution(new MemoryStream(zip));
            return empty;
        }))
        {
            report.Imported(host.System, zip.Length);
            report.List(list);
            var run = phases.Time(
                "Load the customers and take them through the guided process", () => Work(host, list));
            isComplete = list.Counts.RefusedLines == 0 && run.Loaded == list.Counts.Judged;
            Report(report, phases, run);
        }

        kept?.Keep();
        report.Elapsed(phases, keep);
        return isComplete ? ExitCode.Done : ExitCode.LinesRefused;
    }

    static void Report(DemoReport report, Phases phases, DemoRun run)
    {
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
    }

    DemoRun Work(DataverseHost host, ListSurvey list)
    {
        using var progress = output.Progress("Taking customers through the guided process", list.Counts.Judged);
        return DemoRun.Of(
            host, list.Customers(options, cancellation), list.Workers, list.Countries, language,
            walked => progress.Report(walked));
    }
}
