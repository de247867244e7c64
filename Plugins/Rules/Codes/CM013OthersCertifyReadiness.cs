using System.Collections.Generic;

namespace CrmMilestones.Plugins.Rules.Codes;

/// <summary>
/// Who sold to the customer, and owns the account, doesn't say that it can be charged. A team that owns it is nobody, and
/// what a record brings into the lifecycle isn't judged.
/// </summary>
public sealed class CM013OthersCertifyReadiness() : SaveRule("CM013",
    says: new(
        "The account's owner doesn't date the milestone of readiness.",
        "El propietario de la cuenta no pone fecha al hito de preparación."),
    whatToDo: new(
        "Ask a colleague of Operations to date {cm_readyforserviceon}. If the account should be somebody else's, assign "
        + "it first.",
        "Pida a un compañero de Operaciones que ponga fecha en {cm_readyforserviceon}. Si la cuenta debe ser de otra "
        + "persona, asígnela antes."))
{
    static readonly Wording ByTheOwner = new(
        "{customer}: {cm_readyforserviceon} can't be dated by the account's owner. Ask a colleague to date it.",
        "{customer}: el propietario de la cuenta no puede poner fecha en {cm_readyforserviceon}. Pida a un compañero que "
        + "la ponga.");

    /// <inheritdoc/>
    public override Problem Example => Broken(ByTheOwner);

    /// <inheritdoc/>
    public override void Check(CustomerChange change, ICollection<Problem> problems)
    {
        if (change.Before.Stage is not null && change.Changes(Columns.ReadyForServiceOn)
            && change.After.IsFilled(Columns.ReadyForServiceOn) && Equals(change.After[Columns.Owner], change.By))
        {
            problems.Add(Broken(ByTheOwner));
        }
    }
}
