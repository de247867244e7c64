using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using CrmMilestones.Scripts.Pages;
using CrmMilestones.Tests.Agreement;
using Xunit;

namespace CrmMilestones.Tests.Pages;

/// <summary>What every report of the tools is: one file, which everybody can read (WCAG 2.1 AA).</summary>
public partial class ReportPageTests
{
    static readonly DateTime Day = new(2026, 10, 31, 0, 0, 0, DateTimeKind.Utc);

    static readonly ReportTable Customers = new(
        "Customers",
        ["Customer", new("Market", ColumnKind.Choice), new("Invoiced", ColumnKind.Number), "Until"],
        [["<b>Contoso</b> & \"Söhne\"", "AU", 1234.5m, Day], ["Fabrikam", null, -12m, null]])
    { Id = "customers" };

    static readonly BarChart Chart = new(
        "Billable by <market>", "Two markets.", ["US", "AU"], [new("2025", [1, 2]), new("2026", [3, -4])]);

    [Fact]
    public void What_a_cell_says_is_text_whatever_it_contains()
    {
        var page = Page(new("Findings") { Tables = [Customers] });
        Assert.Equal("<b>Contoso</b> & \"Söhne\"", page.QuerySelector("tbody th")!.TextContent);
        Assert.Null(page.QuerySelector("b"));
    }

    [Fact]
    public void Numbers_amounts_and_days_are_written_alike_everywhere() => Assert.Equal(
        ["AU", "1,234.50", "2026-10-31", "", "-12.00", ""],
        Page(new("Findings") { Tables = [Customers] }).QuerySelectorAll("td").Select(cell => cell.TextContent));

    [Fact]
    public void A_number_leads_to_its_table()
    {
        var page = Page(new("Findings")
        {
            Figures = [new("Billable", new Link(1234, "customers"))],
            Tables = [Customers with { IsFolded = true }],
        });
        var link = page.QuerySelector("dd a")!;
        Assert.Equal("1,234", link.TextContent);
        Assert.Equal("Customers", page.QuerySelector(link.GetAttribute("href") + " caption")!.TextContent);
    }

    [Fact]
    public void A_long_table_says_how_much_of_it_is_there_and_where_the_rest_is()
    {
        ReportTable table = new("All", ["Number"], [.. Enumerable.Range(1, 1001).Select(number => (object?[])[number])])
        {
            Count = 52345,
            AllIn = "verdicts.csv",
        };
        var page = Page(new("Findings") { Tables = [table] });
        Assert.Equal(1000, page.QuerySelectorAll("tbody tr").Length);
        Assert.Equal("The first 1,000 of 52,345; all are in verdicts.csv.", page.QuerySelector(".more")!.TextContent);
    }

    [Fact]
    public void Headings_tables_and_charts_are_named_for_those_who_do_not_see_them()
    {
        var page = Page(new("Findings") { Tables = [Customers], Charts = [Chart] });
        Assert.Equal("en", page.DocumentElement.GetAttribute("lang"));
        Assert.Equal("Report", Assert.Single(page.QuerySelectorAll("h1")).TextContent);
        Assert.All(
            page.QuerySelectorAll("table"), table => Assert.NotEmpty(table.QuerySelector("caption")!.TextContent));
        Assert.Empty(page.QuerySelectorAll("th:not([scope=row], [scope=col])"));
        Assert.All(page.QuerySelectorAll("svg"), drawing => Assert.Equal(
            ["Billable by <market>", "Two markets."],
            drawing.GetAttribute("aria-labelledby")!.Split(' ')
                .Select(id => page.GetElementById(id)!.TextContent)));
        var ids = page.QuerySelectorAll("[id]").Select(element => element.Id).ToArray();
        Assert.Equal(ids.Distinct(), ids);
    }

    [Fact]
    public void The_numbers_of_a_chart_stand_in_a_table_too() => Assert.Equal(
        ["1", "3", "2", "-4"],
        Page(new("Findings") { Charts = [Chart] }).QuerySelectorAll("figure td").Select(cell => cell.TextContent));

    [Fact]
    public void A_chart_is_the_same_text_each_time_with_texts_and_colors_of_the_page()
    {
        var drawn = new ChartSvg(Chart, "a", 760).Draw();
        Assert.Equal(drawn, new ChartSvg(Chart, "a", 760).Draw());
        Assert.Contains(">AU</text>", drawn, StringComparison.Ordinal);
        Assert.Contains("class=\"series-2\"", drawn, StringComparison.Ordinal);
        Assert.DoesNotContain("style=", drawn, StringComparison.Ordinal);
        Assert.DoesNotContain("rgb(", drawn, StringComparison.Ordinal);
    }

    [Fact]
    public void The_browser_is_told_to_take_nothing_but_the_pages_own_style_and_script()
    {
        var page = Page(new("Findings") { Tables = [Customers], Charts = [Chart] });
        var policy = page.QuerySelector("meta[http-equiv]")!.GetAttribute("content")!;
        Assert.StartsWith("default-src 'none';", policy, StringComparison.Ordinal);
        foreach (var element in new[] { page.QuerySelector("style")!, page.QuerySelector("script")! })
        {
            var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(element.TextContent)));
            Assert.Contains($"{element.LocalName}-src 'sha256-{hash}'", policy, StringComparison.Ordinal);
        }

        Assert.Empty(page.QuerySelectorAll("[style], [src], link, [onclick]"));
    }

    [Theory, InlineData(0), InlineData(1)]
    public void Its_colors_are_told_apart_in_light_and_dark(int theme)
    {
        var style = Page(new("Findings")).QuerySelector("style")!.TextContent;
        var colors = Color().Matches(style).GroupBy(match => match.Groups[1].Value)
            .ToDictionary(same => same.Key, same => same.ElementAt(theme).Groups[2].Value);
        Assert.All(["ink", "soft", "accent"], (string text) =>
        {
            Assert.True(Contrast.Between(colors[text], colors["paper"]) >= 4.5, text);
            Assert.True(Contrast.Between(colors[text], colors["tint"]) >= 4.5, text);
        });
        Assert.All(
            colors.Keys.Where(name => name.StartsWith("series", StringComparison.Ordinal)).Append("line"),
            name => Assert.True(Contrast.Between(colors[name], colors["paper"]) >= 3, name));
    }

    static IHtmlDocument Page(ReportSection section)
    {
        using MemoryStream file = new();
        new ReportPage("Report", "Made from nothing.", [section]).Write(file);
        return new HtmlParser().ParseDocument(Encoding.UTF8.GetString(file.ToArray()));
    }

    [GeneratedRegex("--([\\w-]+): #([0-9a-f]{6})")]
    private static partial Regex Color();
}
