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

/// <summary>A table in which something is stored of customers.</summary>
/// <param name="Table">Its name.</param>
/// <param name="Id">The column of its ids.</param>
/// <param name="Customer">The column that tells whose a row is.</param>
/// <param name="Columns">What is looked at.</param>
/// <param name="Told">What a row says.</param>
sealed record Source<T>(string Table, string Id, string Customer, ColumnSet Columns, Func<Entity, T> Told)
{
    public string Ask(Func<string, string, string, string> select) => select(Table, Id, Customer);

    /// <summary>All rows that fulfil some conditions, by their ids.</summary>
    public IEnumerable<KeyValuePair<Guid, T>> Read(DataverseHost host, params ConditionExpression[] conditions)
    {
        QueryExpression query = new(Table) { ColumnSet = Columns };
        query.Criteria.Conditions.AddRange(conditions);
        return host.All(query).Select(row => KeyValuePair.Create(row.Id, Told(row)));
    }
}

/// <summary>All that is stored of one customer, by the ids of the rows.</summary>
/// <param name="Versions">The table and the version of each row.</param>
sealed record Sight(
    IReadOnlyDictionary<Guid, Record> Accounts, IReadOnlyDictionary<Guid, Process> Processes,
    IReadOnlyDictionary<Guid, Period> Periods, IReadOnlyDictionary<Guid, Event> Events,
    IReadOnlyDictionary<Guid, (string Table, long Number)> Versions)
{
    public static readonly Source<Record> OfAccounts =
        new("account", "accountid", "accountid", World.Rows.Columns, World.Rows.ToRecord);

    public static readonly Source<Process> OfProcesses = new(
        "cm_customerlifecycle", "businessprocessflowinstanceid", "bpf_accountid",
        new("activestageid", "traversedpath", "statecode"), ProcessOf);

    public static readonly Source<Period> OfPeriods = new(
        "cm_statusperiod", "cm_statusperiodid", "cm_customerkey",
        new("cm_status", "cm_previousstatus", "cm_isactive", "cm_islive", "cm_iscomplete", "cm_ischargeable",
            "cm_isonhold", "cm_isaccountactive", "cm_isended", "cm_from", "cm_until", "cm_recordedon",
            "cm_supersededon", "cm_afterclose", "cm_marketid", "cm_definitionversion"),
        PeriodOf);

    public static readonly Source<Event> OfEvents = new(
        "cm_lifecycleevent", "cm_lifecycleeventid", "cm_customerkey", new("cm_kind"),
        row => new(row.Id, Choice(row, "cm_kind")!.Value));

    static readonly string VersionsOfOne = Everywhere((table, id, customer) =>
        $"SELECT '{table}', {id}, versionnumber FROM {table} WHERE {customer} = $0");

    static readonly string SumsOfAll = Everywhere((table, _, _) =>
        $"SELECT count(*), coalesce(sum(versionnumber), 0) FROM {table}");

    static readonly Guid[] Stages =
    [
        new("94cd94ee-bd84-4d42-bc95-957df9cbef32"), new("13faf634-5e33-4a29-a25f-813bb94375ba"),
        new("770e66f5-d6af-42ac-8b1e-c52e8d47fff0"), new("c161b0d1-e2b0-4064-ae58-b53a79f3e0d2"),
        new("ea2b7b7c-d018-4b55-99f2-6493bae1d7ef"),
    ];

    public static Sight Nothing { get; } = new(
        new Dictionary<Guid, Record>(), new Dictionary<Guid, Process>(), new Dictionary<Guid, Period>(),
        new Dictionary<Guid, Event>(), new Dictionary<Guid, (string, long)>());

    public Record? Account { get; } = Accounts.Values.SingleOrDefault();

    public Process? Process { get; } = Processes.Values.SingleOrDefault();

    public IEnumerable<Period> Believed => Periods.Values.Where(period => period.SupersededOn is null)
        .OrderBy(period => period.Span.From);

    /// <summary>
    /// How many rows there are, and what their versions come to. Versions only grow: where both are as they were,
    /// nothing has been written, for a row that came in place of another has a higher version.
    /// </summary>
    public (long Rows, long Versions) Sum { get; } =
        (Versions.Count, Versions.Values.Sum(version => version.Number));

    public static Guid StageId(int stage) => Stages[stage];

    public static string PathTo(int stage) => string.Join(",", Stages.Take(stage + 1));

    /// <summary>
    /// What is stored of one customer now; the same object where nothing has changed. Rows are read whose version is
    /// another one.
    /// </summary>
    public static Sight Of(DataverseHost host, Guid id, Sight before)
    {
        var versions = host.Ask(VersionsOfOne, id.ToString("D")).ToDictionary(
            row => Guid.Parse((string)row[1]!), row => (Table: (string)row[0]!, Number: (long)row[2]!));
        var changed = versions.Where(row => before.Versions.GetValueOrDefault(row.Key) != row.Value)
            .ToLookup(row => row.Value.Table, row => (object)row.Key);
        return changed.Count == 0 && versions.Count == before.Versions.Count ? before : new(
            Now(OfAccounts, before.Accounts), Now(OfProcesses, before.Processes), Now(OfPeriods, before.Periods),
            Now(OfEvents, before.Events), versions);

        IReadOnlyDictionary<Guid, T> Now<T>(Source<T> source, IReadOnlyDictionary<Guid, T> known)
        {
            object[] ids = [.. changed[source.Table]];
            return known.Where(row => versions.ContainsKey(row.Key) && !ids.Contains(row.Key))
                .Concat(ids.Length == 0 ? []
                    : source.Read(host, new ConditionExpression(source.Id, ConditionOperator.In, ids)))
                .ToDictionary();
        }
    }

    /// <summary>The <see cref="Sum"/> of everybody.</summary>
    public static (long Rows, long Versions) SumOfAll(DataverseHost host) => host.Ask(SumsOfAll).Aggregate(
        (Rows: 0L, Versions: 0L), (sum, table) => (sum.Rows + (long)table[0]!, sum.Versions + (long)table[1]!));

    static string Everywhere(Func<string, string, string, string> select) => string.Join(
        " UNION ALL ", OfAccounts.Ask(select), OfProcesses.Ask(select), OfPeriods.Ask(select), OfEvents.Ask(select));

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
