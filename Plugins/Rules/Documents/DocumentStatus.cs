namespace CrmMilestones.Plugins.Rules.Documents;

/// <summary>How far a document has come: the choice cm_documentstatus.</summary>
public enum DocumentStatus
{
    Requested = 727000000,
    Submitted,
    Verified,
    Rejected,
    Expired,
}
