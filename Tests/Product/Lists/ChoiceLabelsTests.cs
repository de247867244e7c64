using CrmMilestones.Scripts.Lists;
using Xunit;

namespace CrmMilestones.Tests.Lists;

public class ChoiceLabelsTests
{
    [Fact]
    public void A_label_is_found_whatever_its_case_and_hyphens()
    {
        Assert.Equal(727000000, ChoiceLabels.BillingModel.Find("Fixed price"));
        Assert.Equal(727000009, ChoiceLabels.BillingModel.Find("CONSOLIDATED"));
        Assert.Equal(727000000, ChoiceLabels.BillingTiming.Find("one time"));
        Assert.Equal(727000003, ChoiceLabels.EndReason.Find("compliance-failure"));
        Assert.Null(ChoiceLabels.EndReason.Find("Failure"));
    }

    [Fact]
    public void Labels_come_in_English_and_in_the_solutions_order() => Assert.Equal(
        ["One-time", "In advance", "In arrears", "Every invoice"], ChoiceLabels.BillingTiming.Labels);
}
