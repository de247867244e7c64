using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using CsvHelper;
using CsvHelper.Configuration;

namespace CrmMilestones.Scripts.Months;

/// <summary>
/// Status periods in a CSV file: columns by their logical names, and cm_code, the code of the row's market.
/// </summary>
static class CsvPeriods
{
    static readonly string[] Columns =
    [
        "cm_customerkey", "cm_status", "cm_code", "cm_isactive", "cm_from", "cm_until", "cm_recordedon",
        "cm_supersededon",
    ];

    /// <exception cref="InvalidDataException">A column is missing, or a line can't be read; it names the line.
    /// </exception>
    public static IEnumerable<PeriodRecord> Read(TextReader text)
    {
        using var csv = new CsvReader(text, new CsvConfiguration(CultureInfo.InvariantCulture));
        if (!csv.Read() || !csv.ReadHeader() || Columns.Except(csv.HeaderRecord!).Any())
        {
            throw new InvalidDataException($"The first line must name these columns: {string.Join(", ", Columns)}.");
        }

        while (csv.Read())
        {
            yield return Record(csv);
        }
    }

    static PeriodRecord Record(CsvReader csv) => new(
        new(
            Required(csv, "cm_customerkey", text => text), Required(csv, "cm_status", Number),
            csv.GetField("cm_code")!.Trim()),
        Required(csv, "cm_isactive", YesNo),
        Required(csv, "cm_from", Moment).Date,
        Optional(csv, "cm_until")?.Date,
        Required(csv, "cm_recordedon", Moment),
        Optional(csv, "cm_supersededon"));

    static DateTime? Optional(CsvReader csv, string column) =>
        string.IsNullOrWhiteSpace(csv.GetField(column)) ? null : Required(csv, column, Moment);

    static T Required<T>(CsvReader csv, string column, Func<string, T> read)
    {
        var text = csv.GetField(column)!.Trim();
        try
        {
            return read(text);
        }
        catch (FormatException e)
        {
            throw new InvalidDataException($"Line {csv.Parser.RawRow}: {column} can't be '{text}'.", e);
        }
    }

    static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    static bool YesNo(string text) => text.ToLowerInvariant() switch
    {
        "true" or "1" or "yes" => true,
        "false" or "0" or "no" => false,
        _ => throw new FormatException(),
    };

    /// <summary>UTC, unless the text names another offset.</summary>
    static DateTime Moment(string text) => DateTime.Parse(
        text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
