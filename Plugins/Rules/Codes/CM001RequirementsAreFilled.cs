using System.Collections.Generic;

namespace CrmMilestones.Plugins.Rules.Codes;

/// <summary>Closed is entered from anywhere and asks for columns of its own (CM008).</summary>
public sealed class CM001RequirementsAreFilled() : SaveRule("CM001",
    says: new(
        "Entering a stage, by one step or a jump, needs every requirement of every stage before it.",
        "Entrar en una etapa, paso a paso o de un salto, exige todos los requisitos de las etapas anteriores."),
    whatToDo: new(
        "Fill in the fields that the message names, each at the stage it stands with, and move the customer "
        + "again. While a value isn't known, the customer stays where it is.",
        "Rellene los campos que cita el mensaje, cada uno en la etapa junto a la que aparece, y vuelva a mover "
        + "al cliente. Mientras falte un dato, el cliente se queda donde está."))
{
    static readonly Wording StillNeeded = new(
        "{customer} can't enter {0} yet. Still needed: {1}.",
        "{customer} aún no puede pasar a {0}. Falta: {1}.");

    /// <inheritdoc/>
    public override Problem Example => Missing(
        Stage.Readiness, [new(Stage.Compliance, Lifecycle.Stages.Of(Stage.Compliance).Requires)]);

    /// <inheritdoc/>
    public override void Check(CustomerChange change, ICollection<Problem> problems)
    {
        if (change.Entered is { } stage and not Stage.Closed
            && change.Requirements.Missing(stage, change.After) is { Count: > 0 } missing)
        {
            problems.Add(Missing(stage, missing));
        }
    }

    Problem Missing(Stage entering, IReadOnlyList<Checklist> needs) => Broken(StillNeeded, entering, needs);
}
