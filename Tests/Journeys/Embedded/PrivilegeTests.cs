using System;
using CrmMilestones.Plugins.Rules;
using Microsoft.Xrm.Sdk;
using Xunit;

namespace CrmMilestones.Tests.Journeys;

/// <summary>What the roles allow. Here only, as FakeXrmEasy knows no privileges.</summary>
public sealed class PrivilegeTests : IDisposable
{
    readonly Crm _crm = new();

    public void Dispose() => _crm.Dispose();

    [Fact]
    public void A_person_who_may_not_change_accounts_cannot_do_so_through_the_process()
    {
        var (_, process) = _crm.GuidedCustomerIn(Stage.Prospect);
        var stranger = _crm.Host.ServiceFor(_crm.Host.AddUser("Sam Stranger"));
        Assert.ThrowsAny<Exception>(() => stranger.Update(new Entity(GuidedProcess.Table, process)
        {
            [GuidedProcess.ActiveStage] = new EntityReference("processstage", GuidedProcess.IdOf(Stage.Onboarding)),
            [GuidedProcess.TraversedPath] = GuidedProcess.PathTo(Stage.Onboarding),
        }));
        Assert.Equal(Stage.Prospect, _crm.ProcessStageOf(process));
    }
}
