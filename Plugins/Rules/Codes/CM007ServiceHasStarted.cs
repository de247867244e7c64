using System;
using System.Collections.Generic;

namespace CrmMilestones.Plugins.Rules.Codes;

/// <summary>By the business day: the calendar day in the customer's market.</summary>
public sealed class CM007ServiceHasStarted() : SaveRule("CM007",
    says: new(
        "The service of a customer in {Live} has started: {Live} can't be entered before, nor the start put off "
        + "afterwards.",
        "El servicio de un cliente en {Live} ya ha empezado: no se puede pasar a {Live} antes, ni aplazar el inicio "
        + "después."),
    whatToDo: new(
        "Move the customer to {Live} on the day the service starts. If it has started earlier than agreed, "
        + "correct {cm_servicestartson}. If it hasn't started after all, move the customer back with a reason.",
        "Pase al cliente a {Live} el día en que empiece el servicio. Si ha empezado antes de lo acordado, "
        + "corrija {cm_servicestartson}. Si al final no ha empezado, hágalo volver atrás con un motivo."))
{
    static readonly Wording NotStarted = new(
        "{customer} can't enter {Live} yet: {cm_servicestartson} is {0}. Wait for that day, or correct the date.",
        "{customer} aún no puede pasar a {Live}: {cm_servicestartson} es {0}. Espere a ese día o corrija la fecha.");

    static readonly Wording PutOff = new(
        "{customer} is {Live}, so {cm_servicestartson} can't be {0}, a day to come. If the service hasn't started, move "
        + "the customer back with a reason.",
        "{customer} está en {Live}, por lo que {cm_servicestartson} no puede ser {0}, un día que aún no ha llegado. Si el "
        + "servicio no ha empezado, haga volver atrás al cliente con un motivo.");

    /// <inheritdoc/>
    public override Problem Example => Broken(NotStarted, new DateTime(2062, 3, 1));

    /// <inheritdoc/>
    public override void Check(CustomerChange change, ICollection<Problem> problems)
    {
        var enters = change.Entered == Stage.Live;
        if (change.After.Stage == Stage.Live && (enters || change.Changes(Columns.ServiceStartsOn))
            && change.After.ServiceStartsOn is { } start && start > change.At.Today)
        {
            problems.Add(Broken(enters ? NotStarted : PutOff, start));
        }
    }
}
