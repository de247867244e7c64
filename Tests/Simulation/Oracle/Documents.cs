using System;
using System.Collections.Generic;
using System.Linq;

namespace CrmMilestones.Simulation.Oracle;

/// <summary>A kind of document that a market or all require.</summary>
sealed record DocumentType(Guid Id, Guid? Market, int? Months);

/// <summary>A document that was verified.</summary>
sealed record Document(Guid Account, Guid Type, DateOnly? ExpiresOn);

/// <summary>The documents that are required, and those that customers have (design, section 8).</summary>
sealed class Documents
{
    public List<DocumentType> Types { get; } = [];

    public List<Document> Verified { get; } = [];

    public IEnumerable<DocumentType> MissingOf(Guid account, Guid? market, DateOnly today) =>
        Types.Where(type => (type.Market is null || type.Market == market) && !Verified.Any(document =>
            document.Account == account && document.Type == type.Id && !(document.ExpiresOn < today)));

    /// <summary>An account was merged away: its documents count for the one that stays.</summary>
    public void Move(Guid from, Guid to)
    {
        for (var i = 0; i < Verified.Count; i++)
        {
            if (Verified[i].Account == from)
            {
                Verified[i] = Verified[i] with { Account = to };
            }
        }
    }
}
