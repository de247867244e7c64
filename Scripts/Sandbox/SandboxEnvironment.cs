using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Security.Cryptography;
using System.Threading;
using CrmMilestones.Dataverse;
using CrmMilestones.Sandbox.Clock;
using CrmMilestones.Sandbox.People;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Sandbox;

/// <summary>The environment that the Web API and the app share.</summary>
public sealed class SandboxEnvironment : IDisposable
{
    readonly SandboxOptions _options;
    readonly Lock _resetting = new();
    readonly ConcurrentDictionary<string, string> _tokens = [];
    volatile State _state;

    internal SandboxEnvironment(SandboxOptions options)
    {
        _options = options;
        _state = Begin();
    }

    /// <summary>Raised after a reset: everything read before belongs to another environment.</summary>
    public event EventHandler? WasReset;

    /// <summary>The environment of now; a reset puts another in its place.</summary>
    public DataverseHost Host => _state.Host;

    /// <summary>The zips that were imported.</summary>
    public IReadOnlyList<byte[]> Solutions => _state.Solutions;

    /// <summary>As whom it can be used. A person's token outlives a reset, an id doesn't.</summary>
    public SandboxPeople People => _state.People;

    /// <summary>Its time.</summary>
    public SandboxClock Clock => _state.Clock;

    /// <summary>A person's service.</summary>
    public IOrganizationService ServiceFor(SandboxPerson person)
    {
        ArgumentNullException.ThrowIfNull(person);
        return Host.ServiceFor(person.Id);
    }

    /// <summary>A person's service in the language of a window, which need not be that of the personal options.</summary>
    internal IOrganizationService ServiceFor(SandboxPerson person, int language) =>
        Host.ServiceFor(person.Id, language);

    /// <summary>Throws away what was done, the clock's moves too, and begins anew.</summary>
    public void Reset()
    {
        lock (_resetting)
        {
            if (_options.Path is { } path)
            {
                // The file can't be made anew while it is in use.
                _state.Host.Dispose();
                File.Delete(path);
                _state = Begin();
            }
            else
            {
                var before = _state;
                _state = Begin();
                before.Host.Dispose();
            }
        }

        WasReset?.Invoke(this, EventArgs.Empty);
    }

    /// <inheritdoc/>
    public void Dispose() => _state.Host.Dispose();

    State Begin()
    {
        SandboxClock clock = new(_options.Clock);
        var seed = _options.Seed(new() { Clock = clock, Path = _options.Path });
        var people = SandboxPeople.In(seed.Host, seed.People, name => _tokens.GetOrAdd(
            name, _ => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24))));
        return new(seed.Host, seed.Solutions, people, clock);
    }

    sealed record State(
        DataverseHost Host, IReadOnlyList<byte[]> Solutions, SandboxPeople People, SandboxClock Clock);
}
