using System.Linq;
using CrmMilestones.Plugins.Customer;
using CrmMilestones.Plugins.Pipeline;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Plugins.Rules.Codes;
using CrmMilestones.Plugins.Rules.Requirements;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Plugins.Requirements;

/// <summary>
/// Runs before a stage requirement is created or updated: refuses what couldn't work, and takes the approval of a
/// waiver away when something else of it changes (CM011).
/// </summary>
public sealed class RequirementSave : PluginBase
{
    protected override void Execute(StepContext step)
    {
        if (step.IsWithin(CustomerRow.Table, "Merge"))
        {
            // The platform hands the rows of an account that is merged away to the one that stays: nobody's change.
            return;
        }

        var target = step.Target;
        var stored = step.PreImage ?? new Entity(target.LogicalName);
        var saved = new Entity(target.LogicalName);
        saved.Attributes.AddRange(
            stored.Attributes.Where(pair => !target.Contains(pair.Key)).Concat(target.Attributes));

        var names = new[] { stored, saved }.Select(RequirementTable.ColumnName).Distinct();
        var columns = names.ToDictionary(name => name, name => Columns.Named(name) ?? Column.Other(name));
        StageRequirement Row(Entity row) => RequirementTable.Read(row, columns[RequirementTable.ColumnName(row)]);

        var after = Row(saved);
        var change = new RequirementChange(
            step.PreImage is null ? null : Row(stored), after, step.Person,
            stored.GetAttributeValue<EntityReference>("createdby")?.Id,
            stored.GetAttributeValue<EntityReference>("modifiedby")?.Id,
            () => CanBeFilled(step, after.Column));
        Problem[] problems = [.. new CM011RequirementsMakeSense().Check(change)];
        if (problems.Length > 0)
        {
            throw Judgement.Refusal(step, customer: null, problems);
        }

        if (target.Contains(RequirementTable.Column))
        {
            target[RequirementTable.Column] = after.Column.LogicalName;
        }

        if (change.LosesApproval)
        {
            target[RequirementTable.ApprovedBy] = null;
        }

        // Nobody types a problem: there is none while the column can be filled.
        if (change.JudgesColumn && stored.Contains(RequirementTable.Problem)
            || target.Contains(RequirementTable.Problem) && change.ColumnCanBeFilled)
        {
            target[RequirementTable.Problem] = null;
        }
    }

    /// <summary>Whether an account has such a column and people write it. A read.</summary>
    static bool CanBeFilled(StepContext step, Column column) => !column.IsComputed && column.LogicalName.Length > 0
        && AccountColumns.Read(step.AsSystem(), [column], "LogicalName", "IsValidForUpdate")
            .Any(found => found.IsValidForUpdate == true);
}
