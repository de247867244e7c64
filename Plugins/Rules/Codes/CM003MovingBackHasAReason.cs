using System.Collections.Generic;
using System.Linq;

namespace CrmMilestones.Plugins.Rules.Codes;

/// <summary>What moving back empties is in <see cref="CustomerChange"/>.</summary>
public sealed class CM003MovingBackHasAReason() : SaveRule("CM003",
    says: new(
        "Moving back, or reopening a closed customer, needs a reason; it empties the milestones to be reached "
        + "again, and what was entered for the end.",
        "Volver atrás, o reabrir un cliente cerrado, exige un motivo; se vacían los hitos que hay que alcanzar "
        + "de nuevo y lo indicado para el fin."),
    whatToDo: new(
        "Write the reason in {cm_stagechangereason} and save again. Date the emptied milestones when they are "
        + "reached anew. In the guided process, save the reason first and move within half an hour.",
        "Escriba el motivo en {cm_stagechangereason} y guarde de nuevo. Ponga fecha a los hitos vaciados "
        + "cuando se vuelvan a alcanzar. En el proceso guiado, guarde antes el motivo y mueva la etapa en media hora."))
{
    static readonly Wording NoReason = new(
        "{customer} can't go back from {0} to {1} without a reason. Fill in {cm_stagechangereason} and save again.",
        "{customer} no puede volver de {0} a {1} sin un motivo. Rellene {cm_stagechangereason} y guarde de nuevo.");

    static readonly Wording StaleReason = new(
        "{customer} can't go back from {0} to {1} for the reason in {cm_stagechangereason}, because it was entered "
        + "earlier or by somebody else. Enter the reason of this change and save again.",
        "{customer} no puede volver de {0} a {1} por lo que dice {cm_stagechangereason}, porque se escribió antes o lo "
        + "escribió otra persona. Escriba el motivo de este cambio y guarde de nuevo.");

    static readonly Wording Overtaken = new(
        "{customer} has just been changed by somebody else and is in {0} now. Look at it again, and move it back to {1} "
        + "if that is still right.",
        "Otra persona acaba de cambiar {customer}, que ahora está en {0}. Revíselo y, si sigue siendo lo correcto, "
        + "hágalo volver a {1}.");

    /// <inheritdoc/>
    public override Problem Example => Broken(NoReason, Stage.Live, Stage.Compliance);

    /// <inheritdoc/>
    public override void Check(CustomerChange change, ICollection<Problem> problems)
    {
        if (change.MovesBack && change.Reason is null)
        {
            var isStale = change.After.IsFilled(Columns.StageChangeReason);
            problems.Add(Broken(
                isStale ? StaleReason : NoReason, change.Before.Stage!.Value, change.After.Stage!.Value));
        }
        else if (change is { MovesBack: true, IsOvertaken: true } && StaysFilled(change))
        {
            problems.Add(Broken(Overtaken, change.Before.Stage!.Value, change.After.Stage!.Value));
        }
    }

    /// <summary>What the move should have emptied is written already, by who knew nothing of it.</summary>
    static bool StaysFilled(CustomerChange change) => Columns.EnteredByPeople.Any(column =>
        change.Sent.IsFilled(column) && !change.After.IsFilled(column));
}
