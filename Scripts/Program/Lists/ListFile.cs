using System;
using System.Buffers;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.IO.Hashing;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;

namespace CrmMilestones.Scripts.Lists;

/// <summary>
/// A list in a text file, which every command reads through this: encoding and delimiter found or given, columns by
/// name or by a map, line by line in one pass. Each line ends as a record, refused with its reasons, or blank.
/// </summary>
public sealed class ListFile : IDisposable
{
    const int BytesAtOnce = 1 << 16;

    /// <summary>Of a list with fewer lines, each line's own reason says it as well.</summary>
    const int FewestKeys = 3;

    const int KeysLookedAt = 20;

    /// <summary>What no text of the CRM can hold: control characters but tab and line ends, and lost letters.</summary>
    static readonly SearchValues<char> Strange = SearchValues.Create(
    [
        .. Enumerable.Range(0, 0x20).Append(0x7F).Select(code => (char)code).Except(['\t', '\n', '\r']),
        TextEncoding.Lost,
    ]);

    readonly FileStream _bytes;
    readonly StreamReader _text;
    readonly RecordReader _reader;
    readonly ListHeader _header;
    readonly ListLine _line;
    readonly IReadOnlyList<ListTarget> _targets;
    readonly ListTarget? _country;
    readonly TextEncoding _encoding;
    readonly char _delimiter;
    int _lines;
    int _judged;
    int _refused;
    int _blank;

    ListFile(string path, IReadOnlyList<ListTarget> targets, ListOptions options, TextEncoding encoding, char delimiter)
    {
        (_targets, _encoding, _delimiter) = (targets, encoding, delimiter);
        _country = targets.SingleOrDefault(target => target.Kind == TargetKind.Country);
        _bytes = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
        _text = new(_bytes, encoding.Encoding, detectEncodingFromByteOrderMarks: true, BytesAtOnce);
        _reader = new(_text, delimiter);
        _header = new(ReadHeader(_reader), targets, options.Map);
        _line = new(_reader, _header, options.Map);
    }

