using System;
using System.Collections.Generic;
using System.Linq;

namespace CrmMilestones.Plugins.Rules.Codes;

/// <summary>The order is: outside the lifecycle, Closed, then the stages of the guided process up to Live.</summary>
public sealed class CM014MergesLoseNothing() : ServerRule("CM014",
    says: new(
        "A merge loses no lifecycle and no hold: the account that stays isn't behind the other, and is on hold if the "
        + "other is.",
        "Una combinación no pierde ni ciclo de vida ni pausa: la cuenta que queda no va por detrás de la otra y tiene la "
        + "facturación en pausa si la otra la tiene."),
    whatToDo: new(
        "Merge the other way round, so that the account that is further on stays. A hold is set on the account that "
        + "stays, or lifted on the other, before they are merged.",
        "Combínelas al revés, para que quede la cuenta más avanzada. La pausa se pone en la cuenta que queda, o se quita "
        + "en la otra, antes de combinarlas."))
{
    static readonly Wording OtherWayRound = new(
        "{customer} is {0} and the other account is {1}. Merge the other way round: the account that is further on stays.",
        "{customer} está en {0} y la otra cuenta en {1}. Combínelas al revés: debe quedar la cuenta más avanzada.");

    static readonly Wording OutsideStays = new(
        "{customer} is outside the lifecycle and the other account is {0}. Merge the other way round: the account that is "
        + "in the lifecycle stays.",
        "{customer} está fuera del ciclo de vida y la otra cuenta en {0}. Combínelas al revés: debe quedar la que está "
        + "en el ciclo de vida.");

    static readonly Wording HoldIsLost = new(
        "The other account is on billing hold and {customer} isn't. Set {cm_billinghold} with its reason on {customer} "
        + "first, or lift it on the other account.",
        "La otra cuenta tiene la facturación en pausa y {customer} no. Ponga antes {cm_billinghold} con su motivo en "
        + "{customer}, o quítelo en la otra cuenta.");

    static readonly Stage?[] Order = [null, Stage.Closed, .. Lifecycle.Stages.Guided.Cast<Stage?>()];

    /// <inheritdoc/>
    public override Problem Example => Broken(OtherWayRound, Stage.Prospect, Stage.Live);

    /// <summary>What is wrong with a merge; nothing if it loses nothing.</summary>
    /// <param name="staying">The account that stays, with what is copied into it.</param>
    /// <param name="other">The account that is merged into it.</param>
    public IEnumerable<Problem> Check(CustomerFacts staying, CustomerFacts other)
    {
        if (other.Stage is { } stage && Place(staying.Stage) < Place(stage))
        {
            yield return staying.Stage is { } behind
                ? Broken(OtherWayRound, behind, stage) : Broken(OutsideStays, stage);
        }

        if (other.IsOnHold && !staying.IsOnHold)
        {
            yield return Broken(HoldIsLost);
        }
    }

    /// <summary>A stage that doesn't exist is behind all others.</summary>
    static int Place(Stage? stage) => Array.IndexOf(Order, stage);
}
