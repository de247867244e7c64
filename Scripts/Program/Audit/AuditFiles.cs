using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using CrmMilestones.Scripts.Output;

namespace CrmMilestones.Scripts.Audit;

/// <summary>
/// The folder of an audit's files. They are written beside their places and put there together, in place of those of an
/// earlier audit: an audit that is interrupted leaves the folder as it was.
/// </summary>
sealed class AuditFiles : IDisposable
{
    public const string Report = "report.html";
    public const string Verdicts = "verdicts.csv";
    public const string Refused = "refused.csv";
    public const string Duplicates = "duplicates.csv";
    public const string Contacts = "import-1-contacts";
    public const string Customers = "import-2-customers";
    public const string Stages = "import-3-stages";

    readonly string _folder;
    readonly List<(string Name, WholeFile File)> _files = [];

    public AuditFiles(string folder) => _folder = Path.GetFullPath(folder);

    /// <summary>Begins a file, which the folder closes.</summary>
    public Stream Create(string name)
    {
        var file = WholeFile.Create(Path.Combine(_folder, name));
        _files.Add((name, file));
        return file.Stream;
    }

    /// <summary>Reads a file that is written.</summary>
    public StreamReader Reopen(string name) => new(_files.Single(file => file.Name == name).File.Reopen());

    /// <summary>Puts all into their places.</summary>
    /// <returns>The files' names, in their order.</returns>
    public IReadOnlyList<string> Keep()
    {
        foreach (var (_, file) in _files)
        {
            file.Keep();
        }

        // An import file of an earlier audit beside the new ones would be imported with them; one that was killed left
        // its own half written.
        string[] names = [.. _files.Select(file => file.Name).Order(StringComparer.Ordinal)];
        var others = Directory.GetFiles(_folder).Select(path => Path.GetFileName(path)).Except(names);
        foreach (var old in others.Where(name => IsOurs(WholeFile.NameOf(name))))
        {
            File.Delete(Path.Combine(_folder, old));
        }

        return names;
    }

    public void Dispose()
    {
        foreach (var (_, file) in _files)
        {
            file.Dispose();
        }
    }

    static bool IsOurs(string name) => name is Report or Verdicts or Refused or Duplicates
        || new[] { Contacts, Customers, Stages }.Any(
            file => name == file + ".csv" || name.StartsWith(file + "-", StringComparison.Ordinal)
                && name.EndsWith(".csv", StringComparison.Ordinal)
                && int.TryParse(name[(file.Length + 1)..^4], NumberStyles.None, CultureInfo.InvariantCulture, out _));
}

/// <summary>
/// A file for the CRM's import wizard, and as many more as it takes: the wizard takes 8 MB a file, and its
/// documentation advises no more than 20,000 rows.
/// </summary>
/// <param name="files">Where they are written.</param>
/// <param name="name">The first one's name without extension; the second one's ends in -2.</param>
/// <param name="header">Every file begins with it.</param>
sealed class ImportFile(AuditFiles files, string name, IReadOnlyList<string> header) : IDisposable
{
    const int MostRows = 20_000;
    const int MostBytes = 7_500_000;

    /// <summary>To ask for a file's length costs more than a row.</summary>
    const int RowsBetweenLooks = 100;

    int _parts;
    int _rows = MostRows;
    Stream _stream = Stream.Null;
    SafeCsv? _csv;

    public void Write(IEnumerable<string?> row)
    {
        if (_rows >= MostRows || _rows % RowsBetweenLooks == 0 && _stream.Length > MostBytes)
        {
            Begin();
        }

        WriteLine(row);
        _rows++;
    }

    /// <summary>Without a row there is a file with the header, so that nobody looks for one that is missing.</summary>
    public void Complete()
    {
        if (_csv is null)
        {
            Begin();
        }

        _csv!.Dispose();
        _csv = null;
    }

    public void Dispose() => _csv?.Dispose();

    void Begin()
    {
        _csv?.Dispose();
        _parts++;
        _rows = 0;
        _stream = files.Create(
            string.Create(CultureInfo.InvariantCulture, $"{name}{(_parts > 1 ? $"-{_parts}" : "")}.csv"));
        _csv = SafeCsv.To(_stream);
        WriteLine(header);
    }

    void WriteLine(IEnumerable<string?> fields)
    {
        foreach (var field in fields)
        {
            _csv!.WriteField(field);
        }

        _csv!.NextRecord();
    }
}
