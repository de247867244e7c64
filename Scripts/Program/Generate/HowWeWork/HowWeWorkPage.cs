using System;
using System.Collections.Generic;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace CrmMilestones.Scripts.Generate.HowWeWork;

/// <summary>
/// The page "How we work" of the app: definition sheet, each team's steps, messages. A file a language.
/// </summary>
static class HowWeWorkPage
{
    /// <summary>Name of the web resource.</summary>
    public static string FileName(Language language) => language == Language.English
        ? "cm_/html/howwework.html" : $"cm_/html/howwework.{language.Tag}.html";

    public static string Write(SolutionTexts texts)
    {
        // Spanish as letters, so that a change of the page can be read.
        using var services = new ServiceCollection().AddSingleton(HtmlEncoder.Create(UnicodeRanges.All))
            .BuildServiceProvider();
        using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(Page.Texts)] = texts });
        var html = renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<Page>(parameters)).ToHtmlString()).GetAwaiter().GetResult();
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
