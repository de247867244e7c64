using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;
using CrmMilestones.Dataverse.Metadata;
using CrmMilestones.Packaging.Platform;

namespace CrmMilestones.Dataverse.Import;

/// <summary>Reads a business process flow: the &lt;Workflow&gt; row and the stages in its XAML.</summary>
static class ProcessReader
{
    const int BusinessProcessFlow = 4;
    static readonly XNamespace X = "http://schemas.microsoft.com/winfx/2006/xaml";

    /// <summary>Activities of a flow without branches, conditions or actions.</summary>
    static readonly string[] Activities =
        ["StageRelationshipCollectionComposite", "EntityComposite", "StageComposite", "StepComposite"];

    internal static ProcessDefinition Read(XElement workflow, Func<string, XElement> part)
    {
        var name = workflow.RequiredAttribute("Name");
        if (workflow.RequiredNumber("Category") is not BusinessProcessFlow and var category)
        {
            throw new SolutionImportException(string.Create(CultureInfo.InvariantCulture,
                $"Process '{name}': only business process flows (category 4) are supported, not category {category}."));
        }

        var labels = XmlParts.Unique(
            workflow.Children("labels"), steplabels => XmlParts.Id(steplabels, steplabels.RequiredAttribute("id")),
            "step with labels").ToDictionary(steplabels => steplabels.Key, steplabels => steplabels.Value.Labels());
        return new(
            XmlParts.Id(workflow, workflow.RequiredAttribute("WorkflowId")),
            workflow.Required("UniqueName"),
            workflow.Element("LocalizedNames").Labels(),
            SchemaNames.Logical(workflow.Required("PrimaryEntity")),
            workflow.Flag("StateCode"),
            Stages(name, part(workflow.Required("XamlFileName")), labels))
        {
            Order = workflow.Number("processorder") ?? 0,
        };
    }

    static List<ProcessStage> Stages(string process, XElement xaml, Dictionary<Guid, LocalizedLabels> labels)
    {
        var activities = xaml.Descendants().Select(Activity).OfType<string>();
        if (activities.FirstOrDefault(activity => !Activities.Contains(activity)) is { } unknown)
        {
            throw new SolutionImportException(
                $"Process '{process}': {unknown} is not supported; stages must follow one another without branches.");
        }
        var stages = XmlParts.Unique(
            xaml.Descendants().Where(element => Activity(element) == "StageComposite"), stage => Id(stage, "StageId"),
            "stage");
        List<ProcessStage> ordered = [];
        var followers = stages.Values.Select(Next).ToHashSet();
        Guid? current = stages.Keys.Where(id => !followers.Contains(id)).ToList() is [var first] ? first : null;
        while (current is { } id && stages.Remove(id, out var stage))
        {
            ordered.Add(new(id, labels.GetValueOrDefault(id) ?? LabelsOf(stage),
                Category(stage), [.. Steps(stage, labels)]));
            current = Next(stage);
        }
        return stages.Count == 0 && current is null
            ? ordered
            : throw new SolutionImportException(
                $"Process '{process}': its stages are not one chain from the first to the last.");
    }

    static IEnumerable<ProcessStep> Steps(XElement stage, Dictionary<Guid, LocalizedLabels> labels) =>
        from step in stage.Descendants()
        where Activity(step) == "StepComposite"
        let id = Id(step, "ProcessStepId")
        from control in step.Descendants()
        where control.Name.LocalName == "Control"
        select new ProcessStep(id, labels.GetValueOrDefault(id) ?? LabelsOf(step),
            control.RequiredAttribute("DataFieldName"), Property(step, "IsProcessRequired") is "True" or "true");

    static int Category(XElement stage) =>
        int.TryParse(Property(stage, "StageCategory"), CultureInfo.InvariantCulture, out var category) ? category
        : throw new SolutionImportException(
            $"{stage.Attribute("DisplayName")?.Value}: StageCategory must be a number.");

    /// <summary>The class of an activity, without namespace; null for other elements.</summary>
    static string? Activity(XElement element) => element.Name.LocalName == "ActivityReference"
        ? element.RequiredAttribute("AssemblyQualifiedName").Split(',')[0].Split('.')[^1]
        : null;

    static Guid? Next(XElement stage) => Property(stage, "NextStageId") is { } id ? XmlParts.Id(stage, id) : null;

    static Guid Id(XElement activity, string key) => XmlParts.Id(activity, Property(activity, key)
        ?? throw new SolutionImportException($"{activity.Attribute("DisplayName")?.Value} has no {key}."));

    /// <summary>A property of an activity; null when it is missing or x:Null.</summary>
    static string? Property(XElement activity, string key)
    {
        var property = Properties(activity).FirstOrDefault(property => (string?)property.Attribute(X + "Key") == key);
        return property is null || property.Name == X + "Null" ? null : property.Value;
    }

    static LocalizedLabels LabelsOf(XElement activity) => new(
        from list in Properties(activity)
        where (string?)list.Attribute(X + "Key") == "StepLabels"
        from label in list.Elements()
        select KeyValuePair.Create(
            label.RequiredAttributeNumber("LanguageCode"),
            label.RequiredAttribute("Description")));

    static IEnumerable<XElement> Properties(XElement activity) =>
        activity.Elements().Where(element => element.Name.LocalName == "ActivityReference.Properties").Elements();
}
