using System;
using System.Linq;
using CrmMilestones.Dataverse;
using Xunit;

namespace CrmMilestones.Tests.Host;

/// <summary>The host's parts know one another in one direction; the folders of Scripts/Dataverse are the parts.</summary>
public class ArchitectureTests
{
    const string Root = "CrmMilestones.Dataverse.";

    /// <summary>What every part may speak of: options, what it needs to run, and the platform's errors.</summary>
    static readonly string[] Vocabulary = ["DataverseOptions", "Faults", "Icu", "PlatformCodes"];

    static readonly Dependencies Host = new(typeof(DataverseHost).Assembly);

    [Theory]
    [InlineData("Metadata", "")]
    [InlineData("Query", "Metadata")]
    [InlineData("Sql", "Metadata, Query")]
    [InlineData("Store", "Metadata, Query, Sql")]
    [InlineData("Import", "Metadata, Query, Store")]
    [InlineData("Security", "Metadata, Query, Store, Import")]
    [InlineData("Pipeline", "Metadata, Query, Store, Import, Security")]
    [InlineData("Process", "Metadata, Query, Store, Import, Security, Pipeline")]
    [InlineData("Messages", "Metadata, Query, Store, Import, Security, Pipeline, Process")]
    public void A_part_knows_these_others_only(string part, string others)
    {
        string[] known = [part, .. others.Split(", ", StringSplitOptions.RemoveEmptyEntries)];
        Host.MustNotLead(
            type => PartOf(type) == part,
            type => PartOf(type) is { } other && !known.Contains(other));
    }

    [Fact]
    public void Every_part_is_listed_here() => Assert.Equal(
        ["Import", "Messages", "Metadata", "Pipeline", "Process", "Query", "Security", "Sql", "Store"],
        typeof(DataverseHost).Assembly.GetTypes().Select(type => PartOf(type.FullName!)).Distinct()
            .Where(part => part is not (null or "" or "Host")).Order(StringComparer.Ordinal));

    /// <summary>
    /// The namespace below the root; Host for what puts the parts together, null for the vocabulary and for others'
    /// types.
    /// </summary>
    static string? PartOf(string type)
    {
        if (!type.StartsWith(Root, StringComparison.Ordinal))
        {
            return null;
        }

        var name = type[Root.Length..];
        return name.IndexOf('.', StringComparison.Ordinal) is var dot and > 0 ? name[..dot]
            : Vocabulary.Contains(name) ? null
            : "Host";
    }
}
