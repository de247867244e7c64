namespace CrmMilestones.Tests.Sandbox.Browser;

/// <summary>What people read and click, in their language.</summary>
sealed record Words
{
    internal string Save { get; private init; } = "Save";
    internal string Saved { get; private init; } = "- Saved";
    internal string New { get; private init; } = "+ New";
    internal string Delete { get; private init; } = "Delete";
    internal string Next { get; private init; } = "Next Stage ›";
    internal string Back { get; private init; } = "‹ Back";
    internal string Finish { get; private init; } = "Finish";
    internal string Reactivate { get; private init; } = "Reactivate";
    internal string Prospect { get; private init; } = "Prospect (active)";
    internal string Gate { get; private init; } = "To move to the next stage, complete the required steps.";

    internal string NotYet { get; private init; } =
        "can't enter Compliance yet. Still needed: Prospect - Market,";

    internal string Billing { get; private init; } = "Billing";
    internal string BillableByMarket { get; private init; } = "Billable by market: Australia ";

    static readonly Words English = new();

    static readonly Words Spanish = new()
    {
        Save = "Guardar",
        Saved = "- Guardado",
        New = "+ Nuevo",
        Delete = "Eliminar",
        Next = "Siguiente fase ›",
        Back = "‹ Atrás",
        Finish = "Finalizar",
        Reactivate = "Reactivar",
        Prospect = "Prospecto (activa)",
        Gate = "Para pasar a la siguiente fase, complete los pasos obligatorios.",
        NotYet = "aún no puede pasar a Cumplimiento. Falta: Prospecto - Mercado,",
        Billing = "Facturación",
        BillableByMarket = "Facturables por mercado: Australia ",
    };

    internal static Words In(int language) => language == SandboxBrowser.Spanish ? Spanish : English;
}
