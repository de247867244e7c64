using System;
using System.Collections.Generic;

namespace CrmMilestones.Plugins.Rules.Codes;

/// <summary>By the latest day on earth: a colleague in Auckland may rightly be a day ahead of UTC.</summary>
public sealed class CM007ServiceHasStarted() : SaveRule("CM007",
    says: new(
        "{Live} can't be entered before the service starts.",
        "No se puede pasar a {Live} antes de que empiece el servicio."),
    whatToDo: new(
        "Move the customer to {Live} on the day the service starts. If it has started earlier than agreed, "
        + "correct {cm_servicestartson}.",
        "Pase al cliente a {Live} el día en que empiece el servicio. Si ha empezado antes de lo acordado, "
        + "corrija {cm_servicestartson}."))
{
    static readonly Wording NotStarted = new(
        "{customer} can't enter {Live} yet: {cm_servicestartson} is {0}. Wait for that day, or correct the date.",
        "{customer} aún no puede pasar a {Live}: {cm_servicestartson} es {0}. Espere a ese día o corrija la fecha.");

    /// <inheritdoc/>
    public override Problem Example => Broken(NotStarted, new DateTime(2062, 3, 1));

    /// <inheritdoc/>
    public override IEnumerable<Problem> Check(CustomerChange change)
    {
        if (change.Entered == Stage.Live && change.After.ServiceStartsOn is { } start && start > change.At.LatestDay)
        {
            yield return Broken(NotStarted, start);
        }
    }
}
