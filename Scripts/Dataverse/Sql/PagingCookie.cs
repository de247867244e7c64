using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using CrmMilestones.Dataverse.Metadata;

namespace CrmMilestones.Dataverse.Sql;

/// <summary>
/// Where a page ended, in the platform's form
/// (<c>&lt;cookie page="1"&gt;&lt;name last="B" first="A" /&gt;...&lt;/cookie&gt;</c>), so that the next page starts
/// after that row even if rows before it have come or gone.
/// </summary>
static class PagingCookie
{
    /// <summary>A text may hold control characters, which XML doesn't.</summary>
    static readonly XmlReaderSettings Settings = new() { CheckCharacters = false };

    /// <summary>Written as text: every query writes one, and an XML writer takes more than the rest of a small one.
    /// </summary>
    internal static string Write(int page, IReadOnlyList<OrderKey> keys, object?[] first, object?[] last)
    {
        StringBuilder cookie = new();
        cookie.Append(CultureInfo.InvariantCulture, $"<cookie page=\"{page}\">");
        for (var i = 0; i < keys.Count; i++)
        {
            cookie.Append(CultureInfo.InvariantCulture, $"<{keys[i].Column} ");
            Append(cookie, "last", last[i]);
            Append(cookie, "first", first[i]);
            cookie.Append("/>");
        }

        return cookie.Append("</cookie>").ToString();
    }

    /// <summary>The last row's values, if the cookie is of the page before and fits the order; else null.</summary>
    internal static object?[]? ReadLast(string? cookie, int page, IReadOnlyList<OrderKey> keys)
    {
        if (string.IsNullOrEmpty(cookie))
        {
            return null;
        }

        try
        {
            using var reader = XmlReader.Create(new StringReader(cookie), Settings);
            var root = XElement.Load(reader);
            var fits = (int?)root.Attribute("page") == page - 1
                && root.Elements().Select(end => end.Name.LocalName).SequenceEqual(keys.Select(key => key.Column));
            return fits
                ? [.. root.Elements().Zip(keys, (end, key) => Value((string?)end.Attribute("last"), key.Type))]
                : null;
        }
        catch (System.Exception e) when (e is XmlException or System.FormatException)
        {
            throw Faults.Invalid("The paging cookie is malformed.");
        }
    }

    /// <summary>The condition that a row comes after another; empty values come first, as in SQL Server.</summary>
    internal static string After(IReadOnlyList<OrderKey> keys, object?[] last, SqlParameters parameters)
    {
        var values = last.Select(parameters.Add).ToList();
        var alternatives = keys.Select((key, i) =>
            keys.Take(i).Select((equal, k) => $"{equal.Sql} IS {values[k]}").Append(Beyond(key, i)));
        var after = $"({string.Join(" OR ", alternatives.Select(all => $"({string.Join(" AND ", all)})"))})";
        // It says no more, but where an index of the first key is entered.
        return keys[0].IsDescending || last[0] is null ? after : $"{keys[0].Sql} >= {values[0]} AND {after}";

        string Beyond(OrderKey key, int i) => (key.IsDescending, last[i]) switch
        {
            (false, null) => $"{key.Sql} IS NOT NULL",
            (false, _) => $"{key.Sql} > {values[i]}",
            (true, null) => "0",
            (true, _) => $"({key.Sql} < {values[i]} OR {key.Sql} IS NULL)",
        };
    }

    static void Append(StringBuilder cookie, string name, object? value)
    {
        if (value is null)
        {
            cookie.Append(name).Append("null=\"1\" ");
            return;
        }

        cookie.Append(name).Append("=\"");
        foreach (var character in System.Convert.ToString(value, CultureInfo.InvariantCulture)!)
        {
            // A line break in an attribute would be read as a blank.
            if (character < ' ' || character is '"' or '&' or '<')
            {
                cookie.Append(CultureInfo.InvariantCulture, $"&#{(int)character};");
            }
            else
            {
                cookie.Append(character);
            }
        }

        cookie.Append("\" ");
    }

    static object? Value(string? text, ColumnType type) => (text, type) switch
    {
        (null, _) => null,
        (_, ColumnType.FloatNumber) => double.Parse(text, CultureInfo.InvariantCulture),
        (_, ColumnType.WholeNumber) => long.Parse(text, CultureInfo.InvariantCulture),
        _ => text,
    };
}
