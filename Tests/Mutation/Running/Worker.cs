using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace CrmMilestones.Mutation.Running;

/// <summary>
/// A process of its own that runs test classes one after the other, in the folder of the test assembly. It takes what
/// is asked from its input, again and again until that ends, and answers on its output.
/// </summary>
sealed class Worker
{
    readonly TextWriter _output = Console.Out;
    readonly MutantSwitch _switch = new();
    readonly Dictionary<string, ITestCase[]> _found = [];
    readonly Hits _hits;

    Worker(int members)
    {
        Console.SetOut(TextWriter.Null);
        _hits = new(members);
    }

    /// <summary>Runs tests until nothing is asked any more.</summary>
    /// <param name="assemblyFile">The test assembly.</param>
    /// <param name="members">How many members report that they run, 0 to ask none.</param>
    public static int Run(string assemblyFile, int members)
    {
        Worker worker = new(members);
        var assembly = Assembly.LoadFrom(Path.GetFullPath(assemblyFile));
        RunStaticConstructors(members);
        worker.Say(new(AnswerKind.Static, "", Hits: worker._hits.Take()));

        using XunitTestFramework framework = new(new DiscoverySink());
        using var discoverer = framework.GetDiscoverer(Reflector.Wrap(assembly));
        using var executor = framework.GetExecutor(assembly.GetName());
        while (TestRun.Read(Console.In) is { } run)
        {
            worker._switch.To(run.Mutant);
            worker.Run(run, discoverer, executor);
            worker._switch.To(MutantSwitch.None);
            worker.Say(new(AnswerKind.End, ""));
        }

        return 0;
    }

    void Run(TestRun run, ITestFrameworkDiscoverer discoverer, ITestFrameworkExecutor executor)
    {
        var classes = run.Classes is [[TestRun.AnyWith, ..], ..]
            ? With(discoverer, [.. run.Classes.Select(line => line[1..])])
            : run.Classes.Select(line => Of(discoverer, line.Split(' ')));
        foreach (var tests in classes)
        {
            ExecutionSink sink = new(_hits, _output, run.StopsAtFirstFailure);
            executor.RunTests(tests, sink, new TestOptions());
            sink.Wait();
            Say(new(AnswerKind.Class, tests[0].TestMethod.TestClass.Class.Name, Hits: _hits.Take()));
            if (run.StopsAtFirstFailure && sink.HasFailed)
            {
                return;
            }
        }
    }

    void Say(Answer answer)
    {
        _output.WriteLine(answer);
        _output.Flush();
    }

    static IEnumerable<IReadOnlyList<ITestCase>> With(ITestFrameworkDiscoverer discoverer, string[] texts)
    {
        DiscoverySink sink = new();
        discoverer.Find(includeSourceInformation: false, sink, new TestOptions());
        return sink.Wait().GroupBy(test => test.TestMethod.TestClass.Class.Name)
            .Where(tests => texts.Any(text => tests.Key.Contains(text, StringComparison.Ordinal)))
            .OrderBy(tests => tests.Key, StringComparer.Ordinal).Select(tests => tests.ToArray());
    }

    ITestCase[] Of(ITestFrameworkDiscoverer discoverer, string[] classAndTests)
    {
        if (!_found.TryGetValue(classAndTests[0], out var found))
        {
            DiscoverySink sink = new();
            discoverer.Find(classAndTests[0], includeSourceInformation: false, sink, new TestOptions());
            _found.Add(classAndTests[0], found = [.. sink.Wait()]);
        }

        return [.. found.Where(test => classAndTests.Contains(test.TestMethod.Method.Name))];
    }

    /// <summary>What runs only while a type is made ready runs once a process, and belongs to no test.</summary>
    static void RunStaticConstructors(int members)
    {
        if (members == 0)
        {
            return;
        }

        foreach (var type in Directory.GetFiles(AppContext.BaseDirectory, "*.dll").Select(Coverage.InstrumentedAssembly)
            .OfType<Assembly>().SelectMany(assembly => assembly.GetTypes())
            .Where(type => !type.ContainsGenericParameters))
        {
            RuntimeHelpers.RunClassConstructor(type.TypeHandle);
        }
    }
}
