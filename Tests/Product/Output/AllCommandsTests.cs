using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using CrmMilestones.Scripts;
using CrmMilestones.Scripts.Live;
using CrmMilestones.Scripts.Output;
using Xunit;

namespace CrmMilestones.Tests.Output;

/// <summary>The manners of every command that the program has.</summary>
public sealed class AllCommandsTests : IDisposable
{
    /// <summary>Commands whose result is what they did, and not data.</summary>
    static readonly string[] WithoutData = ["demo", "import", "serve"];

    /// <summary>Of each command that reads a file: its command line, with {0} for the file.</summary>
    static readonly Dictionary<string, string[]> Reading = new()
    {
        ["demo"] = ["--data", "{0}"],
        ["serve"] = ["--data", "{0}"],
        ["pack"] = ["--source", "{0}"],
        ["import"] = ["--dry-run", "--zip", "{0}"],
        ["fingerprint"] = ["--month", "2026-10-31", "--known-on", "2026-11-01", "--rows", "{0}"],
        ["check-contract"] = ["{0}"],
        ["audit"] = ["{0}"],
        ["sweep"] = ["--database", "{0}"],
        ["report"] = ["--month", "2026-10", "--database", "{0}"],
        ["reconcile"] = ["{0}", "--source", "Invoice"],
    };

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    readonly StringWriter _out = new() { NewLine = "\n" }, _error = new() { NewLine = "\n" };

    public static TheoryData<string> Names => [.. Commands.Select(command => command.Name)];

    static IEnumerable<Command> Commands => Program.Root().Subcommands;

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        _out.Dispose();
        _error.Dispose();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_can_be_quiet_gives_data_as_json_and_explains_each_option(string name)
    {
        var command = Assert.IsType<ToolCommand>(Command(name));

        Assert.Equal(!WithoutData.Contains(name), command.HasJson);
        Assert.Equal(command.HasJson, command.Options.Any(option => option.Name == "--json"));
        Assert.Contains(command.Options, option => option.Name == "--quiet");
        Assert.All(
            command.Options.Concat<Symbol>(command.Arguments).Append(command),
            symbol => Assert.Matches(@"^\p{Lu}.*\w", symbol.Description));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Help_says_how_it_may_end(string name)
    {
        Assert.Equal(0, Run([name, "--help"]));

        var codes = _out.ToString().Split("Exit codes:\n")[1].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("  0    done", codes[0], StringComparison.Ordinal);
        Assert.StartsWith("  1    ", codes[1], StringComparison.Ordinal);
        Assert.StartsWith("  130  interrupted", codes[^1], StringComparison.Ordinal);
        Assert.Equal(codes.Length, codes.Select(code => code.Trim().Split(' ')[0]).Distinct().Count());
    }

    [Fact]
    public void Each_that_is_given_files_is_asked_for_one_that_is_not_there() => Assert.Empty((
        from command in Commands
        let types = command.Options.Select(option => option.ValueType)
            .Concat(command.Arguments.Select(argument => argument.ValueType))
        where types.Any(type => typeof(FileSystemInfo).IsAssignableFrom(type))
        select command.Name).Except(Reading.Keys));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_file_that_is_not_there_is_named_in_a_sentence(string name)
    {
        if (!Reading.TryGetValue(name, out var arguments))
        {
            return;
        }

        // Whoever runs this may have set it.
        Environment.SetEnvironmentVariable(ConnectionTarget.Variable, null);
        var file = Path.Combine(_folder.FullName, "nowhere");

        Assert.Equal(1, Run([name, "--quiet", .. arguments.Select(argument => argument == "{0}" ? file : argument)]));

        Assert.Contains(file, _error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("--trace", _error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", _error.ToString(), StringComparison.Ordinal);
        Assert.Empty(_out.ToString());
        Assert.Empty(_folder.EnumerateFileSystemInfos());
    }

    [Fact]
    public void The_zone_of_an_audit_is_for_lists()
    {
        Assert.Equal(1, Run(
        [
            "audit", "--quiet", "--database", Path.Combine(_folder.FullName, "nowhere"),
            "--time-zone", "Australia/Sydney",
        ]));
        Assert.Equal(
            "--time-zone is for lists. In an environment each market has its own time zone; change it there.\n",
            _error.ToString());
    }

    [Theory]
    [InlineData("audit customers.csv --database crm.sqlite",
        "A list and an environment are named (--url, --database): give one.")]
    [InlineData("fingerprint --month 2026-10-31 --rows periods.csv --known-on 2026-11-01 --database crm.sqlite",
        "--rows and an environment are named (--url, --database): give one.")]
    [InlineData("fingerprint --month 2026-10-31 --known-on 2026-11-01 --database crm.sqlite",
        "--known-on and --expect are for --rows: an environment knows both of its closed month.")]
    [InlineData("serve --port 99999", "A port is a number from 0 to 65535.")]
    public void What_would_be_left_aside_or_cannot_be_is_refused(string commandLine, string sentence)
    {
        Assert.Equal(1, Run(commandLine.Split(' ')));
        Assert.Equal(sentence, _error.ToString().Trim());
    }

    [Fact]
    public void What_a_file_of_claims_holds_is_one_of_five()
    {
        Assert.Equal(1, Run(["reconcile", "invoices.csv", "--source", "Bills"]));
        Assert.Equal(
            "'Bills' is none of: Invoice, ContractorPayment, SalesList, ProjectTool, ServiceUsage.",
            _error.ToString().Trim());
    }

    [Fact]
    public void No_option_takes_a_secret() => Assert.DoesNotContain(
        Commands.SelectMany(command => command.Options).Select(option => option.Name),
        name => name.Contains("secret", StringComparison.Ordinal) || name.Contains("password", StringComparison.Ordinal)
            || name.Contains("connection", StringComparison.Ordinal));

    static Command Command(string name) => Commands.Single(command => command.Name == name);

    int Run(string[] arguments) => Program.Root().Run(arguments, new() { Output = _out, Error = _error });
}
