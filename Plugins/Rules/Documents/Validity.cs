using System;

namespace CrmMilestones.Plugins.Rules.Documents;

/// <summary>For how long a document is valid.</summary>
static class Validity
{
    /// <summary>
    /// The last valid day, by calendar: verified on the 31st, a document is valid until the last day of a month that
    /// has none.
    /// </summary>
    /// <param name="verifiedOn">A day that has come.</param>
    /// <param name="months">1 to 1200.</param>
    public static DateTime LastDay(DateTime verifiedOn, int months) => verifiedOn.AddMonths(months);
}
