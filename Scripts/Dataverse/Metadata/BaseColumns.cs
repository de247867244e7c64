using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace CrmMilestones.Dataverse.Metadata;

/// <summary>Short spellings of columns for <see cref="BaseTables"/>; labels are the schema name in words.</summary>
static partial class BaseColumns
{
    internal static ColumnDefinition Id(string name) => Make(name, ColumnType.Id);

    internal static ColumnDefinition Text(string name, int length) =>
        Make(name, ColumnType.Text) with { MaxLength = length };

    internal static ColumnDefinition Memo(string name, int length) =>
        Make(name, ColumnType.Memo) with { MaxLength = length };

    internal static ColumnDefinition WholeNumber(string name, int min = int.MinValue, int max = int.MaxValue) =>
        Make(name, ColumnType.WholeNumber) with { Min = min, Max = max };

    internal static ColumnDefinition DecimalNumber(string name, decimal min, decimal max, int precision) =>
        Make(name, ColumnType.DecimalNumber) with { Min = min, Max = max, Precision = precision };

    internal static ColumnDefinition Currency(string name, decimal min, decimal max) =>
        Make(name, ColumnType.Currency) with { Min = min, Max = max, Precision = 2 };

    internal static ColumnDefinition YesNo(string name, bool byDefault = false) => Make(name, ColumnType.YesNo) with
    {
        Options = [new(1, "Yes"), new(0, "No")],
        DefaultValue = byDefault ? 1 : 0,
    };

    internal static ColumnDefinition DateAndTime(string name, DateFormat format = DateFormat.DateAndTime) =>
        Make(name, ColumnType.DateAndTime) with { DateFormat = format };

    internal static ColumnDefinition Lookup(string name, params string[] targets) =>
        Make(name, ColumnType.Lookup) with { Targets = targets };

    /// <summary>A choice whose values count up from <paramref name="first"/>.</summary>
    internal static ColumnDefinition Choice(string name, int first, params string[] labels) =>
        Make(name, ColumnType.Choice) with
        {
            Options = [.. labels.Select((label, i) => new OptionDefinition(first + i, label))],
        };

    /// <summary>statecode 0 and 1 with one status reason each (1 and 2).</summary>
    internal static IEnumerable<ColumnDefinition> States(string active = "Active", string inactive = "Inactive") =>
    [
        Make("StateCode", ColumnType.State) with
        {
            DisplayName = "Status",
            IsValidForCreate = false,
            Options = [new(0, active, DefaultStatus: 1), new(1, inactive, DefaultStatus: 2)],
        },
        Make("StatusCode", ColumnType.Status) with
        {
            DisplayName = "Status Reason",
            Options = [new(1, active, State: 0), new(2, inactive, State: 1)],
        },
    ];

    /// <summary>Who wrote a row and when; every table of this host has them.</summary>
    internal static IEnumerable<ColumnDefinition> Stamps() =>
    [
        Computed(Lookup("CreatedBy", "systemuser")),
        Computed(DateAndTime("CreatedOn")),
        Computed(Lookup("CreatedOnBehalfBy", "systemuser")),
        Computed(Lookup("ModifiedBy", "systemuser")),
        Computed(DateAndTime("ModifiedOn")),
        Computed(Lookup("ModifiedOnBehalfBy", "systemuser")),
        VersionNumber,
    ];

    /// <summary>What imports and clients may send with a row.</summary>
    internal static IEnumerable<ColumnDefinition> Imports() =>
    [
        WholeNumber("ImportSequenceNumber") with { IsValidForUpdate = false },
        DateAndTime("OverriddenCreatedOn", DateFormat.Date) with
        {
            IsValidForUpdate = false,
            DisplayName = "Record Created On",
        },
        WholeNumber("TimeZoneRuleVersionNumber", -1),
        WholeNumber("UTCConversionTimeZoneCode", -1),
    ];

    /// <summary>The owner and what the platform derives from it.</summary>
    internal static IEnumerable<ColumnDefinition> Owners() =>
    [
        Make("OwnerId", ColumnType.Owner) with { Targets = ["systemuser", "team"], DisplayName = "Owner" },
        Computed(Lookup("OwningBusinessUnit", "businessunit")),
        Computed(Lookup("OwningTeam", "team")) with { IsLogical = true },
        Computed(Lookup("OwningUser", "systemuser")) with { IsLogical = true },
    ];

    /// <summary>The row version; solution files never list it, the platform adds it to every table.</summary>
    internal static ColumnDefinition VersionNumber { get; } = Computed(Make("VersionNumber", ColumnType.BigNumber));

    internal static ColumnDefinition Computed(ColumnDefinition column) =>
        column with { IsValidForCreate = false, IsValidForUpdate = false };

    static ColumnDefinition Make(string schemaName, ColumnType type) => new()
    {
        SchemaName = schemaName,
        LogicalName = Logical(schemaName),
        Type = type,
        DisplayName = InWords().Replace(schemaName, " ").Replace(" Id", "", System.StringComparison.Ordinal),
    };

#pragma warning disable CA1308 // Logical names are lower case by definition.
    internal static string Logical(string schemaName) => schemaName.ToLowerInvariant();
#pragma warning restore CA1308

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])|_")]
    private static partial Regex InWords();
}
