using System;
using System.Data.Common;
using System.Linq;

namespace CrmMilestones.Scripts.Live;

/// <summary>Which environment to connect to, and as whom.</summary>
/// <remarks>Not a record: its text would show the secret.</remarks>
public sealed class ConnectionTarget
{
    /// <summary>The environment variable that holds a connection string.</summary>
    public const string Variable = "DATAVERSE_CONNECTION";

    /// <summary>Microsoft's app registration for trying things out, present in every tenant.</summary>
    public const string SampleClientId = "51f81489-12ee-4a9e-aaae-a2591f45987d";

    /// <summary>The names that ServiceClient reads an address from.</summary>
    static readonly string[] AddressKeys = ["ServiceUri", "Service Uri", "Url", "Server"];

    static readonly string[] SecretKeys = ["ClientSecret", "Secret", "Password"];

    readonly string[] _secrets = [];

    ConnectionTarget(Uri address) => Address = address;

    ConnectionTarget(Uri address, string connectionString, string[] secrets)
        : this(address)
    {
        ConnectionString = connectionString;
        this._secrets = secrets;
    }

    public Uri Address { get; }

    /// <summary>The connection string, secret and all; null when a person signs in.</summary>
    public string? ConnectionString { get; }

    /// <summary>The app registration through which a person signs in.</summary>
    public string ClientId { get; private init; } = SampleClientId;

    /// <summary>Whether a person signs in in this machine's browser, instead of anywhere by device code.</summary>
    public bool InBrowser { get; private init; }

    /// <summary>A person signs in.</summary>
    /// <exception cref="LiveException">The address is none.</exception>
    public static ConnectionTarget Interactive(string address, string clientId, bool inBrowser) =>
        new(AddressOf(address)) { ClientId = clientId, InBrowser = inBrowser };

    /// <summary>A connection string as ServiceClient takes it.</summary>
    /// <exception cref="LiveException">It can't be read, or names no address.</exception>
    public static ConnectionTarget FromConnectionString(string connectionString)
    {
        DbConnectionStringBuilder parts = [];
        try
        {
            parts.ConnectionString = connectionString;
        }
        catch (ArgumentException)
        {
            // What the parser says may quote the string.
            throw new LiveException(LivePart.Refused,
                $"{Variable} is not a connection string: it must read Name=value;Name=value, "
                + "with values that hold ; or = in quotes.");
        }

        string[] Values(string[] keys) =>
            [.. keys.Select(key => parts.TryGetValue(key, out var value) ? (string)value : "")
                .Where(value => value != "")];

        var address = Values(AddressKeys).FirstOrDefault()
            ?? throw new LiveException(LivePart.Address, $"{Variable} names no Url.");
        return new(AddressOf(address), connectionString, Values(SecretKeys));
    }

    /// <summary>A text that may be shown, without the secrets of the connection string.</summary>
    public string Redact(string text) =>
        _secrets.Aggregate(text, (shown, secret) => shown.Replace(secret, "***", StringComparison.Ordinal));

    static Uri AddressOf(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps
            ? new(address.GetLeftPart(UriPartial.Authority))
            : throw new LiveException(
                LivePart.Address, $"'{text}' is not an address such as https://contoso.crm.dynamics.com.");
}
