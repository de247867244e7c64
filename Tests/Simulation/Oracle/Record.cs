using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace CrmMilestones.Simulation.Oracle;

/// <summary>
/// An account's values by column: choices as numbers, lookups as ids, days as days. What is empty isn't there, but
/// where a record is what somebody sends: there null empties a column.
/// </summary>
sealed class Record
{
    readonly Dictionary<string, object?> _values;

    public Record() => _values = [];

    Record(Dictionary<string, object?> values) => _values = values;

    public IReadOnlyDictionary<string, object?> Values => _values;

    public object? this[string column]
    {
        get => _values.GetValueOrDefault(column);
        set => _values[column] = value is "" ? null : value;
    }

    /// <summary>Rank of the stage; null outside the lifecycle.</summary>
    public int? Stage => Choice(Account.Stage);

    public bool IsActiveAccount => Choice(Account.State) is null or 0;

    public bool IsChargeable => this[Account.Chargeable] is not false;

    public bool IsOnHold => this[Account.Hold] is true;

    public bool IsComplete => Account.Milestones.All(milestone => IsFilled(milestone.Date));

    /// <summary>Live, or Closed from Live.</summary>
    public bool IsLive =>
        Stage == Account.Live || Stage == Account.Closed && Choice(Account.ClosedFrom) == Account.Live;

    public DateOnly? LastDay => Day(Account.LastDay);

    public bool Sends(string column) => _values.ContainsKey(column);

    public bool IsFilled(string column) => this[column] is not null;

    public int? Choice(string column) => this[column] is int value
        ? value >= Account.Option ? value - Account.Option : value : null;

    public DateOnly? Day(string column) => (DateOnly?)this[column];

    public Record Copy() => new(new(_values));

    /// <summary>This record after somebody has sent values.</summary>
    public Record With(Record sent)
    {
        var after = Copy();
        foreach (var (column, value) in sent._values)
        {
            after[column] = value;
        }

        return after;
    }

    /// <summary>Some columns, and the others.</summary>
    public (Record Those, Record Others) Split(params string[] columns) => (
        new(_values.Where(value => columns.Contains(value.Key)).ToDictionary()),
        new(_values.Where(value => !columns.Contains(value.Key)).ToDictionary()));

    /// <summary>Whether a column says something else there; an empty yes/no is its default.</summary>
    public bool Differs(Record other, string column) => !Equals(Meant(column), other.Meant(column));

    object? Meant(string column) => column switch
    {
        Account.Chargeable => IsChargeable,
        Account.Hold => IsOnHold,
        Account.IsActive => this[column] is true,
        Account.State => IsActiveAccount,
        _ => this[column],
    };

    public override bool Equals(object? other) => other is Record { _values: var values }
        && values.Count == _values.Count
        && values.All(value => _values.TryGetValue(value.Key, out var own) && Equals(value.Value, own));

    public override int GetHashCode() => _values.Count;

    public static string Text(object? value) => value switch
    {
        null => "nothing",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime moment => moment.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        Guid id => id.ToString("N")[^9..],
        _ => string.Create(CultureInfo.InvariantCulture, $"{value}"),
    };

    public override string ToString() =>
        string.Join(", ", _values.Select(value => $"{value.Key}={Text(value.Value)}"));
}
