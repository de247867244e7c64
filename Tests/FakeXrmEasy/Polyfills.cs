// What the C# compiler and the scenarios ask for and .NET Framework 4.6.2 lacks.
using System.Collections.Generic;

namespace System.Runtime.CompilerServices
{
    static class IsExternalInit;
}

namespace System
{
    static class TextPolyfills
    {
        /// <summary>.NET Framework replaces by ordinal comparison only.</summary>
        public static string Replace(this string text, string old, string by, StringComparison comparison) =>
            comparison == StringComparison.Ordinal
                ? text.Replace(old, by) : throw new NotSupportedException($"Comparison {comparison}.");
    }
}

namespace System.Linq
{
    static class Polyfills
    {
        extension(Enum)
        {
            public static T[] GetValues<T>() where T : struct => (T[])Enum.GetValues(typeof(T));
        }

        public static IEnumerable<T> Append<T>(this IEnumerable<T> all, T last) => all.Concat([last]);

        public static IEnumerable<T> SkipLast<T>(this IReadOnlyCollection<T> all, int count) =>
            all.Take(all.Count - count);
    }
}
