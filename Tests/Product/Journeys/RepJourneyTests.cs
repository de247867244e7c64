using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using Microsoft.Xrm.Sdk;
using Xunit;
using static CrmMilestones.Tests.Journeys.Crm;

namespace CrmMilestones.Tests.Journeys;

/// <summary>
/// A rep leads a customer through all stages, forgets something at each, and reads what the form and the guided process
/// answer: the whole message, word for word, as it is read aloud.
/// </summary>
public sealed class RepJourneyTests : IDisposable
{
    /// <summary>Where a message names the day in 30 days.</summary>
    const string In30Days = "{in 30 days}";

    readonly Crm _crm = new();

    public static TheoryData<bool, Dictionary<string, string>> Languages { get; } = new()
    {
        {
            false, new()
            {
                ["Onboarding"] = "CM001 Contoso Dental can't enter Onboarding yet. Still needed: "
                    + "Prospect - Market, Agreement signed on, Billing model, Billing timing.",
                ["Compliance"] = "CM001 Contoso Dental can't enter Compliance yet. Still needed: "
                    + "Onboarding - Onboarding owner, Onboarding started on, Onboarding completed on.",
                ["Readiness"] = "CM001 Contoso Dental can't enter Readiness yet. Still needed: "
                    + "Compliance - Compliance reviewer, Registration number, Required documents submitted on.",
                ["Live"] = "CM001 Contoso Dental can't enter Live yet. Still needed: "
                    + "Readiness - Service owner, Service starts on, Customer ready for service on.",
                ["too early"] =
                    "CM005 Contoso Dental: \"Customer ready for service on\" can't be dated before the customer is in "
                    + "Readiness. "
                    + "Move the customer there first.",
                ["not started"] =
                    $"CM007 Contoso Dental can't enter Live yet: \"Service starts on\" is {In30Days}. "
                    + "Wait for that day, or correct the date.",
                ["hold"] = "CM009 Contoso Dental: \"Billing hold\" needs a reason. Fill in \"Billing hold reason\" and "
                    + "save again.",
                ["back"] = "CM003 Contoso Dental can't go back from Live to Compliance without a reason. "
                    + "Fill in \"Reason for change\" and save again.",
                ["computed"] =
                    "CM006 Contoso Dental: \"Reason for billable status\" can't be changed, because the server "
                    + "computes it. Leave it as it is.",
                ["close"] = "CM008 Contoso Dental can't be Closed without: End reason, Last day of service.",
            }
        },
        {
            true, new()
            {
                ["Onboarding"] = "CM001 Contoso Dental aún no puede pasar a Incorporación. Falta: "
                    + "Prospecto - Mercado, Acuerdo firmado el, Modelo de facturación, Momento de facturación.",
                ["Compliance"] = "CM001 Contoso Dental aún no puede pasar a Cumplimiento. Falta: "
                    + "Incorporación - Responsable de incorporación, Incorporación iniciada el, Incorporación "
                    + "completada el.",
                ["Readiness"] = "CM001 Contoso Dental aún no puede pasar a Preparación. Falta: "
                    + "Cumplimiento - Revisor de cumplimiento, Número de registro, Documentos obligatorios presentados "
                    + "el.",
                ["Live"] = "CM001 Contoso Dental aún no puede pasar a En servicio. Falta: "
                    + "Preparación - Responsable del servicio, Inicio del servicio, Cliente listo para el servicio el.",
                ["too early"] =
                    "CM005 Contoso Dental: \"Cliente listo para el servicio el\" no puede tener fecha antes de que el "
                    + "cliente esté en "
                    + "Preparación. Páselo primero a esa etapa.",
                ["not started"] =
                    $"CM007 Contoso Dental aún no puede pasar a En servicio: \"Inicio del servicio\" es {In30Days}. "
                    + "Espere a ese día o corrija la fecha.",
                ["hold"] = "CM009 Contoso Dental: \"Facturación en pausa\" necesita un motivo. Rellene \"Motivo de la "
                    + "pausa\" y guarde de nuevo.",
                ["back"] = "CM003 Contoso Dental no puede volver de En servicio a Cumplimiento sin un motivo. "
                    + "Rellene \"Motivo del cambio\" y guarde de nuevo.",
                ["computed"] =
                    "CM006 Contoso Dental: \"Motivo del estado de facturación\" no se puede cambiar, porque lo calcula "
                    + "el servidor. "
                    + "Déjelo como está.",
                ["close"] = "CM008 Contoso Dental no puede pasar a Cerrado sin: Motivo de cierre, "
                    + "Último día de servicio.",
            }
        },
    };

    public void Dispose() => _crm.Dispose();

    [Fact]
    public void A_customer_that_is_renamed_in_a_refused_save_goes_by_the_new_name()
    {
        var account = _crm.Outsider();
        Assert.StartsWith(
            "CM001 Fabrikam Clinic can't enter Onboarding yet.",
            _crm.Refused(() => _crm.Save(
                account, "name".To("Fabrikam Clinic"), Columns.Stage.To(Stage.Onboarding))),
            StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Languages))]
    public void Each_refusal_says_what_to_do_next(bool inSpanish, Dictionary<string, string> messages)
    {
        var service = inSpanish ? _crm.Host.ServiceFor(_crm.Colleague) : _crm.AsRep;
        var account = _crm.CustomerIn(
            Stage.Prospect, Columns.PrimaryContact.To(_crm.GoodValue(Columns.PrimaryContact)));
        var process = _crm.StartProcess(account);
        Reads("too early", () => Save(Columns.ReadyForServiceOn.To(Today)));

        foreach (var stage in Lifecycle.Stages.Guided.SkipLast(1))
        {
            Reads($"{Next(stage)}", () => Save(Columns.Stage.To(Next(stage))));
            Reads($"{Next(stage)}", () => Move(Next(stage)));
            Save([.. Lifecycle.Stages.Of(stage).Requires.Select(column => column.To(_crm.GoodValue(column)))]);
            if (stage == Stage.Readiness)
            {
                Save(Columns.ServiceStartsOn.To(Today.AddDays(30)));
                Reads("not started", () => Move(Stage.Live));
                Save(Columns.ServiceStartsOn.To(_crm.GoodValue(Columns.ServiceStartsOn)));
            }

            Move(Next(stage));
        }

        Assert.Equal(BillableStatus.Billable, _crm.StatusOf(account));
        Reads("hold", () => Save(Columns.BillingHold.To(true)));
        Reads("back", () => Move(Stage.Compliance));
        Reads("computed", () => Save(Columns.BillableReason.To("Because I say so")));
        Reads("close", () => Save(Columns.Stage.To(Stage.Closed)));

        void Reads(string what, Action action) => Assert.Equal(
            messages[what].Replace(In30Days, $"{Today.AddDays(30):yyyy-MM-dd}", StringComparison.Ordinal),
            _crm.Refused(action));

        void Save(params KeyValuePair<string, object?>[] values) => service.Update(Row(account, values));

        void Move(Stage to) => service.Update(new Entity(GuidedProcess.Table, process)
        {
            [GuidedProcess.ActiveStage] = new EntityReference("processstage", GuidedProcess.IdOf(to)),
            [GuidedProcess.TraversedPath] = GuidedProcess.PathTo(to),
        });
    }
}
