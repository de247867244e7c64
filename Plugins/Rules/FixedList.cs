using System.Collections;
using System.Collections.Generic;

namespace CrmMilestones.Plugins.Rules;

/// <summary>A list that never changes. Every save goes through many of them, so that costs no memory.</summary>
public sealed class FixedList<T>(params T[] items) : IReadOnlyList<T>
{
    public int Count => items.Length;

    public T this[int index] => items[index];

    public Enumerator GetEnumerator() => new(items);

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => ((IEnumerable<T>)items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => items.GetEnumerator();

    /// <summary>What foreach asks.</summary>
    public struct Enumerator(T[] items)
    {
        int _index = -1;

        public readonly T Current => items[_index];

        public bool MoveNext() => ++_index < items.Length;
    }
}
