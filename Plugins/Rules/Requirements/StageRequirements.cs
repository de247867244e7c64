using System;
using System.Collections.Generic;
using System.Linq;

namespace CrmMilestones.Plugins.Rules.Requirements;

/// <summary>
/// What each stage requires of one customer on one day: the definition, and what administrators added and waived.
/// </summary>
public sealed class StageRequirements
{
    readonly StageSequence _definition;
    readonly IReadOnlyList<StageRequirement> _decisive;
    readonly Lazy<IReadOnlyDictionary<Column, object?>>? _others;

    StageRequirements(
        StageSequence definition, IReadOnlyList<StageRequirement> decisive,
        Func<IReadOnlyDictionary<Column, object?>>? others)
    {
        _definition = definition;
        _decisive = decisive;
        _others = others is null ? null : new(others);
    }

    /// <summary>The definition alone.</summary>
    public static StageRequirements Of(StageSequence definition) => new(definition, [], others: null);

    /// <summary>
    /// The definition with the rows that are in effect. Where they contradict each other, the narrower row beats the
    /// wider, and of two as narrow the waiver beats the requirement; the definition is as wide as a row for all. A waiver
    /// of what nobody requires says nothing.
    /// </summary>
    /// <param name="definition">The stages.</param>
    /// <param name="inEffect">The rows that count for the customer on the day.</param>
    /// <param name="others">
    /// Tells the customer's values, empty ones too, in columns that the definition doesn't speak of; a column that it
    /// leaves out doesn't exist any more. Asked only if such a column is required, as it costs a read.
    /// </param>
    public static StageRequirements Of(
        StageSequence definition, IEnumerable<StageRequirement> inEffect,
        Func<IReadOnlyDictionary<Column, object?>> others) => new(
            definition,
            [
                .. inEffect.GroupBy(row => new { row.Stage, row.Column })
                    .Where(rows => rows.Any(row => !row.IsWaiver) || definition.Any(
                        stage => stage.Stage == rows.Key.Stage && stage.Requires.Contains(rows.Key.Column)))
                    .Select(rows => rows
                        .OrderByDescending(row => row.Narrowness).ThenByDescending(row => row.IsWaiver).First()),
            ],
            others);

    /// <summary>The columns that must be filled before the stage is left forward.</summary>
    public FixedList<Column> ToLeave(Stage stage) => _decisive.Count == 0
        ? _definition.Of(stage).Requires : WithTheDecisive(stage);

    /// <summary>What a customer lacks to enter a stage, by the stage that requires it.</summary>
    public IReadOnlyList<Checklist> Missing(Stage toEnter, CustomerFacts record)
    {
        List<Checklist>? missing = null;
        foreach (var passed in _definition.Below(toEnter))
        {
            if (MissingToLeave(passed.Stage, record) is { } columns)
            {
                (missing ??= []).Add(new(passed.Stage, columns));
            }
        }

        return missing ?? [];
    }

    /// <summary>The waivers without which a stage couldn't be left, as the column is empty.</summary>
    public IEnumerable<StageRequirement> WaiversUsed(Stage stage, CustomerFacts record) =>
        _decisive.Where(row => row.IsWaiver && row.Stage == stage && IsEmpty(row.Column, record));

    /// <summary>Whether a customer needn't have a column, in the stage that the definition requires it for.</summary>
    public bool IsWaived(Column column) =>
        _definition.Any(stage => stage.Requires.Contains(column) && IsWaived(stage.Stage, column));

    FixedList<Column> WithTheDecisive(Stage stage) => new(
    [
        .. _definition.Of(stage).Requires
            .Concat(_decisive.Where(row => row.Stage == stage).Select(row => row.Column))
            .Distinct()
            .Where(column => !IsWaived(stage, column)),
    ]);

    List<Column>? MissingToLeave(Stage stage, CustomerFacts record)
    {
        List<Column>? missing = null;
        foreach (var column in ToLeave(stage))
        {
            if (IsEmpty(column, record))
            {
                (missing ??= []).Add(column);
            }
        }

        return missing;
    }

    bool IsWaived(Stage stage, Column column) =>
        _decisive.Any(row => row.IsWaiver && row.Stage == stage && row.Column == column);

    /// <summary>A column that doesn't exist any more holds up nobody.</summary>
    bool IsEmpty(Column column, CustomerFacts record) => column.IsOfDefinition
        ? !record.IsFilled(column)
        : _others!.Value.TryGetValue(column, out var value) && !CustomerFacts.IsFilled(value);
}
