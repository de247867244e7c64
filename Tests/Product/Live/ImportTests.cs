using System;
using System.IO;
using System.Linq;
using System.ServiceModel;
using System.Threading;
using System.Threading.Tasks;
using CrmMilestones.Dataverse.Import;
using CrmMilestones.Scripts.Live;
using CrmMilestones.Tests.Journeys;
using CrmMilestones.Tests.Pack;
using Microsoft.Xrm.Sdk;
using Xunit;

namespace CrmMilestones.Tests.Live;

/// <summary>import, against an environment that plays every part.</summary>
public sealed class ImportTests : IDisposable
{
    const string Older = "0.9.0.0";
    const string Newer = "99.0.0.0";

    static readonly PackageFile ShippedFile = PackageFile.Read(TestEnvironment.Zip);
    static readonly SolutionPackage Package = ShippedFile.Content;
    static readonly string Name = Package.Manifest.UniqueName;
    static readonly string Same = Package.Manifest.Version.ToString();

    readonly StringWriter _output = new();

    public void Dispose() => _output.Dispose();

    [Fact]
    public async Task An_environment_without_the_solution_gets_it_installed_and_published()
    {
        ScriptedOrganization organization = new();

        await Import(organization);

        Assert.Equal(["ImportSolutionAsync", "PublishAllXmlAsync"], organization.Written);
        Assert.Equal(TestEnvironment.Zip, organization.Import["CustomizationFile"]);
    }

    [Fact]
    public async Task An_import_activates_processes_and_leaves_the_makers_changes_alone()
    {
        ScriptedOrganization organization = new();

        await Import(organization);

        Assert.Equal(true, organization.Import["PublishWorkflows"]);
        Assert.Equal(false, organization.Import["OverwriteUnmanagedCustomizations"]);
    }

    [Fact]
    public async Task The_report_says_where_as_whom_what_and_each_thing_verified()
    {
        await Import(new ScriptedOrganization().Holding(Name, Older));

        var lines = _output.ToString().Split(Environment.NewLine);
        Assert.Contains("Environment: Contoso Test, https://contoso.crm.dynamics.com/", lines);
        Assert.Contains("User:        Ada Admin", lines);
        Assert.Contains($"Installed:   {Name} {Older}", lines);
        Assert.Contains($"ok   {Name} installed: {Same}", lines);
        Assert.Contains($"ok   Plug-in steps enabled: {Package.Steps.Count}", lines);
        Assert.Contains("ok   Guided processes active: 1", lines);
    }

    [Fact]
    public async Task An_older_version_is_staged_and_upgraded()
    {
        var organization = new ScriptedOrganization().Holding(Name, Older);

        await Import(organization);

        Assert.Equal(["StageAndUpgradeAsync", "PublishAllXmlAsync"], organization.Written);
    }

    [Fact]
    public async Task The_same_version_is_refused()
    {
        var organization = new ScriptedOrganization().Holding(Name, Same);

        var refusal = await Fails(LivePart.Refused, organization);

        Assert.Equal($"{Name} {Same} is there already; --force imports it once more. Nothing was changed.", refusal);
        Assert.Empty(organization.Written);
    }

    [Fact]
    public async Task A_newer_version_is_not_replaced_by_an_older_one()
    {
        var organization = new ScriptedOrganization().Holding(Name, Newer);

        var refusal = await Fails(LivePart.Refused, organization);

        Assert.Contains($"{Newer} is there, newer than the package's {Same}", refusal, StringComparison.Ordinal);
        Assert.Empty(organization.Written);
    }

    [Theory]
    [InlineData(Newer)]
    [InlineData(null)]
    public async Task Force_imports_over_the_same_or_a_newer_version_without_an_upgrade(string? installed)
    {
        var organization = new ScriptedOrganization().Holding(Name, installed ?? Same);

        await Import(organization, force: true);

        Assert.Equal(["ImportSolutionAsync", "PublishAllXmlAsync"], organization.Written);
    }

    [Fact]
    public async Task Force_does_not_turn_an_upgrade_into_an_update()
    {
        var organization = new ScriptedOrganization().Holding(Name, Older);

        await Import(organization, force: true);

        Assert.Contains("StageAndUpgradeAsync", organization.Written);
    }

