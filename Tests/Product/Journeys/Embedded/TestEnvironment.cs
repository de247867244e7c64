using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.Serialization;
using System.Text;
using CrmMilestones.Dataverse;
using CrmMilestones.Dataverse.Import;
using CrmMilestones.Dataverse.Pipeline;
using CrmMilestones.Packaging;
using CrmMilestones.Scripts;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Metadata;

namespace CrmMilestones.Tests.Journeys;

/// <summary>The embedded host: the plug-ins that run are the very bytes inside the zip.</summary>
sealed class TestEnvironment : ICrmEnvironment
{
    /// <summary>The managed solution as it ships.</summary>
    public static byte[] Zip { get; } = SolutionPacker.Pack(
        Path.Combine(RepositoryRoot.Path, "Solution"), PluginDll.BuiltPath, managed: true);

    /// <summary>The same, read.</summary>
    public static SolutionPackage Package { get; } = SolutionPackage.Read(new MemoryStream(Zip));

    /// <summary>An environment that has it, which tests copy: an import takes long.</summary>
    static readonly DataverseHost Template = WithSolution(DataverseHost.Create());

    public TestEnvironment(DataverseOptions? options = null) : this(Template.Copy(options))
    {
    }

    TestEnvironment(DataverseHost host) => Embedded = host;

    /// <summary>Brings the solution into an environment that was there before it.</summary>
    public static TestEnvironment In(DataverseHost host) => new(WithSolution(host));

    public DataverseHost Embedded { get; }

    public IOrganizationService System => Embedded.System;

    public IOrganizationService ServiceFor(Guid user) => Embedded.ServiceFor(user);

    public Guid AddUser(string fullName, int language = 1033, params string[] roles) =>
        Embedded.AddUser(fullName, language, roles: roles);

    public string Snapshot() => Embedded.Snapshot();

    static DataverseHost WithSolution(DataverseHost host)
    {
        host.ImportSolution(Package);
        return host;
    }

    public IReadOnlyList<string> PluginCallsDuring(Action action) =>
        [.. AllPluginCallsDuring(action).Where(call => !call.IsAsynchronous).Select(call => call.Message)];

    /// <summary>Those of asynchronous steps too.</summary>
    public IReadOnlyList<ServiceCall> AllPluginCallsDuring(Action action) => Embedded.CallsDuring(action);

    /// <summary>All tables and columns as text: equal texts mean that nobody sees a difference.</summary>
    public static string Metadata(DataverseHost host)
    {
        var response = (RetrieveMetadataChangesResponse)host.System.Execute(
            new RetrieveMetadataChangesRequest { Query = new() });
        using MemoryStream text = new();
        new DataContractSerializer(typeof(EntityMetadataCollection)).WriteObject(text, response.EntityMetadata);
        return Encoding.UTF8.GetString(text.ToArray());
    }

    public void Dispose() => Embedded.Dispose();
}
