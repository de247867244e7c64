using System.Linq;
using CrmMilestones.Dataverse;
using CrmMilestones.Simulation.Oracle;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Simulation.Checks;

/// <summary>Claims say what the periods believed now say of their days.</summary>
static class ClaimChecks
{
    static readonly ColumnSet Columns = new("cm_accountid", "cm_agreement");

    /// <summary>Every claim of a customer is judged by its periods, and by those of who was merged into it.</summary>
    public static void Agree(DataverseHost host, Customer customer)
    {
        foreach (var claim in customer.Claims)
        {
            var spans = customer.Absorbed.Append(customer).SelectMany(merged => merged.Days.Spans());
            Is(host, claim, customer, claim.JudgeBy(spans));
        }
    }

    public static void IsUnmatched(DataverseHost host, Claim claim) => Is(host, claim, null, Agreement.Unmatched);

    static void Is(DataverseHost host, Claim claim, Customer? customer, Agreement expected)
    {
        var row = host.System.Retrieve("cm_externalclaim", claim.Id, Columns);
        var owner = row.GetAttributeValue<EntityReference>("cm_accountid")?.Id;
        Promises.Require(owner == customer?.Id, "whose claim it is", customer?.Id, owner);
        var found = (Agreement?)(row.GetAttributeValue<OptionSetValue>("cm_agreement")?.Value - Account.Option);
        Promises.Require(found == expected, $"the claim {claim}", expected, found);
    }
}
