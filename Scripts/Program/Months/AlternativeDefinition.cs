using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Serialization;
using CrmMilestones.Plugins.Rules;

namespace CrmMilestones.Scripts.Months;

/// <summary>Who would be billable under another definition; whatever isn't said is as it is now.</summary>
/// <param name="Name">How it is called beside the present one.</param>
/// <param name="Milestones">The milestones that have to be dated.</param>
/// <param name="ActiveFrom">The stage from which on a customer is active.</param>
/// <param name="HoldCounts">Whether a customer on billing hold isn't billable.</param>
/// <param name="ChargeableNeeded">Whether only chargeable customers are billable.</param>
public sealed record AlternativeDefinition(
    string Name, IReadOnlyList<Milestone> Milestones, Stage ActiveFrom, bool HoldCounts, bool ChargeableNeeded)
{
    static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <summary>Whether the three milestones of the present definition are asked for.</summary>
    public bool AsksForAllMilestones => Lifecycle.Stages.Milestones.All(known => Milestones.Contains(known.Milestone));

    /// <summary>Reads a file such as { "name": "without readiness", "activeFrom": "Readiness" }.</summary>
    /// <exception cref="InvalidDataException">The text isn't such a definition; it says what isn't understood.
    /// </exception>
    public static AlternativeDefinition Parse(string json)
    {
        Text read;
        try
        {
            read = JsonSerializer.Deserialize<Text>(json, Options)
                ?? throw new InvalidDataException("It is empty.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException(
                $"Near line {e.LineNumber + 1} it isn't JSON with name, milestones, activeFrom, holdCounts and "
                + "chargeableNeeded, and nothing else.", e);
        }

        return new(
            string.IsNullOrWhiteSpace(read.Name) ? throw new InvalidDataException("It has no \"name\".") : read.Name,
            read.Milestones is { } columns ? [.. columns.Select(MilestoneDatedBy)]
                : [.. Lifecycle.Stages.Milestones.Select(known => known.Milestone)],
            read.ActiveFrom is { } stage ? Guided(stage) : Stage.Live,
            read.HoldCounts ?? true,
            read.ChargeableNeeded ?? true);
    }

    static Milestone MilestoneDatedBy(string column) =>
        Lifecycle.Stages.Milestones.FirstOrDefault(known => known.DatedBy.LogicalName == column)?.Milestone
        ?? throw new InvalidDataException(
            $"\"{column}\" is no milestone. Milestones are "
            + $"{string.Join(", ", Lifecycle.Stages.Milestones.Select(known => known.DatedBy.LogicalName))}.");

    static Stage Guided(string name) =>
        Enum.TryParse<Stage>(name, ignoreCase: true, out var stage) && Lifecycle.Stages.Guided.Contains(stage) ? stage
        : throw new InvalidDataException(
            $"\"{name}\" is no stage of the guided process. These are {string.Join(", ", Lifecycle.Stages.Guided)}.");

    sealed record Text(
        string? Name, IReadOnlyList<string>? Milestones, string? ActiveFrom, bool? HoldCounts, bool? ChargeableNeeded);
}
