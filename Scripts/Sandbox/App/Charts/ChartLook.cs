using System;
using System.Globalization;
using CrmMilestones.Sandbox.Solution;

namespace CrmMilestones.Sandbox.App.Charts;

/// <summary>A chart's colours, and how its numbers and names are written.</summary>
/// <param name="chart">The chart, which may bring colours.</param>
/// <param name="culture">How the person writes numbers.</param>
public sealed class ChartLook(ChartModel chart, CultureInfo culture)
{
    static readonly string[] Palette =
        ["#006ba6", "#5b97d5", "#c4591a", "#538135", "#7f5ba8", "#8a6d00", "#a4262c", "#3b7d78"];

    internal string Color(int position) =>
        chart.Colors.Count > position ? chart.Colors[position] : Palette[position % Palette.Length];

    internal string Number(decimal value) => decimal.Round(value, 2).ToString("#,0.##", culture);

    /// <summary>A place in a drawing.</summary>
    internal static string At(decimal place) => place.ToString("0.#", CultureInfo.InvariantCulture);

    internal static string Short(string text, int most) =>
        text.Length <= most ? text : string.Concat(text.AsSpan(0, Math.Max(1, most - 1)), "…");
}
