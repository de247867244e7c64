using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using CrmMilestones.Scripts;
using Xunit;

namespace CrmMilestones.Tests.Sandbox.WebApi;

/// <summary>Clients that nobody here wrote, through each of their public functions.</summary>
public sealed class ClientTests(RunningSandbox sandbox) : IClassFixture<RunningSandbox>
{
    static readonly string Folder = Path.Combine(RepositoryRoot.Path, "Tests", "Sandbox", "Clients");

    [ClientFact]
    public async Task DynamicsWebApi_and_dataverse_ify_find_what_they_need()
    {
        ProcessStartInfo start = new("node") { WorkingDirectory = Folder, RedirectStandardOutput = true };
        start.ArgumentList.Add("run.js");
        start.ArgumentList.Add(sandbox.Server.Address.ToString());
        start.ArgumentList.Add(sandbox.Server.People[0].Token);
        using var node = Process.Start(start)!;
        var lines = (await node.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await node.WaitForExitAsync();
        Assert.DoesNotContain(lines, line => line.Contains("FAILS", StringComparison.Ordinal));
        Assert.Equal(0, node.ExitCode);
        Assert.Equal(2, lines.Select(line => line.Split(" | ")[0]).Distinct().Count());
    }

    /// <summary>A test that needs Node and the clients; CI installs them.</summary>
    sealed class ClientFactAttribute : FactAttribute
    {
        public ClientFactAttribute()
        {
            if (!Directory.Exists(Path.Combine(Folder, "node_modules")))
            {
                Skip = "The clients aren't installed: run 'npm ci --ignore-scripts' in Tests/Sandbox/Clients.";
            }
        }
    }
}
