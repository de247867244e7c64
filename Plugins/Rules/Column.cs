namespace CrmMilestones.Plugins.Rules;

/// <summary>A column of account. What it is is said once, for each that the definition speaks of.</summary>
/// <remarks>It stands for its logical name wherever the platform asks for one.</remarks>
public sealed class Column
{
    /// <summary>A column that the definition doesn't speak of, but an administrator's requirement does.</summary>
    /// <remarks>A column is itself alone: two made of one name are two.</remarks>
    public static Column Other(string logicalName) => new(
        logicalName, ColumnType.Text, WrittenBy.People, isPastDate: false, target: null, length: null)
    {
        IsOfDefinition = false,
    };

    internal Column(
        string logicalName, ColumnType type, WrittenBy writtenBy, bool isPastDate, string? target, int? length)
    {
        LogicalName = logicalName;
        Type = type;
        WrittenBy = writtenBy;
        IsPastDate = isPastDate;
        Target = target;
        MaxLength = length;
    }

    public string LogicalName { get; }

    public ColumnType Type { get; }

    public WrittenBy WrittenBy { get; }

    /// <summary>A date of something that happened, so none that lies ahead (CM004).</summary>
    public bool IsPastDate { get; }

    /// <summary>The table that a lookup refers to; null for other types.</summary>
    public string? Target { get; }

    /// <summary>How many characters a text may have; null for other types and for texts of the platform.</summary>
    public int? MaxLength { get; }

    /// <summary>Nobody types it (CM006).</summary>
    public bool IsComputed => WrittenBy == WrittenBy.Server;

    /// <summary>Declared in <see cref="Columns"/>, so that every save brings its value.</summary>
    public bool IsOfDefinition { get; private init; } = true;

    /// <summary>
    /// Among the columns of the definition, from 1 to 63 (<see cref="SaidColumns"/>); 0 for any other column.
    /// </summary>
    internal int Place { get; set; }

    /// <summary>Dataverse's own, so the solution doesn't bring it.</summary>
    public bool IsOfPlatform { get; internal init; }

    public static implicit operator string(Column column) => column.LogicalName;

    public override string ToString() => LogicalName;
}

/// <summary>What a column holds.</summary>
public enum ColumnType
{
    Text,
    Choice,
    YesNo,

    /// <summary>A calendar day, without time and zone.</summary>
    Date,

    /// <summary>A moment, in UTC.</summary>
    DateAndTime,
    Lookup,
}

/// <summary>Who may change a column.</summary>
public enum WrittenBy
{
    /// <summary>People, the guided process and imports.</summary>
    People,

    /// <summary>The server only.</summary>
    Server,
}
