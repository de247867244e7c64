using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.Customer;
using CrmMilestones.Plugins.Pipeline;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Plugins.Rules.Codes;
using CrmMilestones.Plugins.Rules.Requirements;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Plugins.Requirements;

/// <summary>What administrators added to the definition and waived, as rows of cm_stagerequirement.</summary>
static class RequirementRows
{
    /// <summary>
    /// What is required of a customer. A read, shared by the steps of one save; two more where a column is named that
    /// the definition doesn't speak of.
    /// </summary>
    /// <param name="step">The step that asks.</param>
    /// <param name="account">The account's id; null while it is being created.</param>
    /// <param name="change">The save.</param>
    public static StageRequirements InEffect(StepContext step, Guid? account, CustomerChange change)
    {
        var rows = step.Recall($"cm_requirements {account}", () => Read(step.AsSystem(), account)).Entities;
        if (rows.Count == 0)
        {
            return StageRequirements.Of(change.Stages);
        }

        var columns = rows.Select(RequirementTable.ColumnName).Distinct()
            .ToDictionary(name => name, name => Columns.Named(name) ?? Column.Other(name));
        var inEffect = rows.Select(row => RequirementTable.Read(row, columns[RequirementTable.ColumnName(row)]))
            .Where(row => row.IsInEffect(account, change.After.Market, change.At.Today));
        return StageRequirements.Of(change.Stages, inEffect, () => Others(
            step, account, [.. columns.Values.Where(column => !column.IsOfDefinition)], rows));
    }

    /// <summary>Of all customers and of this one.</summary>
    static EntityCollection Read(IOrganizationService system, Guid? account)
    {
        var active = new QueryExpression(RequirementTable.Name) { ColumnSet = RequirementTable.AllColumns };
        active.Criteria.AddCondition(RequirementTable.State, ConditionOperator.Equal, 0);
        var ofCustomer = active.Criteria.AddFilter(LogicalOperator.Or);
        ofCustomer.AddCondition(RequirementTable.Account, ConditionOperator.Null);
        if (account is { } id)
        {
            ofCustomer.AddCondition(RequirementTable.Account, ConditionOperator.Equal, id);
        }

        return system.RetrieveMultiple(active);
    }

    /// <summary>The values of columns that no image brings, as they would be after the save.</summary>
    static Dictionary<Column, object?> Others(
        StepContext step, Guid? account, IReadOnlyList<Column> columns, IEnumerable<Entity> rows)
    {
        var system = step.AsSystem();
        var existing = AccountColumns.Read(system, columns.Select(column => column.LogicalName), "LogicalName")
            .Select(column => column.LogicalName);
        var byName = columns.Where(column => existing.Contains(column.LogicalName))
            .ToDictionary(column => column.LogicalName);
        TellOfLost(step, rows.Where(row => Columns.Named(RequirementTable.ColumnName(row)) is null
            && !byName.ContainsKey(RequirementTable.ColumnName(row))));

        var values = byName.Values.ToDictionary(column => column, _ => (object?)null);
        if (account is { } id && byName.Count > 0)
        {
            Take(system.Retrieve(CustomerRow.Table, id, new ColumnSet([.. byName.Keys])));
        }

        if (CustomerRow.Submitted(step) is { } submitted)
        {
            Take(submitted);
        }

        return values;

        void Take(Entity row)
        {
            foreach (var attribute in row.Attributes)
            {
                if (byName.TryGetValue(attribute.Key, out var column))
                {
                    values[column] = CustomerRow.Plain(column, attribute.Value);
                }
            }
        }
    }

    /// <summary>Shows on the rows that their column is gone, perhaps uninstalled by its owner.</summary>
    static void TellOfLost(StepContext step, IEnumerable<Entity> rows)
    {
        foreach (var row in rows.Where(row => !row.Contains(RequirementTable.Problem)))
        {
            step.AsSystem().Update(new Entity(RequirementTable.Name, row.Id)
            {
                [RequirementTable.Problem] =
                    CM011RequirementsMakeSense.ColumnIsGone.In(Judgement.BaseLanguage(step)),
            });
        }
    }
}
