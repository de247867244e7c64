using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using CrmMilestones.Dataverse.Metadata;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Sandbox.App.Forms;

/// <summary>The values of columns as scripts see them.</summary>
static class ScriptValues
{
    const string Day = "yyyy-MM-dd";

    /// <summary>The client API's name of a column's type.</summary>
    internal static string TypeOf(ColumnDefinition column) => column.Type switch
    {
        ColumnType.Memo => "memo",
        ColumnType.WholeNumber or ColumnType.BigNumber => "integer",
        ColumnType.DecimalNumber => "decimal",
        ColumnType.FloatNumber => "double",
        ColumnType.Currency => "money",
        ColumnType.YesNo => "boolean",
        ColumnType.DateAndTime => "datetime",
        ColumnType.Choice or ColumnType.State or ColumnType.Status => "optionset",
        ColumnType.Lookup or ColumnType.Owner => "lookup",
        _ => "string",
    };

    /// <summary>Whether scripts see a day, without a zone.</summary>
    internal static bool IsDay(ColumnDefinition column) =>
        column is { Type: ColumnType.DateAndTime, DateBehavior: DateBehavior.DateOnly };

    internal static object? ToScript(ColumnDefinition column, object? value) => value switch
    {
        OptionSetValue choice => choice.Value,
        Money money => money.Value,
        DateTime day when IsDay(column) => day.ToString(Day, CultureInfo.InvariantCulture),
        DateTime moment => DateTime.SpecifyKind(moment, DateTimeKind.Utc).ToString("O", CultureInfo.InvariantCulture),
        EntityReference row =>
            new[] { new ScriptLookup(row.Id.ToString("B").ToUpperInvariant(), row.Name, row.LogicalName) },
        _ => value,
    };

    /// <summary>What a script set; of a wrong type it is no value.</summary>
    internal static object? FromScript(ColumnDefinition column, JsonElement? set)
    {
        if (set is not { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } value)
        {
            return null;
        }

        var isNumber = value.ValueKind == JsonValueKind.Number;
        return column.Type switch
        {
            ColumnType.YesNo => value.ValueKind is JsonValueKind.True or JsonValueKind.False && value.GetBoolean(),
            _ when column.IsChoice => isNumber ? new OptionSetValue(value.GetInt32()) : null,
            ColumnType.WholeNumber => isNumber ? value.GetInt32() : null,
            ColumnType.BigNumber => isNumber ? value.GetInt64() : null,
            ColumnType.DecimalNumber => isNumber ? value.GetDecimal() : null,
            ColumnType.FloatNumber => isNumber ? value.GetDouble() : null,
            ColumnType.Currency => isNumber ? new Money(value.GetDecimal()) : null,
            ColumnType.DateAndTime => DateTime.TryParse(value.GetString(), CultureInfo.InvariantCulture,
                DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var date) ? date : null,
            _ when column.IsLookup => value.Deserialize<List<ScriptLookup>>(JsonSerializerOptions.Web)
                ?.Where(row => Guid.TryParse(row.Id, out _))
                .Select(row => new EntityReference(row.EntityType, Guid.Parse(row.Id)) { Name = row.Name })
                .FirstOrDefault(),
            _ => value.GetString(),
        };
    }

    /// <summary>A row that a lookup points to, as the client API gives it.</summary>
    sealed record ScriptLookup(string Id, string? Name, string EntityType);
}
