using System;
using System.Collections.Generic;

namespace CrmMilestones.Simulation.Oracle;

/// <summary>What the oracle holds to be so of one customer.</summary>
sealed class Customer(Guid id)
{
    public Guid Id { get; } = id;

    public Record Record { get; set; } = new();

    public Days Days { get; set; } = new();

    /// <summary>The stage at which its guided process stands; null where it has none.</summary>
    public int? Process { get; set; }

    /// <summary>Whether the process was finished or abandoned, and not moved since.</summary>
    public bool IsProcessOver { get; set; }

    public List<Claim> Claims { get; } = [];

    /// <summary>Those that were merged into it, and into them.</summary>
    public List<Customer> Absorbed { get; } = [];

    /// <summary>Where another account stayed in its place.</summary>
    public bool IsMerged { get; set; }

    public bool IsDeleted { get; set; }

    public bool IsThere => !IsDeleted;

    /// <summary>Neither deleted nor merged away.</summary>
    public bool IsAtWork => !IsDeleted && !IsMerged;
}

/// <summary>What comes of a save, if the design is right.</summary>
/// <param name="After">The record after it.</param>
/// <param name="Days">What is believed after it.</param>
sealed record Verdict(Record After, Days Days)
{
    /// <summary>The rules that refuse it.</summary>
    public HashSet<string> Broken { get; } = [];

    /// <summary>Rules that may be named too: the design leaves it open.</summary>
    public HashSet<string> Open { get; } = [];

    /// <summary>Columns whose value the design leaves open.</summary>
    public HashSet<string> OpenColumns { get; } =
        [Account.ReasonGivenOn, Account.ReasonGivenBy, Account.BillableReason];

    public bool IsRefused => Broken.Count > 0;

    /// <summary>The record between two saves that one request came to; null where it came to one.</summary>
    public Record? First { get; private set; }

    /// <summary>So many waivers stood in for columns of the stages that it passes; whether any did at all.</summary>
    public (int Least, bool IsAny) WaiversUsed { get; set; }

    /// <summary>Takes the other's findings too, as both are of one request.</summary>
    public void Follow(Verdict first)
    {
        First = first.After;
        WaiversUsed = first.WaiversUsed;
        Broken.UnionWith(first.Broken);
        Open.UnionWith(first.Open);
        OpenColumns.UnionWith(first.OpenColumns);
    }
}