    [Fact]
    public async Task The_environment_in_which_the_solution_is_developed_is_left_alone()
    {
        var organization = new ScriptedOrganization().Holding(Name, Older, managed: false);

        var refusal = await Fails(LivePart.Refused, organization, force: true);

        Assert.Contains($"{Name} {Older} unmanaged", refusal, StringComparison.Ordinal);
        Assert.Empty(organization.Written);
    }

    [Fact]
    public async Task An_upgrade_that_was_staged_and_never_applied_is_in_the_way()
    {
        var organization = new ScriptedOrganization().Holding(Name, Older).Holding($"{Name}_Upgrade", "0.9.5.0");

        var refusal = await Fails(LivePart.Refused, organization, force: true);

        Assert.Contains($"staged as {Name}_Upgrade", refusal, StringComparison.Ordinal);
        Assert.Empty(organization.Written);
    }

    [Fact]
    public async Task An_unmanaged_package_is_refused()
    {
        ScriptedOrganization organization = new();

        var unmanaged = PackageFile.Read(new SolutionCopy().Pack(managed: false));
        var refusal = await Fails(LivePart.Refused, organization, unmanaged);

        Assert.Contains("The package is unmanaged", refusal, StringComparison.Ordinal);
        Assert.Empty(organization.Written);
    }

    [Fact]
    public void A_file_that_is_no_package_is_refused_before_anything_is_asked() => Assert.Equal(
        LivePart.Refused, Assert.Throws<LiveException>(() => PackageFile.Read([1, 2, 3])).Part);

    [Theory]
    [InlineData(null, "install it")]
    [InlineData(Older, "stage it, upgrade 0.9.0.0 to it")]
    [InlineData(Newer, "import it over 99.0.0.0")]
    public async Task A_dry_run_says_what_would_happen_and_writes_nothing(string? installed, string meaning)
    {
        ScriptedOrganization organization = new();
        if (installed is not null)
        {
            organization.Holding(Name, installed);
        }

        await Import(organization, force: true, dryRun: true);

        Assert.Contains($"Would take {Name} {Same} and {meaning}", _output.ToString(), StringComparison.Ordinal);
        Assert.Empty(organization.Written);
    }

    [Fact]
    public async Task A_dry_run_is_refused_where_the_import_would_be() =>
        await Fails(LivePart.Refused, new ScriptedOrganization().Holding(Name, Same), dryRun: true);

    [Fact]
    public async Task Progress_is_shown_whenever_it_moves()
    {
        await Import(new() { Progress = new([0, 12.5, 12.5, 80]) });

        var shown = _output.ToString().Split(Environment.NewLine);
        Assert.Equal(["Importing: 13 %", "Importing: 80 %"], shown.Where(line => line.EndsWith('%')));
    }

    [Fact]
    public async Task A_failed_import_is_explained_by_its_job_and_not_published()
    {
        ScriptedOrganization organization = new()
        {
            ImportStatus = 31,
            JobMessage = "The import failed.",
            ImportLog = """
                <importexportxml succeeded="failure" status="Failed">
                  <entities><entity><result result="success" errorcode="0" errortext="" /></entity></entities>
                  <roles><role>
                    <result result="failure" errorcode="0x8004F036" errortext="Missing privilege prvReadMarket." />
                  </role></roles>
                  <solutionManifests><solutionManifest>
                    <result result="failure" errorcode="0x8004F036" errortext="Missing privilege prvReadMarket." />
                  </solutionManifest></solutionManifests>
                </importexportxml>
                """,
        };

        var failure = await Fails(LivePart.Import, organization);

        Assert.EndsWith("failed. Missing privilege prvReadMarket. (0x8004F036)", failure, StringComparison.Ordinal);
        Assert.DoesNotContain("PublishAllXmlAsync", organization.Written);
    }

