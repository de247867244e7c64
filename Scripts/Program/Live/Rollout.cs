using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using CrmMilestones.Dataverse.Import;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Scripts.Live;

/// <summary>Brings a solution package into an environment, and makes sure that it works there.</summary>
/// <param name="output">Where each step is reported.</param>
/// <param name="pollEvery">The pause between two looks at a running job.</param>
public sealed class Rollout(Connection connection, TextWriter output, TimeSpan pollEvery)
{
    /// <summary>Decides, imports, publishes and verifies.</summary>
    /// <param name="force">Imports also what is there already in the same or a newer version.</param>
    /// <param name="dryRun">Says what would be done and what stands in the way, and does nothing.</param>
    /// <exception cref="LiveException">It was refused or failed; the exception says in which part.</exception>
    public async Task RunAsync(PackageFile file, bool force, bool dryRun, CancellationToken cancellation)
    {
        var package = file.Content;
        var part = LivePart.Import;
        try
        {
            var plan = await PlanAsync(package.Manifest, force, cancellation);
            output.WriteLine($"{(dryRun ? "Would take" : "Taking")} "
                + $"{package.Manifest.UniqueName} {package.Manifest.Version} and {plan.Meaning}.");
            if (dryRun)
            {
                foreach (var warning in await TargetWarnings.ReadAsync(connection.Service, file, cancellation))
                {
                    output.WriteLine($"Warning: {warning}");
                }

                output.WriteLine("Would then publish all customizations, and check the version, the plug-in steps "
                    + $"({package.Steps.Count}) and the guided process.");
                output.WriteLine("Dry run: nothing was changed.");
                return;
            }

            ImportJob job = new(connection.Service, output, pollEvery);
            await job.ImportAsync(plan, file.Zip, cancellation);
            output.WriteLine("Imported. Publishing.");
            await job.PublishAsync(cancellation);

            part = LivePart.Verification;
            await VerifyAsync(package, cancellation);
        }
        catch (Exception e) when (e is not LiveException and not OperationCanceledException)
        {
            throw LiveException.During(part, e);
        }
    }

    async Task<ImportPlan> PlanAsync(SolutionManifest package, bool force, CancellationToken cancellation)
    {
        var service = connection.Service;
        var who = await service.ExecuteAsync(new OrganizationRequest("WhoAmI"), cancellation);
        var user = await service.RetrieveAsync(
            "systemuser", (Guid)who["UserId"], new ColumnSet("fullname"), cancellation);
        output.WriteLine($"Environment: {connection.EnvironmentName}, {connection.Address}");
        output.WriteLine($"User:        {user.GetAttributeValue<string>("fullname")}");
        var installed = await InstalledSolution.ReadAsync(service, package.UniqueName, cancellation);
        output.WriteLine(
            $"Installed:   {(installed.Version is { } version ? $"{package.UniqueName} {version}" : "none")}");
        return ImportPlan.Decide(package, installed, force);
    }

    async Task VerifyAsync(SolutionPackage package, CancellationToken cancellation)
    {
        var checks = await Verification.RunAsync(connection.Service, package, cancellation);
        foreach (var check in checks)
        {
            output.WriteLine($"{(check.Problems.Count == 0 ? "ok  " : "NOT ")} {check.What}");
            foreach (var problem in check.Problems)
            {
                output.WriteLine($"       {problem}");
            }
        }

        if (checks.Any(check => check.Problems.Count > 0))
        {
            throw new LiveException(LivePart.Verification,
                $"{package.Manifest.UniqueName} {package.Manifest.Version} is imported, but "
                + $"{string.Join(", ", checks.SelectMany(check => check.Problems))}.");
        }
    }
}
