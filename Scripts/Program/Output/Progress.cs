using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Threading;

namespace CrmMilestones.Scripts.Output;

/// <summary>How far something slow has got: in a terminal one line that changes, in a log a line at once, one every
/// five seconds and one at the end. Any thread may report.</summary>
public sealed class Progress : IDisposable
{
    const string BackToStart = "\r", EraseToEnd = "\u001b[K";

    readonly Lock _lock = new();
    readonly TextWriter _writer;
    readonly bool _isTerminal;
    readonly string _what;
    readonly long? _total;
    readonly TimeProvider _time;
    readonly long _start;
    readonly long _pause;
    long _done;
    long _before;
    double? _share;
    long _next;

    internal Progress(TextWriter writer, bool isTerminal, string what, long? total, TimeProvider time)
    {
        (_writer, _isTerminal, _what, _total, _time) = (writer, isTerminal, CommandOutput.Text(what), total, time);
        _start = time.GetTimestamp();
        _pause = isTerminal ? time.TimestampFrequency / 5 : time.TimestampFrequency * 5;
        _next = _start + _pause;
        Write($"{_what} ...");
    }

    /// <summary>So much was done by an earlier run: the speed is that of this one.</summary>
    public void GoOnAt(long done) => _done = _before = done;

    /// <summary>So much is done by now, in the unit of the total.</summary>
    /// <param name="done">How much.</param>
    /// <param name="share">How much of all that is, from 0 to 1, where only that is known and no total.</param>
    public void Report(long done, double? share = null)
    {
        Volatile.Write(ref _done, done);
        _share = share;
        var now = _time.GetTimestamp();
        if (now < Volatile.Read(ref _next))
        {
            return;
        }

        lock (_lock)
        {
            if (now >= _next)
            {
                Volatile.Write(ref _next, now + _pause);
                Write(Line(done));
            }
        }
    }

    /// <summary>The same items; each that is taken is reported, and none after Ctrl-C.</summary>
    public IEnumerable<T> Counting<T>(IEnumerable<T> items, CancellationToken cancellation)
    {
        var done = 0L;
        foreach (var item in items)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return item;
            Report(++done);
        }
    }

    /// <summary>Writes the last line.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            var seconds = string.Create(CultureInfo.InvariantCulture, $"{Elapsed.TotalSeconds:N1}");
            Write($"{Line(Volatile.Read(ref _done))}, {seconds} s");
            if (_isTerminal)
            {
                _writer.WriteLine();
            }
        }
    }

    TimeSpan Elapsed => _time.GetElapsedTime(_start);

    string Line(long done)
    {
        var of = _total is { } total
            ? FormattableString.Invariant($" of {total:N0} ({100 * (double)done / Math.Max(total, 1):N0} %)")
            : _share is { } share ? FormattableString.Invariant($" ({100 * share:N0} %)") : "";
        var rate = Elapsed.TotalSeconds > 0
            ? FormattableString.Invariant($", {(done - _before) / Elapsed.TotalSeconds:N0}/s") : "";
        return FormattableString.Invariant($"{_what}: {done:N0}{of}{rate}");
    }

    void Write(string line)
    {
        if (_isTerminal)
        {
            _writer.Write(BackToStart + line + EraseToEnd);
        }
        else
        {
            _writer.WriteLine(line);
        }
    }
}
