using System;
using System.Collections.Generic;
using System.Xml.Linq;
using CrmMilestones.Dataverse.Metadata;

namespace CrmMilestones.Sandbox.Solution;

/// <summary>A chart as a solution describes it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Table">The table whose views it can show.</param>
/// <param name="Name">What people see.</param>
/// <param name="Fetch">The query that groups and counts; not to be changed, as others read it too. Null where it is
/// written in a way that isn't known.</param>
/// <param name="Category">The alias of what lies along the axis.</param>
/// <param name="Series">The alias of what tells several values of a category apart; null for none.</param>
/// <param name="Measures">What is drawn.</param>
/// <param name="Colors">The colours that the chart brings, as #rrggbb.</param>
public sealed record ChartModel(
    Guid Id, string Table, LocalizedLabels Name, XElement? Fetch, string Category, string? Series,
    IReadOnlyList<ChartMeasure> Measures, IReadOnlyList<string> Colors);

/// <summary>A measure of a chart.</summary>
/// <param name="Alias">Its alias in the query.</param>
/// <param name="Type">How it is drawn, as the chart says: Column, Bar, StackedColumn...</param>
public sealed record ChartMeasure(string Alias, string Type);
