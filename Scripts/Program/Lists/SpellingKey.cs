using System;
using System.Linq;

namespace CrmMilestones.Scripts.Lists;

/// <summary>
/// What two spellings of one name have in common: "St. Mary's Dental" and "Saint Marys Dental Pty Ltd".
/// </summary>
public static class SpellingKey
{
    static readonly string[] CompanyForms = ["ptyltd", "llc", "inc"];

    public static string Of(string name)
    {
        var words = name.ToLowerInvariant().Replace("&", " and ").Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(word => string.Concat(word.Where(char.IsLetterOrDigit)))
            .Select(
                word =>
                    word switch { "saint" => "st", "centre" => "center", "orthopaedics" => "orthopedics", _ => word });
        var key = string.Concat(words);
        var form = CompanyForms.FirstOrDefault(form => key.EndsWith(form, StringComparison.Ordinal));
        return form is null ? key : key[..^form.Length];
    }
}
