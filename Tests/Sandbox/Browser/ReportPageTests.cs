using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using CrmMilestones.Scripts;
using CrmMilestones.Scripts.Audit;
using CrmMilestones.Scripts.Demo;
using CrmMilestones.Scripts.Months;
using CrmMilestones.Scripts.Reconcile;
using Xunit;

namespace CrmMilestones.Tests.Sandbox.Browser;

/// <summary>The reports that commands write, of the sample's customers.</summary>
public sealed class ReportPageTests : IAsyncLifetime
{
    const string OpenAll = "for (const folded of document.querySelectorAll('details')) folded.open = true";

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    [BrowserFact]
    public async Task Reports_are_accessible_and_fit_a_phone()
    {
        var list = Path.Combine(RepositoryRoot.Path, "Scripts", "Samples", "customers.csv");
        var database = Path.Combine(_folder.FullName, "crm.sqlite");
        Run(DemoCommand.Create(), "--keep", database);
        Run(AuditCommand.Create(), list, "--output", Folder("audit"));
        Run(ReportCommand.Create(), "--database", database, "--year", "2025", "--output", Folder("report"));
        Run(ReconcileCommand.Create(), Invoices(list), "--source", "Invoice", "--month", "2025-10", "--database",
            database, "--output", Folder("reconcile"));

        await using var chromium = await Chromium.StartAsync();
        foreach (var name in new[] { "audit", "report", "reconcile" })
        {
            foreach (var width in new[] { EveryWindowAttribute.Phone, EveryWindowAttribute.Desktop })
            {
                await using var report = await chromium.OpenAsync(width);
                await report.Page.GotoAsync(new Uri(Directory.GetFiles(Folder(name), "*.html").Single()).AbsoluteUri);
                await report.AssertFitsAsync();
                await report.Page.EvaluateAsync(OpenAll);
                await report.AssertFitsAsync();
                if (width == EveryWindowAttribute.Phone)
                {
                    // The page is the same; its long tables take axe long.
                    await report.AssertAccessibleAsync();
                }
            }
        }
    }

    Task IAsyncLifetime.InitializeAsync() => Task.CompletedTask;

    Task IAsyncLifetime.DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return Task.CompletedTask;
    }

    string Folder(string name) => Path.Combine(_folder.FullName, name);

    /// <summary>Of every customer of the list one for October 2025, so that some were billable and some weren't.</summary>
    string Invoices(string list)
    {
        var path = Path.Combine(_folder.FullName, "invoices.csv");
        var lines = File.ReadLines(list).Skip(1).Take(100).Select(line => line.Split(',')[0])
            .Select((number, place) => $"I-{place},{number},2025-10-01,2025-10-31,{100 + place}.50");
        File.WriteAllLines(path, lines.Prepend("Invoice Number,Account No,Period Start,Period End,Amount"));
        return path;
    }

    /// <summary>Done, or done with differences to tell.</summary>
    static void Run(System.CommandLine.Command command, params string[] arguments) =>
        Assert.True(command.Parse([.. arguments, "--quiet"]).Invoke() is 0 or 7);
}
