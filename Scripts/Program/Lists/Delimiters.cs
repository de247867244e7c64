using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace CrmMilestones.Scripts.Lists;

/// <summary>Finds what stands between the fields of a list.</summary>
static class Delimiters
{
    const int Judged = 1 << 16;
    const int LinesJudged = 20;

    static readonly char[] Usual = [',', ';', '\t', '|'];

    /// <summary>
    /// The given one; else the one that a first line such as "sep=;" tells Excel; else that one of comma, semicolon,
    /// tab and bar by which most of the header's names are known and most of the first lines fit the header.
    /// </summary>
    /// <exception cref="InvalidDataException">Another one fits than the given one.</exception>
    public static char Find(
        string path, TextEncoding encoding, IReadOnlyList<ListTarget> targets, ListOptions options)
    {
        var start = Start(path, encoding);
        if (options.Delimiter is null && Told(start.AsSpan()[..Math.Max(0, start.AsSpan().IndexOfAny('\r', '\n'))])
            is { } told)
        {
            return told;
        }

        var fits = Usual.Select(delimiter => Fit.Of(start, delimiter, targets, options.Map))
            .OrderByDescending(fit => fit.Known).ThenByDescending(fit => fit.Columns > 1 ? fit.Lines : 0).ToArray();
        if (options.Delimiter is not { } given)
        {
            return fits[0].Delimiter;
        }

        var asGiven = Fit.Of(start, given, targets, options.Map);
        return asGiven.Known == 0 && fits[0].Columns > 1 && fits[0].Known > 0
            ? throw new InvalidDataException(
                $"Its fields aren't parted by {Shown(given)} but by {Shown(fits[0].Delimiter)}: leave --delimiter out.")
            : given;
    }

    /// <summary>What a first line such as "sep=;" tells Excel; null for another line.</summary>
    public static char? Told(ReadOnlySpan<char> line) =>
        line.Length == 5 && line.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) ? line[4] : null;

    public static string Shown(char delimiter) => delimiter == '\t' ? "tab" : $"'{delimiter}'";

    static string Start(string path, TextEncoding encoding)
    {
        using StreamReader text = new(path, encoding.Encoding);
        var start = new char[Judged];
        return new(start, 0, text.ReadBlock(start));
    }

    /// <summary>How well a delimiter fits.</summary>
    /// <param name="Known">Names of the header that are known.</param>
    /// <param name="Columns">All of its names.</param>
    /// <param name="Lines">First lines with as many fields.</param>
    sealed record Fit(char Delimiter, int Known, int Columns, int Lines)
    {
        public static Fit Of(string start, char delimiter, IReadOnlyList<ListTarget> targets, ListMap map)
        {
            RecordReader reader = new(new StringReader(start), delimiter);
            var names = ListFile.ReadHeader(reader);
            var lines = 0;
            for (var line = 0; line < LinesJudged && reader.Read(); line++)
            {
                lines += reader.FieldCount == names.Count ? 1 : 0;
            }

            return new(delimiter, ListHeader.Known(names, targets, map), names.Count, lines);
        }
    }
}
