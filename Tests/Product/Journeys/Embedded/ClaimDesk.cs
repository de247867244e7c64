using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Dataverse;
using CrmMilestones.Plugins.Rules;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Tests.Journeys;

/// <summary>Finance's desk on 9 November 2026, and customers with histories that a test writes itself.</summary>
sealed class ClaimDesk : IDisposable
{
    public const string Table = "cm_externalclaim";

    readonly SettableClock _clock = new(new(2026, 11, 9, 9, 0, 0, TimeSpan.Zero));

    public ClaimDesk(DataverseOptions? options = null)
    {
        Environment = new((options ?? new()) with { Clock = _clock });
        Crm = new(Environment);
        AsFinance = Environment.ServiceFor(Environment.AddUser("Fran Finch", roles: "CM Finance"));
    }

    public TestEnvironment Environment { get; }

    public Crm Crm { get; }

    public IOrganizationService System => Environment.System;

    public IOrganizationService AsFinance { get; }

    public void Dispose() => Crm.Dispose();

    public static DateTime Day(int month, int day) => new(2026, month, day, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>A row of the table, of October unless it says otherwise.</summary>
    public static Entity Row(ClaimSource source, params (string Column, object? Value)[] columns)
    {
        var row = new Entity(Table)
        {
            ["cm_source"] = new OptionSetValue((int)source),
            ["cm_periodstart"] = Day(10, 1),
            ["cm_periodend"] = Day(10, 31),
        };
        foreach (var (column, value) in columns)
        {
            row[column] = value;
        }

        return row;
    }

    /// <summary>An account outside the lifecycle.</summary>
    public Guid Account(string name, string? number = null) =>
        System.Create(new Entity("account") { ["name"] = name, ["accountnumber"] = number });

    /// <summary>An account with a history.</summary>
    public Guid Customer(
        string name, string? number, params (DateTime From, DateTime? Until, BillableStatus Status)[] history)
    {
        var account = Account(name, number);
        foreach (var (from, until, status) in history)
        {
            Bypassing(new CreateRequest { Target = Period(account, from, until, status) });
        }

        return account;
    }

    /// <summary>A row of a history; a customer is active while it is Billable or on hold.</summary>
    public static Entity Period(Guid account, DateTime from, DateTime? until, BillableStatus status) =>
        new("cm_statusperiod")
        {
            ["cm_accountid"] = new EntityReference("account", account),
            ["cm_customerkey"] = account.ToString("D"),
            ["cm_status"] = new OptionSetValue((int)status),
            ["cm_isactive"] = status is BillableStatus.Billable or BillableStatus.OnHold,
            ["cm_islive"] = status is not BillableStatus.NotBillable,
            ["cm_iscomplete"] = status is not BillableStatus.NotBillable,
            ["cm_ischargeable"] = status is not BillableStatus.NotBillable,
            ["cm_isonhold"] = status is BillableStatus.OnHold,
            ["cm_isaccountactive"] = true,
            ["cm_isended"] = status is BillableStatus.Ended,
            ["cm_from"] = from,
            ["cm_until"] = until,
            ["cm_recordedon"] = from,
        };

    public OrganizationResponse Bypassing(OrganizationRequest request)
    {
        request[PeriodBook.Bypass] = PeriodBook.PlugIns;
        return System.Execute(request);
    }

    /// <summary>A single claim of Finance.</summary>
    public Guid Claim(ClaimSource source, params (string Column, object? Value)[] columns) =>
        AsFinance.Create(Row(source, columns));

    public void Save(Guid claim, params (string Column, object? Value)[] columns)
    {
        var row = new Entity(Table, claim);
        foreach (var (column, value) in columns)
        {
            row[column] = value;
        }

        AsFinance.Update(row);
    }

    public Entity Stored(Guid claim) => System.Retrieve(Table, claim, new ColumnSet(true));

    public ClaimAgreement? AgreementOf(Guid claim) =>
        (ClaimAgreement?)Stored(claim).GetAttributeValue<OptionSetValue>("cm_agreement")?.Value;

    public Guid? AccountOf(Guid claim) => Stored(claim).GetAttributeValue<EntityReference>("cm_accountid")?.Id;

    public string? ExplanationOf(Guid claim) => Stored(claim).GetAttributeValue<string>("cm_explanation");

    public bool IsChosen(Guid claim) => Stored(claim).GetAttributeValue<bool>("cm_accountchosen");

    /// <summary>How many claims have which verdict, in its words; "" for none.</summary>
    public IReadOnlyDictionary<string, int> Verdicts() => Rows()
        .GroupBy(row => row.FormattedValues.TryGetValue("cm_agreement", out var words) ? words : "")
        .ToDictionary(rows => rows.Key, rows => rows.Count());

    /// <summary>Every claim.</summary>
    public IReadOnlyList<Entity> Rows()
    {
        List<Entity> rows = [];
        var query = new QueryExpression(Table) { ColumnSet = new ColumnSet(true), PageInfo = new() { Count = 5000 } };
        EntityCollection page;
        do
        {
            query.PageInfo.PageNumber++;
            page = System.RetrieveMultiple(query);
            query.PageInfo.PagingCookie = page.PagingCookie;
            rows.AddRange(page.Entities);
        }
        while (page.MoreRecords);
        return rows;
    }

    /// <summary>Creates claims in one bulk message.</summary>
    public Guid[] CreateMultiple(IEnumerable<Entity> rows) =>
        ((CreateMultipleResponse)AsFinance.Execute(new CreateMultipleRequest { Targets = Together(rows) })).Ids;

    /// <summary>Changes claims in one bulk message.</summary>
    public void UpdateMultiple(IEnumerable<Entity> rows) =>
        AsFinance.Execute(new UpdateMultipleRequest { Targets = Together(rows) });

    /// <summary>What plug-ins asked and wrote during an action: how many reads, how many writes.</summary>
    public (int Reads, int Writes) Calls(Action action)
    {
        var messages = Environment.AllPluginCallsDuring(action).Select(call => call.Message).ToArray();
        var reads = messages.Count(message => message.StartsWith("Retrieve", StringComparison.Ordinal));
        return (reads, messages.Length - reads);
    }

    static EntityCollection Together(IEnumerable<Entity> rows) => new([.. rows]) { EntityName = Table };
}
