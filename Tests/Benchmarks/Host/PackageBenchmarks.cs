using System.IO;
using System.IO.Compression;
using BenchmarkDotNet.Attributes;
using CrmMilestones.Dataverse;

namespace CrmMilestones.Benchmarks.Host;

/// <summary>From the source folder to an environment that has the solution.</summary>
[MemoryDiagnoser]
public class PackageBenchmarks
{
    DataverseHost _empty = null!;
    DataverseHost _template = null!;

    [GlobalSetup]
    public void Start()
    {
        _empty = DataverseHost.Create();
        _template = Package.NewHost();
    }

    [GlobalCleanup]
    public void Stop()
    {
        _empty.Dispose();
        _template.Dispose();
    }

    /// <summary>The same files in a zip, read and compressed as they are: the floor of <see cref="Pack"/>.</summary>
    [Benchmark(Baseline = true)]
    public byte[] Zip_the_same_files()
    {
        using MemoryStream zip = new();
        using (ZipArchive archive = new(zip, ZipArchiveMode.Create))
        {
            foreach (var file in Package.Files)
            {
                using var entry = archive.CreateEntry(file, CompressionLevel.Optimal).Open();
                entry.Write(File.ReadAllBytes(file));
            }
        }

        return zip.ToArray();
    }

    [Benchmark]
    public byte[] Pack() => Package.Pack();

    [Benchmark]
    public void Import_into_an_environment()
    {
        using var host = _empty.Copy();
        host.ImportSolution(new MemoryStream(Package.Zip));
    }

    [Benchmark]
    public void Start_an_environment() => DataverseHost.Create().Dispose();

    [Benchmark]
    public void Start_an_environment_with_the_solution_from_a_template() => _template.Copy().Dispose();
}
