using System;
using System.CommandLine;

namespace CrmMilestones.Scripts.Live;

/// <summary>The options by which every live command is told its environment.</summary>
public sealed class ConnectionOptions
{
    readonly Option<string?> _url = new("--url")
    {
        Description = "Sign in yourself, by device code, to the environment at this address "
            + $"(https://contoso.crm.dynamics.com). Without it, "
            + $"{ConnectionTarget.Variable} holds the connection string.",
    };

    readonly Option<bool> _browser = new("--browser")
    {
        Description =
        "With --url: sign in in this machine's browser instead."
    };

    readonly Option<string> _clientId = new("--client-id")
    {
        Description = "With --url: the app registration to sign in through.",
        DefaultValueFactory = _ => ConnectionTarget.SampleClientId,
    };

    public ConnectionOptions(Command command)
    {
        command.Add(_url);
        command.Add(_browser);
        command.Add(_clientId);
    }

    /// <summary>Whether the command line or the environment variable names an environment.</summary>
    public bool NamesOne(ParseResult parsed) =>
        NamesOne(parsed, Environment.GetEnvironmentVariable(ConnectionTarget.Variable));

    internal bool NamesOne(ParseResult parsed, string? connectionString) =>
        parsed.GetValue(_url) is not null || !string.IsNullOrWhiteSpace(connectionString);

    /// <summary>The environment that the command line, or else the environment variable, names.</summary>
    /// <exception cref="LiveException">Neither names one, or this build opens no connections.</exception>
    public ConnectionTarget Target(ParseResult parsed) => Connection.Unavailable is { } reason
        ? throw new LiveException(LivePart.Refused, reason)
        : Target(parsed, Environment.GetEnvironmentVariable(ConnectionTarget.Variable));

    internal ConnectionTarget Target(ParseResult parsed, string? connectionString) =>
        parsed.GetValue(_url) is { } address
            ? ConnectionTarget.Interactive(address, parsed.GetRequiredValue(_clientId), parsed.GetValue(_browser))
        : string.IsNullOrWhiteSpace(connectionString)
            ? throw new LiveException(LivePart.Refused,
                $"No environment is named: give --url, or set "
                + $"{ConnectionTarget.Variable} (Scripts/Program/Live/README.md).")
        : ConnectionTarget.FromConnectionString(connectionString);
}
