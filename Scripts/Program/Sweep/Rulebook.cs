using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using CrmMilestones.Plugins.Customer;
using CrmMilestones.Plugins.Requirements;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Plugins.Rules.Requirements;
using CrmMilestones.Scripts.Live;
using Microsoft.PowerPlatform.Dataverse.Client;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Metadata;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Scripts.Sweep;

/// <summary>What an environment says of all customers at once: the days of its markets, the requirements that its
/// administrators added, and what its columns are called.</summary>
sealed class Rulebook
{
    const string Zone = "cm_timezonecode";

    readonly Dictionary<Guid, DateTime> _days;
    readonly Dictionary<string, string> _labels;
    readonly ILookup<Guid, StageRequirement> _requirements;
    readonly DateTime _utcNow;

    Rulebook(
        DateTime utcNow, Dictionary<Guid, DateTime> days, Dictionary<string, string> labels,
        IReadOnlyList<Entity> requirements)
    {
        (_utcNow, _days, _labels) = (utcNow, days, labels);
        var columns = requirements.Select(RequirementTable.ColumnName).Distinct()
            .ToDictionary(name => name, name => Columns.Named(name) ?? Column.Other(name));
        Others = [.. columns.Values.Where(column => !column.IsOfDefinition && labels.ContainsKey(column.LogicalName))];
        Lost = [.. requirements.Where(row => !labels.ContainsKey(RequirementTable.ColumnName(row)))];
        _requirements = requirements
            .Select(row => RequirementTable.Read(row, columns[RequirementTable.ColumnName(row)]))
            .ToLookup(row => row.Account ?? Guid.Empty);
    }

    /// <summary>Columns of account that administrators require, and the definition doesn't speak of.</summary>
    public IReadOnlyList<Column> Others { get; }

    /// <summary>Rows of cm_stagerequirement whose column isn't there.</summary>
    public IReadOnlyList<Entity> Lost { get; }

    /// <summary>Reads it, as of a moment.</summary>
    /// <param name="utcNow">UTC.</param>
    public static async Task<Rulebook> ReadAsync(
        IOrganizationServiceAsync2 service, DateTime utcNow, CancellationToken cancellation)
    {
        QueryExpression active = new(RequirementTable.Name) { ColumnSet = RequirementTable.AllColumns };
        active.Criteria.AddCondition(RequirementTable.State, ConditionOperator.Equal, 0);
        List<Entity> requirements = [];
        await foreach (var page in RowPages.ReadAsync(service, active, PageMark.First, cancellation: cancellation))
        {
            requirements.AddRange(page.Rows);
        }

        var asked = requirements.Select(row => Column.Other(RequirementTable.ColumnName(row))).Concat(Columns.All);
        var labels = AccountColumns.Read(service, asked, "LogicalName", "DisplayName")
            .ToDictionary(column => column.LogicalName, Label);
        return new(utcNow, await DaysAsync(service, utcNow, cancellation), labels, requirements);
    }

    /// <summary>When a customer of a market is judged.</summary>
    public Moment At(Guid? market) => new(
        _utcNow, () => market is { } id && _days.TryGetValue(id, out var day) ? day : _utcNow.Date);

    /// <summary>A column's display name.</summary>
    public string Label(Column column) => _labels.GetValueOrDefault(column.LogicalName, column.LogicalName);

    /// <summary>What is required of a customer.</summary>
    /// <param name="account">Its row, with <see cref="Others"/>.</param>
    /// <param name="change">The judgement.</param>
    public StageRequirements InEffect(Entity account, CustomerChange change) => StageRequirements.Of(
        change.Stages,
        _requirements[Guid.Empty].Concat(_requirements[account.Id])
            .Where(row => row.IsInEffect(account.Id, change.After.Market, change.At.Today)),
        () => Others.ToDictionary(
            column => column, column => account.GetAttributeValue<object?>(column.LogicalName)));

    static string Label(AttributeMetadata column) =>
        column.DisplayName?.UserLocalizedLabel?.Label ?? column.LogicalName;

    /// <summary>The business day of each market, by the platform's own zones.</summary>
    static async Task<Dictionary<Guid, DateTime>> DaysAsync(
        IOrganizationServiceAsync2 service, DateTime utcNow, CancellationToken cancellation)
    {
        Dictionary<int, DateTime> byZone = [];
        Dictionary<Guid, DateTime> days = [];
        QueryExpression markets = new("cm_market") { ColumnSet = new(Zone) };
        await foreach (var page in RowPages.ReadAsync(service, markets, PageMark.First, cancellation: cancellation))
        {
            foreach (var market in page.Rows)
            {
                if (market.GetAttributeValue<int?>(Zone) is not { } zone)
                {
                    continue;
                }

                if (!byZone.TryGetValue(zone, out var day))
                {
                    var local = await service.ExecuteAsync(
                        new OrganizationRequest("LocalTimeFromUtcTime")
                        {
                            ["TimeZoneCode"] = zone,
                            ["UtcTime"] = utcNow,
                        },
                        cancellation);
                    byZone[zone] = day = ((DateTime)local["LocalTime"]).Date;
                }

                days[market.Id] = day;
            }
        }

        return days;
    }
}
