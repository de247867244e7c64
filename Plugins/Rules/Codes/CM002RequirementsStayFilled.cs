using System.Collections.Generic;

namespace CrmMilestones.Plugins.Rules.Codes;

/// <summary>A record that already lacks a column can still be edited: only emptying it is refused.</summary>
public sealed class CM002RequirementsStayFilled() : SaveRule("CM002",
    says: new(
        "A field of the definition that a passed stage required can't be emptied. The stage itself can be emptied only "
        + "by a customer that has never been live, with a reason: it then leaves the lifecycle.",
        "Un campo de la definición exigido por una etapa ya pasada no se puede vaciar. La etapa solo se puede vaciar en "
        + "un cliente que nunca ha estado en servicio y con un motivo: entonces sale del ciclo de vida."),
    whatToDo: new(
        "Enter the new value over the old one. If the customer really has to start that stage again, move it "
        + "back with a reason. When the service has ended, choose {Closed}.",
        "Escriba el valor nuevo sobre el anterior. Si el cliente debe repetir esa etapa, hágalo volver con un "
        + "motivo. Si el servicio ha terminado, elija {Closed}."))
{
    static readonly Wording Erased = new(
        "{customer}: {0} can't be emptied, because the stage that needs it has been passed. Enter another value "
        + "instead.",
        "{customer}: {0} no se puede vaciar, porque ya se pasó la etapa que lo exige. Indique otro valor.");

    static readonly Wording LiveStageErased = new(
        "{customer} has been live, so {cm_lifecyclestage} can't be emptied. When the service has ended, choose "
        + "{Closed}.",
        "{customer} ha estado en servicio, por lo que {cm_lifecyclestage} no se puede vaciar. Si el servicio ha "
        + "terminado, elija {Closed}.");

    static readonly Wording StageErasedSilently = new(
        "{customer} can't leave the lifecycle without a reason. Enter the reason of this change in "
        + "{cm_stagechangereason} and save again.",
        "{customer} no puede salir del ciclo de vida sin un motivo. Escriba el motivo de este cambio en "
        + "{cm_stagechangereason} y guarde de nuevo.");

    /// <inheritdoc/>
    public override Problem Example => Emptied([Columns.RegistrationNumber]);

    /// <inheritdoc/>
    public override void Check(CustomerChange change, ICollection<Problem> problems)
    {
        if (change.Leaves)
        {
            if (change.Before.HasBeenLive || change.Before.IsLive)
            {
                problems.Add(Broken(LiveStageErased));
            }
            else if (change.Reason is null)
            {
                problems.Add(Broken(StageErasedSilently));
            }

            return;
        }

        // When a stage is entered, CM001 names the same columns; but for Closed, which asks for none of them.
        var reached = change.Entered is null or Stage.Closed ? change.Before.Reached : null;
        if (reached is { } stage && EmptiesAny(change) && RequiredAndEmptied(change, stage) is { } erased)
        {
            problems.Add(Emptied(erased));
        }
    }

    /// <summary>What the stages below one require may cost a read, so most saves don't ask.</summary>
    static bool EmptiesAny(CustomerChange change)
    {
        foreach (var column in Columns.EnteredByPeople)
        {
            if (IsEmptied(change, column))
            {
                return true;
            }
        }

        return false;
    }

    static List<Column>? RequiredAndEmptied(CustomerChange change, Stage reached)
    {
        List<Column>? erased = null;
        foreach (var passed in change.Stages.Below(reached))
        {
            foreach (var column in change.Requirements.ToLeave(passed.Stage))
            {
                // Named once, though two stages may need it.
                if (IsEmptied(change, column) && erased?.Contains(column) != true)
                {
                    (erased ??= []).Add(column);
                }
            }
        }

        return erased;
    }

    static bool IsEmptied(CustomerChange change, Column column) =>
        change.Submitted.Has(column) && change.Empties(column);

    Problem Emptied(IReadOnlyList<Column> columns) => Broken(Erased, columns);
}
