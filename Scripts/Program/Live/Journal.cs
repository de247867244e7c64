using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Text;
using System.Text.Json;
using CrmMilestones.Scripts.Output;

namespace CrmMilestones.Scripts.Live;

/// <summary>What a long run has finished, in a file, so that a run that was killed goes on where it was. A line of JSON
/// each step, on the disk before the next one begins.</summary>
/// <typeparam name="TStep">What a step leaves behind.</typeparam>
public sealed class Journal<TStep> : IDisposable
{
    readonly string _path;
    readonly FileStream _file;

    internal Journal(string path, FileStream file, Guid runId) => (_path, _file, RunId) = (path, file, runId);

    /// <summary>Of this run and of those that it goes on from.</summary>
    public Guid RunId { get; }

    /// <summary>What is finished, in order, read from the file one by one: no step is written meanwhile.</summary>
    public IEnumerable<TStep> Finished => Journal.Steps<TStep>(_file);

    /// <summary>A step is done, and won't be done again.</summary>
    public void Finish(TStep step) => Journal.Write(_file, step);

    /// <summary>All is done: the next run begins anew.</summary>
    public void Remove()
    {
        _file.Dispose();
        File.Delete(_path);
    }

    public void Dispose() => _file.Dispose();
}

/// <summary>Opens journals.</summary>
public static class Journal
{
    /// <summary>What was read longer ago is better read again.</summary>
    static readonly TimeSpan Shelf = TimeSpan.FromHours(20);

    /// <summary>Goes on with the journal in a file, or begins one: where there is none, or one of another task or of
    /// yesterday.</summary>
    /// <param name="path">The file; its folder is made.</param>
    /// <param name="task">What is being done, where, and by which definition.</param>
    /// <param name="now">UTC.</param>
    /// <exception cref="ToolException">The file can't be written, or another run is writing it.</exception>
    public static Journal<TStep> Open<TStep>(string path, string task, DateTime now)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            FileStream file = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            var head = Read<TStep>(file);
            if (head is null && file.Length > 0)
            {
                file.Dispose();
                throw new IOException("It is something else.");
            }

            if (head is null || head.Task != task || now - head.BegunOn > Shelf)
            {
                head = new(Guid.NewGuid(), task, now);
                file.SetLength(0);
                Write(file, head);
            }

            return new(path, file, head.RunId);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ToolException($"The journal {path} can't be used: {e.Message} --journal names another.", e);
        }
    }

    /// <summary>The lines that were written whole; what comes after them is cut off.</summary>
    static Head? Read<TStep>(FileStream file)
    {
        using var reader = Reader(file);
        if (reader.ReadLine() is not { } first || !TryRead<Head>(first, out var head))
        {
            return null;
        }

        long whole = Encoding.UTF8.GetByteCount(first) + 1;
        while (reader.ReadLine() is { } line && TryRead<TStep>(line, out _))
        {
            whole += Encoding.UTF8.GetByteCount(line) + 1;
        }

        file.SetLength(Math.Min(whole, file.Length));
        file.Seek(0, SeekOrigin.End);
        if (whole > file.Length)
        {
            file.WriteByte((byte)'\n');
        }

        return head;
    }

    internal static IEnumerable<TStep> Steps<TStep>(FileStream file)
    {
        file.Seek(0, SeekOrigin.Begin);
        using var reader = Reader(file);
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            yield return JsonSerializer.Deserialize<TStep>(line)!;
        }
    }

    static StreamReader Reader(FileStream file) => new(file, Encoding.UTF8, false, 1 << 16, leaveOpen: true);

    static bool TryRead<T>(string line, [NotNullWhen(true)] out T? read)
    {
        try
        {
            read = JsonSerializer.Deserialize<T>(line);
        }
        catch (JsonException)
        {
            read = default;
        }

        return read is not null;
    }

    internal static void Write<T>(FileStream file, T line)
    {
        file.Seek(0, SeekOrigin.End);
        file.Write([.. JsonSerializer.SerializeToUtf8Bytes(line), (byte)'\n']);
        file.Flush(flushToDisk: true);
    }

    sealed record Head(Guid RunId, string Task, DateTime BegunOn);
}
