using System.Collections.Generic;

namespace CrmMilestones.Plugins.Rules.Codes;

/// <summary>
/// Dates that a record brings into the lifecycle may wait for their stage. A Closed customer reached the stage from
/// which it was closed.
/// </summary>
public sealed class CM005MilestonesWaitForTheirStage() : SaveRule("CM005",
    says: new(
        "A milestone can't be dated before its stage is reached.",
        "Un hito no puede tener fecha antes de que el cliente llegue a su etapa."),
    whatToDo: new(
        "Move the customer to the milestone's stage first, then date the milestone.",
        "Mueva primero al cliente a la etapa del hito y después ponga la fecha."))
{
    static readonly Wording TooEarly = new(
        "{customer}: {0} can't be dated before the customer is in {1}. Move the customer there first.",
        "{customer}: {0} no puede tener fecha antes de que el cliente esté en {1}. Páselo primero a esa etapa.");

    static readonly Wording ClosedEarlier = new(
        "{customer}: {0} can't be dated, because the customer was closed before it reached {1}.",
        "{customer}: {0} no puede tener fecha, porque el cliente se cerró antes de llegar a {1}.");

    /// <inheritdoc/>
    public override Problem Example => Broken(TooEarly, Columns.ReadyForServiceOn, Stage.Readiness);

    /// <inheritdoc/>
    public override void Check(CustomerChange change, ICollection<Problem> problems)
    {
        if (change.Before.Stage is null || change.After.Reached is not { } reached)
        {
            return;
        }

        foreach (var later in change.Stages.After(reached))
        {
            if (later.Milestone?.DatedBy is { } column && change.Changes(column) && change.After.IsFilled(column))
            {
                problems.Add(Broken(
                    change.After.Stage == Stage.Closed ? ClosedEarlier : TooEarly, column, later.Stage));
            }
        }
    }
}
