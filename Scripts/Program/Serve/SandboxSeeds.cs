using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using CrmMilestones.Dataverse;
using CrmMilestones.Dataverse.Import;
using CrmMilestones.Packaging;
using CrmMilestones.Sandbox;
using CrmMilestones.Scripts.Demo;
using CrmMilestones.Scripts.Lists;
using CrmMilestones.Scripts.Output;

namespace CrmMilestones.Scripts.Serve;

/// <summary>
/// Environments to begin with. What takes its time, packing our solution and loading customers, is kept for the next start.
/// </summary>
/// <param name="list">The customer list; null for an environment without customers.</param>
/// <param name="others">Zips to import besides our own solution.</param>
/// <param name="output">Told how far a long seed has got.</param>
/// <param name="cancellation">Ends it.</param>
sealed class SandboxSeeds(
    string? list, IReadOnlyList<string> others, CommandOutput output, CancellationToken cancellation)
{
    const int MostTold = 20;

    /// <summary>The sample customers.</summary>
    internal static string Samples => Path.Combine(RepositoryRoot.Path, "Scripts", "Samples", "customers.csv");

    /// <summary>Where seeds are kept: a folder that may be deleted at any time.</summary>
    internal string Folder { get; init; } = Path.Combine(
        Environment.GetFolderPath(
            Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create),
        "CrmMilestones", "seeds");

    internal SandboxSeed Make(DataverseOptions options)
    {
        var zip = Packed();
        List<byte[]> zips = [zip];
        var host = Begin(options, zip);
        host.ImportSolution(new MemoryStream(zip));
        foreach (var other in others)
        {
            zips.Add(File.ReadAllBytes(other));
            List<string> leftOut = [];
            host.ImportSolution(SolutionPackage.Read(new MemoryStream(zips[^1]), leftOut));
            Tell(other, leftOut);
        }

        return new(host, zips) { People = BusiestPeople.In(host) };
    }

    /// <summary>Another's solution is shown as far as it goes.</summary>
    void Tell(string solution, List<string> leftOut)
    {
        if (leftOut.Count > 0)
        {
            output.Error.WriteLine(
                $"Of {Path.GetFileName(solution)} this is left out as not supported, {leftOut.Count} parts in all:");
            foreach (var part in leftOut.Take(MostTold))
            {
                output.Error.WriteLine($"  {CommandOutput.Text(part)}");
            }
        }
    }

    /// <summary>Our solution's zip, which is packed anew when anything that goes into it has changed.</summary>
    byte[] Packed()
    {
        var source = Path.Combine(RepositoryRoot.Path, "Solution");
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(typeof(SolutionPacker).Module.ModuleVersionId.ToByteArray());
        hash.AppendData(File.ReadAllBytes(PluginDll.BuiltPath));
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(file));
            hash.AppendData(File.ReadAllBytes(file));
        }

        var kept = Kept(hash, ".zip");
        if (!File.Exists(kept))
        {
            var zip = SolutionPacker.Pack(source, PluginDll.BuiltPath, managed: true);
            WholeFile.Write(kept, file => file.Write(zip));
        }

        return File.ReadAllBytes(kept);
    }

    string Kept(IncrementalHash of, string extension) =>
        Path.Combine(Folder, Convert.ToHexStringLower(of.GetHashAndReset().AsSpan(0, 16)) + extension);

    DataverseHost Begin(DataverseOptions options, byte[] zip)
    {
        if (options.Path is { } path && File.Exists(path))
        {
            return Open(path, options);
        }

        if (list is null)
        {
            return DataverseHost.Create(options);
        }

        var seed = Loaded(zip, list);
        if (options.Path is { } kept)
        {
            File.Copy(seed, kept);
            return Open(kept, options);
        }

        using var host = DataverseHost.Open(seed);
        return host.Copy(options);
    }

    static DataverseHost Open(string path, DataverseOptions options)
    {
        try
        {
            return DataverseHost.Open(path, options);
        }
        catch (InvalidDataException no)
        {
            throw new ToolException($"{path} is no sandbox. Name another file to --keep.", no);
        }
    }

    /// <summary>The file with the list's customers as this solution has them.</summary>
    string Loaded(byte[] zip, string customers)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(zip);
        hash.AppendData(File.ReadAllBytes(customers));
        var file = Kept(hash, ".sqlite");
        if (File.Exists(file))
        {
            return file;
        }

        Directory.CreateDirectory(Folder);
        using var made = NewDatabase.Beside(file);
        var survey = ListSurvey.Of(customers, new ListOptions(), null, output, cancellation);
        using (var host = DataverseHost.Create(new() { Path = made.Path, IsDurable = false }))
        {
            host.ImportSolution(new MemoryStream(zip));
            using var progress = output.Progress("Taking customers through the guided process", survey.Counts.Judged);
            DemoRun.Of(
                host, survey.Customers(new ListOptions(), cancellation), survey.Workers, survey.Countries, 1033,
                walked => progress.Report(walked));
        }

        made.Keep();
        return file;
    }
}
