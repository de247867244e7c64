namespace CrmMilestones.Plugins.Rules;

/// <summary>The sentences of the messages, a language at a time.</summary>
sealed class Wording
{
    /// <summary>The low ten bits of an LCID name the language without its country.</summary>
    const int PrimaryLanguage = 0x3FF;

    const int SpanishLanguage = 0x0A;

    static readonly Wording English = new()
    {
        ThisCustomer = "this customer",
        MissingRequirements = "{0} can't enter {1} yet. Still needed: {2}.",
        ErasedRequirements =
            "{0}: {1} can't be emptied, because the stage that needs it has been passed. Enter another value instead.",
        ErasedStage = "{0}: {1} can't be emptied. When the service has ended, choose {2}.",
        MissingReason = "{0} can't go back from {1} to {2} without a reason. Fill in {3} and save again.",
        FutureDate = "{0}: {1} ({2}) lies in the future. Enter the day on which it happened.",
        TooOldDate = "{0}: {1} ({2}) lies before {3}. Enter the day on which it happened.",
        EarlyMilestone = "{0}: {1} can't be dated before the customer is in {2}. Move the customer there first.",
        ComputedColumnsWritten = "{0}: {1} can't be changed, because the server computes it. Leave it as it is.",
        ServiceNotStarted = "{0} can't enter {1} yet: {2} is {3}. Wait for that day, or correct the date.",
        IncompleteEnd = "{0} can't be {1} without: {2}.",
        EndBeforeStart = "{0}: {1} ({2}) can't lie before {3} ({4}). Correct one of the two dates.",
        HoldWithoutReason = "{0}: {1} needs a reason. Fill in {2} and save again.",
    };

    static readonly Wording Spanish = new()
    {
        ThisCustomer = "este cliente",
        MissingRequirements = "{0} aún no puede pasar a {1}. Falta: {2}.",
        ErasedRequirements =
            "{0}: {1} no se puede vaciar, porque ya se pasó la etapa que lo exige. Indique otro valor.",
        ErasedStage = "{0}: {1} no se puede vaciar. Si el servicio ha terminado, elija {2}.",
        MissingReason = "{0} no puede volver de {1} a {2} sin un motivo. Rellene {3} y guarde de nuevo.",
        FutureDate = "{0}: {1} ({2}) es una fecha futura. Indique el día en que ocurrió.",
        TooOldDate = "{0}: {1} ({2}) es anterior a {3}. Indique el día en que ocurrió.",
        EarlyMilestone =
            "{0}: {1} no puede tener fecha antes de que el cliente esté en {2}. Páselo primero a esa etapa.",
        ComputedColumnsWritten = "{0}: {1} no se puede cambiar, porque lo calcula el servidor. Déjelo como está.",
        ServiceNotStarted = "{0} aún no puede pasar a {1}: {2} es {3}. Espere a ese día o corrija la fecha.",
        IncompleteEnd = "{0} no puede pasar a {1} sin: {2}.",
        EndBeforeStart = "{0}: {1} ({2}) no puede ser anterior a {3} ({4}). Corrija una de las dos fechas.",
        HoldWithoutReason = "{0}: {1} necesita un motivo. Rellene {2} y guarde de nuevo.",
    };

    public required string ThisCustomer { get; init; }

    public required string MissingRequirements { get; init; }

    public required string ErasedRequirements { get; init; }

    public required string ErasedStage { get; init; }

    public required string MissingReason { get; init; }

    public required string FutureDate { get; init; }

    public required string TooOldDate { get; init; }

    public required string EarlyMilestone { get; init; }

    public required string ComputedColumnsWritten { get; init; }

    public required string ServiceNotStarted { get; init; }

    public required string IncompleteEnd { get; init; }

    public required string EndBeforeStart { get; init; }

    public required string HoldWithoutReason { get; init; }

    /// <summary>English where the language has no wording of its own.</summary>
    public static Wording In(int language) => (language & PrimaryLanguage) == SpanishLanguage ? Spanish : English;
}
