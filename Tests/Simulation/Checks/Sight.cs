using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Dataverse;
using CrmMilestones.Simulation.Oracle;
using CrmMilestones.Simulation.World;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Simulation.Checks;

/// <summary>A row of cm_statusperiod.</summary>
sealed record Period(
    Guid Id, Span Span, Status? Previous, bool IsActive, DateTime RecordedOn, DateTime? SupersededOn, bool IsAfterClose,
    string? Version)
{
    /// <summary>Whether it was believed at a moment.</summary>
    public bool Known(DateTime moment) => RecordedOn <= moment && !(SupersededOn <= moment);
}

/// <summary>A row of cm_lifecycleevent: its kind (Stage, Milestone, Billable status, Waiver used, Merge).</summary>
sealed record Event(Guid Id, int Kind);

/// <summary>Where a guided process stands.</summary>
sealed record Process(Guid Id, int Stage, string Path, bool IsActive);

/// <summary>All that is stored of one customer.</summary>
sealed record Sight(Record? Account, Process? Process, IReadOnlyDictionary<Guid, Period> Periods,
    IReadOnlyDictionary<Guid, Event> Events, IReadOnlySet<string> Versions)
{
    static readonly ColumnSet PeriodColumns = new(
        "cm_status", "cm_previousstatus", "cm_isactive", "cm_islive", "cm_iscomplete", "cm_ischargeable", "cm_isonhold",
        "cm_isaccountactive", "cm_isended", "cm_from", "cm_until", "cm_recordedon", "cm_supersededon", "cm_afterclose",
        "cm_marketid", "cm_definitionversion", "cm_customerkey", "versionnumber");

    static readonly ColumnSet EventColumns = new("cm_kind", "cm_customerkey", "versionnumber");
    static readonly ColumnSet ProcessColumns = new(
        "activestageid", "traversedpath", "statecode", "bpf_accountid", "versionnumber");

    static readonly Guid[] Stages =
    [
        new("94cd94ee-bd84-4d42-bc95-957df9cbef32"), new("13faf634-5e33-4a29-a25f-813bb94375ba"),
        new("770e66f5-d6af-42ac-8b1e-c52e8d47fff0"), new("c161b0d1-e2b0-4064-ae58-b53a79f3e0d2"),
        new("ea2b7b7c-d018-4b55-99f2-6493bae1d7ef"),
    ];

    public static Sight Nothing { get; } =
        new(null, null, new Dictionary<Guid, Period>(), new Dictionary<Guid, Event>(), new HashSet<string>());

    public IEnumerable<Period> Believed => Periods.Values.Where(period => period.SupersededOn is null)
        .OrderBy(period => period.Span.From);

    public static Guid StageId(int stage) => Stages[stage];

    public static string PathTo(int stage) => string.Join(",", Stages.Take(stage + 1));

    /// <summary>What is stored of one customer now.</summary>
    public static Sight Of(DataverseHost host, Guid id)
    {
        var key = id.ToString("D");
        return Of(
            Rows("account", Simulation.World.Rows.Columns, "accountid", id),
            Rows("cm_customerlifecycle", ProcessColumns, "bpf_accountid", id),
            Rows("cm_statusperiod", PeriodColumns, "cm_customerkey", key),
            Rows("cm_lifecycleevent", EventColumns, "cm_customerkey", key));

        IEnumerable<Entity> Rows(string table, ColumnSet columns, string column, object value) =>
            host.System.RetrieveMultiple(new QueryExpression(table)
            {
                ColumnSet = columns,
                Criteria = { Conditions = { new(column, ConditionOperator.Equal, value) } },
            }).Entities;
    }

    /// <summary>What is stored of everybody, by customer.</summary>
    public static IReadOnlyDictionary<Guid, Sight> OfAll(DataverseHost host)
    {
        var accounts = All("account", Simulation.World.Rows.Columns, row => row.Id);
        var processes = All("cm_customerlifecycle", ProcessColumns,
            row => row.GetAttributeValue<EntityReference>("bpf_accountid").Id);
        var periods = All("cm_statusperiod", PeriodColumns, Key);
        var events = All("cm_lifecycleevent", EventColumns, Key);
        return accounts.Concat(processes).Concat(periods).Concat(events).Select(rows => rows.Key).Distinct()
            .ToDictionary(id => id, id => Of(accounts[id], processes[id], periods[id], events[id]));

        ILookup<Guid, Entity> All(string table, ColumnSet columns, Func<Entity, Guid> key) =>
            host.All(new QueryExpression(table) { ColumnSet = columns }).ToLookup(key);

        static Guid Key(Entity row) => Guid.Parse((string)row["cm_customerkey"]);
    }

    static Sight Of(
        IEnumerable<Entity> accounts, IEnumerable<Entity> processes, IEnumerable<Entity> periods,
        IEnumerable<Entity> events)
    {
        var rows = accounts.Concat(processes).Concat(periods).Concat(events);
        return new(
            accounts.SingleOrDefault()?.ToRecord(), processes.Select(ProcessOf).SingleOrDefault(),
            periods.Select(PeriodOf).ToDictionary(period => period.Id),
            events.Select(row => new Event(row.Id, Choice(row, "cm_kind")!.Value)).ToDictionary(line => line.Id),
            rows.Select(Simulation.World.Rows.Version).ToHashSet());
    }

    static Process ProcessOf(Entity row) => new(
        row.Id, Array.IndexOf(Stages, row.GetAttributeValue<EntityReference>("activestageid").Id),
        (string)row["traversedpath"], row.GetAttributeValue<OptionSetValue>("statecode").Value == 0);

    static Period PeriodOf(Entity row)
    {
        var facts = new[]
        {
            ("cm_islive", Fact.Live), ("cm_iscomplete", Fact.Complete), ("cm_ischargeable", Fact.Chargeable),
            ("cm_isonhold", Fact.OnHold), ("cm_isaccountactive", Fact.AccountActive), ("cm_isended", Fact.Ended),
        }.Where(fact => row.GetAttributeValue<bool>(fact.Item1)).Aggregate(Fact.None, (all, fact) => all | fact.Item2);
        return new(
            row.Id,
            new(
                Day(row, "cm_from")!.Value, Day(row, "cm_until"), facts, (Status)Choice(row, "cm_status")!.Value,
                row.GetAttributeValue<EntityReference>("cm_marketid")?.Id),
            (Status?)Choice(row, "cm_previousstatus"), row.GetAttributeValue<bool>("cm_isactive"),
            row.GetAttributeValue<DateTime>("cm_recordedon"), row.GetAttributeValue<DateTime?>("cm_supersededon"),
            row.GetAttributeValue<bool>("cm_afterclose"), row.GetAttributeValue<string>("cm_definitionversion"));
    }

    static int? Choice(Entity row, string column) =>
        row.GetAttributeValue<OptionSetValue>(column)?.Value - Simulation.Oracle.Account.Option;

    static DateOnly? Day(Entity row, string column) =>
        row.GetAttributeValue<DateTime?>(column) is { } day ? DateOnly.FromDateTime(day) : null;
}
