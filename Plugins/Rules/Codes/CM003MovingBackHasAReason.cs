using System.Collections.Generic;

namespace CrmMilestones.Plugins.Rules.Codes;

/// <summary>What moving back empties is in <see cref="ServerColumns"/>.</summary>
public sealed class CM003MovingBackHasAReason() : SaveRule("CM003",
    says: new(
        "Moving back, or reopening a closed customer, needs a reason; it empties the milestones to be reached "
        + "again.",
        "Volver atrás, o reabrir un cliente cerrado, exige un motivo; se vacían los hitos que hay que alcanzar "
        + "de nuevo."),
    whatToDo: new(
        "Write the reason in {cm_stagechangereason} and save again. Date the emptied milestones when they are "
        + "reached anew.",
        "Escriba el motivo en {cm_stagechangereason} y guarde de nuevo. Ponga fecha a los hitos vaciados "
        + "cuando se vuelvan a alcanzar."))
{
    static readonly Wording NoReason = new(
        "{customer} can't go back from {0} to {1} without a reason. Fill in {cm_stagechangereason} and save again.",
        "{customer} no puede volver de {0} a {1} sin un motivo. Rellene {cm_stagechangereason} y guarde de nuevo.");

    /// <inheritdoc/>
    public override Problem Example => Broken(NoReason, Stage.Live, Stage.Compliance);

    /// <inheritdoc/>
    public override IEnumerable<Problem> Check(CustomerChange change)
    {
        if (change.MovesBack && !change.After.IsFilled(Columns.StageChangeReason))
        {
            yield return Broken(NoReason, change.Before.Stage!.Value, change.After.Stage!.Value);
        }
    }
}
