using System;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Scripts.Sweep;

/// <summary>Something that is not as the rules have it.</summary>
/// <param name="Rule">Which rule.</param>
/// <param name="Account">The account it is about; null for none that is there.</param>
/// <param name="Subject">What it is called.</param>
/// <param name="Detail">What is wrong, in a sentence that stays the same until something changes.</param>
public sealed record Finding(FindingRule Rule, Guid? Account, string Subject, string Detail)
{
    /// <summary>The row it is about, where that isn't the account.</summary>
    public Guid? Row { get; init; }

    /// <summary>Whether --repair puts it right.</summary>
    public bool IsRepairable => Rule.Cure switch
    {
        Cure.Recompute => Account is not null,
        Cure.Requests => true,
        _ => false,
    };

    /// <summary>The requests that put it right, in order, where its rule is cured by requests.</summary>
    public IReadOnlyList<OrganizationRequest> Repair { get; init; } = [];
}
