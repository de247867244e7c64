using CrmMilestones.Plugins.Rules;
using Xunit;
using static CrmMilestones.Tests.Rules.Sample;

namespace CrmMilestones.Tests.Rules;

/// <summary>By the day in the customer's market; the samples have none that differs from UTC: 15 June.</summary>
public class CM007Tests
{
    static CustomerFacts Ready => In(
        Stage.Readiness, (Columns.ServiceOwner, Rep), (Columns.ReadyForServiceOn, Day(6, 1)));

    [Fact]
    public void Live_cannot_be_entered_before_the_service_start()
    {
        Assert.Equal(
            "CM007 Contoso can't enter [Live] yet: \"<cm_servicestartson>\" is 2026-06-16. Wait for that day, or "
            + "correct the date.",
            Refusal(Enter(Stage.Live, Ready, (Columns.ServiceStartsOn, Day(6, 16)))));
        Assert.Equal("", Refusal(Enter(Stage.Live, Ready, (Columns.ServiceStartsOn, Day(6, 15)))));
    }

    [Fact]
    public void The_service_start_of_a_live_customer_cannot_be_put_off()
    {
        Assert.Equal(
            "CM007 Contoso is [Live], so \"<cm_servicestartson>\" can't be 2026-06-16, a day to come. If the service "
            + "hasn't started, move the customer back with a reason.",
            Refusal(Change(In(Stage.Live), (Columns.ServiceStartsOn, Day(6, 16)))));
        Assert.Equal("", Refusal(Change(In(Stage.Live), (Columns.ServiceStartsOn, Day(6, 15)))));
    }

    /// <summary>At noon UTC on the 15th it is the 16th in Auckland, and in Apia (UTC+13); early on, it is the 14th in
    /// New York.</summary>
    [Fact]
    public void The_day_in_the_customers_market_decides()
    {
        var submitted = Row((Columns.Stage, (int)Stage.Live), (Columns.ServiceStartsOn, Day(6, 16)));
        Moment Where(int day) => new(Now.UtcNow, () => Day(6, day));
        Assert.Empty(Codes(new(Ready, submitted, Where(16), Rep, () => Believed(Ready))));
        Assert.Equal(["CM007"], Codes(new(Ready, submitted, Where(14), Rep, () => Believed(Ready))));
    }

    [Fact]
    public void A_live_customer_with_a_wrong_start_from_before_stays_editable() => Assert.Equal(
        "", Refusal(Change(In(Stage.Live, (Columns.ServiceStartsOn, Day(12, 1))), (Columns.RegistrationNumber, "N"))));

    [Fact]
    public void Other_stages_can_be_entered_before_it() => Assert.Equal(
        "", Refusal(Enter(Stage.Readiness, Outside((Columns.ServiceStartsOn, Day(12, 1))))));
}
