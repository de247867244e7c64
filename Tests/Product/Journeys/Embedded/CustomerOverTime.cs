using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.ServiceModel;
using CrmMilestones.Dataverse;
using CrmMilestones.Plugins.Rules;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Xunit;

namespace CrmMilestones.Tests.Journeys;

/// <summary>One customer over the year 2026, each save on its day, and what is believed of it.</summary>
sealed class CustomerOverTime : IDisposable
{
    readonly SettableClock _clock = new(new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero));
    readonly Channel _channel;

    public CustomerOverTime(Channel channel = Channel.Form, DataverseOptions? options = null)
    {
        _channel = channel;
        Host = new((options ?? new()) with { Clock = _clock });
        Crm = new(Host);
    }

    public TestEnvironment Host { get; }

    public Crm Crm { get; }

    /// <summary>The account; empty before the first save.</summary>
    public Guid Id { get; private set; }

    public Entity Account => Crm.Account(Id);

    /// <summary>UTC.</summary>
    public DateTimeOffset Now
    {
        get => _clock.Now;
        set => _clock.Now = value;
    }

    public void Dispose() => Crm.Dispose();

    /// <summary>A save at nine o'clock UTC; the first one creates the customer.</summary>
    public void Save(int month, int day, params (Column Column, object? Value)[] columns)
    {
        Now = new(Day(month, day).AddHours(9), TimeSpan.Zero);
        Save(columns);
    }

    /// <summary>A save now.</summary>
    public void Save(params (Column Column, object? Value)[] columns)
    {
        var row = new Entity("account", Id) { ["name"] = "Contoso Dental" };
        foreach (var (column, value) in columns)
        {
            row[column] = value is Enum choice ? Choice(choice) : value;
        }

        Id = _channel.Save(Crm, row);
    }

    /// <summary>The message of a refused save.</summary>
    public string Refused(int month, int day, params (Column Column, object? Value)[] columns)
    {
        Now = new(Day(month, day).AddHours(9), TimeSpan.Zero);
        var before = Told();
        var message = Assert.Throws<FaultException<OrganizationServiceFault>>(
            () => Save(columns)).Detail.Message;
        Assert.Equal(before, Told());
        return message;

        // The guided process saves what it asks for before it moves.
        string Told() => string.Join('\n', Columns.All.Select(column => $"{column} {Text(Account, column)}"));
    }

    static object? Text(Entity row, Column column) => row.GetAttributeValue<object>(column) switch
    {
        OptionSetValue choice => choice.Value,
        EntityReference lookup => lookup.Id,
        var value => value,
    };

    /// <summary>A prospect of 5 January, live on 16 March with 14 March as the latest date.</summary>
    public void LiveInMarch()
    {
        Save(1, 5, (Columns.Stage, Stage.Prospect));
        Save(3, 16, LiveColumns);
    }

    /// <summary>What lets a customer enter Live, and that it does.</summary>
    public (Column, object?)[] LiveColumns =>
    [
        .. Lifecycle.Stages.SelectMany(stage => stage.Requires)
            .Where(column => !Dates.ContainsKey(column)).Select(column => (column, (object?)Crm.GoodValue(column))),
        .. Dates.Select(date => (date.Key, (object?)date.Value)),
        (Columns.Stage, Stage.Live),
    ];

    static Dictionary<Column, DateTime> Dates => new()
    {
        [Columns.AgreementSignedOn] = Day(1, 5),
        [Columns.OnboardingStartedOn] = Day(1, 10),
        [Columns.OnboardingCompletedOn] = Day(2, 1),
        [Columns.DocumentsSubmittedOn] = Day(2, 20),
        [Columns.ServiceStartsOn] = Day(3, 1),
        [Columns.ReadyForServiceOn] = Day(3, 14),
    };

    /// <summary>The periods believed now, or at an earlier moment, in words.</summary>
    public IEnumerable<string> Periods(DateTime? knownOn = null) => PeriodsOf(Id, knownOn);

    /// <summary>Those of them that say yes to a fact.</summary>
    public IEnumerable<string> Periods(string fact) => PeriodsOf(Id, knownOn: null, fact);

    /// <summary>The same of another customer.</summary>
    public IEnumerable<string> PeriodsOf(Guid account, DateTime? knownOn = null, string? fact = null)
    {
        var query = new QueryExpression("cm_statusperiod") { ColumnSet = new ColumnSet(true) };
        query.AddOrder("cm_from", OrderType.Ascending);
        query.Criteria.AddCondition("cm_customerkey", ConditionOperator.Equal, account.ToString());
        return
            from period in Host.System.RetrieveMultiple(query).Entities
            let superseded = period.GetAttributeValue<DateTime?>("cm_supersededon")
            where knownOn is { } known
                ? period.GetAttributeValue<DateTime>("cm_recordedon") <= known && !(superseded <= known)
                : superseded is null
            where fact is null || period.GetAttributeValue<bool>(fact)
            let status = period.FormattedValues["cm_status"]
            let isPilot = status == "Not billable" && period.GetAttributeValue<bool>("cm_isactive")
            select string.Create(
                CultureInfo.InvariantCulture,
                $"{status}{(isPilot ? " and active" : "")} {period["cm_from"]:MM-dd} - "
                + $"{period.GetAttributeValue<DateTime?>("cm_until"):MM-dd}").TrimEnd();
    }

    /// <summary>The lines of the history of one kind, in order of creation.</summary>
    public IReadOnlyList<Entity> Events(EventKind kind)
    {
        var query = new QueryByAttribute("cm_lifecycleevent") { ColumnSet = new ColumnSet(true) };
        query.AddAttributeValue("cm_customerkey", Id.ToString());
        query.AddAttributeValue("cm_kind", (int)kind);
        query.AddOrder("createdon", OrderType.Ascending);
        return Host.System.RetrieveMultiple(query).Entities;
    }

    public static DateTime Day(int month, int day) => new(2026, month, day, 0, 0, 0, DateTimeKind.Utc);

    static OptionSetValue Choice(Enum value) => new(Convert.ToInt32(value, CultureInfo.InvariantCulture));
}
