namespace CrmMilestones.Plugins.Rules;

/// <summary>
/// What became of the billable customers from one day to another. Each customer falls into at most one class:
/// Opening + New + Returned + Released - Held - Ended + Other = Closing.
/// </summary>
/// <param name="Opening">Billable on the first day; of a closed month what was frozen as the closing before.</param>
/// <param name="New">Billable on the last day, and on no day up to the first.</param>
/// <param name="Returned">Billable on the last day and once before, neither Billable nor On hold on the first.</param>
/// <param name="Released">On hold on the first day, Billable on the last and once before.</param>
/// <param name="Held">Billable on the first day, On hold on the last.</param>
/// <param name="Ended">Billable on the first day, Ended on the last.</param>
/// <param name="Closing">Billable on the last day.</param>
public sealed record RollForward(
    int Opening, int New, int Returned, int Released, int Held, int Ended, int Closing)
{
    /// <summary>
    /// Signed: who fell back to Not billable, moves between markets where one is asked for, and corrections of an
    /// opening that was frozen.
    /// </summary>
    public int Other => Closing - Opening - New - Returned - Released + Held + Ended;
}
