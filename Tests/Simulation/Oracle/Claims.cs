using System;
using System.Collections.Generic;
using System.Linq;

namespace CrmMilestones.Simulation.Oracle;

/// <summary>Whether a claim agrees, in the order of its values.</summary>
enum Agreement
{
    Agrees,
    ClaimedButNotBillable,
    ClaimedButNotLive,
    Unmatched,
}

/// <summary>What another system says of a customer.</summary>
sealed record Claim(Guid Id, int Source, DateOnly From, DateOnly Until)
{
    const int Invoice = 0, ServiceUsage = 4;

    /// <summary>The periods of its own days decide, not today's status.</summary>
    public Agreement JudgeBy(IEnumerable<Span> spans)
    {
        var touched = spans.Where(span => span.From <= Until && !(span.Until < From)).ToArray();
        return Source is Invoice or ServiceUsage
            ? touched.Any(span => span.Status == Status.Billable) ? Agreement.Agrees : Agreement.ClaimedButNotBillable
            : touched.Any(span => span.IsActive) ? Agreement.Agrees : Agreement.ClaimedButNotLive;
    }
}
