using CrmMilestones.Plugins.Rules;
using Xunit;
using static CrmMilestones.Tests.Rules.Sample;

namespace CrmMilestones.Tests.Rules;

/// <summary>At noon UTC on the 15th it is the 16th in Auckland: the latest day on earth.</summary>
public class CM007Tests
{
    static CustomerFacts Ready => In(
        Stage.Readiness, (Columns.ServiceOwner, Rep), (Columns.ReadyForServiceOn, Day(6, 1)));

    [Fact]
    public void Live_cannot_be_entered_before_the_service_start()
    {
        Assert.Equal(
            "CM007 Contoso can't enter [Live] yet: \"<cm_servicestartson>\" is 2026-06-17. Wait for that day, or "
            + "correct the date.",
            Refusal(Enter(Stage.Live, Ready, (Columns.ServiceStartsOn, Day(6, 17)))));
        Assert.Equal("", Refusal(Enter(Stage.Live, Ready, (Columns.ServiceStartsOn, Day(6, 16)))));
    }

    [Fact]
    public void Other_stages_can_be_entered_before_it() => Assert.Equal(
        "", Refusal(Enter(Stage.Readiness, Outside((Columns.ServiceStartsOn, Day(12, 1))))));
}
