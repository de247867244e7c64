using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using CrmMilestones.Packaging.Source;

namespace CrmMilestones.Packaging.Checks;

/// <summary>No two components have the same id, and files are named after the id they hold.</summary>
static class IdChecks
{
    sealed record Identified(string Id, string Shown, XElement Xml);

    public static IEnumerable<Defect?> Find(SolutionSource source) =>
    [
        .. from same in Components(source).Where(component => component.Id.Length > 0).GroupBy(x => x.Id)
           from again in same.Skip(1)
           let first = same.First()
           select Defect.At(
               again.Xml, $"{again.Shown} has the id {again.Id} of {Start(first.Shown)} in {first.Xml.BaseUri}.",
               "Give the newer one a new GUID, and keep it from then on."),
        .. from view in source.Tables.SelectMany(table => table.Views)
           select FileNamed(view.Xml, $"View {view.Name}", view.Id),
        .. from form in source.Tables.SelectMany(table => table.Forms)
           select FileNamed(form.Xml, $"Form {form.Name}", form.Id),
        .. from chart in source.Tables.SelectMany(table => table.Charts)
           select FileNamed(chart.Xml, $"Chart {chart.Name}", chart.Id),
        .. from dashboard in source.Roots(SolutionLayout.Dashboards)
           select FileNamed(dashboard, "The dashboard", dashboard.Text("FormId").AsId()),
        .. from step in source.Steps
           select FileNamed(step.Xml, $"Step {step.Name}", step.Id),
        .. from assembly in source.PluginAssemblies
           let folder = assembly.Xml.BaseUri.Split('/')[^2]
           where !folder.EndsWith("-" + assembly.Id.ToUpperInvariant(), StringComparison.Ordinal)
           select Defect.At(assembly.Xml, $"The folder {folder} does not end in the id {assembly.Id}.",
               "Name it <assembly>-<ID in capitals>."),
    ];

    static IEnumerable<Identified> Components(SolutionSource source) =>
    [
        .. source.Tables.SelectMany(table => table.Views).Select(x => new Identified(x.Id, $"View {x.Name}", x.Xml)),
        .. source.Tables.SelectMany(table => table.Forms).Select(x => new Identified(x.Id, $"Form {x.Name}", x.Xml)),
        .. source.Tables.SelectMany(table => table.Charts).Select(x => new Identified(x.Id, $"Chart {x.Name}", x.Xml)),
        .. source.Roots(SolutionLayout.Dashboards)
            .Select(x => new Identified(x.Text("FormId").AsId(), "The dashboard", x)),
        .. source.Roots(SolutionLayout.WebResources)
            .Select(x => new Identified(x.Text("WebResourceId").AsId(), $"Web resource {x.Text("Name")}", x)),
        .. source.Roles.Select(x => new Identified(x.Id, $"Role {x.Name}", x.Xml)),
        .. source.ColumnSecurityProfiles.Select(x =>
            new Identified(x.Attr("fieldsecurityprofileid").AsId(), $"Column security profile {x.Attr("name")}", x)),
        .. source.PluginAssemblies.Select(x => new Identified(x.Id, $"Assembly {x.DllName}", x.Xml)),
        .. source.PluginAssemblies.SelectMany(assembly => assembly.Types)
            .Select(x => new Identified(x.Id, $"Plug-in type {x.Name}", x.Xml)),
        .. source.Steps.Select(x => new Identified(x.Id, $"Step {x.Name}", x.Xml)),
        .. source.Steps.SelectMany(step => step.Images).Select(x => new Identified(x.Id, $"Image {x.Alias}", x.Xml)),
        .. source.Processes.Select(x => new Identified(x.Id, $"Process {x.Name}", x.Xml)),
        .. source.Processes.SelectMany(process => process.Stages)
            .Select(x => new Identified(x.Id, $"Stage {x.Name}", x.Xml)),
        .. source.Processes.SelectMany(process => process.Stages).SelectMany(stage => stage.Steps)
            .Select(x => new Identified(x.Id, $"Step {x.Label}", x.Xml)),
    ];

    static Defect? FileNamed(XElement xml, string shown, string id) =>
        xml.BaseUri.EndsWith($"/{{{id}}}.xml", StringComparison.OrdinalIgnoreCase)
            ? null
            : Defect.At(xml, $"{shown} has id {id}, but its file is named otherwise.", $"Name it {{{id}}}.xml.");

    static string Start(string shown) => char.ToLowerInvariant(shown[0]) + shown[1..];
}
