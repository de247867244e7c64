using System.Linq;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Plugins.Rules.Codes;
using Xunit;
using static CrmMilestones.Tests.Rules.Sample;

namespace CrmMilestones.Tests.Rules;

public class CM014Tests
{
    /// <summary>The order of the definition: outside, Closed, Prospect ... Live.</summary>
    static readonly Stage?[] Order =
        [null, Stage.Closed, Stage.Prospect, Stage.Onboarding, Stage.Compliance, Stage.Readiness, Stage.Live];

    public static TheoryData<int, int> Pairs()
    {
        var pairs = new TheoryData<int, int>();
        for (var pair = 0; pair < 49; pair++)
        {
            pairs.Add(pair / 7, pair % 7);
        }

        return pairs;
    }

    [Theory, MemberData(nameof(Pairs))]
    public void The_account_that_stays_is_not_behind_the_other(int staying, int other) => Assert.Equal(
        staying < other, Refusal(At(Order[staying]), At(Order[other])) != "");

    [Fact]
    public void The_message_says_which_way_round()
    {
        Assert.Equal(
            "CM014 Contoso is [Prospect] and the other account is [Live]. Merge the other way round: the account that is "
            + "further on stays.",
            Refusal(At(Stage.Prospect), At(Stage.Live)));
        Assert.Equal(
            "CM014 Contoso is outside the lifecycle and the other account is [Closed]. Merge the other way round: the "
            + "account that is in the lifecycle stays.",
            Refusal(At(null), At(Stage.Closed)));
    }

    [Fact]
    public void No_hold_of_the_other_account_is_lost()
    {
        var held = Row((Columns.Stage, (int)Stage.Live), (Columns.BillingHold, true));
        Assert.Equal(
            "CM014 The other account is on billing hold and Contoso isn't. Set \"<cm_billinghold>\" with its reason on "
            + "Contoso first, or lift it on the other account.",
            Refusal(At(Stage.Live), held));
        Assert.Equal("", Refusal(held, held));
        Assert.Equal("", Refusal(held, At(Stage.Live)));
    }

    static CustomerFacts At(Stage? stage) => Row((Columns.Stage, (int?)stage));

    static string Refusal(CustomerFacts staying, CustomerFacts other) =>
        string.Join("\n", new CM014MergesLoseNothing().Check(staying, other).Select(Say));
}
