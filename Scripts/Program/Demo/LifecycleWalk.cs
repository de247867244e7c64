using System;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Scripts.Lists;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Scripts.Demo;

/// <summary>
/// Takes customers through the guided process as their teams would, a stage at a time, until the CRM refuses. Nothing
/// here knows what a stage requires: the server says.
/// </summary>
sealed class LifecycleWalk(Company company, Action<Refusal> refused)
{
    /// <summary>Stages entered.</summary>
    public int Moves { get; private set; }

    /// <summary>As far as the customer's data carry; a customer who has left comes in as Closed.</summary>
    public void Walk(CustomerRecord customer, Guid account)
    {
        if (customer.Date(Columns.ServiceEndedOn) is not null)
        {
            Enter(Stage.Closed, Stage.Closed, service => Close(service, account));
            return;
        }

        var process = Guid.Empty;
        if (!Enter(Stage.Prospect, Stage.Prospect, service => process = Start(service, customer, account)))
        {
            return;
        }

        var workedOnIn = Lifecycle.Stages.Guided[0];
        foreach (var stage in Lifecycle.Stages.Guided.Skip(1))
        {
            if (!Enter(stage, workedOnIn, service => Move(service, process, stage)))
            {
                return;
            }

            workedOnIn = stage;
        }

        bool Enter(Stage stage, Stage leaving, Action<IOrganizationService> save)
        {
            if (Refusal.Try(customer, stage, () => save(company.ServiceFor(customer, leaving))) is { } refusal)
            {
                refused(refusal);
                return false;
            }

            Moves++;
            return true;
        }
    }

    /// <summary>The stage brings the account into the lifecycle; the process then starts there.</summary>
    static Guid Start(IOrganizationService service, CustomerRecord customer, Guid account)
    {
        service.Update(new Entity("account", account) { [Columns.Stage] = new OptionSetValue((int)Stage.Prospect) });
        return service.Create(new Entity(GuidedProcess.Table)
        {
            ["bpf_name"] = customer.Name,
            [GuidedProcess.Account] = new EntityReference("account", account),
            [GuidedProcess.ActiveStage] = StageReference(Stage.Prospect),
            [GuidedProcess.TraversedPath] = GuidedProcess.PathTo(Stage.Prospect),
        });
    }

    static void Move(IOrganizationService service, Guid process, Stage stage) =>
        service.Update(new Entity(GuidedProcess.Table, process)
        {
            [GuidedProcess.ActiveStage] = StageReference(stage),
            [GuidedProcess.TraversedPath] = GuidedProcess.PathTo(stage),
        });

    /// <summary>Closed is no stage of the process: the account itself is closed.</summary>
    static void Close(IOrganizationService service, Guid account) =>
        service.Update(new Entity("account", account) { [Columns.Stage] = new OptionSetValue((int)Stage.Closed) });

    static EntityReference StageReference(Stage stage) => new("processstage", GuidedProcess.IdOf(stage));
}
