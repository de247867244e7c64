using System;

namespace CrmMilestones.Plugins.Rules;

/// <summary>
/// What is said of some columns, as plain values. Of most columns most saves say nothing, so that only what is said takes
/// memory. Filled once, and then left alone.
/// </summary>
/// <param name="capacity">Of how many columns something will be said; more fit too.</param>
public sealed class SaidColumns(int capacity)
{
    object?[] _values = new object?[capacity];

    /// <summary>A bit for each column of which something is said, at its place; their values are in the same order.</summary>
    ulong _said;

    public int Count { get; private set; }

    /// <summary>Null for an empty column, and for one of which nothing is said.</summary>
    public object? this[Column column] => Has(column) ? _values[Index(column)] : null;

    /// <summary>Whether anything is said of the column, be it that it is empty.</summary>
    public bool Has(Column column) => (_said & Bit(column)) != 0;

    /// <summary>Says what a column holds; null or "" that it is empty.</summary>
    /// <exception cref="ArgumentException">The definition doesn't speak of it.</exception>
    public void Say(Column column, object? value)
    {
        if (!column.IsOfDefinition)
        {
            throw new ArgumentException($"The definition doesn't speak of {column}.", nameof(column));
        }

        var index = Index(column);
        if (!Has(column))
        {
            if (Count == _values.Length)
            {
                Array.Resize(ref _values, Count + 4);
            }

            Array.Copy(_values, index, _values, index + 1, Count - index);
            _said |= Bit(column);
            Count++;
        }

        _values[index] = value is "" ? null : value;
    }

    /// <summary>What is said, to say more.</summary>
    public SaidColumns Copy()
    {
        SaidColumns copy = new(Count + 2) { _said = _said, Count = Count };
        Array.Copy(_values, copy._values, Count);
        return copy;
    }

    static ulong Bit(Column column) => 1UL << column.Place;

    /// <summary>How many are said before the column: the bits below its own, counted in pairs, fours and eights.</summary>
    int Index(Column column)
    {
        var bits = _said & (Bit(column) - 1);
        bits -= (bits >> 1) & 0x5555555555555555;
        bits = (bits & 0x3333333333333333) + ((bits >> 2) & 0x3333333333333333);
        return (int)((((bits + (bits >> 4)) & 0x0F0F0F0F0F0F0F0F) * 0x0101010101010101) >> 56);
    }
}
