using System.Collections.Generic;
using CrmMilestones.Plugins.Rules.Codes;

namespace CrmMilestones.Plugins.Rules;

/// <summary>The rules that every save of a customer keeps, on every channel.</summary>
public static class SaveRules
{
    /// <summary>In the order of their codes.</summary>
    public static FixedList<SaveRule> All { get; } = new(
    [
        new CM001RequirementsAreFilled(),
        new CM002RequirementsStayFilled(),
        new CM003MovingBackHasAReason(),
        new CM004DatesAreInRange(),
        new CM005MilestonesWaitForTheirStage(),
        new CM006ComputedColumnsAreLeftAlone(),
        new CM007ServiceHasStarted(),
        new CM008EndIsComplete(),
        new CM009HoldHasAReason(),
        new CM012DocumentsAreVerified(),
        new CM013OthersCertifyReadiness(),
        new CM015ChangesTakeEffectInRange(),
    ]);

    /// <summary>Every problem of the save, in the order of the codes; none when it is accepted.</summary>
    public static IReadOnlyList<Problem> Check(CustomerChange change)
    {
        List<Problem> problems = [];
        if (change.StageExists)
        {
            foreach (var rule in All)
            {
                rule.Check(change, problems);
            }
        }

        return problems;
    }
}
