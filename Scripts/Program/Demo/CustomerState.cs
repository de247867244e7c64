using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Scripts.Live;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Scripts.Demo;

/// <summary>What the old list claims of a customer, beside what the CRM says by the shared definition.</summary>
/// <param name="Stage">Null when the customer was refused at the lifecycle's door.</param>
public sealed record CustomerState(Claim Claim, Stage? Stage, BillableStatus? Status, bool IsActive)
{
    const string Query = """
        <fetch>
          <entity name="account">
            <attribute name="accountnumber" />
            <attribute name="cm_lifecyclestage" />
            <attribute name="cm_billablestatus" />
            <attribute name="cm_isactivecustomer" />
            <filter><condition attribute="accountnumber" operator="not-null" /></filter>
          </entity>
        </fetch>
        """;

    public bool IsBillable => Status == BillableStatus.Billable;

    /// <summary>Reads every account, and finds each customer's by its number.</summary>
    public static IReadOnlyList<CustomerState> Read(IOrganizationService service, IEnumerable<Claim> claims)
    {
        var accounts = RowPages.All(service, new FetchExpression(Query)).ToDictionary(
            row => row.GetAttributeValue<string>("accountnumber"),
            row => (
                Stage: (Stage?)row.GetAttributeValue<OptionSetValue>(Columns.Stage)?.Value,
                Status: (BillableStatus?)row.GetAttributeValue<OptionSetValue>(Columns.BillableStatus)?.Value,
                IsActive: row.GetAttributeValue<bool?>(Columns.IsActiveCustomer) ?? false));
        return
        [
            .. from claim in claims
               let account = accounts.GetValueOrDefault(claim.AccountNumber)
               select new CustomerState(claim, account.Stage, account.Status, account.IsActive),
        ];
    }
}
