using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;
using OxyPlot;
using OxyPlot.Axes;

namespace CrmMilestones.Scripts.Pages;

/// <summary>
/// A chart as SVG within a page: its texts are texts, its colors and lines the page's (classes series-1 ... and line),
/// so that it follows light and dark. The same chart gives the same text on every machine: letters are measured by the
/// library's own tables.
/// </summary>
/// <param name="chart">What is drawn.</param>
/// <param name="id">An id of the page that nothing else has.</param>
/// <param name="width">How wide it is meant to be seen, in CSS pixels.</param>
sealed class ChartSvg(BarChart chart, string id, int width)
{
    /// <summary>As many colors as the page has.</summary>
    const int Colors = 6;

    const int FontSize = 13;

    /// <summary>Nobody knows how wide the reader's font is: there is room for one a quarter wider.</summary>
    const int MeasuredFontSize = 16;

    const int Height = 320;
    const int HeightOfBar = 24;

    static readonly XNamespace Svg = "http://www.w3.org/2000/svg";
    static readonly OxyColor Line = OxyColor.FromRgb(255, 0, 0);

    /// <summary>The class that colors a series.</summary>
    public static string ClassOf(int series) => $"series-{series % Colors + 1}";

    public string Draw()
    {
        PlotModel model = new()
        {
            Background = OxyColors.Undefined,
            DefaultFontSize = MeasuredFontSize,
            PlotAreaBorderThickness = new(0),
            PlotMargins = Margins,
            TextColor = OxyColors.Black,
            Culture = CultureInfo.InvariantCulture,
        };
        model.Axes.Add(Categories());
        model.Axes.Add(Values());
        for (var index = 0; index < chart.Series.Count; index++)
        {
            model.Series.Add(Bars(index));
        }

        return OfThePage(XElement.Parse(new SvgExporter
        {
            Width = width,
            Height = DrawnHeight,
            IsDocument = false,
            UseVerticalTextAlignmentWorkaround = true,
        }.ExportToString(model))).ToString(SaveOptions.DisableFormatting);
    }

    int DrawnHeight
    {
        get
        {
            var bars = chart.Categories.Count * (chart.IsStacked ? 1 : chart.Series.Count);
            return chart.IsHorizontal ? 60 + bars * HeightOfBar * (chart.Series.Count > 1 && !chart.IsStacked ? 1 : 2)
                : Height;
        }
    }

    CategoryAxis Categories()
    {
        CategoryAxis axis = new()
        {
            Position = chart.IsHorizontal ? AxisPosition.Left : AxisPosition.Bottom,
            Key = "categories",
            GapWidth = 0.4,
            MajorTickSize = 0,
            AxislineStyle = LineStyle.Solid,
            AxislineColor = Line,
            // The first category on top.
            StartPosition = chart.IsHorizontal ? 1 : 0,
            EndPosition = chart.IsHorizontal ? 0 : 1,
            Angle = chart.IsHorizontal || FitSideBySide ? 0 : -60,
        };
        axis.Labels.AddRange(chart.IsHorizontal ? chart.Categories.Select(Wrapped) : chart.Categories);
        return axis;
    }

    bool FitSideBySide =>
        chart.Categories.Sum(category => category.Length + 2) * FontSize * 0.6 < width - 60;

    /// <summary>Room for the names of the categories, as long as they may be; the library sees to the rest.</summary>
    OxyThickness Margins
    {
        get
        {
            var longest = (chart.IsHorizontal ? chart.Categories.SelectMany(name => Wrapped(name).Split('\n'))
                : chart.Categories).Max(name => name.Length) * FontSize * 0.6 + 20;
            return chart.IsHorizontal ? new(longest, double.NaN, double.NaN, double.NaN)
                : new(double.NaN, double.NaN, double.NaN, FitSideBySide ? double.NaN : longest);
        }
    }

    /// <summary>Whether each bar is as wide as its number.</summary>
    bool HaveRoom => chart.Categories.Count * 40 < width;

