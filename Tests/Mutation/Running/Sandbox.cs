using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace CrmMilestones.Mutation.Running;

/// <summary>
/// A copy of the clone with the built tests in it, so that a mutant disturbs neither the clone nor another worker. The
/// tests look for the folder above them that holds the solution file, and so find the copy's files.
/// </summary>
sealed class Sandbox : IDisposable
{
    /// <summary>A process is asked so often; then memory that tests keep goes with it.</summary>
    const int RunsOfAProcess = 300;

    static readonly string[] NotCopied = [".git", "artifacts", "bin", "node_modules", "obj"];

    readonly Dictionary<string, (TestProcess Process, int Runs)> _processes = [];
    readonly CancellationToken _interrupted;

    /// <summary>Copies the clone.</summary>
    /// <param name="clone">Its root.</param>
    /// <param name="testAssemblies">The built test assemblies, each with what it needs beside it.</param>
    /// <param name="interrupted">Ends the tests that run in it.</param>
    public Sandbox(string clone, IEnumerable<string> testAssemblies, CancellationToken interrupted)
    {
        _interrupted = interrupted;
        Folder = Directory.CreateTempSubdirectory("CrmMilestones.Mutation.").FullName;
        Programs = Path.Combine(Folder, "artifacts", "bin");
        Copy(clone, Folder);
        TestAssemblies = [.. testAssemblies.Select(CopyProgram)];
    }

    public string Folder { get; }

    /// <summary>Where the tests run, each assembly in a folder of its own.</summary>
    public string Programs { get; }

    /// <summary>The copies of the test assemblies.</summary>
    public IReadOnlyList<string> TestAssemblies { get; }

    /// <summary>Runs tests in a process that ends with them.</summary>
    public async Task<TestOutcome> AskOnceAsync(string assembly, TestRun run, TimeSpan timeout, int members = 0)
    {
        using TestProcess process = new(assembly, members);
        return await process.RunAsync(run, timeout, _interrupted);
    }

    /// <summary>Runs tests in a process that stays.</summary>
    /// <param name="assembly">The test assembly.</param>
    /// <param name="first">What a new process runs before, without a mutant.</param>
    /// <param name="run">Which.</param>
    /// <param name="timeout">How long a test may take; then the run is given up, and the process with it.</param>
    public async Task<TestOutcome> AskAsync(
        string assembly, IReadOnlyList<string> first, TestRun run, TimeSpan timeout)
    {
        if (!_processes.TryGetValue(assembly, out var kept) || !kept.Process.IsAlive || kept.Runs == RunsOfAProcess)
        {
            kept.Process?.Dispose();
            kept = (new(assembly), 0);
            _processes[assembly] = kept;
            await kept.Process.RunAsync(
                new(first, StopsAtFirstFailure: false), TimeSpan.FromMinutes(10), _interrupted);
        }

        _processes[assembly] = kept with { Runs = kept.Runs + 1 };
        return await kept.Process.RunAsync(run, timeout, _interrupted);
    }

    /// <summary>Ends the processes that stayed.</summary>
    public void EndProcesses()
    {
        foreach (var (process, _) in _processes.Values)
        {
            process.Dispose();
        }

        _processes.Clear();
    }

    public void Dispose()
    {
        EndProcesses();
        Directory.Delete(Folder, recursive: true);
    }

    string CopyProgram(string testAssembly)
    {
        var program = Path.Combine(Programs, Path.GetFileNameWithoutExtension(testAssembly));
        Copy(Path.GetDirectoryName(testAssembly)!, program);
        var worker = Path.Combine(AppContext.BaseDirectory, typeof(Sandbox).Assembly.GetName().Name + ".dll");
        File.Copy(worker, Path.Combine(program, Path.GetFileName(worker)));
        return Path.Combine(program, Path.GetFileName(testAssembly));
    }

    static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }

        foreach (var folder in Directory.EnumerateDirectories(from).Select(folder => Path.GetFileName(folder))
            .Where(folder => !NotCopied.Contains(folder)))
        {
            Copy(Path.Combine(from, folder), Path.Combine(to, folder));
        }
    }
}
