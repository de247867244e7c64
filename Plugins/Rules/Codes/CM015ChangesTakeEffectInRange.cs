using System;
using System.Collections.Generic;

namespace CrmMilestones.Plugins.Rules.Codes;

/// <summary>Whoever changes what was believed of days that have passed says why.</summary>
public sealed class CM015ChangesTakeEffectInRange() : SaveRule("CM015",
    says: new(
        "{cm_takeseffecton} lies between 2000 and today, for {Live} not before the latest of service start and milestone "
        + "dates. Before today it needs a reason, and so does a last day of service that ends days which have passed.",
        "{cm_takeseffecton} está entre 2000 y hoy y, para {Live}, no antes de la última de las fechas de inicio e hitos. "
        + "Si es anterior a hoy exige un motivo, al igual que un último día de servicio que termina días ya pasados."),
    whatToDo: new(
        "Correct the day, and write the reason of this change in {cm_stagechangereason}. To count from today, leave "
        + "{cm_takeseffecton} empty.",
        "Corrija el día y escriba el motivo de este cambio en {cm_stagechangereason}. Para que cuente desde hoy, deje "
        + "vacío {cm_takeseffecton}."))
{
    static readonly Wording Ahead = new(
        "{customer}: {cm_takeseffecton} ({0}) lies after today. Enter today or a day before, or leave it empty.",
        "{customer}: {cm_takeseffecton} ({0}) es posterior a hoy. Indique hoy o un día anterior, o déjelo vacío.");

    static readonly Wording TooOld = new(
        "{customer}: {cm_takeseffecton} ({0}) lies before {1}. Check the year.",
        "{customer}: {cm_takeseffecton} ({0}) es anterior a {1}. Compruebe el año.");

    static readonly Wording BeforeLatestDate = new(
        "{customer} can't be {Live} from {0}: the latest of service start and milestone dates is {1}. Enter that day or a "
        + "later one in {cm_takeseffecton}, or correct the dates.",
        "{customer} no puede estar en {Live} desde el {0}: la última de las fechas de inicio e hitos es {1}. Indique ese "
        + "día o uno posterior en {cm_takeseffecton}, o corrija las fechas.");

    static readonly Wording NoReason = new(
        "{customer}: a change that takes effect on {0}, before today, needs a reason. Enter the reason of this change in "
        + "{cm_stagechangereason} and save again.",
        "{customer}: un cambio con efecto desde el {0}, antes de hoy, exige un motivo. Escriba el motivo de este cambio "
        + "en {cm_stagechangereason} y guarde de nuevo.");

    static readonly Wording EndsPastDays = new(
        "{customer}: {cm_serviceendedon} ({0}) ends days which have passed, and that needs a reason. Enter the "
        + "reason of this change in {cm_stagechangereason} and save again.",
        "{customer}: {cm_serviceendedon} ({0}) termina días ya pasados, y eso exige un motivo. Escriba el motivo de este "
        + "cambio en {cm_stagechangereason} y guarde de nuevo.");

    /// <inheritdoc/>
    public override Problem Example => Broken(NoReason, new DateTime(2026, 3, 1));

    /// <inheritdoc/>
    public override void Check(CustomerChange change, ICollection<Problem> problems)
    {
        if (change.IsInLifecycle && change.TakesEffectOn is { } day)
        {
            if (day > change.At.Today)
            {
                problems.Add(Broken(Ahead, day));
            }
            else if (day < CM004DatesAreInRange.Earliest)
            {
                problems.Add(Broken(TooOld, day, CM004DatesAreInRange.Earliest));
            }
            else if (change.Entered == Stage.Live && change.After.LatestDate is { } latest && day < latest
                && day < change.At.Today)
            {
                problems.Add(Broken(BeforeLatestDate, day, latest));
            }
            else if (day < change.At.Today && change.Reason is null)
            {
                problems.Add(Broken(NoReason, day));
            }
        }

        if (change.After.LastDayOfService is { } last && change.Reason is null && EndsDaysThatHavePassed(change))
        {
            problems.Add(Broken(EndsPastDays, last));
        }
    }

    /// <summary>Closing a customer says it all by its end reason.</summary>
    static bool EndsDaysThatHavePassed(CustomerChange change) =>
        change.ChangesEnd && change.Before.Stage is not null && change.Entered != Stage.Closed
        && (EndsDaysThatHavePassed(change, change.Timeline) || EndsDaysThatHavePassed(change, change.Believed));

    /// <summary>Whether one of them is the first day of a period.</summary>
    static bool EndsDaysThatHavePassed(CustomerChange change, Timeline periods)
    {
        foreach (var period in periods)
        {
            if (period.From < change.At.Today
                && change.Timeline.On(period.From) is { Status: BillableStatus.Ended } ended
                && ended.Facts.Has(Facts.Ended) && change.Believed.On(period.From)?.Status != BillableStatus.Ended)
            {
                return true;
            }
        }

        return false;
    }
}