    LinearAxis Values() => new()
    {
        Position = chart.IsHorizontal ? AxisPosition.Bottom : AxisPosition.Left,
        Key = "values",
        MinimumPadding = HasNegative ? 0.1 : 0,
        // Room for the numbers beside the bars.
        MaximumPadding = chart.IsHorizontal ? 0.25 : 0.15,
        Minimum = HasNegative ? double.NaN : 0,
        Maximum = chart.Series.All(series => series.Values.All(value => value == 0)) ? 1 : double.NaN,
        StringFormat = "#,0.##",
        MinimumMajorStep = chart.Series.All(series => series.Values.All(double.IsInteger)) ? 1 : 0,
        MajorTickSize = 0,
        MinorTickSize = 0,
        MajorGridlineStyle = LineStyle.Solid,
        MajorGridlineColor = Line,
        ExtraGridlines = HasNegative ? [0] : [],
        ExtraGridlineColor = Line,
        IntervalLength = 80,
    };

    bool HasNegative => chart.Series.Any(series => series.Values.Any(value => value < 0));

    /// <summary>OxyPlot writes the zero of an empty bar onto the axis: no-break spaces move it beside.</summary>
    const string BesideTheAxis = "{0:#,0.##;-#,0.##;\u00A0\u00A0\u00A0\u00A00}";

    OxyPlot.Series.BarSeries Bars(int index)
    {
        var series = chart.Series[index];
        OxyPlot.Series.BarSeries bars = new()
        {
            XAxisKey = "values",
            YAxisKey = "categories",
            Title = series.Name,
            FillColor = Color(index),
            IsStacked = chart.IsStacked,
            StrokeThickness = 0,
            LabelFormatString = chart.Series.Count != 1 ? null
                : chart.IsHorizontal ? BesideTheAxis
                : HaveRoom ? "{0:#,0.##}" : null,
            LabelPlacement = OxyPlot.Series.LabelPlacement.Outside,
            LabelMargin = chart.IsHorizontal ? 8 : 2,
        };
        bars.Items.AddRange(series.Values.Select(value => new OxyPlot.Series.BarItem(value)));
        return bars;
    }

    /// <summary>Colors that only say which class an element gets.</summary>
    static OxyColor Color(int index) => OxyColor.FromRgb(0, 0, (byte)(index % Colors + 1));

    /// <summary>What the page knows of the chart instead of what is drawn on paper.</summary>
    XElement OfThePage(XElement svg)
    {
        var classes = Enumerable.Range(0, Colors)
            .ToDictionary(index => $"rgb(0,0,{index + 1})", ClassOf);
        svg.SetAttributeValue("viewBox", $"0 0 {width} {DrawnHeight}");
        svg.SetAttributeValue("style", null);
        svg.SetAttributeValue("version", null);
        svg.SetAttributeValue("role", "img");
        svg.SetAttributeValue("aria-labelledby", $"{id}-title {id}-description");
        svg.AddFirst(
            new XElement(Svg + "title", new XAttribute("id", $"{id}-title"), chart.Title),
            new XElement(Svg + "desc", new XAttribute("id", $"{id}-description"), chart.Description));
        foreach (var element in svg.Descendants())
        {
            TakeStyleApart(element, classes);
            foreach (var attribute in element.Attributes().ToArray())
            {
                attribute.Value = attribute.Name.LocalName switch
                {
                    "id" when attribute.Value.StartsWith("clip", StringComparison.Ordinal) => id + attribute.Value,
                    "clip-path" => attribute.Value.Replace("url(#", "url(#" + id, StringComparison.Ordinal),
                    _ => attribute.Value,
                };
            }

            if (element.Name.LocalName == "text")
            {
                element.SetAttributeValue("font-size", FontSize);
                foreach (var inherited in new[] { "font-family", "font-weight", "fill" })
                {
                    element.SetAttributeValue(inherited, null);
                }
            }
        }

        return svg;
    }

    /// <summary>Styles of single elements would need a weaker content security policy of the page.</summary>
    static void TakeStyleApart(XElement element, Dictionary<string, string> classes)
    {
        if (element.Attribute("style") is not { } style)
        {
            return;
        }

        style.Remove();
        foreach (var part in style.Value.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = (part.Split(':')[0].Trim(), part.Split(':')[1].Trim());
            if (name == "fill" && classes.TryGetValue(value, out var series))
            {
                element.SetAttributeValue("class", series);
            }
            else if (name == "stroke" && value == "rgb(255,0,0)")
            {
                element.SetAttributeValue("class", "line");
            }
            else
            {
                element.SetAttributeValue(name, value);
            }
        }
    }

    string Wrapped(string text)
    {
        var most = width / 20;
        var (lines, line) = (new List<string>(), "");
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > most)
            {
                lines.Add(line);
                line = "";
            }

            line += (line.Length > 0 ? " " : "") + word;
        }

        return string.Join('\n', lines.Append(line));
    }
}
