using System;
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Threading;
using CrmMilestones.Tests.Fuzz.Engine;
using CrmMilestones.Tests.Fuzz.Targets;

namespace CrmMilestones.Tests.Fuzz;

/// <summary>Fuzzes what reads outsiders' files and queries; README.md says how to use it.</summary>
static class Program
{
    const int Found = 1, Hung = 3;

    static readonly TimeSpan ProgressEvery = TimeSpan.FromMinutes(1);

    static int Main(string[] arguments)
    {
        Argument<string[]> targets = new("targets") { Arity = ArgumentArity.ZeroOrMore };
        Option<int> count = new("--count") { DefaultValueFactory = _ => 100_000 };
        Option<int> seed = new("--seed") { DefaultValueFactory = _ => 1 };
        Option<bool> isCopy = new("--instrumented") { Hidden = true };
        RootCommand command = new("Fuzzes the readers of lists, solutions and queries.")
        {
            targets, count, seed, isCopy,
        };
        command.SetAction(parsed =>
        {
            var names = parsed.GetValue(targets) is { Length: > 0 } named ? named : [.. FuzzTargets.Names];
            return parsed.GetValue(isCopy)
                ? names.Max(name => Run(name, parsed.GetValue(count), parsed.GetValue(seed)))
                : Supervise(names, parsed.GetValue(count), parsed.GetValue(seed));
        });
        return command.Parse(arguments).Invoke();
    }

    static int Supervise(string[] names, int count, int seed)
    {
        using Instrumented copy = new();
        var worst = 0;
        foreach (var name in names)
        {
            var code = copy.Run(name, "--count", Text(count), "--seed", Text(seed), "--instrumented");
            if (code is not (0 or Found or Hung) && File.Exists(CurrentFile(name)))
            {
                Console.WriteLine($"{name}: the process ended with {code}; its input is "
                    + Keep(name, "ended", File.ReadAllBytes(CurrentFile(name))));
            }

            worst = Math.Max(worst, Math.Abs(code));
        }

        return worst;
    }

    static int Run(string name, int count, int seed)
    {
        // First, as the target's own code counts already.
        Coverage coverage = new();
        using var target = FuzzTargets.Of(name);
        FuzzLoop loop = new(target, coverage, seed);
        using Timer watch = new(_ => Watch(name, loop), null, 1000, 1000);
        Directory.CreateDirectory(Instrumented.Artifacts);
        using FileStream current = new(CurrentFile(name), FileMode.Create, FileAccess.Write, FileShare.Read, 0);
        var began = Stopwatch.GetTimestamp();
        var (tried, told) = (0, began);
        var result = loop.Run(Corpus.Of(name).Select(file => file.Bytes), count, input =>
        {
            // Outlives a process that ends at once.
            current.SetLength(0);
            current.Write(input);
            tried++;
            if (Stopwatch.GetElapsedTime(told) >= ProgressEvery)
            {
                told = Stopwatch.GetTimestamp();
                Console.WriteLine($"{name}: {Text(tried)} of {Text(count)} inputs");
            }
        });
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name}: {result.Inputs:N0} inputs in {Stopwatch.GetElapsedTime(began).TotalSeconds:N0} s, "
            + $"{result.Accepted:N0} accepted, {result.Kept:N0} kept for new branches ({result.Branches:N0} in all); "
            + $"slowest {result.Slowest.TotalMilliseconds:N0} ms, most memory asked for "
            + $"{result.MostAllocated >> 20:N0} MB; {result.Crashes.Count} kinds of crashes"));
        foreach (var (kind, input) in result.Crashes)
        {
            Console.WriteLine($"  {kind}: {Keep(name, "crash", input)}");
        }

        return result.Crashes.Count == 0 ? 0 : Found;
    }

    static void Watch(string name, FuzzLoop loop)
    {
        if (loop.Hangs)
        {
            Console.WriteLine($"{name}: an input took too long: {Keep(name, "hang", loop.Current)}");
            Environment.Exit(Hung);
        }
    }

    static string Keep(string name, string kind, byte[] input)
    {
        var folder = Path.Combine(Instrumented.Artifacts, name);
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, $"{kind}-{Convert.ToHexStringLower(SHA256.HashData(input))[..12]}");
        File.WriteAllBytes(file, input);
        return file;
    }

    static string CurrentFile(string name) => Path.Combine(Instrumented.Artifacts, name + ".current");

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
