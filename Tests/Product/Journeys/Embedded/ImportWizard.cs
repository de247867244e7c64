using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.ServiceModel;
using CrmMilestones.Packaging.Platform;
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
    /// <summary>Imports a CSV file of new rows.</summary>
    /// <param name="service">Of the person who imports.</param>
    /// <param name="table">Logical name of the table.</param>
    /// <param name="file">Path of the file.</param>
    /// <param name="betweenThePasses">What happens while all rows lack their lookups.</param>
    public static void Import(
        IOrganizationService service, string table, string file, Action? betweenThePasses = null)
    {
        var rows = Read(file).Select(line => Row(service, table, line)).ToArray();
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

    /// <summary>Imports a CSV file that changes rows, which it finds by an alternate key.</summary>
    /// <param name="service">Of the person who imports.</param>
    /// <param name="table">Logical name of the table.</param>
    /// <param name="file">Path of the file.</param>
    /// <param name="key">Logical name of the key's column.</param>
    /// <returns>Why a row wasn't changed, by its key.</returns>
    public static Dictionary<string, string> Update(
        IOrganizationService service, string table, string file, string key)
    {
        Dictionary<string, string> failures = [];
        foreach (var line in Read(file))
        {
            var (row, _) = Row(service, table, line);
            QueryByAttribute byKey = new(table);
            byKey.AddAttributeValue(key, row[key]);
            row.Id = service.RetrieveMultiple(byKey).Entities.Single().Id;
            try
            {
                service.Update(row);
            }
            catch (FaultException<OrganizationServiceFault> failure)
            {
                failures.Add((string)row[key], failure.Detail.Message);
            }
        }

        return failures;
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
        IOrganizationService service, string table, Dictionary<string, string> line)
    {
        Entity first = new(table), second = new(table);
        foreach (var (label, text) in line.Where(field => field.Value.Length > 0))
        {
            var column = Column(table, label);
            var isLater = column.Type is "lookup" or "owner" or "state" or "status";
            (isLater ? second : first)[column.Name] = Value(service, column, text);
        }

        if (table == "contact")
        {
            // The platform puts it together from the two.
            first["fullname"] = $"{first.GetAttributeValue<string>("firstname")} {first["lastname"]}".Trim();
        }

        return (first, second);
    }

    static object Value(IOrganizationService service, ImportColumn column, string text) => column.Type switch
    {
        "nvarchar" or "ntext" => text,
        "int" => int.Parse(text, CultureInfo.InvariantCulture),
        "datetime" => DateTime.ParseExact(
            text, "yyyy-MM-dd", CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal),
        "bit" => column.Options[text] == 1,
        "picklist" or "state" or "status" => new OptionSetValue(column.Options[text]),
        "lookup" or "owner" => Lookup(service, column, text),
        _ => throw new ArgumentOutOfRangeException(nameof(column), column.Type, "No file has such a column yet."),
    };

    static EntityReference Lookup(IOrganizationService service, ImportColumn column, string name)
    {
        QueryByAttribute byName = new(column.Target);
        byName.AddAttributeValue(IsOurs(column.Target!) ? "cm_name" : "fullname", name);
        return service.RetrieveMultiple(byName).Entities.Single().ToEntityReference();
    }

    /// <summary>The column of the solution with an English label, or else of the platform.</summary>
    static ImportColumn Column(string table, string label)
    {
        var ours = Shipped.Solution.Table(table)?.Columns.SingleOrDefault(
            column => column.DisplayName == label && column.Type != "primarykey");
        if (ours is not null)
        {
            var choice = ours.OwnChoice
                ?? Shipped.Solution.Choices.SingleOrDefault(choice => choice.Name == ours.ChoiceName);
            var targets = Shipped.Solution.Relationships
                .Where(relationship => relationship.Column == ours.LogicalName).Select(found => found.ReferencedTable);
            return new(
                ours.LogicalName, ours.Type,
                targets.OrderByDescending(IsOurs).FirstOrDefault(),
                choice?.Options.ToDictionary(
                    option => option.Label, option => int.Parse(option.Value, CultureInfo.InvariantCulture)) ?? []);
        }

        var platform = PlatformTables.Find(table)!.Columns.Single(column => column.Label == label);
        return new(
            platform.LogicalName, platform.Type,
            platform.Type == "owner" ? "systemuser" : platform.Targets is [var target, ..] ? target : null,
            platform.Options.ToDictionary(option => option.Label, option => option.Value));
    }

    static bool IsOurs(string table) => table.StartsWith("cm_", StringComparison.Ordinal);

    /// <param name="Name">Logical name.</param>
    /// <param name="Type">In the words of solution files.</param>
    /// <param name="Target">The table in which a lookup is found by name.</param>
    /// <param name="Options">Of a choice, by label.</param>
    sealed record ImportColumn(string Name, string Type, string? Target, Dictionary<string, int> Options);
}
