using System.Collections.Generic;

namespace CrmMilestones.Plugins.Rules.Codes;

/// <summary>A hold that was saved without one before stays editable.</summary>
public sealed class CM009HoldHasAReason() : SaveRule("CM009",
    says: new(
        "A billing hold needs its reason.",
        "Poner la facturación en pausa exige un motivo."),
    whatToDo: new(
        "Write in {cm_billingholdreason} what is disputed or decided, and save again.",
        "Escriba en {cm_billingholdreason} qué se discute o se ha decidido, y guarde de nuevo."))
{
    static readonly Wording NoReason = new(
        "{customer}: {cm_billinghold} needs a reason. Fill in {cm_billingholdreason} and save again.",
        "{customer}: {cm_billinghold} necesita un motivo. Rellene {cm_billingholdreason} y guarde de nuevo.");

    /// <inheritdoc/>
    public override Problem Example => Broken(NoReason);

    /// <inheritdoc/>
    public override void Check(CustomerChange change, ICollection<Problem> problems)
    {
        if (change.After.IsOnHold && !change.After.IsFilled(Columns.BillingHoldReason)
            && (change.Judges(Columns.BillingHold) || change.Judges(Columns.BillingHoldReason)))
        {
            problems.Add(Broken(NoReason));
        }
    }
}
