using System;
using CrmMilestones.Dataverse;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Tests.Host;
using Microsoft.Xrm.Sdk;
using Xunit;
using static CrmMilestones.Tests.Journeys.Crm;

namespace CrmMilestones.Tests.Journeys;

/// <summary>
/// The platform takes a chain of more than eight plug-ins for an endless loop, and customers' own plug-ins share the
/// limit: a jump adds at most three levels to the caller's. Here only, as FakeXrmEasy counts no depth.
/// </summary>
public sealed class DepthJourneyTests : IDisposable
{
    const int MostOfAJump = 3;

    readonly TestEnvironment _host = new();
    readonly Crm _crm;

    public DepthJourneyTests() => _crm = new(_host);

    public void Dispose() => _crm.Dispose();

    [Theory]
    [InlineData(Stage.Prospect, Stage.Live)]
    [InlineData(Stage.Live, Stage.Prospect)]
    public void A_jump_of_four_stages_fits_at_the_end_of_a_chain_of_the_customers_own_plug_ins(Stage from, Stage to)
    {
        var (account, process) = _crm.GuidedCustomerIn(from);
        SaveAtDepth(
            new DataverseOptions().MaxDepth - MostOfAJump,
            service => service.Update(Row(
                account,
                [.. _crm.WhatIsNeededFor(Stage.Live), Columns.Stage.To(to), Columns.StageChangeReason.To("Because")])));
        Assert.Equal((to, to), (_crm.StageOf(account), _crm.ProcessStageOf(process)));
    }

    [Fact]
    public void A_process_that_is_created_for_a_live_customer_fits_as_well()
    {
        var account = _crm.CustomerIn(Stage.Live);
        Guid process = default;
        SaveAtDepth(
            new DataverseOptions().MaxDepth - MostOfAJump,
            service => process = _crm.StartProcess(account, by: service));
        Assert.Equal(Stage.Live, _crm.ProcessStageOf(process));
    }

    [Fact]
    public void A_move_of_the_process_fits_as_well()
    {
        var (account, process) = _crm.GuidedCustomerIn(Stage.Readiness);
        _crm.Save(account, [.. _crm.WhatIsNeededFor(Stage.Live)]);
        SaveAtDepth(
            new DataverseOptions().MaxDepth - MostOfAJump,
            service => _crm.MoveProcess(process, Stage.Live, by: service));
        Assert.Equal(BillableStatus.Billable, _crm.StatusOf(account));
    }

    /// <summary>A plug-in of the customer's saves its row again and again, and at last something of ours.</summary>
    void SaveAtDepth(int depth, Action<IOrganizationService> save)
    {
        _host.Embedded.On("Update", "contact", 40, call =>
        {
            if (call.Context.Depth < depth - 1)
            {
                call.System.Update(new("contact", _crm.Contact) { ["lastname"] = $"Nguyen {call.Context.Depth}" });
            }
            else
            {
                save(call.System);
            }
        });
        _crm.AsRep.Update(new Entity("contact", _crm.Contact) { ["lastname"] = "Okafor" });
    }
}
