using System;
using System.Linq;

namespace CrmMilestones.Tests.Agreement;

/// <summary>How well two colors are told apart (WCAG 2.1, "contrast ratio").</summary>
static class Contrast
{
    /// <summary>From 1, no difference, to 21, black on white; colors as six hexadecimal digits.</summary>
    public static double Between(string color, string other)
    {
        var (one, two) = (Luminance(color), Luminance(other));
        return (Math.Max(one, two) + 0.05) / (Math.Min(one, two) + 0.05);
    }

    static double Luminance(string color)
    {
        var linear = Convert.FromHexString(color).Select(part => part / 255.0)
            .Select(part => part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4)).ToArray();
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
    }
}
