using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using CrmMilestones.Packaging.Source;
using CrmMilestones.Scripts;
using Xunit;

namespace CrmMilestones.Tests.Agreement;

/// <summary>What ships: the unpacked solution and the assembly that goes into the zip.</summary>
static class Shipped
{
    public static SolutionSource Solution { get; } = SolutionSource.Read(Path.Combine(RepositoryRoot.Path, "Solution"));

    public static string PluginDll => Packaging.PluginDll.BuiltPath;

    /// <summary>The net462 assembly, read without running it.</summary>
    public static Assembly Assembly { get; } = Load();

    public static SourceTable Account => Solution.Table("account")!;

    public static SourceStep Step(string name) => Solution.Steps.Single(step => step.Name == name);

    /// <summary>"Solution/Entities/Account/Entity.xml(12): ", to begin the sentence on what is wrong there.</summary>
    public static string Place(XObject place) =>
        $"Solution/{place.BaseUri}({((IXmlLineInfo)place).LineNumber}): ";

    /// <summary>Fails with a line for everything that is wrong.</summary>
    public static void AssertNothing(IEnumerable<string> wrong)
    {
        if (string.Join('\n', wrong) is { Length: > 0 } lines)
        {
            Assert.Fail(lines);
        }
    }

    /// <summary>Fails with what a list in a file lacks, has too much, or has in another order.</summary>
    /// <param name="expected">What the list should hold.</param>
    /// <param name="found">What it holds.</param>
    /// <param name="place">Where it begins.</param>
    /// <param name="list">What it is, to begin a sentence: "the app".</param>
    public static void AssertSame(
        IEnumerable<string> expected, IEnumerable<string> found, XObject place, string list)
    {
        string[] wanted = [.. expected], there = [.. found], missing = [.. wanted.Except(there)];
        string[] surplus = [.. there.Except(wanted)];
        AssertNothing(
            from difference in new[]
            {
                missing.Length > 0 ? $"lacks {string.Join(", ", missing)}" : "",
                surplus.Length > 0 ? $"has {string.Join(", ", surplus)}, which it shouldn't" : "",
                missing.Length + surplus.Length == 0 && !wanted.SequenceEqual(there)
                    ? $"says {string.Join(", ", there)} instead of {string.Join(", ", wanted)}" : "",
            }
            where difference.Length > 0
            select $"{Place(place)}{list} {difference}.");
    }

    /// <summary>Checks every item, and fails with a line for each that is wrong: its place in the solution, and what the
    /// check says. The place is that of the element or component that the item is or that it holds.</summary>
    public static void Each<T>(IEnumerable<T> items, Action<T> check) => AssertNothing(
        from item in items
        let wrong = Record.Exception(() => check(item))
        where wrong is not null
        let said = string.Join(' ', wrong.Message.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries))
        select (PlaceOf(item) is { } place ? Place(place) : $"{item}: ") + said[..Math.Min(said.Length, 300)]);

    static XObject? PlaceOf(object? item) => item switch
    {
        XObject place => place,
        Component component => component.Xml,
        IEnumerable<Component> group => PlaceOf(group.FirstOrDefault()),
        ITuple tuple => Enumerable.Range(0, tuple.Length).Select(i => PlaceOf(tuple[i]))
            .FirstOrDefault(place => place is not null),
        _ => null,
    };

    /// <summary>A text among the web resources, by its name.</summary>
    public static string WebResource(string name) => Encoding.UTF8.GetString(Solution.Bytes("WebResources/" + name));

    static Assembly Load()
    {
        var runtime = Directory.GetFiles(RuntimeEnvironment.GetRuntimeDirectory(), "*.dll");
        var sdk = typeof(Microsoft.Xrm.Sdk.IPlugin).Assembly.Location;
        return new MetadataLoadContext(new PathAssemblyResolver([.. runtime, sdk, PluginDll]))
            .LoadFromAssemblyPath(PluginDll);
    }
}
