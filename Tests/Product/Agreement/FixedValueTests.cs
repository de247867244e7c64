using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using System.Xml.XPath;
using CrmMilestones.Scripts;
using Xunit;

namespace CrmMilestones.Tests.Agreement;

/// <summary>
/// Values that no rule of the format asks for and no journey sees, but that somebody would miss: fixed-values.txt says
/// which, and why.
/// </summary>
public class FixedValueTests
{
    static readonly string[] Lines = File.ReadAllLines(
        Path.Combine(RepositoryRoot.Path, "Tests", "Product", "Agreement", "fixed-values.txt"));

    public static TheoryData<string> Facts() => new(Lines.Where(line => line.Length > 0 && line[0] != '#'));

    [Theory, MemberData(nameof(Facts))]
    public void Every_component_of_the_kind_has_the_value(string fact)
    {
        var (files, elements, what, values) = fact.Split("; ") is [var a, var b, var c, var d] ? (a, b, c, d) : default;
        var found = Shipped.Solution.Roots(files)
            .SelectMany(root => new XDocument(root).XPathSelectElements(elements)).ToArray();

        Assert.True(found.Length > 0, $"Tests/Product/Agreement/fixed-values.txt: nothing is meant by: {fact}");
        Shipped.AssertNothing(
            from element in found
            let value = Value(element, what)
            where !values.Split(" or ").Contains(value)
            select $"Solution/{files}: {what} of {Name(element)} is {value ?? "missing"}; it must be {values}.");
    }

    static string? Value(XElement element, string what) =>
        ((IEnumerable<object>)element.XPathEvaluate(what)).FirstOrDefault() switch
        {
            XAttribute attribute => attribute.Value,
            XElement child => child.Value,
            _ => null,
        };

    static string Name(XElement element) =>
        $"<{element.Name.LocalName}> "
        + (element.Element("LogicalName")?.Value ?? element.Attributes().FirstOrDefault()?.Value);
}
