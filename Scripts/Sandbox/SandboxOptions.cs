using System;
using System.Collections.Generic;
using CrmMilestones.Dataverse;

namespace CrmMilestones.Sandbox;

/// <summary>What a sandbox begins with.</summary>
/// <param name="Host">The environment, its solutions imported and enabled.</param>
/// <param name="Solutions">The zips of these solutions, from which the app is drawn.</param>
public sealed record SandboxSeed(DataverseHost Host, IReadOnlyList<byte[]> Solutions)
{
    /// <summary>
    /// Users who are the people of their roles, by the role's name; the first is whom one is at first. For a role
    /// without one the sandbox adds a user.
    /// </summary>
    public IReadOnlyDictionary<string, Guid> People { get; init; } = new Dictionary<string, Guid>();
}

/// <summary>How a sandbox is set up.</summary>
/// <param name="Seed">Makes the environment, at the start and after a reset, with the given clock and file.</param>
public sealed record SandboxOptions(Func<DataverseOptions, SandboxSeed> Seed)
{
    /// <summary>The port on the loopback interface; 0 for any that is free.</summary>
    public int Port { get; init; }

    /// <summary>The file that keeps the environment; null keeps it in memory.</summary>
    public string? Path { get; init; }

    /// <summary>The clock that the sandbox moves ahead of.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
