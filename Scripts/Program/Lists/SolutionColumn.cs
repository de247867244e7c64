using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using CrmMilestones.Packaging.Platform;
using CrmMilestones.Packaging.Source;

namespace CrmMilestones.Scripts.Lists;

/// <summary>A column as an environment with the solution has it.</summary>
/// <param name="Labels">Its names in English and Spanish.</param>
/// <param name="MaxLength">As many characters as a text may have; null for other types.</param>
sealed record SolutionColumn(IReadOnlyList<string> Labels, int? MaxLength)
{
    static readonly Dictionary<string, Lazy<SourceTable>> Tables = new()
    {
        ["account"] = new(() => Table("Account")),
        ["cm_externalclaim"] = new(() => Table("cm_ExternalClaim")),
    };

    /// <summary>A column of the solution, or else of the platform.</summary>
    public static SolutionColumn Of(string table, string column)
    {
        if (Tables.TryGetValue(table, out var read)
            && read.Value.Columns.FirstOrDefault(known => known.LogicalName == column) is { } ours)
        {
            var length = ours.Xml.Element("MaxLength")?.Value;
            return new(
                [ours.DisplayName, ours.Xml.Label("displaynames", "displayname", "3082")],
                length is null ? null : int.Parse(length, CultureInfo.InvariantCulture));
        }

        var platform = PlatformTables.Find(table)!.Columns.Single(known => known.LogicalName == column);
        return new([platform.Label, .. platform.SpanishLabel is { } label ? [label] : Array.Empty<string>()],
            platform.MaxLength);
    }

    static SourceTable Table(string folder)
    {
        var file = $"Entities/{folder}/Entity.xml";
        var content = File.ReadAllBytes(Path.Combine(RepositoryRoot.Path, "Solution", file));
        return new(new SourceFile(file, content).Root, [], [], []);
    }
}
