using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Packaging.Source;
using CrmMilestones.Plugins.Rules;

namespace CrmMilestones.Scripts.Generate;

/// <summary>Columns, choices and tables as the solution declares them, for developers.</summary>
static class DataDictionary
{
    /// <summary>In the order of the definition.</summary>
    public static string Account(SolutionTexts texts) => DocumentTables.Write(
        ["column", "label", "type", "written by"],
        from column in Columns.All
        join declared in texts.Solution.Table("account")!.Columns on column.LogicalName equals declared.LogicalName
        select new[]
        {
            $"`{column}`", declared.DisplayName, Type(texts.Solution, "account", declared),
            column.IsComputed ? "the server" : "people",
        });

    public static string Choices(SolutionTexts texts) => DocumentTables.Write(
        ["choice", "values"],
        texts.Solution.Choices.Select(choice => new[]
        {
            $"`{choice.Name}`", string.Join(", ", choice.Options.Select(option => option.Label)),
        }));

    public static string Tables(SolutionTexts texts) => DocumentTables.Write(
        ["table", "owner", "columns", "alternate key"],
        texts.Solution.Tables.Where(table => !table.IsExtended && !table.IsProcessTable).Select(table => new[]
        {
            $"`{table.LogicalName}`",
            table.IsOrganizationOwned ? "organization" : "user",
            string.Join(", ", Own(table).Select(
                column => $"`{column.LogicalName}` ({Type(texts.Solution, table.LogicalName, column)})")),
            DocumentTables.Code(table.Keys.Select(key => key.LogicalName)),
        }));

    static IEnumerable<SourceColumn> Own(SourceTable table) => table.Columns.Where(column => column.IsCustom);

    static string Type(SolutionSource solution, string table, SourceColumn column) => column.Type switch
    {
        "nvarchar" => $"text {column.Xml.Text("MaxLength")}",
        "ntext" => $"memo {column.Xml.Text("MaxLength")}",
        "picklist" => $"choice `{column.ChoiceName}`",
        "bit" => "yes/no",
        "int" => "whole number",
        "money" => "currency",
        "datetime" => column.Xml.Text("Format") == "datetime" ? "date and time" : "date",
        "lookup" => "lookup " + string.Join(" or ", solution.Relationships
            .Where(lookup => lookup.ReferencingTable == table && lookup.Column == column.LogicalName)
            .Select(lookup => $"`{lookup.ReferencedTable}`")),
        var other => other,
    };
}
