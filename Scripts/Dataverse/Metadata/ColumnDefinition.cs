using System.Collections.Generic;
using Microsoft.Xrm.Sdk.Metadata;

namespace CrmMilestones.Dataverse.Metadata;

/// <summary>What a column holds, and so which SDK type its values have.</summary>
public enum ColumnType
{
    /// <summary>The primary key, or another plain identifier: <see cref="System.Guid"/>.</summary>
    Id,
    /// <summary>One line of text: <see cref="string"/>.</summary>
    Text,
    /// <summary>Several lines of text: <see cref="string"/>.</summary>
    Memo,
    /// <summary><see cref="int"/>.</summary>
    WholeNumber,
    /// <summary><see cref="long"/>.</summary>
    BigNumber,
    /// <summary><see cref="decimal"/>.</summary>
    DecimalNumber,
    /// <summary><see cref="double"/>.</summary>
    FloatNumber,
    /// <summary><see cref="Microsoft.Xrm.Sdk.Money"/>.</summary>
    Currency,
    /// <summary><see cref="bool"/>.</summary>
    YesNo,
    /// <summary><see cref="System.DateTime"/>, see <see cref="DateBehavior"/>.</summary>
    DateAndTime,
    /// <summary><see cref="Microsoft.Xrm.Sdk.OptionSetValue"/>.</summary>
    Choice,
    /// <summary>statecode: <see cref="Microsoft.Xrm.Sdk.OptionSetValue"/>.</summary>
    State,
    /// <summary>statuscode: <see cref="Microsoft.Xrm.Sdk.OptionSetValue"/>.</summary>
    Status,
    /// <summary><see cref="Microsoft.Xrm.Sdk.EntityReference"/> to a row of one of the column's targets.</summary>
    Lookup,
    /// <summary>ownerid: <see cref="Microsoft.Xrm.Sdk.EntityReference"/> to a user or team.</summary>
    Owner,
}

/// <summary>How a date column treats time and time zones.</summary>
public enum DateBehavior
{
    /// <summary>Stored and returned in UTC, shown in the user's time zone.</summary>
    UserLocal = 1,
    /// <summary>A calendar day: the time is cut, no zone ever applies.</summary>
    DateOnly = 2,
    /// <summary>Stored and returned exactly as given.</summary>
    TimeZoneIndependent = 3,
}

/// <summary>Whether a date column is shown with its time.</summary>
public enum DateFormat
{
    /// <summary>Shown as a day.</summary>
    Date,
    /// <summary>Shown as a day and a time.</summary>
    DateAndTime,
}

/// <summary>A column of a table. Limits that do not apply to its type are null.</summary>
public sealed record ColumnDefinition
{
    /// <summary>The length of an id in text.</summary>
    const int LongestId = 36;

    /// <summary>Lower-case name used in rows, queries and filtering attributes.</summary>
    public required string LogicalName { get; init; }

    /// <summary>The name in its original case (<c>cm_AccountId</c>).</summary>
    public required string SchemaName { get; init; }

    /// <summary>What the column holds.</summary>
    public required ColumnType Type { get; init; }

    /// <summary>What people see.</summary>
    public LocalizedLabels DisplayName { get; init; } = LocalizedLabels.None;

    /// <summary>What it means; forms show it beside the column's name.</summary>
    public LocalizedLabels Description { get; init; } = LocalizedLabels.None;

    /// <summary>Who insists that it is filled: forms only, unless it is required by the system.</summary>
    public AttributeRequiredLevel RequiredLevel { get; init; }

    /// <summary>How text or a whole number is shown, in the words of solution files (email, url, timezone ...).</summary>
    public string? Format { get; init; }

    /// <summary>Longest text, in characters.</summary>
    public int? MaxLength { get; init; }

    /// <summary>Smallest number.</summary>
    public decimal? Min { get; init; }

    /// <summary>Largest number.</summary>
    public decimal? Max { get; init; }

    /// <summary>Digits kept after the decimal point.</summary>
    public int? Precision { get; init; }

    /// <summary>Time and zone behaviour of a date column.</summary>
    public DateBehavior DateBehavior { get; init; } = DateBehavior.UserLocal;

    /// <summary>How a date column is shown.</summary>
    public DateFormat DateFormat { get; init; } = DateFormat.DateAndTime;

    /// <summary>The values of a choice, yes/no, state or status column, also if a global choice defines them.</summary>
    public IReadOnlyList<OptionDefinition> Options { get; init; } = [];

    /// <summary>The global choice <see cref="Options"/> are taken from, if any.</summary>
    public string? GlobalChoice { get; init; }

    /// <summary>The tables a lookup may point to.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>The choice value or yes/no (0 or 1) a new row gets when the caller sends none.</summary>
    public int? DefaultValue { get; init; }

    /// <summary>Whether callers may set it on create.</summary>
    public bool IsValidForCreate { get; init; } = true;

    /// <summary>Whether it can be read.</summary>
    public bool IsValidForRead { get; init; } = true;

    /// <summary>Whether callers may set it on update.</summary>
    public bool IsValidForUpdate { get; init; } = true;

    /// <summary>Whether column security applies.</summary>
    public bool IsSecured { get; init; }

    /// <summary>Whether a customization added it, as against the platform.</summary>
    public bool IsCustom { get; init; }

    /// <summary>Whether the platform derives it from other columns (owninguser, owningteam).</summary>
    public bool IsLogical { get; init; }

    /// <summary>Whether the value is a reference to another row.</summary>
    public bool IsLookup => Type is ColumnType.Lookup or ColumnType.Owner;

    /// <summary>Whether the value is an <see cref="Microsoft.Xrm.Sdk.OptionSetValue"/>.</summary>
    public bool IsChoice => Type is ColumnType.Choice or ColumnType.State or ColumnType.Status;

    /// <summary>Whether the value is text.</summary>
    public bool IsText => Type is ColumnType.Text or ColumnType.Memo;

    /// <summary>Whether it is a number or an id kept as text, by which programs find rows: it has an index.</summary>
    public bool IsShortText => IsText && MaxLength <= LongestId;

    /// <summary>Whether the value is a number with a fixed number of decimals.</summary>
    public bool IsDecimal => Type is ColumnType.DecimalNumber or ColumnType.Currency;

    /// <summary>Whether the value is a number.</summary>
    public bool IsNumber =>
        IsDecimal || Type is ColumnType.FloatNumber or ColumnType.WholeNumber or ColumnType.BigNumber;

    /// <summary>Whether a reference must store which table it points to.</summary>
    public bool IsPolymorphic => IsLookup && Targets.Count > 1;

    /// <summary>The option with a value, or null.</summary>
    public OptionDefinition? Option(int value)
    {
        // Each shown choice asks, and an enumerator would be left behind.
        for (var i = 0; i < Options.Count; i++)
        {
            if (Options[i].Value == value)
            {
                return Options[i];
            }
        }

        return null;
    }
}
