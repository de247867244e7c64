using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using CrmMilestones.Scripts.Pack.Source;

namespace CrmMilestones.Scripts.Pack.Checks;

/// <summary>The parts of a guided process (registration, XAML, table, form) agree.</summary>
static class ProcessChecks
{
    static readonly XName Class = XName.Get("Class", "http://schemas.microsoft.com/winfx/2006/xaml");

    public static IEnumerable<Problem> Find(SolutionSource source, Schema schema) =>
        source.Processes.Where(process => process.Xaml is not null).SelectMany(process => (IEnumerable<Problem>)
        [
            .. Names(process),
            .. Tables(source, schema, process),
            .. Order(process),
            .. Ids(source, process),
        ]);

    static IEnumerable<Problem> Names(Process process)
    {
        var expected = "XrmWorkflow" + process.Id.Replace("-", "", StringComparison.Ordinal);
        if (process.Xaml!.Attribute(Class)?.Value != expected)
            yield return Problem.At(process.Xaml, $"The class is not that of process {process.Id}.", $"Write x:Class=\"{expected}\".");

        if (!process.Xml.BaseUri.EndsWith($"-{process.Id.ToUpperInvariant()}.xaml.data.xml", StringComparison.Ordinal))
        {
            yield return Problem.At(process.Xml, $"The file's name does not end in the id {process.Id}.",
                "Name both files <Name>-<ID in capitals>.xaml and .xaml.data.xml.");
        }
    }

    static IEnumerable<Problem> Tables(SolutionSource source, Schema schema, Process process)
    {
        if (source.Table(process.UniqueName)?.IsProcessTable != true)
        {
            yield return Problem.At(process.Xml.Element("UniqueName") ?? process.Xml,
                $"The process's own table {process.UniqueName} is missing or not marked IsBPFEntity.", $"Add Entities/{process.UniqueName}.");
        }

        if (!schema.HasTable(process.PrimaryTable))
        {
            yield return Problem.At(process.Xml.Element("PrimaryEntity") ?? process.Xml,
                $"The process guides table {process.PrimaryTable}, which does not exist.", "Correct the name.");
        }

        foreach (var stage in process.Stages)
        {
            if (!schema.HasTable(stage.Table))
            {
                yield return Problem.At(stage.Xml, $"Stage {stage.Name} belongs to table {stage.Table}, which does not exist.",
                    "Correct the name in the EntityComposite around it.");
                continue;
            }

            foreach (var step in stage.Steps.Where(step => !schema.HasColumn(stage.Table, step.Column)))
            {
                yield return Problem.At(step.Control ?? step.Xml, $"Step {step.Label} of stage {stage.Name} names column {step.Column}, which {stage.Table} does not have.",
                    "Correct the name, or add the column.");
            }
        }
    }

    static IEnumerable<Problem> Order(Process process) =>
        from pair in process.Stages.Zip(process.Stages.Skip(1).Select(next => next.Id).Append(""))
        where pair.First.NextId != pair.Second
        select Problem.At(pair.First.Xml, $"Stage {pair.First.Name} is not followed by the next stage of the file.",
            pair.Second.Length > 0 ? $"Write NextStageId {pair.Second}." : "The last stage has no NextStageId: write x:Null.");

    /// <summary>Every stage and step has its label in the registration, and its tab or cell in the process table's form.</summary>
    static IEnumerable<Problem> Ids(SolutionSource source, Process process)
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
                yield return Problem.At(xml, $"Stage or step {id} is missing in {place.BaseUri}.", "Add it there.");
            foreach (var (id, xml) in ids.ExceptBy(inXaml.Select(x => x.Id), x => x.Id))
                yield return Problem.At(xml, $"{id} is no stage or step of {process.Xaml!.BaseUri}.", "Remove it, or correct the id.");
        }
    }
}
