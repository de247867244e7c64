using System;
using System.Buffers;
using System.Collections.Generic;
using System.IO;

namespace CrmMilestones.Scripts.Lists;

/// <summary>What is wrong with the shape of a line.</summary>
enum Trouble
{
    None,

    /// <summary>A quotation mark opens a field and is never closed.</summary>
    OpenQuote,

    /// <summary>A quotation mark inside a field, or text behind a closing one.</summary>
    StrayQuote,

    /// <summary>Longer than <see cref="RecordReader.Longest"/>.</summary>
    TooLong,
}

/// <summary>
/// Cuts text into lines and fields as RFC 4180 says, without copying them. What is broken costs the line on which it
/// starts and no other: reading goes on with the next line of the file, also after a quotation mark that is never
/// closed, which readers at hand let swallow all that follows. Line ends are LF, CR LF or CR.
/// </summary>
sealed class RecordReader(TextReader text, char delimiter)
{
    /// <summary>As many characters as a line may have.</summary>
    internal const int Longest = 1_000_000;

    const char Quote = '"';

    static readonly SearchValues<char> QuoteAlone = SearchValues.Create(Quote);

    /// <summary>Starts are counted from the line's.</summary>
    readonly List<(int Start, int Length, bool IsEscaped)> _fields = [];
    readonly SearchValues<char> _stops = SearchValues.Create(delimiter, Quote, '\r', '\n');
    char[] _buffer = new char[1 << 16];

    /// <summary>Where the present line lies in the buffer, how long it is, and how far the buffer is filled.</summary>
    int _start;
    int _length;
    int _end;
    int _lineBreaks;
    bool _isOverlong;

    /// <summary>The line of the file on which the present one starts.</summary>
    public int Number { get; private set; }

    public Trouble Trouble { get; private set; }

    /// <summary>How many fields the line has; of a broken one those up to where it breaks.</summary>
    public int FieldCount => _fields.Count;

    /// <summary>Whether a quoted field holds line breaks.</summary>
    public bool SpansLines => _lineBreaks > 0;

    /// <summary>The present line as it stands in the file; good until the next is read.</summary>
    public ReadOnlySpan<char> Line => _buffer.AsSpan(_start, _length);

    /// <summary>A field without its quotation marks; good until the next line is read.</summary>
    public ReadOnlySpan<char> Field(int index)
    {
        var (start, length, isEscaped) = _fields[index];
        var field = _buffer.AsSpan(_start + start, length);
        return isEscaped ? field.ToString().Replace("\"\"", "\"", StringComparison.Ordinal) : field;
    }

    /// <summary>Goes to the next line; false at the end.</summary>
    public bool Read()
    {
        Leave();
        if (!Has(0))
        {
            return false;
        }

        _length = Cut();
        if (Trouble != Trouble.None)
        {
            TakeFirstLine();
        }

        return true;
    }

    /// <summary>
    /// Takes the first line of the file alone for the present one, so that those which a quoted field swallowed are
    /// read again, each for itself.
    /// </summary>
    public void TakeFirstLine()
    {
        _lineBreaks = 0;
        var read = _buffer.AsSpan(_start, _end - _start);
        var end = read.IndexOfAny('\r', '\n');
        (_length, _isOverlong) = (end < 0 ? read.Length : end, end < 0);
    }

    /// <summary>Leaves the present line, its end included.</summary>
    void Leave()
    {
        if (Number > 0)
        {
            _start += _length;
            while (_isOverlong && Has(0))
            {
                // Dropped as it is read, so that a line without an end costs no memory.
                var end = _buffer.AsSpan(_start, _end - _start).IndexOfAny('\r', '\n');
                _start = end < 0 ? _end : _start + end;
                _isOverlong = end < 0;
            }

            SkipLineEnd();
        }

        Number += 1 + _lineBreaks;
        (_length, _lineBreaks, _isOverlong, Trouble) = (0, 0, false, Trouble.None);
        _fields.Clear();
    }

    void SkipLineEnd()
    {
        if (Has(1) && At(0) == '\r' && At(1) == '\n')
        {
            _start += 2;
        }
        else if (Has(0))
        {
            _start++;
        }
    }

    /// <summary>Finds the fields of the line.</summary>
    /// <returns>How long the line is, its end left out.</returns>
    int Cut()
    {
        var position = 0;
        while (true)
        {
            position = Has(position) && At(position) == Quote ? CutQuoted(position + 1) : CutPlain(position);
            if (Trouble != Trouble.None || !Has(position) || At(position) != delimiter)
            {
                return position;
            }

            position++;
        }
    }

    int CutPlain(int from)
    {
        var to = Find(from, _stops);
        if (Trouble == Trouble.None && Has(to) && At(to) == Quote)
        {
            Trouble = Trouble.StrayQuote;
        }

        _fields.Add((from, to - from, false));
        return to;
    }

    int CutQuoted(int from)
    {
        var (to, isEscaped) = (Find(from, QuoteAlone), false);
        while (Trouble == Trouble.None && Has(to + 1) && At(to + 1) == Quote)
        {
            (to, isEscaped) = (Find(to + 2, QuoteAlone), true);
        }

        var field = _buffer.AsSpan(_start + from, to - from);
        _lineBreaks += field.Count('\n') + field.Count('\r') - field.Count("\r\n");
        if (!Has(to))
        {
            Trouble = Trouble == Trouble.None || SpansLines ? Trouble.OpenQuote : Trouble;
        }
        else if (Has(to + 1) && At(to + 1) != delimiter && At(to + 1) is not ('\r' or '\n'))
        {
            Trouble = Trouble.StrayQuote;
        }

        _fields.Add((from, to - from, isEscaped));
        return to + 1;
    }

    /// <returns>The position of the first of the characters, from a position on; the text's end if there is none.
    /// </returns>
    int Find(int from, SearchValues<char> characters)
    {
        var to = from;
        while (true)
        {
            var found = _buffer.AsSpan(_start + to, _end - _start - to).IndexOfAny(characters);
            if (found >= 0)
            {
                return to + found;
            }

            to = _end - _start;
            if (!Has(to))
            {
                return to;
            }
        }
    }

    char At(int position) => _buffer[_start + position];

    /// <summary>
    /// Whether there is a character so far behind the line's start; reads more of the text where needed.
    /// </summary>
    bool Has(int position)
    {
        while (_start + position >= _end)
        {
            if (position >= Longest)
            {
                Trouble = Trouble.TooLong;
                return false;
            }

            MakeRoom();
            var read = text.Read(_buffer, _end, _buffer.Length - _end);
            if (read == 0)
            {
                return false;
            }

            _end += read;
        }

        return true;
    }

    /// <summary>Moves what is read of the line to the front, or takes a larger buffer when it fills this one.</summary>
    void MakeRoom()
    {
        if (_end < _buffer.Length)
        {
            return;
        }

        var length = _end - _start;
        var room = length < _buffer.Length / 2 ? _buffer : new char[_buffer.Length * 2];
        Array.Copy(_buffer, _start, room, 0, length);
        (_buffer, _start, _end) = (room, 0, length);
    }
}
