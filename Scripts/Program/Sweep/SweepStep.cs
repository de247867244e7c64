using System.Collections.Generic;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Scripts.Live;

namespace CrmMilestones.Scripts.Sweep;

/// <summary>A page that the sweep has judged, as its journal keeps it.</summary>
/// <param name="Pass">What was read.</param>
/// <param name="Next">Where it goes on; null when all was read.</param>
/// <param name="Rows">How many rows the page had, of accounts each once.</param>
/// <param name="Suspects">What may be wrong: ids of accounts, documents or claims, or customer keys.</param>
sealed record SweepStep(string Pass, PageMark? Next, int Rows, IReadOnlyList<string> Suspects)
{
    public const string Periods = "periods", Accounts = "accounts";

    /// <summary>Of a page of status periods: the customers that it completes, packed.</summary>
    public byte[] Histories { get; init; } = [];

    /// <summary>Of a page of status periods: the last customer's, which may go on with the next page.</summary>
    public IReadOnlyList<PendingPeriod> Pending { get; init; } = [];

    /// <summary>Of a page of accounts: the places of their histories.</summary>
    public IReadOnlyList<int> Seen { get; init; } = [];
}

/// <summary>A stored period of the customer whose rows are still being read.</summary>
sealed record PendingPeriod(string Key, StatusPeriod Period);
