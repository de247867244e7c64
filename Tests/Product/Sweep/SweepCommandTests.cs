using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using CrmMilestones.Dataverse;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Scripts;
using CrmMilestones.Tests.Journeys;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Xunit;

namespace CrmMilestones.Tests.Sweep;

/// <summary>The command, on a database in a file.</summary>
public sealed class SweepCommandTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public SweepCommandTests()
    {
        using var host = DataverseHost.Create(new() { Path = Database });
        host.ImportSolution(TestEnvironment.Package);
        var id = host.System.Create(new Entity("account")
        {
            ["name"] = "=Contoso",
            [Columns.Stage] = new OptionSetValue((int)Stage.Prospect),
        });
        host.System.Execute(new UpdateRequest
        {
            Target = new("account", id) { [Columns.BillableReason] = "Because" },
            ["BypassBusinessLogicExecution"] = "CustomSync,CustomAsync",
        });
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void It_leaves_findings_then_repairs_them_then_finds_nothing()
    {
        var (found, before) = Sweep();
        Assert.Equal((7, 1), (found, before.GetProperty("after").GetInt32()));
        var finding = before.GetProperty("findings").EnumerateArray().Single();
        Assert.Equal("Stored values differ from the rules", finding.GetProperty("rule").GetString());
        Assert.Equal("=Contoso", finding.GetProperty("subject").GetString());

        var (repaired, during) = Sweep("--repair");
        Assert.Equal((0, 1, 0), (
            repaired, during.GetProperty("before").GetInt32(), during.GetProperty("after").GetInt32()));

        var (left, after) = Sweep("--repair");
        Assert.Equal((0, 0), (left, after.GetProperty("before").GetInt32()));
        Assert.Equal(1, after.GetProperty("read").GetProperty("accounts").GetInt64());
    }

    [Fact]
    public void The_list_for_spreadsheets_runs_no_formula_and_no_journal_is_left()
    {
        Sweep("--csv", Path.Combine(_folder, "findings.csv"));

        var line = File.ReadAllLines(Path.Combine(_folder, "findings.csv"))[1];
        Assert.Contains("'=Contoso", line, StringComparison.Ordinal);
        Assert.EndsWith(",no,sweep --repair puts it right.", line, StringComparison.Ordinal);
        Assert.False(File.Exists(Journal));
    }

    string Database => Path.Combine(_folder, "crm.sqlite");

    string Journal => Path.Combine(_folder, "sweep.journal");

    (int ExitCode, JsonElement Result) Sweep(params string[] more)
    {
        using StringWriter output = new();
        var exitCode = Program.Root()
            .Parse(["sweep", "--database", Database, "--journal", Journal, "--json", "--quiet", .. more])
            .Invoke(new() { Output = output, Error = TextWriter.Null });
        using var json = JsonDocument.Parse(output.ToString());
        return (exitCode, json.RootElement.Clone());
    }
}
