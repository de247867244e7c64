using System;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace CrmMilestones.Scripts.Pages;

/// <summary>Razor components as HTML text; nothing is served.</summary>
static class Razor
{
    /// <summary>A component that is a whole page.</summary>
    public static string Write<TPage>(ParameterView parameters)
        where TPage : IComponent
    {
        // Other languages as letters, so that a change of a page can be read.
        using var services = new ServiceCollection().AddSingleton(HtmlEncoder.Create(UnicodeRanges.All))
            .BuildServiceProvider();
        using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        var html = renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<TPage>(parameters)).ToHtmlString()).GetAwaiter().GetResult();
        return Tidy(html);
    }

    /// <summary>
    /// The lines without what loops and conditions of the template leave: blank lines, spaces at the end.
    /// </summary>
    static string Tidy(string html)
    {
        var lines = html.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return string.Join('\n',
            Array.FindAll(Array.ConvertAll(lines, line => line.TrimEnd()), line => line.Length > 0)) + "\n";
    }
}
