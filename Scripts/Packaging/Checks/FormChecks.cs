using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Packaging.Source;

namespace CrmMilestones.Packaging.Checks;

/// <summary>Forms show columns that exist, and no id stands twice in a form.</summary>
static class FormChecks
{
    public static IEnumerable<Defect?> Find(SolutionSource source, Schema schema) =>
    [
        .. from table in source.Tables
           from form in table.Forms
           from control in form.BoundControls
           let shown = ShownTable(source, table, control.Attr("relationship"))
           select schema.NoColumn(control, $"Form {form.Name}", shown, control.Attr("datafieldname")),
        .. from form in source.Tables.SelectMany(table => table.Forms)
           from same in form.Xml.Descendants()
               .Where(x => x.Name.LocalName is "tab" or "section" or "cell" && x.Attr("id").Length > 0)
               .GroupBy(x => x.Attr("id").AsId())
           from again in same.Skip(1)
           select Defect.At(again, $"Form {form.Name} has id {same.Key} twice.", "Give it a new GUID."),
    ];

    /// <summary>The form of a process's table shows columns of the table at the other end of a relationship.</summary>
    static string ShownTable(SolutionSource source, SourceTable table, string relationship) => relationship.Length == 0
        ? table.LogicalName
        : source.Relationships.FirstOrDefault(x => x.Name == relationship)?.ReferencedTable ?? relationship;
}
