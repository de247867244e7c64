using System.CommandLine;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace CrmMilestones.Scripts.Live;

/// <summary>The options by which a command is told the environment whose customers it works on: a live one, or the
/// embedded one in a file.</summary>
public sealed class EnvironmentOptions
{
    readonly ConnectionOptions _connection;

    readonly Option<FileInfo?> _database = new("--database")
    {
        Description = "Instead of a live environment: the file that demo --keep wrote.",
    };

    public EnvironmentOptions(Command command)
    {
        _connection = new(command);
        command.Add(_database);
    }

    /// <summary>Whether the command line or the environment variable names an environment.</summary>
    public bool NamesOne(ParseResult parsed) =>
        parsed.GetValue(_database) is not null || _connection.NamesOne(parsed);

    /// <summary>Refuses an environment beside what stands in its place; what the variable names is left aside.</summary>
    /// <param name="instead">What stands in its place, such as "A list".</param>
    /// <exception cref="LiveException">The command line names one.</exception>
    public void DemandNone(ParseResult parsed, string instead)
    {
        if (parsed.GetValue(_database) is not null || _connection.NamesOne(parsed, connectionString: null))
        {
            throw new LiveException(
                LivePart.Refused, $"{instead} and an environment are named (--url, --database): give one.");
        }
    }

    /// <summary>Opens the environment that is named; a file goes before what the environment variable says.</summary>
    /// <param name="prompts">Where a person is told how to sign in.</param>
    /// <exception cref="LiveException">None is named, two are, or it can't be opened.</exception>
    public Task<Connection> OpenAsync(ParseResult parsed, TextWriter prompts, CancellationToken cancellation) =>
        parsed.GetValue(_database) is not { } file
            ? Connection.OpenAsync(_connection.Target(parsed), prompts, cancellation)
        : _connection.NamesOne(parsed, connectionString: null)
            ? throw new LiveException(LivePart.Refused, "--url and --database name two environments: give one.")
        : KeptDatabase.OpenAsync(file.FullName, cancellation);
}
