using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.Rules;

namespace CrmMilestones.Scripts.Audit;

/// <summary>What --json says of an audit.</summary>
static class AuditSummary
{
    /// <param name="audit">The audit.</param>
    /// <param name="folder">Where its files are.</param>
    /// <param name="files">Their names.</param>
    public static object Of(AuditRun audit, string folder, IReadOnlyList<string> files) => new
    {
        Source = audit.SourceName,
        Definition = Lifecycle.Version,
        JudgedOn = audit.At.UtcNow,
        BusinessDay = audit.At.Rules.Today,
        audit.Counts.Lines,
        audit.Counts.Judged,
        audit.Counts.RefusedLines,
        audit.Counts.Blank,
        Active = Count(audit, Finding.Active),
        audit.Totals.Billable,
        audit.Totals.OnHold,
        NotActive = Count(audit, Finding.NotActive),
        Contradictory = Count(audit, Finding.Contradictory),
        FurthestStage = Stages(audit.Totals.Furthest),
        SuggestedStage = Stages(audit.Totals.Suggested),
        Missing = audit.Totals.Missing.ToDictionary(pair => pair.Key.LogicalName, pair => pair.Value),
        Departments = audit.Totals.Departments.Select(count => new
        {
            count.Department.Name,
            count.Department.Definition,
            Counted = count.Theirs,
            count.Both,
            OnlyTheirs = count.OnlyTheirs.Count,
            OnlyShared = count.OnlyOurs.Count,
            count.Billable,
        }),
        Markets = audit.Totals.Markets,
        Duplicates = audit.Duplicates.Indexes.Select(index => new { Same = index.Reason, index.Groups, index.Records }),
        Folder = folder,
        Files = files,
    };

    static int Count(AuditRun audit, Finding finding) => audit.Totals.Findings[finding].Count;

    static Dictionary<string, int> Stages(System.Func<Stage?, int> count) => Lifecycle.Stages
        .Select(stage => (Stage?)stage.Stage).Append(null)
        .ToDictionary(stage => stage?.ToString() ?? "None", count);
}
