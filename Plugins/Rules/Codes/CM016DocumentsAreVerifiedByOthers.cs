using System.Collections.Generic;
using CrmMilestones.Plugins.Rules.Documents;

namespace CrmMilestones.Plugins.Rules.Codes;

/// <summary>
/// A document counts because a second person looked at it. Changing what was verified is verifying anew.
/// </summary>
public sealed class CM016DocumentsAreVerifiedByOthers() : ServerRule("CM016",
    says: new(
        "A document is verified or rejected by neither its owner nor who created it, and not on a day to come. It "
        + "can be Expired only once its last valid day has passed.",
        "Un documento no lo verifica ni lo rechaza su propietario ni quien lo creó, ni en un día que aún no ha llegado. "
        + "Solo puede pasar a Caducado cuando ha pasado su último día de validez."),
    whatToDo: new(
        "Ask a colleague to look at the document and to set Verified or Rejected. Create documents as Requested or "
        + "Submitted; whoever changes customer, type or dates of a verified one verifies it.",
        "Pida a un compañero que compruebe el documento y lo marque como Verificado o Rechazado. Cree los documentos "
        + "como Solicitado o Presentado; quien cambia el cliente, el tipo o las fechas de uno verificado lo verifica."))
{
    static readonly Wording ThisDocument = new("this document", "este documento");

    static readonly Wording Created = new(
        "{0} can't be created as Verified or Rejected, because whoever creates a document can't check it. Create it as "
        + "Requested or Submitted, and ask a colleague to check it.",
        "{0} no se puede crear como Verificado ni Rechazado, porque quien crea un documento no puede comprobarlo. Créelo "
        + "como Solicitado o Presentado y pida a un compañero que lo compruebe.");

    static readonly Wording OwnDocument = new(
        "{0} is checked by somebody other than its owner. Ask a colleague to set Verified or Rejected, or to change "
        + "customer, type or dates if it is verified already.",
        "{0} lo comprueba alguien que no sea su propietario. Pida a un compañero que lo marque como Verificado o "
        + "Rechazado, o que cambie el cliente, el tipo o las fechas si ya está verificado.");

    static readonly Wording CreatedByThePerson = new(
        "{0} is checked by somebody other than the person who created it. Ask a colleague to set Verified or Rejected, or "
        + "to change customer, type or dates if it is verified already.",
        "{0} lo comprueba alguien que no sea quien lo creó. Pida a un compañero que lo marque como Verificado o "
        + "Rechazado, o que cambie el cliente, el tipo o las fechas si ya está verificado.");

    static readonly Wording Future = new(
        "{0}: \"Verified on\" ({1}) lies in the future. Enter the day on which the document was checked.",
        "{0}: \"Verificado el\" ({1}) es una fecha futura. Indique el día en que se comprobó el documento.");

    static readonly Wording TooOld = new(
        "{0}: \"Verified on\" ({1}) lies before {2}. Check the year.",
        "{0}: \"Verificado el\" ({1}) es anterior a {2}. Compruebe el año.");

    static readonly Wording StillValid = new(
        "{0} can't be Expired: \"Expires on\" is {1}, and the document is valid on that day. Leave it as it is, or choose "
        + "Rejected if it doesn't count.",
        "{0} no puede pasar a Caducado: \"Caduca el\" es {1}, y el documento es válido ese día. Déjelo como está, o elija "
        + "Rechazado si no cuenta.");

    static readonly Wording NeverExpires = new(
        "{0} can't be Expired without a day in \"Expires on\" that has passed.",
        "{0} no puede pasar a Caducado sin un día en \"Caduca el\" que ya haya pasado.");

    /// <inheritdoc/>
    public override Problem Example => Broken(OwnDocument, ThisDocument);

    /// <summary>What is wrong with a save of a document; nothing if it keeps the rule.</summary>
    public IEnumerable<Problem> Check(DocumentChange change)
    {
        var after = change.After;
        var document = string.IsNullOrWhiteSpace(after.Name) ? (object)ThisDocument : after.Name!;
        if (change.IsCheck)
        {
            if (change.Before is null)
            {
                yield return Broken(Created, document);
            }
            else if (change.By == after.Owner)
            {
                yield return Broken(OwnDocument, document);
            }
            else if (change.By == after.Creator)
            {
                yield return Broken(CreatedByThePerson, document);
            }
        }

        if (change.ChangesVerifiedOn && after.VerifiedOn is { } day)
        {
            if (day > change.At.LatestDay)
            {
                yield return Broken(Future, document, day);
            }
            else if (day < CM004DatesAreInRange.Earliest)
            {
                yield return Broken(TooOld, document, day, CM004DatesAreInRange.Earliest);
            }
        }

        if (after.Status == DocumentStatus.Expired && (change.ChangesStatus || change.ChangesExpiry))
        {
            if (after.ExpiresOn is not { } last)
            {
                yield return Broken(NeverExpires, document);
            }
            else if (last >= change.At.Today)
            {
                yield return Broken(StillValid, document, last);
            }
        }
    }
}
