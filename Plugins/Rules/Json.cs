using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace CrmMilestones.Plugins.Rules;

/// <summary>The little JSON that custom APIs return: the sandbox brings no library for it.</summary>
static class Json
{
    /// <summary>A text in quotes.</summary>
    public static string Text(string text)
    {
        StringBuilder json = new("\"");
        foreach (var letter in text)
        {
            json.Append(letter is '"' or '\\' or < ' '
                ? string.Format(CultureInfo.InvariantCulture, "\\u{0:x4}", (int)letter)
                : letter.ToString());
        }

        return json.Append('"').ToString();
    }

    /// <summary>An array of values that are JSON already.</summary>
    public static string Array(IEnumerable<string> values) => $"[{string.Join(",", values)}]";

    /// <summary>An object of values that are JSON already.</summary>
    public static string Object(params KeyValuePair<string, string>[] members) =>
        "{" + string.Join(",", members.Select(member => $"{Text(member.Key)}:{member.Value}")) + "}";
}
