using System.Collections.Generic;

namespace CrmMilestones.Plugins.Rules;

/// <summary>
/// Values to write into a record: only what differs from it, so that what changes nothing writes nothing. A struct, as
/// most saves write nothing; passed on by reference.
/// </summary>
/// <param name="record">What it holds.</param>
struct ColumnWrites(CustomerFacts record)
{
    static readonly IReadOnlyDictionary<Column, object?> None = new Dictionary<Column, object?>();

    Dictionary<Column, object?>? _writes;

    public readonly IReadOnlyDictionary<Column, object?> All => _writes ?? None;

    /// <summary>What the column will hold.</summary>
    public object? this[Column column]
    {
        readonly get => _writes is not null && _writes.TryGetValue(column, out var value) ? value : record[column];
        set
        {
            if (!Equals(value, record[column]))
            {
                (_writes ??= [])[column] = value;
            }
            else
            {
                _writes?.Remove(column);
            }
        }
    }
}
