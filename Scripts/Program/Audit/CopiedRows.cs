using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using CrmMilestones.Scripts.Live;
using CrmMilestones.Scripts.Output;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Scripts.Audit;

/// <summary>
/// Rows of an environment, copied into a file page by page before anything is made of them: a copy that was interrupted
/// goes on with the page after the last one that is in the file whole.
/// </summary>
/// <typeparam name="TRow">A row as the file has it, a line of JSON.</typeparam>
sealed class CopiedRows<TRow> : IDisposable
{
    readonly string _path;
    readonly Journal<CopiedPage> _journal;
    CopiedPage? _last;

    /// <param name="path">The file's path without extension; the journal lies beside it.</param>
    /// <param name="task">What is copied, and from where: the copy of another task is begun anew.</param>
    public CopiedRows(string path, string task)
    {
        _path = path + ".part";
        _journal = Journal.Open<CopiedPage>(path + ".journal", task, DateTime.UtcNow);
        var length = File.Exists(_path) ? new FileInfo(_path).Length : 0;
        _last = _journal.Finished.LastOrDefault() is { } page && page.Length <= length ? page : null;
    }

    /// <summary>How many rows are in the file.</summary>
    public int Count => _last?.Rows ?? 0;

    /// <summary>Copies what isn't copied yet.</summary>
    /// <param name="what">What is going on, such as "Reading accounts".</param>
    /// <param name="read">Reads the rows from a mark on.</param>
    /// <param name="copy">A row as it is kept.</param>
    /// <param name="output">Where it is said how far it has got.</param>
    public async Task CopyAsync(
        string what, Func<PageMark, IAsyncEnumerable<PageOfRows>> read, Func<Entity, TRow> copy, CommandOutput output)
    {
        using FileStream file = new(_path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        file.SetLength(_last?.Length ?? 0);
        file.Seek(0, SeekOrigin.End);
        if (Count > 0)
        {
            output.Out.WriteLine(FormattableString.Invariant(
                $"{what}: {Count:N0} were read by an audit that was interrupted. Going on."));
        }

        if (_last is { Next: null })
        {
            return;
        }

        using var progress = output.Progress(what);
        progress.GoOnAt(Count);
        await foreach (var page in read(_last?.Next ?? PageMark.First))
        {
            foreach (var row in page.Rows)
            {
                file.Write([.. JsonSerializer.SerializeToUtf8Bytes(copy(row)), (byte)'\n']);
            }

            file.Flush(flushToDisk: true);
            _last = new(page.Next, file.Length, Count + page.Rows.Count);
            _journal.Finish(_last);
            progress.Report(Count);
        }
    }

    /// <summary>The rows that were copied, in their order.</summary>
    public IEnumerable<TRow> Read(CancellationToken cancellation)
    {
        foreach (var line in File.ReadLines(_path))
        {
            cancellation.ThrowIfCancellationRequested();
            yield return JsonSerializer.Deserialize<TRow>(line)!;
        }
    }

    /// <summary>Nobody needs the copy any more: the next one begins anew.</summary>
    public void Forget()
    {
        _journal.Remove();
        File.Delete(_path);
    }

    public void Dispose() => _journal.Dispose();

    /// <summary>A page that is in the copy.</summary>
    /// <param name="Next">Where to go on; null after the last one.</param>
    /// <param name="Length">How long the file is with it, in bytes.</param>
    /// <param name="Rows">How many rows it holds with it.</param>
    sealed record CopiedPage(PageMark? Next, long Length, int Rows);
}
