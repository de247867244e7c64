using System;

namespace CrmMilestones.Plugins.Rules;

/// <summary>What a billable status follows from: each has its own history.</summary>
[Flags]
public enum Facts
{
    None = 0,

    /// <summary>In stage Live, or Closed from Live.</summary>
    Live = 1,

    /// <summary>All three milestones are dated; tracked from Live on, before that the stage says it all.</summary>
    Complete = 2,

    Chargeable = 4,

    /// <summary>On billing hold.</summary>
    OnHold = 8,

    AccountActive = 16,

    /// <summary>The last day of service has passed.</summary>
    Ended = 32,
}

/// <summary>Questions to the facts of one day.</summary>
public static class FactsOfADay
{
    public static bool Has(this Facts facts, Facts fact) => (facts & fact) == fact;

    /// <summary>An active customer: the account is active, the customer Live, its last day hasn't passed.</summary>
    public static bool IsActiveCustomer(this Facts facts) =>
        (facts & (Facts.Live | Facts.AccountActive | Facts.Ended)) == (Facts.Live | Facts.AccountActive);

    /// <summary>Live, and the last day of service hasn't passed.</summary>
    public static bool IsInService(this Facts facts) => (facts & (Facts.Live | Facts.Ended)) == Facts.Live;

    internal static Facts With(this Facts facts, Facts fact, bool holds) => holds ? facts | fact : facts & ~fact;
}
