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
/// A process of its own that runs test classes one after the other, in the folder of the test assembly. It takes a line
/// a class from its input, the class and those of its tests that run, or what the names of classes contain; it answers
/// on its output.
/// </summary>
static class Worker
{
    /// <summary>Begins a line that stands for all tests of the classes whose full name contains the rest.</summary>
    public const char AnyWith = '*';

    /// <summary>Runs the tests.</summary>
    /// <param name="assemblyFile">The test assembly.</param>
    /// <param name="members">How many members report that they run, 0 to ask none.</param>
    /// <param name="stopsAtFirstFailure">Whether the first failure ends the run.</param>
    public static int Run(string assemblyFile, int members, bool stopsAtFirstFailure)
    {
        var output = Console.Out;
        Console.SetOut(TextWriter.Null);
        Hits hits = new(members);
        var assembly = Assembly.LoadFrom(Path.GetFullPath(assemblyFile));
        RunStaticConstructors(members);
        output.WriteLine(new Answer(AnswerKind.Static, "", Hits: hits.Take()));

        using XunitTestFramework framework = new(new DiscoverySink());
        using var discoverer = framework.GetDiscoverer(Reflector.Wrap(assembly));
        using var executor = framework.GetExecutor(assembly.GetName());
        var asked = Console.In.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var classes = asked is [[AnyWith, ..], ..]
            ? With(discoverer, [.. asked.Select(line => line[1..])])
            : asked.Select(line => Of(discoverer, line.Split(' ')));
        foreach (var tests in classes)
        {
            ExecutionSink sink = new(hits, output, stopsAtFirstFailure);
            executor.RunTests(tests, sink, new TestOptions());
            sink.Wait();
            output.WriteLine(new Answer(AnswerKind.Class, tests[0].TestMethod.TestClass.Class.Name, Hits: hits.Take()));
            output.Flush();
            if (stopsAtFirstFailure && sink.HasFailed)
            {
                return 1;
            }
        }

        return 0;
    }

    static IEnumerable<IReadOnlyList<ITestCase>> With(ITestFrameworkDiscoverer discoverer, string[] texts)
    {
        DiscoverySink sink = new();
        discoverer.Find(includeSourceInformation: false, sink, new TestOptions());
        return sink.Wait().GroupBy(test => test.TestMethod.TestClass.Class.Name)
            .Where(tests => texts.Any(text => tests.Key.Contains(text, StringComparison.Ordinal)))
            .OrderBy(tests => tests.Key, StringComparer.Ordinal).Select(tests => tests.ToArray());
    }

    static ITestCase[] Of(ITestFrameworkDiscoverer discoverer, string[] classAndTests)
    {
        DiscoverySink sink = new();
        discoverer.Find(classAndTests[0], includeSourceInformation: false, sink, new TestOptions());
        return [.. sink.Wait().Where(test => classAndTests.Contains(test.TestMethod.Method.Name))];
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
