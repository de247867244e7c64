using System;
using System.Globalization;
using System.Text.RegularExpressions;

namespace CrmMilestones.Scripts.Lists;

/// <summary>
/// Reads amounts of money. Which mark parts the cents is declared, or shows in the amount itself, as in 1,240.50; what
/// could be read in two ways, such as 1,234, is refused rather than taken for a thousandth or a thousandfold.
/// </summary>
static partial class Amount
{
    /// <summary>As much as a currency column of Dataverse takes.</summary>
    const decimal Largest = 922_337_203_685_477m;

    /// <summary>So many digits alone are an amount by every mark, and one that is stored.</summary>
    const int DigitsWithoutMark = 14;

    /// <summary>An amount, from a text such as 1240.5, $1,240.50, EUR 1.240,50, 1 240,50 or (12.00).</summary>
    /// <param name="text">Trimmed.</param>
    /// <param name="mark">The declared decimal mark; null if none is.</param>
    /// <param name="amount">The amount.</param>
    /// <returns>Why it can't be read; null if it can.</returns>
    public static string? Read(string text, char? mark, out decimal amount)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange('0', '9') && text.Length is > 0 and <= DigitsWithoutMark)
        {
            amount = decimal.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
            return null;
        }

        amount = 0;
        var shape = Shape().Match(text);
        if (!shape.Success || (shape.Groups["open"].Success != shape.Groups["close"].Success))
        {
            return $"'{text}' is not an amount";
        }

        var digits = shape.Groups["digits"].Value;
        if (!IsWritten(digits, mark ?? '.'))
        {
            return IsWritten(digits, mark is null or '.' ? ',' : '.')
                ? $"'{text}' is not an amount where the decimal mark is '{mark ?? '.'}'; is it the other one "
                    + $"(--decimal)?"
                : $"'{text}' is not an amount: its thousands aren't in threes";
        }

        if (mark is null && OneGroup().IsMatch(digits))
        {
            return $"'{text}' could be thousands or decimals; say with --decimal which mark it is";
        }

        var plain = Groups().Replace(digits, "");
        plain = mark == ',' ? plain.Replace(".", "", StringComparison.Ordinal).Replace(',', '.')
            : plain.Replace(",", "", StringComparison.Ordinal);
        if (!decimal.TryParse(plain, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out amount)
            || amount > Largest)
        {
            return $"'{text}' is more than the CRM stores";
        }

        amount = shape.Groups["open"].Success || shape.Groups["minus"].Success ? -amount : amount;
        return null;
    }

    static bool IsWritten(string digits, char mark) => (mark == '.' ? WithPoint() : WithComma()).IsMatch(digits);

    /// <summary>A sign or brackets, and a currency's sign or code on either side.</summary>
    [GeneratedRegex(@"^(?<open>\()?(?<minus>[-\u2212])?\s*([A-Z]{0,3}\p{Sc}|[A-Z]{3})?\s*(?<minus>[-\u2212])?"
        + @"(?<digits>\d[\d.,'\u2019\s]*?)\s*([A-Z]{0,3}\p{Sc}|[A-Z]{3})?(?<minus>[-\u2212])?(?<close>\))?$",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Shape();

    [GeneratedRegex(@"^(\d+|[1-9]\d{0,2}((,\d{3})+|(['\u2019\s]\d{3})+))(\.\d+)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex WithPoint();

    [GeneratedRegex(@"^(\d+|[1-9]\d{0,2}((\.\d{3})+|(['\u2019\s]\d{3})+))(,\d+)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex WithComma();

    [GeneratedRegex(@"^[1-9]\d{0,2}[.,]\d{3}$")]
    private static partial Regex OneGroup();

    [GeneratedRegex(@"['\u2019\s]")]
    private static partial Regex Groups();
}
