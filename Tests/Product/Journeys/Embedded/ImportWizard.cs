using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using CrmMilestones.Packaging.Source;
using CrmMilestones.Tests.Agreement;
using CsvHelper;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Tests.Journeys;

/// <summary>
/// The CRM's own import wizard, as far as its result goes: columns and choices by their English labels, lookups by the
/// name of the row; all rows are created first, and lookups that may be empty follow in a second pass.
/// </summary>
static class ImportWizard
{
    /// <summary>Imports a CSV file into a table of the solution.</summary>
    /// <param name="service">Of the person who imports.</param>
    /// <param name="table">Logical name of the table.</param>
    /// <param name="file">Path of the file.</param>
    /// <param name="betweenThePasses">What happens while all rows lack their lookups.</param>
    public static void Import(
        IOrganizationService service, string table, string file, Action? betweenThePasses = null)
    {
        var rows = Read(file).Select(line => Row(service, Shipped.Solution.Table(table)!, line)).ToArray();
        foreach (var (first, second) in rows)
        {
            second.Id = service.Create(first);
            if (second.Contains("statecode"))
            {
                service.Update(new Entity(table, second.Id)
                {
                    ["statecode"] = second["statecode"],
                    ["statuscode"] = second["statuscode"],
                });
            }
        }

        betweenThePasses?.Invoke();
        foreach (var (_, second) in rows)
        {
            second.Attributes.Remove("statecode");
            second.Attributes.Remove("statuscode");
            if (second.Attributes.Count > 0)
            {
                service.Update(second);
            }
        }
    }

    static List<Dictionary<string, string>> Read(string file)
    {
        using var text = File.OpenText(file);
        using CsvReader csv = new(text, CultureInfo.InvariantCulture);
        csv.Read();
        csv.ReadHeader();
        List<Dictionary<string, string>> lines = [];
        while (csv.Read())
        {
            lines.Add(csv.HeaderRecord!.ToDictionary(label => label, label => csv.GetField(label)!));
        }

        return lines;
    }

    /// <summary>What the passes write of a line.</summary>
    static (Entity First, Entity Second) Row(
        IOrganizationService service, SourceTable table, Dictionary<string, string> line)
    {
        Entity first = new(table.LogicalName), second = new(table.LogicalName);
        foreach (var (label, text) in line.Where(field => field.Value.Length > 0))
        {
            var column = table.Columns.Single(
                column => column.DisplayName == label && column.Type != "primarykey");
            var isLater = column.Type is "lookup" or "state" or "status";
            (isLater ? second : first)[column.LogicalName] = Value(service, column, text);
        }

        return (first, second);
    }

    static object Value(IOrganizationService service, SourceColumn column, string text) => column.Type switch
    {
        "nvarchar" or "ntext" => text,
        "int" => int.Parse(text, CultureInfo.InvariantCulture),
        "bit" => ValueOf(column.OwnChoice!, text) == 1,
        "picklist" => new OptionSetValue(
            ValueOf(Shipped.Solution.Choices.Single(choice => choice.Name == column.ChoiceName), text)),
        "state" or "status" => new OptionSetValue(ValueOf(column.OwnChoice!, text)),
        "lookup" => Lookup(service, column, text),
        _ => throw new ArgumentOutOfRangeException(nameof(column), column.Type, "No file has such a column yet."),
    };

    static int ValueOf(SourceChoice choice, string label) => int.Parse(
        choice.Options.Single(option => option.Label == label).Value, CultureInfo.InvariantCulture);

    static EntityReference Lookup(IOrganizationService service, SourceColumn column, string name)
    {
        var target = Shipped.Solution.Relationships
            .First(relationship => relationship.Column == column.LogicalName
                && relationship.ReferencedTable.StartsWith("cm_", StringComparison.Ordinal)).ReferencedTable;
        QueryByAttribute byName = new(target);
        byName.AddAttributeValue("cm_name", name);
        return service.RetrieveMultiple(byName).Entities.Single().ToEntityReference();
    }
}
