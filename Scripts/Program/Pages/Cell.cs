using System;
using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace CrmMilestones.Scripts.Pages;

/// <summary>A value as a page shows it. No component of its own: a report has a hundred thousand.</summary>
static class Cell
{
    public static RenderFragment Of(object? value) => builder =>
    {
        if (value is not Link link)
        {
            builder.AddContent(0, Text(value));
            return;
        }

        builder.OpenElement(1, "a");
        builder.AddAttribute(2, "href", "#" + link.To);
        builder.AddContent(3, Text(link.Value));
        builder.CloseElement();
    };

    /// <exception cref="ArgumentException">A page doesn't know how to show such a value.</exception>
    static string Text(object? value) => value switch
    {
        null => "",
        string text => text,
        int or long => string.Format(CultureInfo.InvariantCulture, "{0:N0}", value),
        double number => number.ToString("#,0.##", CultureInfo.InvariantCulture),
        decimal amount => amount.ToString("N2", CultureInfo.InvariantCulture),
        DateTime day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        bool holds => holds ? "Yes" : "No",
        _ => throw new ArgumentException($"A page can't show a {value.GetType().Name}.", nameof(value)),
    };
}
