using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.Rules;

namespace CrmMilestones.Scripts.Generate;

/// <summary>A rule as documents explain it.</summary>
/// <param name="Code">What its messages start with.</param>
/// <param name="Says">The rule in one sentence; names in braces as in <see cref="SolutionTexts.Say"/>.</param>
/// <param name="WhatToDo">The way out for who is refused.</param>
/// <param name="Example">A refusal; null while no server enforces the rule.</param>
sealed record Rule(string Code, Text Says, Text WhatToDo, Problem? Example)
{
    public bool IsEnforced => Example is not null;
}

/// <summary>The rules for people (design.md, section 5); <see cref="SaveRules"/> is what enforces them.</summary>
static class RuleBook
{
    /// <summary>In the order of their codes.</summary>
    public static IReadOnlyList<Rule> Rules { get; } =
    [
        new("CM001",
            new("Entering a stage, by one step or a jump, needs every requirement of every stage before it.",
                "Entrar en una etapa, paso a paso o de un salto, exige todos los requisitos de las etapas anteriores."),
            new("Fill in the fields that the message names, each at the stage it stands with, and move the customer "
                + "again. While a value isn't known, the customer stays where it is.",
                "Rellene los campos que cita el mensaje, cada uno en la etapa junto a la que aparece, y vuelva a mover "
                + "al cliente. Mientras falte un dato, el cliente se queda donde está."),
            new MissingRequirements(Stage.Readiness, Lifecycle.Of(Stage.Compliance).Requires)),

        new("CM002",
            new("A field that a passed stage required can't be emptied, nor can the stage itself.",
                "Un campo exigido por una etapa ya pasada no se puede vaciar, y la etapa tampoco."),
            new("Enter the new value over the old one. If the customer really has to start that stage again, move it "
                + "back with a reason. When the service has ended, choose {Closed}.",
                "Escriba el valor nuevo sobre el anterior. Si el cliente debe repetir esa etapa, hágalo volver con un "
                + "motivo. Si el servicio ha terminado, elija {Closed}."),
            new ErasedRequirements([Columns.RegistrationNumber])),

        new("CM003",
            new("Moving back, or reopening a closed customer, needs a reason; it empties the milestones to be reached "
                + "again.",
                "Volver atrás, o reabrir un cliente cerrado, exige un motivo; se vacían los hitos que hay que alcanzar "
                + "de nuevo."),
            new("Write the reason in {cm_stagechangereason} and save again. Date the emptied milestones when they are "
                + "reached anew.",
                "Escriba el motivo en {cm_stagechangereason} y guarde de nuevo. Ponga fecha a los hitos vaciados "
                + "cuando se vuelvan a alcanzar."),
            new MissingReason(Stage.Live, Stage.Compliance)),

        new("CM004",
            new("A date of something that happened can't lie in the future, nor before 2000.",
                "La fecha de algo que ha ocurrido no puede estar en el futuro ni ser anterior a 2000."),
            new("Check day, month and year. Plans don't belong in these fields: enter the date once it has happened.",
                "Compruebe día, mes y año. Estos campos no admiten planes: ponga la fecha cuando haya ocurrido."),
            new FutureDate(Columns.AgreementSignedOn, Day(2062, 3, 1))),

        new("CM005",
            new("A milestone can't be dated before its stage is reached.",
                "Un hito no puede tener fecha antes de que el cliente llegue a su etapa."),
            new("Move the customer to the milestone's stage first, then date the milestone.",
                "Mueva primero al cliente a la etapa del hito y después ponga la fecha."),
            new EarlyMilestone(Columns.ReadyForServiceOn, Stage.Readiness)),

        new("CM006",
            new("Computed fields can't be changed by anybody.",
                "Nadie puede cambiar los campos calculados."),
            new("Change what the value follows from (stage, dates, {cm_chargeable}, {cm_billinghold}); the server "
                + "computes it anew. In an import, leave the column out.",
                "Cambie aquello de lo que depende el valor (etapa, fechas, {cm_chargeable}, {cm_billinghold}); el "
                + "servidor lo calcula de nuevo. En una importación, omita la columna."),
            new ComputedColumnsWritten([Columns.BillableStatus])),

        new("CM007",
            new("{Live} can't be entered before the service starts.",
                "No se puede pasar a {Live} antes de que empiece el servicio."),
            new("Move the customer on the day the service starts. If it has started earlier than agreed, correct "
                + "{cm_servicestartson}.",
                "Pase al cliente a {Live} el día en que empiece el servicio. Si ha empezado antes de lo acordado, "
                + "corrija {cm_servicestartson}."),
            new ServiceNotStarted(Day(2062, 3, 1))),

        new("CM008",
            new("{Closed} needs end date and end reason, and the end can't lie before the service start.",
                "{Closed} exige fecha de fin y motivo de cierre, "
                + "y el fin no puede ser anterior al inicio del servicio."),
            new("Fill in {cm_serviceendedon} and {cm_endreason}, and check them against {cm_servicestartson}.",
                "Rellene {cm_serviceendedon} y {cm_endreason}, y compárelos con {cm_servicestartson}."),
            new IncompleteEnd(Lifecycle.Of(Stage.Closed).ToEnter)),

        new("CM009",
            new("A billing hold needs its reason.",
                "Poner la facturación en pausa exige un motivo."),
            new("Write in {cm_billingholdreason} what is disputed or decided, and save again.",
                "Escriba en {cm_billingholdreason} qué se discute o se ha decidido, y guarde de nuevo."),
            new HoldWithoutReason()),

        new("CM010",
            new("The customer's history can't be changed or deleted.",
                "El historial del cliente no se puede cambiar ni borrar."),
            new("Correct the customer itself: the correction becomes a line of the history.",
                "Corrija el propio cliente: la corrección pasa a ser una línea del historial."),
            Example: null),

        new("CM011",
            new("A stage requirement names an account field that can be filled and a stage that is left; a waiver "
                + "needs a reason, an end date and an approver who isn't its author.",
                "Un requisito de etapa nombra un campo de la cuenta que se pueda rellenar y una etapa que se abandone; "
                + "una exención exige motivo, fecha de fin y un aprobador que no sea su autor."),
            new("Choose another field or stage; for a waiver, fill in what is missing and let a colleague approve it.",
                "Elija otro campo u otra etapa; en una exención, complete lo que falte y pida a un colega que la "
                + "apruebe."),
            Example: null),

        new("CM012",
            new("{cm_documentssubmittedon} needs every document that the customer's market requires, verified and not "
                + "expired.",
                "{cm_documentssubmittedon} exige todos los documentos que pide el mercado del cliente, verificados y "
                + "no caducados."),
            new("Open the customer's documents, obtain and verify what is missing, then date the milestone.",
                "Abra los documentos del cliente, consiga y verifique lo que falte, y después ponga fecha al hito."),
            Example: null),

        new("CM013",
            new("The account's owner can't certify that the customer is ready for service.",
                "El propietario de la cuenta no puede certificar que el cliente está listo para el servicio."),
            new("Ask a colleague in Operations to check the evidence and to date the milestone.",
                "Pida a un colega de Operaciones que compruebe la prueba y ponga fecha al hito."),
            Example: null),
    ];

    /// <summary>What the server of this version refuses.</summary>
    public static IEnumerable<Rule> Enforced { get; } = Rules.Where(rule => rule.IsEnforced);

    static DateTime Day(int year, int month, int day) => new(year, month, day, 0, 0, 0, DateTimeKind.Utc);
}
