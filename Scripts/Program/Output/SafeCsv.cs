using System.Globalization;
using System.IO;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace CrmMilestones.Scripts.Output;

/// <summary>A CSV file that a spreadsheet opens as it is meant: UTF-8 with its mark, commas, and no text that runs as a
/// formula. Such text gets an apostrophe before it; a number stays one.</summary>
public sealed class SafeCsv : CsvWriter
{
    /// <summary>What spreadsheets take for the beginning of a formula, in letters of both widths.</summary>
    static readonly char[] Formula = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

    SafeCsv(TextWriter writer, bool leaveOpen)
        : base(writer, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            InjectionOptions = InjectionOptions.Escape,
            InjectionCharacters = Formula,
            NewLine = "\r\n",
        }, leaveOpen)
    {
    }

    /// <summary>Writes to a file; the caller closes the stream, after this.</summary>
    public static SafeCsv To(Stream stream) =>
        new(new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), 1 << 16, leaveOpen: true),
            leaveOpen: false);

    /// <summary>Writes a line.</summary>
    public void WriteLine(params object?[] fields)
    {
        foreach (var field in fields)
        {
            WriteField(field);
        }

        NextRecord();
    }

    protected override string? SanitizeForInjection(string? field) =>
        field is ['-', ..] && decimal.TryParse(
            field, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _)
            ? field
            : base.SanitizeForInjection(field);
}
