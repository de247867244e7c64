using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using CrmMilestones.Plugins.Customer;
using CrmMilestones.Plugins.Requirements;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Plugins.Rules.Requirements;
using Microsoft.PowerPlatform.Dataverse.Client;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Metadata;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Scripts.Live;

/// <summary>What an environment says of all customers at once: the days of its markets, the requirements that its
/// administrators added, and what its columns are called. Several threads may ask.</summary>
public sealed class Rulebook
{
    const string Zone = "cm_timezonecode";
    const string Code = "cm_code";

    readonly Dictionary<Guid, Market> _markets;
    readonly Dictionary<string, string> _labels;
    readonly ILookup<Guid, StageRequirement> _requirements;
    readonly DateTime _utcNow;

    Rulebook(
        DateTime utcNow, Dictionary<Guid, Market> markets, Dictionary<string, string> labels,
        IReadOnlyList<Entity> requirements)
    {
        (_utcNow, _markets, _labels) = (utcNow, markets, labels);
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

        var asked = requirements.Select(RequirementTable.ColumnName)
            .Concat(Columns.All.Select(column => column.LogicalName)).Distinct();
        var labels = AccountColumns.Read(service, asked, "LogicalName", "DisplayName")
            .ToDictionary(column => column.LogicalName, Label);
        return new(utcNow, await MarketsAsync(service, utcNow, cancellation), labels, requirements);
    }

    /// <summary>When a customer of a market is judged.</summary>
    public Moment At(Guid? market) => new(
        _utcNow, () => market is { } id && _markets.TryGetValue(id, out var known) ? known.Day : _utcNow.Date);

    /// <summary>A market's ISO 3166 code.</summary>
    public string? CodeOf(Guid? market) => market is { } id ? _markets.GetValueOrDefault(id)?.Code : null;

    /// <summary>A column's display name.</summary>
    public string Label(Column column) => _labels.GetValueOrDefault(column.LogicalName, column.LogicalName);

    /// <summary>The display names of <see cref="Others"/>, by their logical names.</summary>
    public IEnumerable<KeyValuePair<string, string>> LabelsOfOthers =>
        Others.Select(column => KeyValuePair.Create(column.LogicalName, Label(column)));

    /// <summary>What is required of a customer.</summary>
    /// <param name="account">The account's id.</param>
    /// <param name="other">Its value in one of <see cref="Others"/>.</param>
    /// <param name="change">The judgement.</param>
    public StageRequirements InEffect(Guid account, Func<Column, object?> other, CustomerChange change) =>
        StageRequirements.Of(
            change.Stages,
            _requirements[Guid.Empty].Concat(_requirements[account])
                .Where(row => row.IsInEffect(account, change.After.Market, change.At.Today)),
            () => Others.ToDictionary(column => column, other));

    static string Label(AttributeMetadata column) =>
        column.DisplayName?.UserLocalizedLabel?.Label ?? column.LogicalName;

    /// <summary>The code and the business day of each market, by the platform's own zones.</summary>
    static async Task<Dictionary<Guid, Market>> MarketsAsync(
        IOrganizationServiceAsync2 service, DateTime utcNow, CancellationToken cancellation)
    {
        Dictionary<int, DateTime> byZone = [];
        Dictionary<Guid, Market> known = [];
        QueryExpression markets = new("cm_market") { ColumnSet = new(Zone, Code) };
        await foreach (var page in RowPages.ReadAsync(service, markets, PageMark.First, cancellation: cancellation))
        {
            foreach (var market in page.Rows)
            {
                var day = utcNow.Date;
                if (market.GetAttributeValue<int?>(Zone) is { } zone && !byZone.TryGetValue(zone, out day))
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

                known[market.Id] = new(market.GetAttributeValue<string>(Code), day);
            }
        }

        return known;
    }

    sealed record Market(string? Code, DateTime Day);
}
