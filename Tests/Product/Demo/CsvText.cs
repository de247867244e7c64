using System.Collections.Generic;
using System.IO;
using System.Linq;
using CrmMilestones.Scripts.Demo;

namespace CrmMilestones.Tests.Demo;

/// <summary>Customer lists written in tests.</summary>
static class CsvText
{
    public static CsvCustomers Read(params string[] lines) => CsvCustomers.Read(new StringReader(Of(lines)));

    public static string Of(params string[] lines) =>
        string.Join('\n', lines.Prepend(string.Join(',', LegacyColumns.All))) + "\n";

    /// <summary>A customer C-1 in the United States, with these fields besides.</summary>
    public static string Line(params (string Column, string Text)[] fields)
    {
        var texts = new Dictionary<string, string>
        {
            [LegacyColumns.AccountNumber] = "C-1",
            [LegacyColumns.Name] = "Lakeside Dental",
            [LegacyColumns.Country] = "US",
        };
        foreach (var (column, text) in fields)
        {
            texts[column] = text;
        }

        return string.Join(',', LegacyColumns.All.Select(column => texts.GetValueOrDefault(column, "")));
    }
}
