using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using CrmMilestones.Scripts.Lists;

namespace CrmMilestones.Tests.Lists;

/// <summary>A list that was read: its records, every reason for which a line was left out, and how lines ended.</summary>
sealed record ReadList<T>(
    IReadOnlyList<T> Records, IReadOnlyList<Refused> Refused, ListCounts Counts, string Description);

/// <summary>Lists written in tests.</summary>
static class CsvText
{
    /// <summary>Customers under the sample's header.</summary>
    public static ReadList<CustomerRecord> Read(params string[] lines) => ReadText(Of(lines));

    /// <summary>Customers in a text that has its own header.</summary>
    public static ReadList<CustomerRecord> ReadText(string text, ListOptions? options = null) =>
        ReadBytes(Encoding.UTF8.GetBytes(text), options);

    /// <summary>Customers in a file of these bytes.</summary>
    public static ReadList<CustomerRecord> ReadBytes(byte[] bytes, ListOptions? options = null)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, bytes);
            return ReadFile(path, options);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Customers in a file.</summary>
    public static ReadList<CustomerRecord> ReadFile(string path, ListOptions? options = null)
    {
        using var file = ListFile.Open(path, CustomerTargets.All, options ?? new());
        List<Refused> refused = [];
        var records = file.Read(CustomerRecord.Of, refused.Add).ToArray();
        return new(records, refused, file.Counts, file.Description);
    }

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
