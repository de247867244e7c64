using System.IO;
using CrmMilestones.Dataverse;
using CrmMilestones.Packaging;
using CrmMilestones.Scripts;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Tests.Fuzz.Targets;

/// <summary>Environments with the solution.</summary>
static class Environments
{
    /// <summary>The solution as it ships.</summary>
    internal static byte[] Zip { get; } = SolutionPacker.Pack(
        Path.Combine(RepositoryRoot.Path, "Solution"), PluginDll.BuiltPath, managed: true);

    /// <summary>With the solution and a few rows of each kind.</summary>
    internal static DataverseHost WithRows(DataverseOptions? options = null)
    {
        var host = DataverseHost.Create(options);
        host.ImportSolution(new MemoryStream(Zip));
        for (var i = 0; i < 5; i++)
        {
            var account = host.System.Create(new Entity("account")
            {
                ["name"] = $"Customer {i}",
                ["revenue"] = new Money(1000.25m * i),
                ["numberofemployees"] = i,
            });
            host.System.Create(new Entity("contact")
            {
                ["lastname"] = $"Person {i}",
                ["parentcustomerid"] = new EntityReference("account", account),
            });
        }

        return host;
    }
}
