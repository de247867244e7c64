using System;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using CrmMilestones.Scripts.Live;
using CrmMilestones.Tests.Journeys;
using CrmMilestones.Tests.Pack;
using Xunit;

namespace CrmMilestones.Tests.Live;

/// <summary>import --dry-run: what it warns of in an environment, and what it tells of a zip alone.</summary>
public sealed class DryRunTests : IDisposable
{
    /// <summary>The nine languages of the navigation.</summary>
    static readonly int[] Navigation = [1031, 1033, 1036, 1040, 1041, 1043, 1046, 2070, 3082];

    static readonly PackageFile ShippedFile = PackageFile.Read(TestEnvironment.Zip);

    readonly StringWriter _output = new();

    public void Dispose() => _output.Dispose();

    [Fact]
    public async Task An_environment_that_has_what_the_package_needs_gets_no_warning()
    {
        Assert.Empty(await Warnings(new()));
        Assert.Empty(await Warnings(new() { Languages = [1033, .. Navigation] }));
    }

    [Fact]
    public async Task A_language_of_the_package_that_is_not_enabled_is_warned_of() => Assert.Equal(
        ["Warning: Language 3082 of the package is not enabled there: its labels are dropped. Who wants them enables "
        + "the language "
            + "before the import."],
        await Warnings(new() { Languages = [1033] }));

    [Fact]
    public async Task A_base_language_that_the_package_lacks_is_warned_of() => Assert.Equal(
        ["Warning: The environment's base language, 1031, is none of the package's: its labels will be those of "
            + "language 1033."],
        await Warnings(new() { Languages = [1031, 1033, 3082] }));

    [Fact]
    public async Task An_enabled_language_without_navigation_is_warned_of() => Assert.Equal(
        ["Warning: The app's navigation has no titles in language 1053, which is enabled there: who uses it may not "
        + "see the "
            + "navigation's areas and groups."],
        await Warnings(new() { Languages = [1033, 3082, 1053] }));

    [Theory]
    [InlineData(9, 0)]
    [InlineData(10, 1)]
    public async Task Ten_active_processes_on_account_are_warned_of(int active, int warnings)
    {
        ScriptedOrganization organization = new();
        foreach (var process in Enumerable.Range(0, active))
        {
            organization.Running($"contoso_process{process}");
        }

        // None of these takes a place: a draft, one of another table, a workflow, the copy that runs, ours before an
        // upgrade.
        organization.Running("contoso_draft", active: false).Running("contoso_contact", table: "contact")
            .Running("contoso_workflow", category: 0).Running("contoso_process0", type: 2)
                .Running("cm_customerlifecycle");

        var found = await Warnings(organization);

        Assert.Equal(warnings, found.Length);
        Assert.All(found, warning => Assert.Equal(
            "Warning: 10 guided processes are active on account, and no more can be: cm_customerlifecycle could not be "
            + "activated. "
            + "Deactivate one that nobody uses.", warning));
    }

    [Fact]
    public async Task A_dry_run_that_warns_writes_nothing()
    {
        ScriptedOrganization organization = new() { Languages = [1036] };

        Assert.NotEmpty(await Warnings(organization));

        Assert.Empty(organization.Written);
    }

    [Fact]
    public void Without_an_environment_the_zip_alone_is_read_and_what_was_not_checked_is_said()
    {
        var (exitCode, said) = Invoke(TestEnvironment.Zip);

        Assert.Equal(0, exitCode);
        Assert.Contains("Package:     CrmMilestones ", said, StringComparison.Ordinal);
        Assert.Contains("Languages:   1033, 3082", said, StringComparison.Ordinal);
        Assert.Contains(
            "Navigation:  1031, 1033, 1036, 1040, 1041, 1043, 1046, 2070, 3082", said, StringComparison.Ordinal);
        Assert.Contains("Checked: the zip is whole", said, StringComparison.Ordinal);
        Assert.Contains(
            "Not checked, as no environment is named (--url): which version is installed", said,
            StringComparison.Ordinal);
        Assert.Contains("Dry run: nothing was changed.", said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_zip_that_no_environment_takes_is_refused_without_one()
    {
        Assert.Equal(1, Invoke([1, 2, 3]).ExitCode);
        Assert.Equal(1, Invoke(new SolutionCopy().Pack(managed: false)).ExitCode);
    }

    [Theory]
    [InlineData("", null, false)]
    [InlineData("", " ", false)]
    [InlineData("--url https://contoso.crm.dynamics.com", null, true)]
    [InlineData("", "AuthType=ClientSecret;Url=https://contoso.crm.dynamics.com", true)]
    public void An_environment_is_named_by_address_or_variable(string arguments, string? variable, bool isNamed)
    {
        Command command = new("import");
        Assert.Equal(isNamed, new ConnectionOptions(command).NamesOne(command.Parse(arguments), variable));
    }

    static (int ExitCode, string Said) Invoke(byte[] zip)
    {
        // Whoever runs this may have set it.
        Environment.SetEnvironmentVariable(ConnectionTarget.Variable, null);
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(file, zip);
            using StringWriter said = new();
            var exitCode = ImportCommand.Create().Parse(["--dry-run", "--zip", file])
                .Invoke(new() { Output = said, Error = said });
            return (exitCode, said.ToString());
        }
        finally
        {
            File.Delete(file);
        }
    }

    async Task<string[]> Warnings(ScriptedOrganization organization)
    {
        _output.GetStringBuilder().Clear();
        Connection connection = new(organization, "Contoso Test", new("https://contoso.crm.dynamics.com"));
        await new Rollout(connection, _output, TimeSpan.Zero)
            .RunAsync(ShippedFile, force: false, dryRun: true, CancellationToken.None);
        return [
            .. _output.ToString().Split(Environment.NewLine)
                .Where(line => line.StartsWith("Warning", StringComparison.Ordinal))];
    }
}
