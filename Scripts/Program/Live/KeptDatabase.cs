using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using CrmMilestones.Dataverse;
using CrmMilestones.Dataverse.Import;
using CrmMilestones.Packaging;

namespace CrmMilestones.Scripts.Live;

/// <summary>The embedded environment in a file that <c>demo --keep</c> left.</summary>
static class KeptDatabase
{
    /// <summary>Opens it with the solution's plug-ins at work; whoever uses it does so as SYSTEM.</summary>
    /// <exception cref="LiveException">There is none, or it holds another version of the solution than this program's,
    /// which opening must not upgrade.</exception>
    public static async Task<Connection> OpenAsync(string path, CancellationToken cancellation)
    {
        DataverseHost? host = null;
        try
        {
            host = DataverseHost.Open(path);
            await PlugInAsync(host, path, cancellation);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException
            or SolutionRefusedException or SolutionImportException)
        {
            host?.Dispose();
            throw new LiveException(
                LivePart.Refused, $"{e.Message} --database takes a file that demo --keep wrote.", e);
        }

        return new(Service(host), Path.GetFileName(path), new(Path.GetFullPath(path))) { Owner = host };
    }

    /// <summary>What is in the file knows no plug-ins: they come with the solution's zip.</summary>
    static async Task PlugInAsync(DataverseHost host, string path, CancellationToken cancellation)
    {
        var package = SolutionPackage.Read(new MemoryStream(SolutionPacker.Pack(
            Path.Combine(RepositoryRoot.Path, "Solution"), PluginDll.BuiltPath, managed: true)));
        var (name, version) = (package.Manifest.UniqueName, package.Manifest.Version);
        var installed = await InstalledSolution.ReadAsync(Service(host), name, cancellation);
        if (installed.Version != version)
        {
            throw new InvalidDataException(installed.Version is null
                ? $"{path} has no solution {name}."
                : $"{path} has {name} {installed.Version}, and this program has {version}.");
        }

        host.ImportSolution(package);
    }

    /// <summary>On a thread of its own, as the host does its work before it answers.</summary>
    static RequestService Service(DataverseHost host) => new(
        (request, cancellation) => Task.Run(() => host.System.Execute(request), cancellation));
}
