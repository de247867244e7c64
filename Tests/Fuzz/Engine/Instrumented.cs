using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;

namespace CrmMilestones.Tests.Fuzz.Engine;

/// <summary>
/// A copy of this program whose readers count the branches they take, run as a process of its own: an input that ends
/// the process, as a stack that overflows does, is found all the same.
/// </summary>
sealed class Instrumented : IDisposable
{
    static readonly string[] Readers = ["Scripts", "Packaging", "Dataverse", "Sandbox"];

    /// <summary>Runs side by side have copies of their own.</summary>
    readonly string _folder = Path.Combine(
        Artifacts, string.Create(CultureInfo.InvariantCulture, $"program-{Environment.ProcessId}"));

    /// <summary>Where inputs and copies go.</summary>
    internal static string Artifacts { get; } =
        Path.Combine(Scripts.RepositoryRoot.Path, "artifacts", "fuzz");

    internal Instrumented()
    {
        foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(_folder, Path.GetRelativePath(AppContext.BaseDirectory, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        foreach (var reader in Readers)
        {
            SharpFuzz.Fuzzer.Instrument(
                Path.Combine(_folder, $"CrmMilestones.{reader}.dll"), _ => true, SharpFuzz.Options.Value);
        }
    }

    /// <summary>Runs the program with the same arguments and gives its exit code.</summary>
    internal int Run(params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet");
        start.ArgumentList.Add(Path.Combine(_folder, Path.GetFileName(Environment.ProcessPath!) + ".dll"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        // Nothing that is read may take more.
        start.Environment["DOTNET_GCHeapHardLimit"] = "0x40000000";
        using var process = Process.Start(start)!;
        process.WaitForExit();
        return process.ExitCode;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
