using System;
using System.Collections.Generic;
using System.Linq;

namespace CrmMilestones.Simulation.Oracle;

/// <summary>A row of cm_stagerequirement.</summary>
sealed record Requirement(Guid Id, int Stage, string Column, bool IsWaiver)
{
    public Guid? Market { get; init; }

    public Guid? Account { get; init; }

    public DateOnly? From { get; init; }

    public DateOnly? Until { get; init; }

    public Guid CreatedBy { get; init; }

    public Guid ChangedBy { get; init; }

    public bool IsApproved { get; init; }

    /// <summary>One customer before a market, a market before all.</summary>
    public int Width => Account is not null ? 0 : Market is not null ? 1 : 2;

    public bool CountsOn(DateOnly today, Guid account, Guid? market) =>
        (IsApproved || !IsWaiver) && (From is null || From <= today) && (Until is null || Until >= today)
        && (Account is null || Account == account) && (Market is null || Market == market);
}

/// <summary>What administrators ask besides the definition, and what they waive (design, section 8).</summary>
sealed class Requirements
{
    /// <summary>Active rows.</summary>
    public List<Requirement> Rows { get; } = [];

    /// <summary>The columns without which a stage isn't left: of rows as narrow a waiver counts.</summary>
    public IEnumerable<string> Needed(int stage, Guid account, Guid? market, DateOnly today)
    {
        var rows = Rows.Where(row => row.Stage == stage && row.CountsOn(today, account, market)).ToArray();
        return Asked(stage, rows).Where(column =>
            rows.Where(row => row.Column == column).OrderBy(row => row.Width).ThenByDescending(row => row.IsWaiver)
                .FirstOrDefault()?.IsWaiver != true);
    }

    /// <summary>The columns of which a stage is left empty by a waiver alone.</summary>
    public IEnumerable<string> Lifted(int stage, Guid account, Guid? market, DateOnly today) =>
        Asked(stage, Rows.Where(row => row.Stage == stage && row.CountsOn(today, account, market)))
            .Except(Needed(stage, account, market, today));

    /// <summary>What is asked for where nothing is waived.</summary>
    static IEnumerable<string> Asked(int stage, IEnumerable<Requirement> rows) =>
        Account.Requires[stage].Concat(rows.Where(row => !row.IsWaiver).Select(row => row.Column)).Distinct();

    /// <summary>What some waiver of a stage names, also one that doesn't count or counts for others.</summary>
    public IEnumerable<string> Waived(int stage) =>
        Rows.Where(row => row.Stage == stage && row.IsWaiver).Select(row => row.Column).Distinct();

    /// <summary>What may be asked at a stage besides the definition.</summary>
    public IEnumerable<string> Extra(int stage) =>
        Rows.Where(row => row.Stage == stage && !row.IsWaiver).Select(row => row.Column).Distinct();
}
