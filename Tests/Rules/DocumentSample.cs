using System;
using CrmMilestones.Plugins.Rules.Documents;

namespace CrmMilestones.Tests.Rules;

/// <summary>A document of a customer, checked by another person than owns and created it.</summary>
static class DocumentSample
{
    public static readonly Guid Owner = new("30000000-0000-0000-0000-000000000001");
    public static readonly Guid Creator = new("30000000-0000-0000-0000-000000000002");
    public static readonly Guid Checker = new("30000000-0000-0000-0000-000000000003");

    /// <summary>A type that is valid for twelve months.</summary>
    public static readonly Guid Licence = new("40000000-0000-0000-0000-000000000012");

    /// <summary>A type whose documents say their last day themselves.</summary>
    public static readonly Guid Contract = new("40000000-0000-0000-0000-000000000000");

    public static readonly DocumentFacts Submitted = new()
    {
        Name = "Licence 2026",
        Account = new("50000000-0000-0000-0000-000000000001"),
        Type = Licence,
        Status = DocumentStatus.Submitted,
        Owner = Owner,
        Creator = Creator,
    };

    public static readonly DocumentFacts Verified = Submitted with
    {
        Status = DocumentStatus.Verified,
        VerifiedOn = Sample.Day(3, 1),
        VerifiedBy = Checker,
        ExpiresOn = new(2027, 3, 1),
    };

    /// <summary>A save on 15 June 2026.</summary>
    public static DocumentChange Save(DocumentFacts? before, DocumentFacts sent, Guid? by = null) =>
        new(before, sent, Sample.Now, by ?? Checker, ValidMonths);

    public static int? ValidMonths(Guid type) => type == Licence ? 12 : null;
}