    /// <summary>Opens a list and reads its header.</summary>
    /// <param name="path">The file.</param>
    /// <param name="targets">
    /// What its columns can say, such as <see cref="CustomerTargets"/>: at most one key, and at most one country.
    /// </param>
    /// <param name="options">How it is read.</param>
    /// <exception cref="InvalidDataException">It is no such list; the message is one sentence that names the file.
    /// </exception>
    /// <exception cref="IOException">It can't be read.</exception>
    public static ListFile Open(string path, IReadOnlyList<ListTarget> targets, ListOptions options)
    {
        if (Directory.Exists(path))
        {
            throw new InvalidDataException($"{path} is a folder: name the list in it.");
        }

        var encoding = options.Encoding is { } name ? TextEncoding.Named(name) : TextEncoding.Find(path);
        try
        {
            var delimiter = Delimiters.Find(path, encoding, targets, options);
            DemandKeysThatFit(path, targets, options, encoding, delimiter);
            return new(path, targets, options, encoding, delimiter);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"{path} can't be read as a list. {e.Message}", e);
        }
    }

    /// <summary>How it is read, in words: to be said once, as some of it was found.</summary>
    public string Description => $"{_encoding.Name}, {_encoding.Why}; fields parted by {Delimiters.Shown(_delimiter)}."
        + (_header.Unused is { Count: > 0 } unused ? $" Not used: {string.Join(", ", unused)}." : "");

    /// <summary>Whether the list has a column that says it.</summary>
    public bool Has(ListTarget target) => _header.IndexOf(target) >= 0;

    /// <summary>How the lines ended that were read so far.</summary>
    public ListCounts Counts => new(_lines, _judged, _refused, _blank);

    /// <summary>How much of the file is read, from 0 to 1.</summary>
    public double Share => _bytes.Length == 0 ? 1 : (double)_bytes.Position / _bytes.Length;

    /// <summary>The records, one of each line that can be read. A file is read once.</summary>
    /// <param name="record">Reads a line; what it returns of one that it refuses is dropped.</param>
    /// <param name="refused">Told each reason, in the order of the lines.</param>
    /// <param name="cancellation">Stops reading.</param>
    public IEnumerable<T> Read<T>(
        Func<ListLine, T> record, Action<Refused> refused, CancellationToken cancellation = default)
    {
        var key = _targets.SingleOrDefault(target => target.IsKey);
        Dictionary<UInt128, int> lineOf = [];
        while (_reader.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            _lines++;
            if (IsBlank())
            {
                _blank++;
                continue;
            }

            var read = default(T);
            _line.Clear();
            if (IsWhole())
            {
                _line.ReadCountry(_country);
                read = record(_line);
                DemandNewKey(key, lineOf);
            }

            if (_line.Refused.Count == 0)
            {
                _judged++;
                yield return read!;
                continue;
            }

            _refused++;
            foreach (var reason in _line.Refused)
            {
                refused(reason);
            }
        }
    }

    /// <summary>The header's names; a line before it that tells Excel the delimiter is none of the list's.</summary>
    internal static IReadOnlyList<string> ReadHeader(RecordReader reader)
    {
        while (reader.Read())
        {
            if (reader.Trouble != Trouble.None)
            {
                throw new InvalidDataException($"Its header (line {reader.Number}) {WhyNot(reader.Trouble)}.");
            }

            if (reader.Line.IndexOfAny(Strange) >= 0)
            {
                throw new InvalidDataException(
                    $"Its header (line {reader.Number}) has characters that no text has: it is no text file, or its "
                    + "letters are stored in another way, which --encoding names.");
            }

            if (!reader.Line.IsWhiteSpace() && Delimiters.Told(reader.Line) is null)
            {
                var columns = Enumerable.Range(0, reader.FieldCount);
                return [.. columns.Select(index => reader.Field(index).Trim().ToString())];
            }
        }

        throw new InvalidDataException("It is empty.");
    }

    /// <summary>
    /// Where none of the first keys can be stored, such as ids of another CRM, that is said once and not of each line.
    /// </summary>
    static void DemandKeysThatFit(
        string path, IReadOnlyList<ListTarget> targets, ListOptions options, TextEncoding encoding, char delimiter)
    {
        if (targets.SingleOrDefault(target => target.IsKey) is not { } key)
        {
            return;
        }

        using ListFile list = new(path, targets, options, encoding, delimiter);
        var index = list._header.IndexOf(key);
        List<int> lengths = [];
        while (lengths.Count < KeysLookedAt && list._reader.Read())
        {
            if (index < list._reader.FieldCount && list._reader.Field(index).Trim().Length is > 0 and var length)
            {
                lengths.Add(length);
            }
        }

        if (lengths.Count >= FewestKeys && lengths.All(length => length > key.MaxLength))
        {
            throw new InvalidDataException(
                $"Its column {list._header.NameOf(key)} has {lengths.Max()} characters a line, and the CRM stores "
                + $"{key.MaxLength} of them as {key.Name}: shorten them, or map another column (--map).");
        }
    }

    static string WhyNot(Trouble trouble) => trouble switch
    {
        Trouble.OpenQuote => "has a quotation mark that opens a field and is never closed",
        Trouble.StrayQuote =>
            "has a quotation mark inside a field; write it twice and put the field in quotation marks",
        _ => string.Create(
            CultureInfo.InvariantCulture, $"is longer than {RecordReader.Longest:N0} characters"),
    };

    bool IsBlank()
    {
        for (var index = 0; index < _reader.FieldCount; index++)
        {
            if (!_reader.Field(index).IsWhiteSpace())
            {
                return false;
            }
        }

        return _reader.Trouble == Trouble.None;
    }

    /// <summary>Whether the line has a field for each column, and nothing that can't be stored.</summary>
    bool IsWhole()
    {
        if (_reader.Trouble != Trouble.None)
        {
            _line.Refuse("", WhyNot(_reader.Trouble));
            return false;
        }

        if (_reader.FieldCount != _header.Names.Count)
        {
            var hint = _reader.SpansLines
                ? "; is a quotation mark not closed? The lines that follow are read each for itself" : "";
            _line.Refuse("", string.Create(
                CultureInfo.InvariantCulture,
                $"has {_reader.FieldCount} fields where the header has {_header.Names.Count}{hint}"));
            _reader.TakeFirstLine();
            return false;
        }

        if (_reader.Line.IndexOfAny(Strange) < 0)
        {
            return true;
        }

        for (var index = 0; index < _reader.FieldCount; index++)
        {
            if (_reader.Field(index).IndexOfAny(Strange) is >= 0 and var found)
            {
                _line.Refuse(_header.Names[index], Strangeness(_reader.Field(index)[found]));
            }
        }

        return false;
    }

    string Strangeness(char character) => character == TextEncoding.Lost
        ? $"has letters that aren't {_encoding.Name}; say how the file is written with --encoding, or mend the line"
        : string.Create(
            CultureInfo.InvariantCulture,
            $"has the control character U+{(int)character:X4}, which Dataverse doesn't store");

    void DemandNewKey(ListTarget? target, Dictionary<UInt128, int> lineOf)
    {
        if (target is null)
        {
            return;
        }

        var key = _line.Key(target);
        var hash = XxHash128.HashToUInt128(MemoryMarshal.AsBytes(key));
        if (!key.IsEmpty && !lineOf.TryAdd(hash, _line.Number))
        {
            _line.Refuse(
                target, string.Create(CultureInfo.InvariantCulture, $"'{key}' is that of line {lineOf[hash]} already"));
        }
    }

    public void Dispose()
    {
        _text.Dispose();
        _bytes.Dispose();
    }
}
