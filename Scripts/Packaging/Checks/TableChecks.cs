using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using CrmMilestones.Packaging.Source;

namespace CrmMilestones.Packaging.Checks;

/// <summary>Columns, keys and choices.</summary>
static class TableChecks
{
    public static IEnumerable<Defect?> Find(SolutionSource source) =>
    [
        .. from table in source.Tables
           from column in table.Columns
           from defect in Column(source, table, column)
           select defect,
        .. from table in source.Tables
           from again in table.Columns.GroupBy(column => column.LogicalName).SelectMany(same => same.Skip(1))
           select Defect.At(
               again.Xml, $"Table {table.LogicalName} has column {again.LogicalName} twice.", "Remove one."),
        .. from table in source.Tables
           from key in table.Keys
           from name in key.Columns
           where table.Columns.All(column => column.LogicalName != name.Value)
           select Defect.At(
               name, $"Key {key.LogicalName} names column {name.Value}, which {table.LogicalName} does not have.",
               "Correct the name."),
        .. source.Choices.SelectMany(choice => Values(source, choice)),
    ];

    static IEnumerable<Defect?> Column(SolutionSource source, SourceTable table, SourceColumn column)
    {
        if (!string.Equals(column.PhysicalName, column.LogicalName, StringComparison.OrdinalIgnoreCase)
            || column.LogicalName.Any(char.IsUpper))
        {
            yield return Defect.At(column.Xml, $"{column.LogicalName} is not {column.PhysicalName} in lower case.",
                "Write both names alike.");
        }

        if (table.IsExtended && !column.LogicalName.StartsWith(source.Prefix, StringComparison.Ordinal))
        {
            yield return Defect.At(column.Xml, $"Column {column.LogicalName} of {table.LogicalName} is not ours.",
                $"Add only columns that start with {source.Prefix} to a table of the platform.");
        }

        if (column is { Type: "nvarchar" } && column.Xml.Element("Length") is { } length
            && !(int.TryParse(column.Xml.Text("MaxLength"), CultureInfo.InvariantCulture, out var characters)
                && length.Value == (2 * characters).ToString(CultureInfo.InvariantCulture)))
        {
            yield return Defect.At(length, $"Length of {column.LogicalName} is not twice its MaxLength.",
                "Length counts bytes, MaxLength characters.");
        }

        if (column.ChoiceName.Length > 0 && source.Choices.All(choice => choice.Name != column.ChoiceName))
        {
            yield return Defect.At(column.Xml.Element("OptionSetName")!, $"There is no choice {column.ChoiceName}.",
                $"Correct the name, or add OptionSets/{column.ChoiceName}.xml.");
        }

        if (column is { Type: "picklist", OwnChoice: { } own })
        {
            foreach (var defect in Values(source, own))
            {
                yield return defect;
            }
        }
    }

    /// <summary>The platform gives every publisher a range of values; another publisher's may collide.</summary>
    static IEnumerable<Defect?> Values(SolutionSource source, SourceChoice choice)
    {
        var prefix = source.Manifest.Element("Publisher")?.Text("CustomizationOptionValuePrefix") ?? "";
        return
        [
            .. from option in choice.Options
               where option.Value.Length != prefix.Length + 4
                   || !option.Value.StartsWith(prefix, StringComparison.Ordinal)
               select Defect.At(option.Xml,
                   $"Value {option.Value} of choice {choice.Name} lies outside the publisher's range.",
                   $"Use {prefix}0000 to {prefix}9999."),
            .. from again in choice.Options.GroupBy(option => option.Value).SelectMany(same => same.Skip(1))
               select Defect.At(
                   again.Xml, $"Choice {choice.Name} has value {again.Value} twice.", "Use the next free value."),
        ];
    }
}
