using System;
using System.Collections.Generic;
using System.IO;
using CrmMilestones.Scripts.Lists;
using CrmMilestones.Scripts.Output;

namespace CrmMilestones.Scripts.Demo;

/// <summary>The lines that can't be read: the first to be shown, all in a CSV file where they are more.</summary>
/// <param name="told">The file; null: beside the list, if there are more than are shown.</param>
/// <param name="list">The list.</param>
sealed class RefusedLines(string? told, string list) : IDisposable
{
    readonly List<Refused> _first = [];
    WholeFile? _file;
    SafeCsv? _csv;

    public IReadOnlyList<Refused> First => _first;

    string PathOfFile => told
        ?? Path.Combine(Path.GetDirectoryName(list)!, Path.GetFileNameWithoutExtension(list) + ".refused.csv");

    public void Add(Refused refused)
    {
        if (_first.Count < ListSurvey.Shown)
        {
            _first.Add(refused);
            return;
        }

        if (_csv is null)
        {
            Begin();
        }

        Write(refused);
    }

    /// <summary>Puts the file into its place.</summary>
    /// <returns>Its path; null when none is needed.</returns>
    public string? Keep()
    {
        if (told is not null && _csv is null)
        {
            Begin();
        }

        if (_csv is null)
        {
            return null;
        }

        _csv.Dispose();
        _file!.Keep();
        return PathOfFile;
    }

    public void Dispose() => _file?.Dispose();

    void Begin()
    {
        _file = WholeFile.Create(PathOfFile);
        _csv = SafeCsv.To(_file.Stream);
        _csv.WriteLine([.. Refused.Header]);
        _first.ForEach(Write);
    }

    void Write(Refused refused) => _csv!.WriteLine([.. refused.Cells]);
}