    [Fact]
    public async Task A_failed_import_without_a_log_is_explained_by_the_system_job()
    {
        var failure = await Fails(
            LivePart.Import, new() { ImportStatus = 32, ImportLog = null, JobMessage = "Canceled by Ada." });

        Assert.EndsWith("Canceled by Ada.", failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_that_ends_well_does_not_hide_a_failed_import() => await Fails(
        LivePart.Import, new() { ImportLog = "<importexportxml succeeded=\"failure\" status=\"Not imported.\" />" });

    [Fact]
    public async Task A_system_job_that_is_tidied_away_has_succeeded()
    {
        await Import(new() { ImportStatus = null });

        Assert.Contains("ok   Guided processes active: 1", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_publish_is_a_failure()
    {
        var failure = await Fails(
            LivePart.Import, new() { PublishStatus = 31, JobMessage = "Another publish is running." });

        Assert.Equal("Imported, but not published: Another publish is running.", failure);
    }

    [Fact]
    public async Task A_step_that_stays_disabled_is_reported_by_name()
    {
        var step = Package.Steps[0];

        var failure = await Fails(
            LivePart.Verification, new() { Arrives = row => Set(row, step.Id, "statecode", new OptionSetValue(1)) });

        Assert.EndsWith($"is imported, but {step.Name} is disabled.", failure, StringComparison.Ordinal);
        Assert.Contains("NOT  Plug-in steps enabled", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_that_did_not_arrive_is_reported_by_name()
    {
        var step = Package.Steps[0];

        var failure = await Fails(LivePart.Verification, new() { Arrives = row => row.Id != step.Id });

        Assert.EndsWith($"{step.Name} is missing.", failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_guided_process_that_stays_a_draft_is_reported()
    {
        var process = Package.Processes.Single();

        var failure = await Fails(
            LivePart.Verification, new() { Arrives = row => Set(row, process.Id, "statecode", new OptionSetValue(0)) });

        Assert.EndsWith($"{process.UniqueName} is not active.", failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_that_did_not_change_is_reported()
    {
        ScriptedOrganization organization = new()
        {
            Arrives = row => row.LogicalName != "solution" || Set(row, row.Id, "version", Older),
        };

        var failure = await Fails(LivePart.Verification, organization);

        Assert.Contains($"the installed version is {Older}", failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("WhoAmI")]
    [InlineData("ImportSolutionAsync")]
    [InlineData("PublishAllXmlAsync")]
    [InlineData("sdkmessageprocessingstep")]
    public async Task A_missing_privilege_is_named_as_such_wherever_it_shows(string about)
    {
        OrganizationServiceFault fault = new() { ErrorCode = unchecked((int)0x80040220) };
        ScriptedOrganization organization = new()
        {
            Fault = received => received == about
                ? new FaultException<OrganizationServiceFault>(fault, "Missing prvImportCustomization.")
                : null,
        };

        var failure = await Fails(LivePart.Privilege, organization);

        Assert.StartsWith("Missing prvImportCustomization. Give the user", failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ImportSolutionAsync", LivePart.Import)]
    [InlineData("workflow", LivePart.Verification)]
    public async Task Any_other_trouble_is_that_of_the_part_in_which_it_comes(string about, LivePart part)
    {
        ScriptedOrganization organization = new()
        {
            Fault = received => received == about ? new TimeoutException("No answer in time.") : null,
        };

        Assert.Equal("No answer in time.", await Fails(part, organization));
    }

    [Fact]
    public async Task Stopping_to_wait_is_no_failure_of_the_import()
    {
        using CancellationTokenSource stop = new();
        ScriptedOrganization organization = new()
        {
            Progress = new([10, 20, 30]),
            Fault = received =>
            {
                if (received == "importjob")
                {
                    stop.Cancel();
                }

                return null;
            },
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Import(organization, cancellation: stop.Token));

        Assert.Equal([20, 30], organization.Progress);
    }

    static bool Set(Entity row, Guid id, string column, object value)
    {
        if (row.Id == id)
        {
            row[column] = value;
        }

        return true;
    }

    Task Import(
        ScriptedOrganization organization, PackageFile? file = null, bool force = false, bool dryRun = false,
        CancellationToken cancellation = default)
    {
        Connection connection = new(organization, "Contoso Test", new("https://contoso.crm.dynamics.com"));
        return new Rollout(connection, _output, TimeSpan.Zero)
            .RunAsync(file ?? ShippedFile, force, dryRun, cancellation);
    }

    async Task<string> Fails(
        LivePart part, ScriptedOrganization organization, PackageFile? file = null, bool force = false,
        bool dryRun = false)
    {
        var failure = await Assert.ThrowsAsync<LiveException>(() => Import(organization, file, force, dryRun));
        Assert.Equal(part, failure.Part);
        return failure.Message;
    }
}
