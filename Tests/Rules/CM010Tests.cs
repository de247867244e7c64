using CrmMilestones.Plugins.Rules.Codes;
using Xunit;
using static CrmMilestones.Tests.Rules.Sample;

namespace CrmMilestones.Tests.Rules;

/// <summary>Who is let through, the journeys try (Tests/Product/Journeys).</summary>
public class CM010Tests
{
    [Fact]
    public void Whoever_writes_the_history_is_told_what_to_do_instead() => Assert.Equal(
        "CM010 Events, status periods and month closes are written by the server alone. Change the customer instead, or "
        + "close a month by the action made for it.",
        Say(new CM010HistoryIsTheServers().Problem));
}
