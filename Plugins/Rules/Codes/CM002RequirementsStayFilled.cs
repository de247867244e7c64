using System.Collections.Generic;
using System.Linq;

namespace CrmMilestones.Plugins.Rules.Codes;

/// <summary>A record that already lacks a column can still be edited: only emptying it is refused.</summary>
public sealed class CM002RequirementsStayFilled() : SaveRule("CM002",
    says: new(
        "A field that a passed stage required can't be emptied, nor can the stage itself.",
        "Un campo exigido por una etapa ya pasada no se puede vaciar, y la etapa tampoco."),
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

    static readonly Wording StageErased = new(
        "{customer}: {cm_lifecyclestage} can't be emptied. When the service has ended, choose {Closed}.",
        "{customer}: {cm_lifecyclestage} no se puede vaciar. Si el servicio ha terminado, elija {Closed}.");

    /// <inheritdoc/>
    public override Problem Example => Emptied([Columns.RegistrationNumber]);

    /// <inheritdoc/>
    public override IEnumerable<Problem> Check(CustomerChange change)
    {
        if (change.After.Stage is null)
        {
            return change.Before.Stage is null ? [] : [Broken(StageErased)];
        }

        // When a stage is entered, CM001 names the same columns; but for Closed, which asks for none of them.
        var reached = change.Entered is null or Stage.Closed ? change.Before.Stage : null;
        IReadOnlyList<Column> erased = reached is { } stage
            ? [.. change.Stages.Below(stage).SelectMany(passed => passed.Requires).Where(change.Empties)]
            : [];
        return erased.Count > 0 ? [Emptied(erased)] : [];
    }

    Problem Emptied(IReadOnlyList<Column> columns) => Broken(Erased, columns);
}
