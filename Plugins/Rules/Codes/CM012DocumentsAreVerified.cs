using System.Collections.Generic;
using CrmMilestones.Plugins.Rules.Documents;

namespace CrmMilestones.Plugins.Rules.Codes;

/// <summary>Where an administrator asks for no document, none is needed.</summary>
public sealed class CM012DocumentsAreVerified() : SaveRule("CM012",
    says: new(
        "The milestone of the documents needs every document that the customer's market requires, verified and not "
        + "expired.",
        "El hito de los documentos exige todos los documentos que pide el mercado del cliente, verificados y sin "
        + "caducar."),
    whatToDo: new(
        "Ask the customer for what is missing, rejected or expired, and a colleague to verify what was handed in. Then "
        + "date {cm_documentssubmittedon}. In an import, bring the documents in before the stage.",
        "Pida al cliente lo que falte, se haya rechazado o haya caducado, y a un compañero que verifique lo presentado. "
        + "Después ponga fecha en {cm_documentssubmittedon}. En una importación, traiga los documentos antes que la "
        + "etapa."))
{
    static readonly Wording Lacking = new(
        "{customer}: {cm_documentssubmittedon} can't be dated yet. Documents still needed: {0}. Have each of them handed "
        + "in and verified first.",
        "{customer}: {cm_documentssubmittedon} aún no puede tener fecha. Documentos pendientes: {0}. Antes hay que "
        + "presentar y verificar cada uno.");

    /// <inheritdoc/>
    public override Problem Example => Broken(
        Lacking, new List<Sentence> { new RequiredDocument("Business licence", []).Lack(new(default))! });

    /// <inheritdoc/>
    public override void Check(CustomerChange change, ICollection<Problem> problems)
    {
        if (change.Judges(Columns.DocumentsSubmittedOn) && change.After.IsFilled(Columns.DocumentsSubmittedOn)
            && Lacks(change) is { } lacks)
        {
            problems.Add(Broken(Lacking, lacks));
        }
    }

    static List<Sentence>? Lacks(CustomerChange change)
    {
        List<Sentence>? lacks = null;
        foreach (var document in change.RequiredDocuments)
        {
            if (document.Lack(change.At) is { } lack)
            {
                (lacks ??= []).Add(lack);
            }
        }

        return lacks;
    }
}
