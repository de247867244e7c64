using System;
using Xunit;

namespace CrmMilestones.Tests.Pack;

/// <summary>Queries of views and charts use FetchXML's own words, each with what it takes.</summary>
public sealed class FetchRefusalTests
{
    const string View = "Entities/Account/SavedQueries/{18adb265-6f6d-46c1-85b9-77ceaf63aeca}.xml";
    const string Chart = "Entities/Account/Visualizations";
    readonly SolutionCopy _solution = new();

    [Theory]
    [InlineData("operator=\"equals\" value=\"0\"", "with \"equals\", which is no operator", "Write one of: null, ")]
    [InlineData("value=\"0\"", "with \"\", which is no operator", "Write one of: null, ")]
    [InlineData("operator=\"eq\"", "eq takes one value, not 0", "Correct the values")]
    [InlineData("operator=\"null\" value=\"0\"", "null takes no value, not 1", "Correct the values")]
    [InlineData("operator=\"eq-userid\" value=\"0\"", "eq-userid takes no value, not 1", "Correct the values")]
    [InlineData("operator=\"between\" value=\"0\"", "between takes two values, not 1", "Correct the values")]
    [InlineData("operator=\"in\"", "in takes a value or several, not 0", "Correct the values")]
    [InlineData("operator=\"last-x-days\" value=\"few\"", "last-x-days takes a number, not \"few\"", "whole number")]
    [InlineData("operator=\"like\" valueof=\"name\"", "like can't compare with another column", "Only these can: eq")]
    public void A_condition_that_FetchXML_does_not_know_is_refused(string condition, string what, string advice) =>
        _solution.Replace(View, "<condition attribute=\"statecode\"[^>]*/>",
            $"<condition attribute=\"statecode\" {condition} />").IsRefused(what, advice);

    [Theory]
    [InlineData("operator=\"on-or-before\" value=\"2027-02-28\" />")]
    [InlineData("operator=\"last-x-months\" value=\"3\" />")]
    [InlineData("operator=\"in\"><value>0</value><value>1</value></condition>")]
    [InlineData("operator=\"between\"><value>0</value><value>1</value></condition>")]
    [InlineData("operator=\"eq\" valueof=\"statuscode\" />")]
    [InlineData("operator=\"contain-values\"><value>1</value></condition>")]
    public void A_condition_that_FetchXML_knows_is_packed(string condition)
    {
        _solution.Replace(View, "<condition attribute=\"statecode\"[^>]*/>",
            $"<condition attribute=\"statecode\" {condition}");
        Assert.NotEmpty(_solution.Pack());
    }

    [Theory]
    [InlineData("link-type=\"left\"", "link-type of link-entity can't be \"left\"", "inner, outer, any, not any")]
    [InlineData("intersect=\"yes\"", "intersect of link-entity can't be \"yes\"", "true, false")]
    public void A_link_that_FetchXML_does_not_know_is_refused(string attribute, string what, string advice) =>
        _solution.Replace(View, "</entity>",
            $"<link-entity name=\"contact\" from=\"contactid\" to=\"primarycontactid\" {attribute} /></entity>")
            .IsRefused(what, advice);

    [Theory]
    [InlineData("aggregate=\"count\"", "aggregate=\"total\"", "aggregate of attribute can't be \"total\"",
        "countcolumn")]
    [InlineData("groupby=\"true\"", "groupby=\"yes\"", "groupby of attribute can't be \"yes\"", "true, false")]
    [InlineData("groupby=\"true\"", "groupby=\"true\" dategrouping=\"years\"",
        "dategrouping of attribute can't be \"years\"", "fiscal-year")]
    [InlineData("aggregate=\"count\"", "aggregate=\"count\" dategrouping=\"year\"", "only a group has a dategrouping",
        "Remove it")]
    public void An_aggregate_that_FetchXML_does_not_know_is_refused(
        string pattern, string replacement, string what, string advice)
    {
        var broken = _solution.Replace(Chart, pattern, replacement);
        Assert.Contains(_solution.Defects(), defect =>
            (defect.File, defect.Line) == (broken.File, broken.Line)
            && defect.What.Contains(what, StringComparison.Ordinal)
            && defect.Advice.Contains(advice, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(" aggregate=\"count\"", "")]
    [InlineData(" groupby=\"true\"", "")]
    [InlineData("(<attribute [^>]*) alias=\"[^\"]*\"", "$1")]
    public void An_aggregated_attribute_that_does_not_say_how_is_refused(string pattern, string replacement)
    {
        var broken = _solution.Replace(Chart, pattern, replacement);
        Assert.Contains(_solution.Defects(), defect =>
            (defect.File, defect.Line) == (broken.File, broken.Line)
            && defect.What.Contains("does not say how", StringComparison.Ordinal));
    }

    [Fact]
    public void A_view_that_counts_is_refused() => _solution
        .Replace(View, "<attribute name=\"name\" />", "<attribute name=\"name\" aggregate=\"count\" />")
        .IsRefused("groups or counts, but is no aggregate", "<fetch aggregate=\"true\">");

    [Fact]
    public void An_alias_that_occurs_twice_is_refused() => _solution
        .Replace(View, "</entity>",
            "<attribute name=\"name\" alias=\"a\" /><attribute name=\"accountid\" alias=\"a\" /></entity>")
        .IsRefused("has the alias a twice", "another alias");

    [Fact]
    public void A_sort_by_an_alias_that_is_not_there_is_refused()
    {
        var broken = _solution.Replace(Chart, "<order alias=\"[^\"]*", "<order alias=\"nothing");
        broken.IsRefused("sorts by alias nothing", "Name the alias of an attribute");
    }
}
