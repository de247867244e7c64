using System;
using System.Collections.Generic;

namespace CrmMilestones.Plugins.Rules.Codes;

/// <summary>What Closed asks for on entry stays filled, and no end lies before what it ends.</summary>
public sealed class CM008EndIsComplete() : SaveRule("CM008",
    says: new(
        "{Closed} needs an end reason and, of a customer that has been live, the last day of service, which has come. "
        + "The last day can't lie before the service start, nor before the first day of the service that it ends.",
        "{Closed} exige un motivo de cierre y, si el cliente ha estado en servicio, su último día, que ya ha llegado. "
        + "El último día no puede ser anterior al inicio del servicio ni al primer día del servicio que termina."),
    whatToDo: new(
        "Fill in {cm_endreason} and {cm_serviceendedon}, and check the day against {cm_servicestartson}. While the last "
        + "day lies ahead, the customer stays {Live}: its end comes by itself.",
        "Rellene {cm_endreason} y {cm_serviceendedon}, y compare el día con {cm_servicestartson}. Mientras el último día "
        + "no haya llegado, el cliente sigue en {Live}: el fin llega por sí solo."))
{
    static readonly Wording Incomplete = new(
        "{customer} can't be {Closed} without: {0}.",
        "{customer} no puede pasar a {Closed} sin: {0}.");

    static readonly Wording EndsBeforeStart = new(
        "{customer}: {cm_serviceendedon} ({0}) can't lie before {cm_servicestartson} ({1}). Correct one of the two "
        + "dates.",
        "{customer}: {cm_serviceendedon} ({0}) no puede ser anterior a {cm_servicestartson} ({1}). Corrija una de las "
        + "dos fechas.");

    static readonly Wording EndsBeforeSpell = new(
        "{customer}: {cm_serviceendedon} ({0}) can't lie before {1}, the day from which the customer counts as live. "
        + "Correct or empty it.",
        "{customer}: {cm_serviceendedon} ({0}) no puede ser anterior a {1}, el día desde el que el cliente cuenta como "
        + "en servicio. Corríjalo o déjelo vacío.");

    static readonly Wording ClosedBeforeSpell = new(
        "{customer}: {cm_serviceendedon} ({0}) can't lie before {1}, the day from which the customer counts as live. "
        + "Correct it, or the service start or milestone date that is wrong.",
        "{customer}: {cm_serviceendedon} ({0}) no puede ser anterior a {1}, el día desde el que el cliente cuenta como "
        + "en servicio. Corríjalo, o la fecha de inicio o de hito que esté equivocada.");

    static readonly Wording EndsBeforeReopening = new(
        "{customer} is being reopened, so {cm_serviceendedon} ({0}) can't lie in the past. Correct or empty it.",
        "{customer} se está reabriendo, por lo que {cm_serviceendedon} ({0}) no puede estar en el pasado. Corríjalo o "
        + "déjelo vacío.");

    static readonly Wording StillAhead = new(
        "{customer} can't be {Closed} yet: {cm_serviceendedon} is {0}. Leave the stage as it is, the end comes by itself "
        + "on that day; or correct the date.",
        "{customer} aún no puede pasar a {Closed}: {cm_serviceendedon} es {0}. Deje la etapa como está, el fin llega por "
        + "sí solo ese día; o corrija la fecha.");

    static readonly Wording NewcomerStillAhead = new(
        "{customer} can't be {Closed} yet: {cm_serviceendedon} is {0}. If it is still served, bring it in as {Live}: the "
        + "end comes by itself on that day. Otherwise correct the date.",
        "{customer} aún no puede pasar a {Closed}: {cm_serviceendedon} es {0}. Si aún se le presta servicio, incorpórelo "
        + "en {Live}: el fin llega por sí solo ese día. Si no, corrija la fecha.");

    static readonly Wording AheadOfAClosed = new(
        "{customer} is {Closed}, so {cm_serviceendedon} can't be {0}, a day to come. Correct the date. If the service "
        + "goes on, reopen the customer with a reason.",
        "{customer} está en {Closed}, por lo que {cm_serviceendedon} no puede ser {0}, un día que aún no ha llegado. "
        + "Corrija la fecha. Si el servicio continúa, reabra al cliente con un motivo.");

    /// <inheritdoc/>
    public override Problem Example => WithoutEnd([Columns.EndReason, Columns.ServiceEndedOn]);

    /// <inheritdoc/>
    public override void Check(CustomerChange change, ICollection<Problem> problems)
    {
        if (change.After.Stage is not { } stage)
        {
            return;
        }

        var entered = change.Stages.Of(stage);
        var hasBeenLive = change.Before.HasBeenLive || change.After.IsLive;
        if ((hasBeenLive ? entered.AllToEnter : entered.ToEnter) is { Count: > 0 } needed
            && Missing(change, needed) is { } missing)
        {
            problems.Add(WithoutEnd(missing));
        }

        if (change.After.LastDayOfService is not { } end)
        {
            return;
        }

        var judgesEnd = change.Entered == Stage.Closed || change.Judges(Columns.ServiceEndedOn);
        if (stage == Stage.Closed && hasBeenLive && judgesEnd && end > change.At.Today)
        {
            problems.Add(Broken(
                change.Before.Stage switch
                {
                    null => NewcomerStillAhead,
                    Stage.Closed => AheadOfAClosed,
                    _ => StillAhead,
                },
                end));
        }

        if ((judgesEnd || change.Judges(Columns.ServiceStartsOn))
            && change.After.ServiceStartsOn is { } start && end < start)
        {
            problems.Add(Broken(EndsBeforeStart, end, start));
        }
        else if (change.Reopens && stage != Stage.Live && end < change.At.Today && end < EffectiveDays.Of(change))
        {
            problems.Add(Broken(EndsBeforeReopening, end));
        }
        else if (FirstDayOfWhatEnds(change, judgesEnd) is { } first && end < first)
        {
            problems.Add(Broken(stage == Stage.Closed ? ClosedBeforeSpell : EndsBeforeSpell, end, first));
        }
    }

    static List<Column>? Missing(CustomerChange change, FixedList<Column> needed)
    {
        List<Column>? missing = null;
        foreach (var column in needed)
        {
            if (!change.After.IsFilled(column) && (change.Entered is not null || change.Empties(column)))
            {
                (missing ??= []).Add(column);
            }
        }

        return missing;
    }

    /// <summary>Of a customer that has been live; null where this save changes neither the spell nor its end.</summary>
    static DateTime? FirstDayOfWhatEnds(CustomerChange change, bool judgesEnd) =>
        change.Entered == Stage.Live ? EffectiveDays.OfGoingLive(change)
        : !change.ReachesTimeline || !judgesEnd && !change.ChangesAny(Lifecycle.DatesOfGoingLive) ? null
        : change.Believed.Count > 0 ? EffectiveDays.StartOfSpell(change)
        : change.After.IsLive ? EffectiveDays.OfGoingLive(change)
        : null;

    Problem WithoutEnd(IReadOnlyList<Column> missing) => Broken(Incomplete, new Checklist(Stage: null, missing));
}
