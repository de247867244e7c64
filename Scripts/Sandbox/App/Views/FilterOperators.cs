using System.Collections.Generic;
using CrmMilestones.Dataverse.Metadata;
using CrmMilestones.Sandbox.App.Window;

namespace CrmMilestones.Sandbox.App.Views;

/// <summary>A way to compare a column's values.</summary>
/// <param name="Name">What people see.</param>
/// <param name="Operator">As FetchXML writes it.</param>
/// <param name="Pattern">What becomes of the text that people give; null where they give none.</param>
sealed record FilterOperator(string Name, string Operator, string? Pattern);

/// <summary>The ways to compare the values of columns of each type.</summary>
static class FilterOperators
{
    internal static IReadOnlyList<FilterOperator> Of(ColumnDefinition column, AppTexts texts)
    {
        FilterOperator equal = new(texts.EqualTo, "eq", "{0}");
        FilterOperator unequal = new(texts.UnequalTo, "ne", "{0}");
        FilterOperator filled = new(texts.ContainsData, "not-null", null);
        FilterOperator empty = new(texts.ContainsNoData, "null", null);
        return column switch
        {
            { IsText: true } =>
                [
                    new(texts.Contains, "like", "%{0}%"), new(texts.BeginsWith, "like", "{0}%"), equal, unequal,
                    filled, empty,
                ],
            { IsChoice: true } or { Type: ColumnType.YesNo } => [equal, unequal, filled, empty],
            { Type: ColumnType.DateAndTime } =>
                [
                    new(texts.OnOrAfter, "on-or-after", "{0}"), new(texts.OnOrBefore, "on-or-before", "{0}"),
                    new(texts.EqualTo, "on", "{0}"), filled, empty,
                ],
            {
                Type: ColumnType.WholeNumber or ColumnType.BigNumber or ColumnType.DecimalNumber
                    or ColumnType.FloatNumber or ColumnType.Currency
            } =>
                [
                    equal, unequal, new(texts.AtLeast, "ge", "{0}"), new(texts.AtMost, "le", "{0}"), filled, empty,
                ],
            _ => [filled, empty],
        };
    }
}
