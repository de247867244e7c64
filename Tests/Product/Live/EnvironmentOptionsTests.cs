using System;
using System.CommandLine;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using CrmMilestones.Dataverse;
using CrmMilestones.Scripts.Live;
using CrmMilestones.Tests.Journeys;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Xunit;

namespace CrmMilestones.Tests.Live;

/// <summary>The environment that a command works on, named on its command line.</summary>
public sealed class EnvironmentOptionsTests : IDisposable
{
    readonly string _file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}.sqlite");

    public void Dispose() => File.Delete(_file);

    [Fact]
    public async Task A_kept_database_is_opened_with_the_solutions_plugins()
    {
        using (var kept = DataverseHost.Create(new() { Path = _file }))
        {
            kept.ImportSolution(TestEnvironment.Package);
        }

        using var environment = await Open("--database", _file);

        Assert.Equal(Path.GetFileName(_file), environment.EnvironmentName);
        Assert.True(environment.Address.IsFile);
        var id = await environment.Service.CreateAsync(new Entity("account")
        {
            ["name"] = "Contoso",
            ["cm_lifecyclestage"] = new OptionSetValue(727000000),
        });
        var account = await environment.Service.RetrieveAsync("account", id, new ColumnSet("cm_definitionversion"));
        Assert.Equal("1.0", account["cm_definitionversion"]);
    }

    [Fact]
    public async Task Opening_changes_nothing_in_the_file()
    {
        string before;
        using (var kept = DataverseHost.Create(new() { Path = _file }))
        {
            kept.ImportSolution(TestEnvironment.Package);
            before = kept.Snapshot();
        }

        (await Open("--database", _file)).Dispose();

        using var after = DataverseHost.Open(_file);
        after.ImportSolution(TestEnvironment.Package);
        Assert.Equal(before, after.Snapshot());
    }

    [Fact]
    public async Task A_database_with_another_version_of_the_solution_is_refused_and_not_upgraded()
    {
        var newer = TestEnvironment.Package with
        {
            Manifest = TestEnvironment.Package.Manifest with { Version = new(9, 9, 0, 0) },
        };
        using (var kept = DataverseHost.Create(new() { Path = _file }))
        {
            kept.ImportSolution(newer);
        }

        var refusal = await Assert.ThrowsAsync<LiveException>(() => Open("--database", _file));

        Assert.Equal(LivePart.Refused, refusal.Part);
        Assert.Contains("CrmMilestones 9.9.0.0, and this program has", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_refused()
    {
        var refusal = await Assert.ThrowsAsync<LiveException>(() => Open("--database", _file));

        Assert.Equal(
            $"{_file} is not there. --database takes a file that demo --keep wrote.", refusal.Message);
    }

    [Fact]
    public async Task Two_environments_are_one_too_many() => Assert.Equal(
        LivePart.Refused,
        (await Assert.ThrowsAsync<LiveException>(
            () => Open("--database", _file, "--url", "https://contoso.crm.dynamics.com"))).Part);

    static Task<Connection> Open(params string[] arguments)
    {
        Command command = new("sweep");
        EnvironmentOptions options = new(command);
        var parsed = command.Parse(arguments);
        Assert.Empty(parsed.Errors);
        return options.OpenAsync(parsed, TextWriter.Null, CancellationToken.None);
    }
}
