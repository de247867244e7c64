using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Packaging.Source;

namespace CrmMilestones.Scripts.Generate;

/// <summary>Something that a person does, and what Dataverse asks of a role for it.</summary>
/// <param name="Name">What it is, after "may".</param>
/// <param name="Privileges">Names without "prv"; all of them are needed.</param>
sealed record Duty(string Name, params IReadOnlyList<string> Privileges)
{
    static readonly Duty Move = new("move a customer and date its milestones", "WriteAccount");
    static readonly Duty CertifyReadiness = new("date the milestone of readiness", "WriteAccount");
    static readonly Duty DateDocuments = new("date the milestone of the documents", "WriteAccount");
    static readonly Duty SetHold = new("set a billing hold", "WriteAccount");
    static readonly Duty LiftHold = new("lift a billing hold", "WriteAccount");
    static readonly Duty Own = new("win and own a customer", "CreateAccount");
    static readonly Duty Assign = new("assign a customer to another owner", "AssignAccount");
    static readonly Duty Merge = new("merge two customers", "Merge", "WriteAccount", "ShareAccount");
    static readonly Duty HandIn = new("enter what a customer handed in", "Createcm_CustomerDocument");
    static readonly Duty Verify = new("verify or reject a document", "Writecm_CustomerDocument");
    static readonly Duty DeleteDocument = new("delete a document", "Deletecm_CustomerDocument");
    static readonly Duty RequireDocument = new("say which documents a market requires", "Writecm_DocumentType");
    static readonly Duty AddWaiver = new("add a requirement or a waiver", "Createcm_StageRequirement");
    static readonly Duty ApproveWaiver = new("approve a waiver", "Writecm_StageRequirement");
    static readonly Duty Import = new("import claims", "Createcm_ExternalClaim");
    static readonly Duty ChooseCustomer = new("choose whose claim it is", "Writecm_ExternalClaim");
    static readonly Duty DeleteClaim = new("delete a claim", "Deletecm_ExternalClaim");
    static readonly Duty CloseMonth = new("close a month", "Createcm_MonthClose");
    static readonly Duty Recompute = new("have a customer recomputed", "Createcm_StatusPeriod");
    static readonly Duty SetZone = new("set a market's time zone", "Writecm_Market");

    /// <summary>In the order in which a customer meets them.</summary>
    public static IReadOnlyList<Duty> All { get; } =
    [
        Own, Assign, Move, HandIn, Verify, DeleteDocument, RequireDocument, DateDocuments, CertifyReadiness, AddWaiver,
        ApproveWaiver, SetHold, LiftHold, Merge, Import, ChooseCustomer, DeleteClaim, CloseMonth, Recompute, SetZone,
    ];

    /// <summary>Two that are better not with one person, the rule that keeps them apart, and what is left.</summary>
    public static IReadOnlyList<(Duty One, Duty Other, string? Code, string Left)> Conflicts { get; } =
    [
        (HandIn, Verify, "CM016", "a document that somebody else entered and owns they may verify"),
        (Own, CertifyReadiness, "CM013", "who assigns it away first owns it no longer"),
        (AddWaiver, ApproveWaiver, "CM011", "a waiver that somebody else added and changed last they may approve"),
        (ApproveWaiver, Move, null, "a waiver used has its event"),
        (DateDocuments, CertifyReadiness, null, "each milestone carries who dated it"),
        (RequireDocument, DateDocuments, null, "the audit log names who changed the type"),
        (Verify, DateDocuments, null, "the document carries its verifier, the milestone its certifier"),
        (Verify, DeleteDocument, null, "the audit log keeps what was deleted"),
        (Assign, CertifyReadiness, null,
            "who may write the own ones only can't write it any more; the audit log keeps the owners"),
        (SetHold, LiftHold, null, "each has its event with the reason and who did it"),
        (Move, CloseMonth, null, "a closed month stays as it was closed, later changes are listed beside it"),
        (Recompute, CloseMonth, null, "recomputing writes only what follows from the record"),
        (SetZone, CloseMonth, null, "a month is closed once it is over everywhere, whatever the zone"),
        (Import, ChooseCustomer, null, "the server judges the claim, whoever chose its customer"),
        (Import, DeleteClaim, null, "the audit log keeps what was deleted"),
    ];

    /// <summary>Of which rows a role may do it: "any", "own", or null where it may not.</summary>
    public string? Reach(SourceRole role)
    {
        var levels = Privileges.Select(needed =>
            role.Privileges.SingleOrDefault(privilege => privilege.Name == "prv" + needed)?.Level).ToArray();
        return levels.Contains(null) ? null : levels.Contains("Basic") ? "own" : "any";
    }
}
