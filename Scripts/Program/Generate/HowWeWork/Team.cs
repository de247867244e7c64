using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.Rules;

namespace CrmMilestones.Scripts.Generate.HowWeWork;

/// <summary>A department of the definition, with what the page says of it beyond the definition.</summary>
/// <param name="Id">The team's name in <see cref="Lifecycle"/>.</param>
/// <param name="Name">For people.</param>
/// <param name="Task">Its part in a sentence.</param>
/// <param name="AlsoFills">Columns that it fills in any stage.</param>
public sealed record Team(string Id, Wording Name, Wording Task, IReadOnlyList<Column> AlsoFills)
{
    /// <summary>What it does beside the customer's record, a paragraph each.</summary>
    public IReadOnlyList<Wording> Notes { get; init; } = [];

    /// <summary>In the order in which a customer meets them.</summary>
    public static IReadOnlyList<Team> All { get; } = [
        .. Lifecycle.Stages.Select(stage => stage.Team).Distinct().Select(Of)];

    /// <summary>The stages in which it works.</summary>
    public IEnumerable<StageDefinition> Stages => Lifecycle.Stages.Where(stage => stage.Team == Id);

    public static Team Of(string id) => Known.Single(team => team.Id == id);

    static IEnumerable<Team> Known =>
    [
        new("Sales", new("Sales", "Ventas"),
            new("You win the customer and agree the terms.",
                "Usted gana al cliente y acuerda las condiciones."),
            [Columns.Chargeable]),
        new("Onboarding", new("Onboarding", "Incorporación"),
            new("You lead the customer from the signed agreement to working with what was sold.",
                "Usted acompaña al cliente desde el acuerdo firmado hasta que trabaja con lo vendido."),
            []),
        new("Compliance", new("Compliance", "Cumplimiento"),
            new("You see to it that every document the market requires is there and valid.",
                "Usted se asegura de que estén, y sean válidos, todos los documentos que exige el mercado."),
            [])
        {
            Notes =
            [
                new(
                    "Keep a customer document for each document type that the market requires. Neither its "
                    + "owner nor who created it verifies or rejects it (CM016): ask a colleague. The server "
                    + "records who verified it, and counts its last valid day from the months of its type.",
                    "Lleve un documento del cliente por cada tipo de documento que exige el mercado. No lo "
                    + "verifica ni lo rechaza su propietario ni quien lo creó (CM016): pídaselo a un "
                    + "compañero. El servidor registra quién lo verificó y cuenta su último día de validez "
                    + "según los meses de su tipo."),
                new(
                    "{cm_documentssubmittedon} can be dated once each required document is verified and has "
                    + "not expired (CM012). A document that expires later changes neither stage nor status: a "
                    + "view below shows the customers to ask.",
                    "{cm_documentssubmittedon} puede tener fecha cuando cada documento obligatorio está "
                    + "verificado y no ha caducado (CM012). Un documento que caduca después no cambia ni la "
                    + "etapa ni el estado: una vista de más abajo muestra a qué clientes pedirlo."),
            ],
        },
        new("Operations", new("Operations", "Operaciones"),
            new("You say when the customer is ready, and serve it from then on.",
                "Usted dice cuándo está listo el cliente y le presta el servicio desde entonces."),
            []),
        new("Finance", new("Finance", "Finanzas"),
            new("You charge the billable customers and no others, pause billing, and close customers.",
                "Usted cobra a los clientes facturables y a nadie más, pausa la facturación y cierra clientes."),
            [Columns.BillingHold, Columns.BillingHoldReason, Columns.Chargeable])
        {
            Notes =
            [
                new(
                    "Import what was invoiced and paid, and other teams' lists, as claims. The server finds "
                    + "the customer of each, by account number, then by exact name, and says whether it was "
                    + "billable (for contractor payments and lists: active) on a day of the claim's own "
                    + "period. Where it finds nobody or several, choose the customer. A later correction of "
                    + "the customer's dates judges the claim again.",
                    "Importe como registros externos lo facturado, lo pagado y las listas de otros equipos. "
                    + "El servidor busca al cliente de cada uno, por número de cuenta y después por nombre "
                    + "exacto, y dice si era facturable (en pagos a contratistas y listas: activo) algún día "
                    + "del periodo del propio registro. Si no encuentra a nadie o encuentra a varios, elija "
                    + "usted al cliente. Si después se corrigen las fechas del cliente, el registro se evalúa "
                    + "de nuevo."),
            ],
        },
    ];
}
