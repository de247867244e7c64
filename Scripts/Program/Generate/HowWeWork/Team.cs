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
            []),
        new("Operations", new("Operations", "Operaciones"),
            new("You say when the customer is ready, and serve it from then on.",
                "Usted dice cuándo está listo el cliente y le presta el servicio desde entonces."),
            []),
        new("Finance", new("Finance", "Finanzas"),
            new("You charge the billable customers and no others, pause billing, and close customers.",
                "Usted cobra a los clientes facturables y a nadie más, pausa la facturación y cierra clientes."),
            [Columns.BillingHold, Columns.BillingHoldReason, Columns.Chargeable]),
    ];
}
