using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.Rules.Requirements;

namespace CrmMilestones.Plugins.Rules.Codes;

/// <summary>A rule that an administrator adds works, or is refused; a waiver takes two people.</summary>
public sealed class CM011RequirementsMakeSense() : ServerRule("CM011",
    says: new(
        "A stage requirement names an account column that people can fill and a stage that is left. A waiver has a "
        + "reason "
        + "and an end, and no effect until somebody approves it who neither created it nor changed it last. Any change "
        + "but an earlier end takes the approval away.",
        "Un requisito de etapa indica una columna de la cuenta que se pueda rellenar y una etapa de la que se sale. "
        + "Una "
        + "exención tiene motivo y fin, y no surte efecto hasta que la aprueba quien no la creó ni la cambió por "
        + "última "
        + "vez. Cualquier cambio, salvo adelantar el fin, anula la aprobación."),
    whatToDo: new(
        "Correct what the message names. To approve a waiver, open it, choose yourself as the approver and save "
        + "nothing "
        + "else; if you wrote it, ask a colleague.",
        "Corrija lo que indica el mensaje. Para aprobar una exención, ábrala, elíjase como aprobador y no guarde nada "
        + "más; si la escribió usted, pídaselo a un compañero."))
{
    /// <summary>Shown on a row whose column was there once.</summary>
    public static readonly Wording ColumnIsGone = new(
        "The column doesn't exist any more, so nobody is held up by this row.",
        "La columna ya no existe, por lo que esta fila no detiene a nadie.");

    static readonly Wording NotLeft = new(
        "Choose a stage that customers leave: {0}.", "Elija una etapa de la que salgan los clientes: {0}.");

    static readonly Wording NoSuchColumn = new(
        "\"{0}\" isn't an account column that people can fill. Enter its logical name, for example websiteurl.",
        "\"{0}\" no es una columna de la cuenta que se pueda rellenar. Indique su nombre lógico, por ejemplo "
        + "websiteurl.");

    static readonly Wording WaiverNeeds = new("A waiver needs {0}.", "Una exención necesita {0}.");
    static readonly Wording AReason = new("a reason", "un motivo");
    static readonly Wording AnEnd = new("a last day", "un último día");
    static readonly Wording Both = new("a reason and a last day", "un motivo y un último día");

    static readonly Wording EndsBeforeItBegins = new(
        "The last day, {0}, lies before the first, {1}.", "El último día, {0}, es anterior al primero, {1}.");

    static readonly Wording NotInOneSave = new(
        "An approval is a save of its own. Save the row first; then somebody else approves it.",
        "La aprobación se guarda por separado. Guarde primero la fila; después la aprueba otra persona.");

    static readonly Wording ForSomebodyElse = new(
        "Nobody approves in another's name. Only yourself can be entered as the approver.",
        "Nadie aprueba en nombre de otro. Solo puede indicarse a sí mismo como aprobador.");

    static readonly Wording ByItsAuthor = new(
        "Whoever created a row or changed it last can't approve it. Ask a colleague to approve it.",
        "Quien creó una fila o la cambió por última vez no puede aprobarla. Pida a un compañero que la apruebe.");

    /// <inheritdoc/>
    public override Problem Example => Broken(ByItsAuthor);

    /// <summary>What is wrong with saving a row; nothing if it keeps the rule.</summary>
    public IEnumerable<Problem> Check(RequirementChange change) => change switch
    {
        { OnlyEndsEarlier: true, Approver: null } => [],
        { Approver: not null } => [.. Content(change), .. Approval(change)],
        _ => Content(change),
    };

    IEnumerable<Problem> Content(RequirementChange change)
    {
        var row = change.After;
        var left = Lifecycle.Stages.Guided.Take(Lifecycle.Stages.Guided.Count - 1);
        if (!left.Contains(row.Stage))
        {
            yield return Broken(NotLeft, left);
        }

        if (change.JudgesColumn && !change.ColumnCanBeFilled)
        {
            yield return Broken(NoSuchColumn, row.Column.LogicalName);
        }

        if (row.IsWaiver && (row.Reason.Length == 0 || row.Until is null))
        {
            yield return Broken(WaiverNeeds, row.Until is not null ? AReason : row.Reason.Length > 0 ? AnEnd : Both);
        }

        if (row.Until < row.From)
        {
            yield return Broken(EndsBeforeItBegins, row.Until!.Value, row.From!.Value);
        }
    }

    IEnumerable<Problem> Approval(RequirementChange change)
    {
        if (change.ChangesTheRow)
        {
            yield return Broken(NotInOneSave);
        }
        else if (change.IsApprovedForSomebodyElse)
        {
            yield return Broken(ForSomebodyElse);
        }
        else if (change.IsApprovedByItsAuthor)
        {
            yield return Broken(ByItsAuthor);
        }
    }
}
