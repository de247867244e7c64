using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;
using CrmMilestones.Dataverse.Metadata;
using CrmMilestones.Sandbox.App.Views;
using CrmMilestones.Sandbox.App.Window;
using CrmMilestones.Sandbox.Solution;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Sandbox.App.Charts;

/// <summary>What a chart shows of a view.</summary>
/// <param name="Categories">What lies along the axis.</param>
/// <param name="Series">What tells several values of a category apart; one without a name where nothing does.</param>
/// <param name="Values">By category, then series; null where there is none.</param>
public sealed record ChartData(
    IReadOnlyList<string> Categories, IReadOnlyList<string> Series, IReadOnlyList<IReadOnlyList<decimal?>> Values)
{
    /// <summary>Reads it as the person: the chart groups the rows that the view shows.</summary>
    internal static ChartData Read(AppEnvironment environment, ViewModel view, ChartModel chart, string blank)
    {
        XElement fetch = new(chart.Fetch!);
        var entity = fetch.Element("entity")!;
        foreach (var part in view.Fetch.Element("entity")!.Elements()
            .Where(part => part.Name == "filter" || part.Name == "link-entity"))
        {
            XElement condition = new(part);
            condition.DescendantsAndSelf()
                .Where(inner => inner.Name == "attribute" || inner.Name == "all-attributes" || inner.Name == "order")
                .Remove();
            entity.Add(condition);
        }

        var rows = environment.Service.RetrieveMultiple(new FetchExpression(fetch.ToString())).Entities;
        var category = Group(environment, entity, chart.Category, blank);
        var series = chart.Series is null ? null : Group(environment, entity, chart.Series, blank);
        var categories = Keys(rows, category);
        var names = series is null ? [] : Keys(rows, series);
        return new(
            [.. categories.Select(key => key.Text)],
            series is null ? MeasureNames(environment, entity, chart) : [.. names.Select(key => key.Text)],
            [
                .. categories.Select(key => (IReadOnlyList<decimal?>)
                [
                    .. series is null
                        ? chart.Measures.Select(measure =>
                            Measure(rows.FirstOrDefault(row => category(row) == key), measure.Alias))
                        : names.Select(name => Measure(
                            rows.FirstOrDefault(row => category(row) == key && series(row) == name),
                            chart.Measures[0].Alias)),
                ]),
            ]);
    }

    /// <summary>What tells the measures of a category apart: their columns; the only one needs no name.</summary>
    static List<string> MeasureNames(AppEnvironment environment, XElement entity, ChartModel chart) =>
        chart.Measures.Count == 1 ? [""]
            : [
                .. chart.Measures.Select(
                    measure => environment.NameOf(Column(environment, entity, measure.Alias).Column)),
            ];

    /// <summary>A category: numbers (parts of dates) in their order, others in that of the query.</summary>
    sealed record Key(int? Number, string Text);

    static List<Key> Keys(DataCollection<Entity> rows, Func<Entity, Key> group)
    {
        var keys = rows.Select(group).Distinct().ToList();
        return keys.All(key => key.Number is not null) ? [.. keys.OrderBy(key => key.Number)] : keys;
    }

    static Func<Entity, Key> Group(AppEnvironment environment, XElement entity, string alias, string blank)
    {
        var (attribute, column) = Column(environment, entity, alias);
        var part = (string?)attribute.Attribute("dategrouping");
        return row => GridColumn.Value(row, alias) is not { } value ? new(null, blank)
            : part is not null && value is int number ? new(number, PartOfDate(environment.Culture, part, number))
            : new(null, new FieldTexts(environment).Shown(column, value) is { Length: > 0 } text ? text : blank);
    }

    static (XElement Attribute, ColumnDefinition Column) Column(
        AppEnvironment environment, XElement entity, string alias)
    {
        var attribute = entity.Descendants("attribute").First(found => (string?)found.Attribute("alias") == alias);
        var table = environment.Table((string)attribute.Parent!.Attribute("name")!);
        return (attribute, table.Column((string)attribute.Attribute("name")!));
    }

    static string PartOfDate(CultureInfo culture, string part, int number) => part switch
    {
        "month" when number is >= 1 and <= 12 => culture.DateTimeFormat.AbbreviatedMonthNames[number - 1],
        "quarter" => $"Q{number}",
        _ => number.ToString(CultureInfo.InvariantCulture),
    };

    static decimal? Measure(Entity? row, string alias) => row is null ? null : GridColumn.Value(row, alias) switch
    {
        null => null,
        Money money => money.Value,
        var number => Convert.ToDecimal(number, CultureInfo.InvariantCulture),
    };
}
