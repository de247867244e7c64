using System;

namespace CrmMilestones.Scripts.Lists;

/// <summary>One line of a file of claims, read. Null is what the line doesn't say.</summary>
public sealed record ClaimRecord
{
    /// <summary>The line of the file on which the claim starts; the header is line 1.</summary>
    public required int Line { get; init; }

    /// <summary>The claim's own number, such as the invoice's.</summary>
    public required string Key { get; init; }

    public string? AccountNumber { get; init; }
    public string? CustomerName { get; init; }
    public DateTime? PeriodStart { get; init; }
    public DateTime? PeriodEnd { get; init; }
    public DateTime? LastActivityOn { get; init; }
    public decimal? Amount { get; init; }

    /// <summary>Reads a line of a list that was opened with <see cref="ClaimTargets.All"/>.</summary>
    public static ClaimRecord Of(ListLine line) => new()
    {
        Line = line.Number,
        Key = line.RequiredText(ClaimTargets.Key),
        AccountNumber = line.Text(ClaimTargets.AccountNumber),
        CustomerName = line.Text(ClaimTargets.CustomerName),
        PeriodStart = line.Date(ClaimTargets.PeriodStart),
        PeriodEnd = line.Date(ClaimTargets.PeriodEnd),
        LastActivityOn = line.Date(ClaimTargets.LastActivityOn),
        Amount = line.Amount(ClaimTargets.Amount),
    };
}
