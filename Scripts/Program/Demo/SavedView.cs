using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;
using CrmMilestones.Scripts.Live;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Scripts.Demo;

/// <summary>
/// A view of the solution, run as the app runs it: its own query, its own columns, the caller's language.
/// </summary>
/// <param name="Rows">The first of its rows.</param>
/// <param name="Count">How many rows there are.</param>
public sealed record SavedView(
    string Name, IReadOnlyList<ViewColumn> Columns, IReadOnlyList<Entity> Rows, int Count)
{
    /// <summary>As many rows as are kept.</summary>
    public const int Shown = 15;

    /// <exception cref="InvalidOperationException">The table has no such view.</exception>
    public static SavedView Run(IOrganizationService service, string table, string name)
    {
        var view = service.RetrieveMultiple(new QueryExpression("savedquery")
        {
            ColumnSet = new ColumnSet("fetchxml", "layoutxml"),
            Criteria =
            {
                Conditions =
                {
                    new ConditionExpression("returnedtypecode", ConditionOperator.Equal, table),
                    new ConditionExpression("name", ConditionOperator.Equal, name),
                },
            },
        }).Entities.SingleOrDefault() ?? throw new InvalidOperationException($"{table} has no view '{name}'.");
        List<Entity> first = [];
        var count = 0;
        foreach (var row in RowPages.All(service, new FetchExpression(view.GetAttributeValue<string>("fetchxml"))))
        {
            if (count++ < Shown)
            {
                first.Add(row);
            }
        }

        return new(
            name,
            [
                .. from cell in XElement.Parse(view.GetAttributeValue<string>("layoutxml")).Descendants("cell")
                   let column = (string)cell.Attribute("name")!
                   select new ViewColumn(
                       column, ShownNames.Column(service, table, column), (int)cell.Attribute("width")!),
            ],
            first, count);
    }

    /// <returns>The value as the user reads it; empty when there is none.</returns>
    public static string Text(Entity row, ViewColumn column) =>
        row.FormattedValues.TryGetValue(column.LogicalName, out var formatted)
        ? formatted
        : row.GetAttributeValue<object?>(column.LogicalName) switch
        {
            EntityReference reference => reference.Name ?? reference.Id.ToString(),
            var value => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
        };
}

/// <param name="Width">In pixels, as the view's layout gives it.</param>
public sealed record ViewColumn(string LogicalName, string Label, int Width);
