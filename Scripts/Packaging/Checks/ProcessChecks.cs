using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using CrmMilestones.Packaging.Source;

namespace CrmMilestones.Packaging.Checks;

/// <summary>The parts of a guided process (registration, XAML, table, form) agree.</summary>
static class ProcessChecks
{
    static readonly XName Class = XName.Get("Class", "http://schemas.microsoft.com/winfx/2006/xaml");

    public static IEnumerable<Defect?> Find(SolutionSource source, Schema schema) =>
        from process in source.Processes
        where process.Xaml is not null
        from defect in (IEnumerable<Defect?>)
            [.. Names(source, process), .. Tables(schema, process), .. Order(process), .. Ids(source, process)]
        select defect;

    static IEnumerable<Defect?> Names(SolutionSource source, SourceProcess process)
    {
        var expected = "XrmWorkflow" + process.Id.Replace("-", "", StringComparison.Ordinal);
        if (process.Xaml!.Attribute(Class)?.Value != expected)
        {
            yield return Defect.At(process.Xaml, $"The class is not that of process {process.Id}.",
                $"Write x:Class=\"{expected}\".");
        }

        if (!process.Xml.BaseUri.EndsWith($"-{process.Id.ToUpperInvariant()}.xaml.data.xml", StringComparison.Ordinal))
        {
            yield return Defect.At(process.Xml, $"The file's name does not end in the id {process.Id}.",
                "Name both files <Name>-<ID in capitals>.xaml and .xaml.data.xml.");
        }

        if (source.Table(process.UniqueName)?.IsProcessTable != true)
        {
            yield return Defect.At(process.Xml.Element("UniqueName") ?? process.Xml,
                $"The process's own table {process.UniqueName} is missing or not marked IsBPFEntity.",
                $"Add Entities/{process.UniqueName}.");
        }
    }

    static IEnumerable<Defect?> Tables(Schema schema, SourceProcess process) =>
    [
        schema.NoTable(process.Xml.Element("PrimaryEntity") ?? process.Xml, "The process", process.PrimaryTable),
        .. from stage in process.Stages
           select schema.NoTable(stage.Xml, $"The EntityComposite of stage {stage.Name}", stage.Table),
        .. from stage in process.Stages
           from step in stage.Steps
           let who = $"Step {step.Label} of stage {stage.Name}"
           select schema.NoColumn(step.Control ?? step.Xml, who, stage.Table, step.Column),
    ];

    static IEnumerable<Defect?> Order(SourceProcess process) =>
        from pair in process.Stages.Zip(process.Stages.Skip(1).Select(next => next.Id).Append(""))
        where pair.First.NextId != pair.Second
        select Defect.At(pair.First.Xml, $"Stage {pair.First.Name} is not followed by the next stage of the file.",
            pair.Second.Length > 0
                ? $"Write NextStageId {pair.Second}." : "The last stage has no NextStageId: write x:Null.");

    /// <summary>Every stage and step has its label in the registration, and its tab or cell in the forms of the
    /// process's table.</summary>
    static IEnumerable<Defect?> Ids(SolutionSource source, SourceProcess process)
    {
        var inXaml = process.Stages.Select(stage => (stage.Id, stage.Xml))
            .Concat(process.Stages.SelectMany(stage => stage.Steps).Select(step => (step.Id, step.Xml))).ToArray();
        var forms = source.Table(process.UniqueName)?.Forms ?? [];
        var places = forms
            .Select(form => (form.Xml, Found: form.Xml.Descendants().Where(x => x.Name.LocalName is "tab" or "cell")))
            .Prepend((process.Xml, process.StepLabels));
        foreach (var (place, found) in places)
        {
            var ids = found.Select(x => (Id: x.Attr("id").AsId(), Xml: x)).ToArray();
            foreach (var (id, xml) in inXaml.ExceptBy(ids.Select(x => x.Id), x => x.Id))
            {
                yield return Defect.At(xml, $"Stage or step {id} is missing in {place.BaseUri}.", "Add it there.");
            }

            foreach (var (id, xml) in ids.ExceptBy(inXaml.Select(x => x.Id), x => x.Id))
            {
                yield return Defect.At(
                    xml, $"{id} is no stage or step of {process.Xaml!.BaseUri}.", "Correct or remove it.");
            }
        }
    }
}
