using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using CrmMilestones.Dataverse;
using CrmMilestones.Scripts;
using CrmMilestones.Scripts.Pack;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Tests.Journeys;

/// <summary>The embedded host: the plug-ins that run are the very bytes inside the zip.</summary>
sealed class TestEnvironment : ICrmEnvironment
{
    /// <summary>The managed solution as it ships.</summary>
    public static byte[] Zip { get; } = SolutionPacker.Pack(Path.Combine(RepositoryRoot.Path, "Solution"), PluginDll.BuiltPath, managed: true);

    readonly DataverseHost _host;

    public TestEnvironment(DataverseOptions? options = null)
    {
        _host = DataverseHost.Create(options);
        _host.ImportSolution(new MemoryStream(Zip));
    }

    public IOrganizationService System => _host.System;

    public IOrganizationService ServiceFor(Guid user) => _host.ServiceFor(user);

    public Guid AddUser(string fullName, int language = 1033, params string[] roles) =>
        _host.AddUser(fullName, language, roles: roles);

    public string Snapshot() => _host.Snapshot();

    public IReadOnlyList<string> PluginCallsDuring(Action action)
    {
        _host.Calls.Clear();
        action();
        return [.. _host.Calls.Select(call => call.Message)];
    }

    public void Dispose() => _host.Dispose();
}
