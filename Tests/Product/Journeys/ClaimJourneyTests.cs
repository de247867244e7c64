using System;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Xunit;
using static CrmMilestones.Tests.Journeys.Crm;

namespace CrmMilestones.Tests.Journeys;

/// <summary>Claims of one customer, found by its number.</summary>
public sealed class ClaimJourneyTests : IDisposable
{
    const string Table = "cm_externalclaim", Number = "accountnumber";

    readonly Crm _crm = new();

    public void Dispose() => _crm.Dispose();

    [Fact]
    public void A_claim_follows_its_customer()
    {
        var account = _crm.CustomerIn(Stage.Live, Number.To("C-1"));
        var claim = Claim("c-1");
        Assert.Equal((account, ClaimAgreement.Agrees, "Billable days: 1 of 1."), Of(claim));

        _crm.Save(account, Columns.BillingHold.To(true), Columns.BillingHoldReason.To("Dispute"));
        Assert.Equal((account, ClaimAgreement.ClaimedButNotBillable, "Billable days: 0 of 1."), Of(claim));

        _crm.Save(account, Columns.BillingHold.To(false));
        Assert.Equal((account, ClaimAgreement.Agrees, "Billable days: 1 of 1."), Of(claim));

        _crm.Host.System.Delete("account", account);
        Assert.Equal((null, ClaimAgreement.Unmatched, "No account has the number \"c-1\", and no name is given."),
            Of(claim));
    }

    [Fact]
    public void Claims_of_one_message_find_their_own_customers()
    {
        var one = _crm.CustomerIn(Stage.Live, Number.To("C-1"));
        var other = _crm.CustomerIn(Stage.Live, Number.To("C-2"));
        var ids = ((CreateMultipleResponse)_crm.AsRep.Execute(new CreateMultipleRequest
        {
            Targets = new([Row("C-1"), Row("C-3"), Row("C-2"), Row("C-1")]) { EntityName = Table },
        })).Ids;
        Assert.Equal(
            [(one, ClaimAgreement.Agrees), (null, ClaimAgreement.Unmatched), (other, ClaimAgreement.Agrees),
                (one, ClaimAgreement.Agrees)],
            ids.Select(id => (Of(id).Account, Of(id).Agreement)));

        _crm.AsRep.Execute(new UpdateMultipleRequest
        {
            Targets = new([.. ids.Select(id => new Entity(Table, id) { ["cm_accountnumber"] = "C-2" })])
            {
                EntityName = Table,
            },
        });
        Assert.All(ids, id => Assert.Equal((other, ClaimAgreement.Agrees), (Of(id).Account, Of(id).Agreement)));
    }

    [Fact]
    public void A_persons_choice_moves_with_a_merge_and_stays_a_choice()
    {
        var (stays, gone) = (_crm.CustomerIn(Stage.Live, Number.To("C-1")), _crm.Outsider(name: "Fabrikam Clinic"));
        var (found, chosen) = (Claim("C-1"), Claim("C-1"));
        _crm.AsRep.Update(new Entity(Table, chosen) { ["cm_accountid"] = new EntityReference("account", gone) });
        Assert.Equal((gone, ClaimAgreement.ClaimedButNotBillable), (Of(chosen).Account, Of(chosen).Agreement));

        _crm.AsRep.Execute(new OrganizationRequest("Merge")
        {
            ["Target"] = new EntityReference("account", stays),
            ["SubordinateId"] = gone,
            ["UpdateContent"] = new Entity("account"),
        });
        foreach (var claim in new[] { found, chosen })
        {
            Assert.Equal((stays, ClaimAgreement.Agrees, "Billable days: 1 of 1."), Of(claim));
            Assert.Equal(claim == chosen, Stored(claim).GetAttributeValue<bool>("cm_accountchosen"));
        }
    }

    static Entity Row(string number) => new(Table)
    {
        ["cm_source"] = new OptionSetValue((int)ClaimSource.Invoice),
        ["cm_accountnumber"] = number,
        ["cm_periodstart"] = Today,
    };

    Guid Claim(string number) => _crm.AsRep.Create(Row(number));

    Entity Stored(Guid claim) => _crm.Host.System.Retrieve(Table, claim, new ColumnSet(true));

    /// <summary>The account, the verdict, and the first sentence that explains it.</summary>
    (Guid? Account, ClaimAgreement? Agreement, string Told) Of(Guid claim)
    {
        var row = Stored(claim);
        var told = (string)row["cm_explanation"];
        return (
            row.GetAttributeValue<EntityReference>("cm_accountid")?.Id,
            (ClaimAgreement?)row.GetAttributeValue<OptionSetValue>("cm_agreement")?.Value,
            told.Substring(0, told.IndexOf('.') + 1));
    }
}
