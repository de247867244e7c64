using System.Collections.Generic;
using System.Linq;

namespace CrmMilestones.Plugins.Rules;

/// <summary>Why a customer has its billable status: sentences without labels, worded where they are stored.</summary>
public static class BillingReasons
{
    static readonly Wording Closed = new("The customer is Closed.", "El cliente está cerrado.");
    static readonly Wording InactiveAndWasLive = new(
        "The account is inactive and was Live.", "La cuenta está inactiva y estaba en servicio.");
    static readonly Wording EndedOn = new("Service ended on {0}.", "El servicio terminó el {0}.");

    static readonly Wording OnHold = new("On billing hold: {0}", "Facturación en pausa: {0}");
    static readonly Wording OnHoldSilently = new("On billing hold.", "Facturación en pausa.");

    static readonly Wording LiveAndChargeable = new("Live and chargeable.", "En servicio y sujeto a cobro.");
    static readonly Wording Reached = new("{0} on {1}.", "{0} el {1}.");
    static readonly Wording InServiceSince = new("In service since {0}.", "En servicio desde el {0}.");

    static readonly Wording Inactive = new("The account is inactive.", "La cuenta está inactiva.");
    static readonly Wording NotLiveYet = new("Not Live yet.", "Aún no está en servicio.");
    static readonly Wording NotChargeable = new(
        "Not chargeable (pilot or pre-revenue).", "Sin cobro (piloto o fase previa a ingresos).");
    static readonly Wording NotReached = new("{0}: no date yet.", "{0}: aún sin fecha.");
    static readonly Wording NoStart = new("No service start date.", "Sin fecha de inicio del servicio.");
    static readonly Wording StartsOn = new("Service starts on {0}.", "El servicio empieza el {0}.");

    /// <summary>In the words of the choice cm_milestone.</summary>
    public static IReadOnlyDictionary<Milestone, Wording> MilestoneNames { get; } = new Dictionary<Milestone, Wording>
    {
        [Milestone.OnboardingCompleted] = new("Onboarding completed", "Incorporación completada"),
        [Milestone.RequiredDocumentsSubmitted] = new(
            "Required documents submitted", "Documentos obligatorios presentados"),
        [Milestone.CustomerReadyForService] = new("Customer ready for service", "Cliente listo para el servicio"),
    };

    /// <summary>Every reason for a status.</summary>
    public static IReadOnlyList<Sentence> For(BillableStatus status, CustomerFacts customer, Moment at) =>
        [.. status switch
        {
            BillableStatus.Ended => ForEnded(customer),
            BillableStatus.OnHold => [customer.HoldReason is { } why ? new(OnHold, why) : new(OnHoldSilently)],
            BillableStatus.Billable => ForBillable(customer),
            _ => Obstacles(customer, at),
        }];

    static IEnumerable<Sentence> ForEnded(CustomerFacts customer)
    {
        yield return new(Billing.WasLive(customer) ? InactiveAndWasLive : Closed);
        if (customer.ServiceEndedOn is { } end)
        {
            yield return new(EndedOn, end);
        }
    }

    static IEnumerable<Sentence> ForBillable(CustomerFacts customer) =>
    [
        new(LiveAndChargeable),
        .. from milestone in Lifecycle.Stages.Milestones
           select new Sentence(Reached, MilestoneNames[milestone.Milestone], customer.Date(milestone.DatedBy)!.Value),
        new(InServiceSince, customer.ServiceStartsOn!.Value),
    ];

    /// <summary>
    /// Everything that stands between the customer and Billable. What is missing counts from Live on: before, the
    /// stage says it all, and a milestone that is dated changes nothing.
    /// </summary>
    static IEnumerable<Sentence> Obstacles(CustomerFacts customer, Moment at)
    {
        if (!customer.IsActiveAccount)
        {
            yield return new(Inactive);
        }

        if (!customer.IsChargeable)
        {
            yield return new(NotChargeable);
        }

        if (customer.Stage != Stage.Live)
        {
            yield return new(NotLiveYet);
            yield break;
        }

        foreach (var milestone in Lifecycle.Stages.Milestones.Where(milestone => !customer.IsFilled(milestone.DatedBy)))
        {
            yield return new(NotReached, MilestoneNames[milestone.Milestone]);
        }

        if (!Billing.ServiceHasStarted(customer, at))
        {
            yield return customer.ServiceStartsOn is { } start ? new(StartsOn, start) : new(NoStart);
        }
    }
}
