using System;

namespace CrmMilestones.Plugins.Rules;

/// <summary>An account that a claim may mean.</summary>
/// <param name="Account">Its id; of one that was merged away, that of the account that stayed.</param>
/// <param name="Number">Its account number.</param>
/// <param name="Name">Its name.</param>
public sealed record Candidate(Guid Account, string? Number, string? Name);

/// <summary>Days on which a customer had one status.</summary>
/// <param name="From">The first day.</param>
/// <param name="Until">The last day; null while the end is open.</param>
/// <param name="Status">The billable status.</param>
/// <param name="IsActive">Whether it was an active customer.</param>
public sealed record Spell(DateTime From, DateTime? Until, BillableStatus Status, bool IsActive)
{
    public bool Covers(DateTime day) => From <= day && (Until is not { } last || day <= last);
}
