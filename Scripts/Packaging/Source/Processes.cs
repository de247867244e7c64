using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace CrmMilestones.Packaging.Source;

/// <summary>
/// A guided process: the registration Workflows/*.xaml.data.xml and the stages in the XAML beside it.
/// </summary>
/// <param name="Xml">The Workflow element of the registration.</param>
/// <param name="Xaml">Root of the XAML; null if the file is missing.</param>
public sealed record SourceProcess(XElement Xml, XElement? Xaml) : Component(Xml)
{
    public string Id => Xml.Attr("WorkflowId").AsId();

    public string Name => Xml.Attr("Name");

    /// <summary>Logical name of the table that holds the instances.</summary>
    public string UniqueName => Xml.Text("UniqueName");

    /// <summary>Logical name of the table that the process starts on.</summary>
    public string PrimaryTable => Xml.Text("PrimaryEntity").ToLowerInvariant();

    /// <summary>Labels of stages and steps; the ids are theirs.</summary>
    public IEnumerable<XElement> StepLabels => Xml.Items("labels", "steplabels");

    public IReadOnlyList<SourceStage> Stages { get; } = [
        .. Xaml.Activities("StageComposite").Select(x => new SourceStage(x))];
}

/// <summary>A stage of a guided process.</summary>
public sealed record SourceStage(XElement Xml) : Component(Xml)
{
    public string Id => Xml.Keyed("StageId").AsId();

    public string Name => Xml.DisplayedName();

    /// <summary>Logical name of the table whose columns the stage shows.</summary>
    public string Table =>
        Xml.Ancestors().FirstOrDefault(x => x.IsActivity("EntityComposite"))?.DisplayedName() ?? "";

    /// <summary>Id of the stage that follows; empty for the last.</summary>
    public string NextId => Xml.Keyed("NextStageId").AsId();

    public IReadOnlyList<SourceStageStep> Steps { get; } = [
        .. Xml.Activities("StepComposite").Select(x => new SourceStageStep(x))];
}

/// <summary>A column that a stage of a guided process asks for.</summary>
public sealed record SourceStageStep(XElement Xml) : Component(Xml)
{
    public string Id => Xml.Keyed("ProcessStepId").AsId();

    public string Label => Xml.DisplayedName();

    public bool IsRequired => Xml.Keyed("IsProcessRequired") == "True";

    /// <summary>Logical name of the column.</summary>
    public string Column => Control?.Attr("DataFieldName") ?? "";

    /// <summary>The element that names the column.</summary>
    public XElement? Control => Xml.Descendants().FirstOrDefault(x => x.Name.LocalName == "Control");
}

static class XamlReading
{
    public static readonly XName Key = XName.Get("Key", "http://schemas.microsoft.com/winfx/2006/xaml");

    public static bool IsActivity(this XElement element, string type) =>
        element.Attr("AssemblyQualifiedName")
            .StartsWith($"Microsoft.Crm.Workflow.Activities.{type},", StringComparison.Ordinal);

    public static IEnumerable<XElement> Activities(this XElement? element, string type) =>
        element?.Descendants().Where(x => x.IsActivity(type)) ?? [];

    /// <summary>A property of an activity, which XAML marks with x:Key; empty if absent or null.</summary>
    public static string Keyed(this XElement activity, string key) =>
        activity.Elements().Elements().FirstOrDefault(x => x.Attribute(Key)?.Value == key)?.Value ?? "";

    /// <summary>"StageStep3: Kickoff" names Kickoff.</summary>
    public static string DisplayedName(this XElement activity) =>
        activity.Attr("DisplayName") is var name && name.Split(": ", 2) is [_, var shown] ? shown : name;
}
