using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml;
using System.Xml.Linq;
using CrmMilestones.Packaging.Platform;
using static CrmMilestones.Sandbox.Solution.XmlValues;

namespace CrmMilestones.Sandbox.Solution;

/// <summary>
/// Reads the forms of customizations.xml. What a form leaves out is as the platform takes it; what isn't known is kept
/// out of the model, never refused: people see the rest.
/// </summary>
public static class FormReader
{
    static readonly string[] NameParts = ["firstname", "lastname"];

    /// <summary>All forms, table by table.</summary>
    /// <param name="solutions">The roots of the customizations.xml of each solution, in the order of their import.</param>
    public static IEnumerable<FormModel> Read(params IReadOnlyList<XElement> solutions) =>
        from entity in solutions.Elements("Entities").Elements("Entity")
        let table = SchemaNames.Logical(entity.Element("Name")?.Value ?? "")
        from forms in entity.Elements("FormXml").Elements("forms")
        from systemform in forms.Elements("systemform")
        where systemform.Element("form") is not null && Guid.TryParse(systemform.Element("formid")?.Value, out _)
        group systemform by (Id(systemform, "formid"), table, Kind: KindOf(Text(forms, "type"))) into layers
        select Form(layers.Aggregate((XElement?)null, FormLayers.Over)!, layers.Key.table, layers.Key.Kind);

    static FormModel Form(XElement systemform, string table, FormKind kind)
    {
        var form = systemform.Element("form")!;
        if (table == "contact" && kind is FormKind.Main or FormKind.QuickCreate)
        {
            form = WithNameParts(form);
        }

        var conditions = form.Element("DisplayConditions");
        return new(Guid.Parse(systemform.Element("formid")!.Value), table, kind, Labels(systemform, "LocalizedNames"))
        {
            Tabs = [.. form.Elements("tabs").Elements("tab").Select(Tab)],
            Header = [.. form.Elements("header").Elements("rows").Elements("row").Elements("cell").Select(Cell)],
            Libraries =
                [.. form.Elements("formLibraries").Elements("Library").Select(library => Text(library, "name"))],
            Handlers = [.. form.Elements("events").Elements("event").SelectMany(Handlers)],
            IsActive = systemform.Element("FormActivationState")?.Value != "0",
            Order = Number(conditions, "Order", 0),
            Roles = [.. (conditions?.Elements("Role") ?? []).Select(role => Text(role, "Id"))
                .Where(id => Guid.TryParse(id, out _)).Select(Guid.Parse)],
            IsFallback = Flag(conditions, "FallbackForm", false),
        };
    }

    /// <summary>
    /// The form with a contact's first and last name in place of the full name, which the server puts together: the
    /// client asks for them where the full name stands.
    /// </summary>
    static XElement WithNameParts(XElement form)
    {
        XElement copy = new(form);
        var cells = copy.Elements("tabs").Descendants("cell").ToLookup(cell =>
            (string?)cell.Element("control")?.Attribute("datafieldname"));
        var missing = NameParts.Where(part => !cells.Contains(part)).ToList();
        foreach (var whole in cells["fullname"])
        {
            whole.ReplaceWith(missing.Select(part => Renamed(whole, part)));
        }

        return copy;
    }

    static XElement Renamed(XElement cell, string column)
    {
        XElement copy = new(cell);
        copy.Elements("labels").Remove();
        copy.Element("control")!.SetAttributeValue("id", column);
        copy.Element("control")!.SetAttributeValue("datafieldname", column);
        return copy;
    }

    static FormKind KindOf(string type) => type switch
    {
        "main" => FormKind.Main,
        "quickCreate" => FormKind.QuickCreate,
        "quick" => FormKind.QuickView,
        "card" => FormKind.Card,
        _ => FormKind.Other,
    };

    internal static FormTab Tab(XElement tab) => new(
        Text(tab, "name") is { Length: > 0 } name ? name : Text(tab, "id"),
        Labels(tab, "labels"),
        Flag(tab, "visible", true),
        [.. tab.Elements("columns").Elements("column").Select(Column)]);

    static FormColumn Column(XElement column) => new(
        double.TryParse(
            Text(column, "width").TrimEnd('%'), NumberStyles.Float, CultureInfo.InvariantCulture, out var width)
            ? width : 100,
        [.. column.Elements("sections").Elements("section").Select(Section)]);

    static FormSection Section(XElement section) => new(
        Text(section, "name") is { Length: > 0 } name ? name : Text(section, "id"),
        Labels(section, "labels"),
        Flag(section, "showlabel", true),
        Flag(section, "visible", true),
        ColumnCount(Text(section, "columns")),
        [.. section.Elements("rows").Elements("row")
            .Select(row => (IReadOnlyList<FormCell>)[.. row.Elements("cell").Select(Cell)])]);

    /// <summary>One digit per column: "11" are two.</summary>
    static int ColumnCount(string columns) => columns.Length is var count && columns.All(digit => digit == '1')
        ? Math.Clamp(count, 1, 4)
        : int.TryParse(columns, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? Math.Clamp(number, 1, 4) : 1;

    static FormCell Cell(XElement cell) => new(
        Labels(cell, "labels"),
        Flag(cell, "showlabel", true),
        Flag(cell, "visible", true),
        Number(cell, "colspan", 1),
        Number(cell, "rowspan", 1),
        cell.Element("control") is { } control ? Control(control) : null);

    static FormControl Control(XElement control)
    {
        _ = Guid.TryParse(Text(control, "classid"), out var classId);
        var column = Text(control, "datafieldname");
        return new(
            Text(control, "id"),
            ControlClasses.KindOf(classId),
            classId,
            column.Length > 0 ? column : null,
            Flag(control, "disabled", false),
            Flag(control, "isrequired", false),
            control.Elements("parameters").Elements()
                .DistinctBy(parameter => parameter.Name.LocalName)
                .ToDictionary(parameter => parameter.Name.LocalName, parameter => parameter.Value))
        {
            QuickForms = QuickForms(control.Element("parameters")?.Element("QuickForms")?.Value ?? ""),
        };
    }

    /// <summary>Which form shows a row of which table: XML that is written as text.</summary>
    static Dictionary<string, Guid> QuickForms(string text)
    {
        try
        {
            return (text.Length > 0 ? XElement.Parse(text).Elements("QuickFormId") : [])
                .Where(form => Guid.TryParse(form.Value, out _))
                .DistinctBy(form => Text(form, "entityname"))
                .ToDictionary(form => Text(form, "entityname"), form => Guid.Parse(form.Value));
        }
        catch (XmlException)
        {
            return [];
        }
    }

    /// <summary>The solution's own handlers; the platform's internal ones name functions that only it has.</summary>
    static IEnumerable<FormHandler> Handlers(XElement happening) =>
        from handler in happening.Elements("Handlers").Elements("Handler")
        where Flag(handler, "enabled", true)
        select new FormHandler(
            Text(happening, "name").ToLowerInvariant(),
            Text(happening, "attribute") is { Length: > 0 } column ? column : null,
            Text(handler, "functionName"),
            Flag(handler, "passExecutionContext", false),
            Text(handler, "parameters"));
}
