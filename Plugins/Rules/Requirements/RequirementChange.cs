using System;

namespace CrmMilestones.Plugins.Rules.Requirements;

/// <summary>One save of one stage requirement, as the rules see it.</summary>
/// <param name="before">The stored row; null on create.</param>
/// <param name="after">The row as the caller would have it.</param>
/// <param name="by">The person who saves (a systemuser id).</param>
/// <param name="createdBy">Who created the row; null on create.</param>
/// <param name="lastChangedBy">Who changed it last; null on create.</param>
/// <param name="canBeFilled">
/// Tells whether people can fill the column on an account; asked only if it matters, as it costs a read.
/// </param>
public sealed class RequirementChange(
    StageRequirement? before, StageRequirement after, Guid by, Guid? createdBy, Guid? lastChangedBy,
    Func<bool> canBeFilled)
{
    public StageRequirement After { get; } = after;

    /// <summary>Who approves by this save; null where nobody does.</summary>
    public Guid? Approver { get; } = after.ApprovedBy != before?.ApprovedBy ? after.ApprovedBy : null;

    /// <summary>Whether the row itself changes, not only who approved it.</summary>
    public bool ChangesTheRow => before is null || Content(before) != Content(After);

    /// <summary>The row counts until an earlier day than before, or is deactivated, and nothing else changes.</summary>
    public bool OnlyEndsEarlier => before is not null
        && Content(before) with { Until = After.Until, IsActive = After.IsActive } == Content(After)
        && (After.IsActive == before.IsActive || !After.IsActive)
        && (After.Until is not null || before.Until is null) && !(After.Until > before.Until);

    /// <summary>Whether the approval that there was doesn't stand for the row as it is now.</summary>
    public bool LosesApproval => After.ApprovedBy is not null && !OnlyEndsEarlier;

    /// <summary>Nobody approves what they wrote themselves.</summary>
    public bool IsApprovedByItsAuthor => Approver == createdBy || Approver == lastChangedBy;

    public bool IsApprovedForSomebodyElse => Approver != by;

    /// <summary>Whether the column is judged now: a row whose column is gone can still be ended.</summary>
    public bool JudgesColumn => before?.Column != After.Column || Approver is not null;

    public bool ColumnCanBeFilled => canBeFilled();

    static StageRequirement Content(StageRequirement row) => row with { ApprovedBy = null };
}
