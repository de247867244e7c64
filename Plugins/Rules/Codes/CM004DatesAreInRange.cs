using System;
using System.Collections.Generic;

namespace CrmMilestones.Plugins.Rules.Codes;

/// <summary>"Future" is later than the latest day on earth; a plan is no date of something that happened.</summary>
public sealed class CM004DatesAreInRange() : SaveRule("CM004",
    says: new(
        "A date of something that happened can't lie in the future, and no date lies before 2000.",
        "La fecha de algo que ha ocurrido no puede estar en el futuro, y ninguna fecha es anterior a 2000."),
    whatToDo: new(
        "Check day, month and year. Plans don't belong in these fields: enter the date once it has happened.",
        "Compruebe día, mes y año. Estos campos no admiten planes: ponga la fecha cuando haya ocurrido."))
{
    /// <summary>Earlier dates are typing errors.</summary>
    internal static readonly DateTime Earliest = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    static readonly Wording Future = new(
        "{customer}: {0} ({1}) lies in the future. Enter the day on which it happened.",
        "{customer}: {0} ({1}) es una fecha futura. Indique el día en que ocurrió.");

    static readonly Wording TooOld = new(
        "{customer}: {0} ({1}) lies before {2}. Check the year.",
        "{customer}: {0} ({1}) es anterior a {2}. Compruebe el año.");

    /// <inheritdoc/>
    public override Problem Example => Broken(Future, Columns.AgreementSignedOn, new DateTime(2062, 3, 1));

    /// <inheritdoc/>
    public override void Check(CustomerChange change, ICollection<Problem> problems)
    {
        foreach (var column in Columns.EnteredDates)
        {
            // CM015 judges from when a change may take effect.
            if (column == Columns.TakesEffectOn || !change.Judges(column)
                || change.After.Date(column) is not { } date)
            {
                continue;
            }

            if (column.IsPastDate && date > change.At.LatestDay)
            {
                problems.Add(Broken(Future, column, date));
            }
            else if (date < Earliest)
            {
                problems.Add(Broken(TooOld, column, date, Earliest));
            }
        }
    }
}
