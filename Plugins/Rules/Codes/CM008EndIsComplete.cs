using System.Collections.Generic;
using System.Linq;

namespace CrmMilestones.Plugins.Rules.Codes;

/// <summary>What Closed asks for on entry stays filled, and the end lies on or after the start in any stage.</summary>
public sealed class CM008EndIsComplete() : SaveRule("CM008",
    says: new(
        "{Closed} needs end date and end reason, and the end can't lie before the service start.",
        "{Closed} exige fecha de fin y motivo de cierre, y el fin no puede ser anterior al inicio del "
        + "servicio."),
    whatToDo: new(
        "Fill in {cm_serviceendedon} and {cm_endreason}, and check them against {cm_servicestartson}.",
        "Rellene {cm_serviceendedon} y {cm_endreason}, y compárelos con {cm_servicestartson}."))
{
    static readonly Wording Incomplete = new(
        "{customer} can't be {Closed} without: {0}.",
        "{customer} no puede pasar a {Closed} sin: {0}.");

    static readonly Wording EndsBeforeStart = new(
        "{customer}: {cm_serviceendedon} ({0}) can't lie before {cm_servicestartson} ({1}). Correct one of the two "
        + "dates.",
        "{customer}: {cm_serviceendedon} ({0}) no puede ser anterior a {cm_servicestartson} ({1}). Corrija una de las "
        + "dos fechas.");

    /// <inheritdoc/>
    public override Problem Example => WithoutEnd(Lifecycle.Stages.Of(Stage.Closed).ToEnter);

    /// <inheritdoc/>
    public override IEnumerable<Problem> Check(CustomerChange change)
    {
        if (change.After.Stage is not { } stage)
        {
            yield break;
        }

        IReadOnlyList<Column> missing =
        [
            .. from column in change.Stages.Of(stage).ToEnter
               where !change.After.IsFilled(column) && (change.Entered is not null || change.Empties(column))
               select column,
        ];
        if (missing.Count > 0)
        {
            yield return WithoutEnd(missing);
        }

        if ((change.Judges(Columns.ServiceEndedOn) || change.Judges(Columns.ServiceStartsOn))
            && change.After.ServiceEndedOn is { } end && change.After.ServiceStartsOn is { } start && end < start)
        {
            yield return Broken(EndsBeforeStart, end, start);
        }
    }

    Problem WithoutEnd(IReadOnlyList<Column> missing) => Broken(Incomplete, new Checklist(Stage: null, missing));
}
