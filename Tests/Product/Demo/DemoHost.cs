using System.IO;
using CrmMilestones.Dataverse;
using CrmMilestones.Packaging;
using CrmMilestones.Scripts;

namespace CrmMilestones.Tests.Demo;

static class DemoHost
{
    public static DataverseHost WithSolution()
    {
        var host = DataverseHost.Create(new DataverseOptions());
        host.ImportSolution(new MemoryStream(SolutionPacker.Pack(
            Path.Combine(RepositoryRoot.Path, "Solution"), PluginDll.BuiltPath, managed: true)));
        return host;
    }
}
