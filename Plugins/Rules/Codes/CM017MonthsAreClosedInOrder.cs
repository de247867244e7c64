using System;
using System.Collections.Generic;

namespace CrmMilestones.Plugins.Rules.Codes;

/// <summary>A closed number never changes, so it must not be taken before it stands.</summary>
public sealed class CM017MonthsAreClosedInOrder() : ServerRule("CM017",
    says: new(
        "A month is closed by its last day, once it is over everywhere, once, in order, and not within five minutes of "
        + "a change that reaches into it.",
        "Un mes se cierra con su último día, cuando ha terminado en todas partes, una sola vez, en orden y no antes de "
        + "cinco minutos de un cambio que lo afecte."),
    whatToDo: new(
        "Close the month that the message names, on the second day of the month after it or later. After a change that "
        + "was just saved, wait five minutes. A closed month isn't closed again: what changes in it later is listed as "
        + "an adjustment.",
        "Cierre el mes que indica el mensaje, a partir del segundo día del mes siguiente. Tras un cambio recién "
        + "guardado, espere cinco minutos. Un mes cerrado no se vuelve a cerrar: lo que cambie en él después aparece "
        + "como ajuste."))
{
    static readonly Wording NotTheLastDay = new(
        "{0} isn't the last day of a month. To close that month, give {1}.",
        "{0} no es el último día de un mes. Para cerrar ese mes, indique {1}.");

    static readonly Wording NotOver = new(
        "The month that ends on {0} isn't over everywhere on earth yet. It can be closed from noon UTC on {1}.",
        "El mes que termina el {0} aún no ha terminado en todo el mundo. Se puede cerrar desde el mediodía UTC del "
        + "{1}.");

    static readonly Wording OutOfOrder = new(
        "Months are closed once and in order. After {0}, the next one ends on {1}.",
        "Los meses se cierran una sola vez y en orden. Después del {0}, el siguiente termina el {1}.");

    static readonly Wording StillMoving = new(
        "A change that reaches into the month that ends on {0} was saved within the last five minutes. Try again in "
        + "five minutes.",
        "En los últimos cinco minutos se ha guardado un cambio que afecta al mes que termina el {0}. Inténtelo de "
        + "nuevo dentro de cinco minutos.");

    /// <inheritdoc/>
    public override Problem Example =>
        Broken(OutOfOrder, new DateTime(2062, 2, 28), new DateTime(2062, 3, 31));

    /// <summary>What is wrong with closing a month now; nothing if it can be closed.</summary>
    public IEnumerable<Problem> Check(MonthClosing closing)
    {
        if (closing.MonthEnd != closing.LastDay)
        {
            yield return Broken(NotTheLastDay, closing.MonthEnd, closing.LastDay);
            yield break;
        }

        if (!closing.IsOver)
        {
            yield return Broken(NotOver, closing.MonthEnd, closing.MonthEnd.AddDays(1));
        }

        if (closing.NextInOrder is { } next && next != closing.MonthEnd)
        {
            yield return Broken(OutOfOrder, closing.LastClosed!.Value, next);
        }

        if (closing.IsStillMoving)
        {
            yield return Broken(StillMoving, closing.MonthEnd);
        }
    }
}
