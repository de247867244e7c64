namespace CrmMilestones.Plugins.Rules;

/// <summary>The system or list that a claim comes from: the choice cm_claimsource.</summary>
public enum ClaimSource
{
    Invoice = 727000000,
    ContractorPayment,
    SalesList,
    ProjectTool,
    ServiceUsage,
}

/// <summary>Whether a claim agrees with what the CRM knows of the customer: the choice cm_agreement.</summary>
public enum ClaimAgreement
{
    Agrees = 727000000,
    ClaimedButNotBillable,
    ClaimedButNotLive,
    Unmatched,
    Ambiguous,
}
