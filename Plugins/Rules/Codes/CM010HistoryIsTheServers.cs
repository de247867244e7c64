namespace CrmMilestones.Plugins.Rules.Codes;

/// <summary>What was believed can be read again only if nobody edits it.</summary>
public sealed class CM010HistoryIsTheServers() : ServerRule("CM010",
    says: new(
        "Nobody creates, changes or deletes lifecycle events, status periods and month closes: the server writes them.",
        "Nadie crea, cambia ni elimina eventos, periodos de estado ni cierres de mes: los escribe el servidor."),
    whatToDo: new(
        "Change what they follow from: the customer's stage, dates, {cm_chargeable} or {cm_billinghold}, with "
        + "{cm_takeseffecton} for a day that has passed. The server writes the history of it.",
        "Cambie aquello de lo que dependen: etapa, fechas, {cm_chargeable} o {cm_billinghold} del cliente, con "
        + "{cm_takeseffecton} para un día pasado. El servidor escribe el historial."))
{
    static readonly Wording Written = new(
        "Events, status periods and month closes are written by the server alone. Change the customer instead, or close "
        + "a month by the action made for it.",
        "Los eventos, los periodos de estado y los cierres de mes solo los escribe el servidor. Cambie el cliente, o "
        + "cierre un mes con la acción prevista.");

    /// <summary>Somebody tried.</summary>
    public Problem Problem => Broken(Written);

    /// <inheritdoc/>
    public override Problem Example => Problem;
}
