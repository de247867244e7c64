using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace CrmMilestones.Packaging.Platform;

/// <summary>A value of a choice, a yes/no, a state or a status column.</summary>
/// <param name="Value">The stored number.</param>
/// <param name="Label">What people see, in English.</param>
/// <param name="State">Status values only: the state that this status reason belongs to.</param>
/// <param name="DefaultStatus">State values only: the status reason that a row gets with it.</param>
public sealed record PlatformOption(int Value, string Label, int? State = null, int? DefaultStatus = null);

/// <summary>A column of a table that every environment has.</summary>
/// <param name="SchemaName">Its name in its original case.</param>
/// <param name="Type">Its type, in the words of solution files (nvarchar, lookup ...).</param>
public sealed partial record PlatformColumn(string SchemaName, string Type)
{
    /// <summary>Lower-case name used in rows and queries.</summary>
    public string LogicalName { get; } = SchemaNames.Logical(SchemaName);

    /// <summary>What people see in English: the schema name in words unless it says otherwise.</summary>
    public string Label { get; init; } =
        InWords().Replace(SchemaName, " ").Replace(" Id", "", System.StringComparison.Ordinal);

    /// <summary>What people see in Spanish, where the solution's messages quote it.</summary>
    public string? SpanishLabel { get; init; }

    /// <summary>Whether forms insist that it is filled.</summary>
    public bool IsRequired { get; init; }

    /// <summary>How forms show it, in the words of solution files (email, url, phone).</summary>
    public string? Format { get; init; }

    /// <summary>Longest text, in characters.</summary>
    public int? MaxLength { get; init; }

    /// <summary>Smallest number.</summary>
    public decimal? Min { get; init; }

    /// <summary>Largest number.</summary>
    public decimal? Max { get; init; }

    /// <summary>Digits after the decimal point.</summary>
    public int? Precision { get; init; }

    /// <summary>Whether a date is shown without its time.</summary>
    public bool IsDay { get; init; }

    /// <summary>The values of a choice, yes/no, state or status column.</summary>
    public IReadOnlyList<PlatformOption> Options { get; init; } = [];

    /// <summary>The tables that a lookup may point to.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>The choice value or yes/no (0 or 1) of a new row.</summary>
    public int? DefaultValue { get; init; }

    /// <summary>Whether callers may set it on create.</summary>
    public bool IsValidForCreate { get; init; } = true;

    /// <summary>Whether callers may set it on update.</summary>
    public bool IsValidForUpdate { get; init; } = true;

    /// <summary>Whether the platform derives it from other columns.</summary>
    public bool IsLogical { get; init; }

    internal static PlatformColumn Id(string name) => new(name, "uniqueidentifier");

    internal static PlatformColumn Text(string name, int length) =>
        new(name, "nvarchar") { MaxLength = length };

    internal static PlatformColumn Memo(string name, int length) =>
        new(name, "ntext") { MaxLength = length };

    internal static PlatformColumn WholeNumber(string name, int min = int.MinValue, int max = int.MaxValue) =>
        new(name, "int") { Min = min, Max = max };

    internal static PlatformColumn DecimalNumber(string name, decimal min, decimal max, int precision) =>
        new(name, "decimal") { Min = min, Max = max, Precision = precision };

    internal static PlatformColumn Currency(string name, decimal min, decimal max) =>
        new(name, "money") { Min = min, Max = max, Precision = 2 };

    internal static PlatformColumn YesNo(string name, bool byDefault = false) => new(name, "bit")
    {
        Options = [new(1, "Yes"), new(0, "No")],
        DefaultValue = byDefault ? 1 : 0,
    };

    internal static PlatformColumn DateAndTime(string name) => new(name, "datetime");

    internal static PlatformColumn Lookup(string name, params string[] targets) =>
        new(name, "lookup") { Targets = targets };

    /// <summary>A choice whose values count up from <paramref name="first"/>.</summary>
    internal static PlatformColumn Choice(string name, int first, params string[] labels) =>
        new(name, "picklist")
        {
            Options = [.. labels.Select((label, i) => new PlatformOption(first + i, label))],
        };

    /// <summary>statecode 0 and 1 with one status reason each (1 and 2).</summary>
    internal static IEnumerable<PlatformColumn> States(string active = "Active", string inactive = "Inactive") =>
    [
        new("StateCode", "state")
        {
            Label = "Status",
            IsValidForCreate = false,
            Options = [new(0, active, DefaultStatus: 1), new(1, inactive, DefaultStatus: 2)],
        },
        new("StatusCode", "status")
        {
            Label = "Status Reason",
            Options = [new(1, active, State: 0), new(2, inactive, State: 1)],
        },
    ];

    /// <summary>Who wrote a row and when; every table listed here has them.</summary>
    internal static IEnumerable<PlatformColumn> Stamps() =>
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
    internal static IEnumerable<PlatformColumn> Imports() =>
    [
        WholeNumber("ImportSequenceNumber") with { IsValidForUpdate = false },
        DateAndTime("OverriddenCreatedOn") with
        {
            IsDay = true,
            IsValidForUpdate = false,
            Label = "Record Created On",
        },
        WholeNumber("TimeZoneRuleVersionNumber", -1),
        WholeNumber("UTCConversionTimeZoneCode", -1),
    ];

    /// <summary>The owner and what the platform derives from it.</summary>
    internal static IEnumerable<PlatformColumn> Owners() =>
    [
        new("OwnerId", "owner") { Targets = ["systemuser", "team"], Label = "Owner" },
        Computed(Lookup("OwningBusinessUnit", "businessunit")),
        Computed(Lookup("OwningTeam", "team")) with { IsLogical = true },
        Computed(Lookup("OwningUser", "systemuser")) with { IsLogical = true },
    ];

    /// <summary>The solution a component came with; a plain identifier on the platform too.</summary>
    internal static IEnumerable<PlatformColumn> OfSolution() =>
        [Computed(Id("SolutionId")), Computed(YesNo("IsManaged"))];

    /// <summary>The row version; solution files never list it, the platform adds it to every table.</summary>
    public static PlatformColumn VersionNumber { get; } = Computed(new("VersionNumber", "bigint"));

    internal static PlatformColumn Computed(PlatformColumn column) =>
        column with { IsValidForCreate = false, IsValidForUpdate = false };

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])|_")]
    private static partial Regex InWords();
}
