using System;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using System.Threading;
using CrmMilestones.Plugins.Rules;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Xunit;

namespace CrmMilestones.Tests.Journeys;

/// <summary>
/// An environment with the solution, three users and what a customer refers to, and what people do in it.
/// </summary>
sealed class Crm : IDisposable
{
    /// <summary>Longer than any test takes.</summary>
    static readonly TimeSpan BeforeMidnight = TimeSpan.FromSeconds(20);

    public Crm(ICrmEnvironment? host = null)
    {
        // The plug-ins read the clock, as they must: no test begins on one day and ends on the next.
        var leftOfToday = Today.AddDays(1) - DateTime.UtcNow;
        if (leftOfToday < BeforeMidnight)
        {
            Thread.Sleep(leftOfToday);
        }

        Host = host ?? new TestEnvironment();
        Rep = Host.AddUser("Robin Rep", roles: "CM Lifecycle Administrator");
        Colleague = Host.AddUser("Alex Reyes", language: 3082, roles: "CM Lifecycle Administrator");
        Seller = Host.AddUser("Sam Okoro", roles: "CM Sales");
        AsRep = Host.ServiceFor(Rep);
        Market = Host.System.Create(new Entity("cm_market") { ["cm_name"] = "Australia", ["cm_code"] = "AU" });
        Contact = Host.System.Create(new Entity("contact") { ["lastname"] = "Nguyen" });
    }

    public ICrmEnvironment Host { get; }

    public Guid Rep { get; }

    public Guid Colleague { get; }

    /// <summary>Owns the customers.</summary>
    public Guid Seller { get; }

    public IOrganizationService AsRep { get; }

    public Guid Market { get; }

    public Guid Contact { get; }

    /// <summary>The day (UTC), the same throughout a test; ask in the test, not when its class is loaded.</summary>
    public static DateTime Today => DateTime.UtcNow.Date;

    public void Dispose() => Host.Dispose();

    /// <summary>A value that satisfies the requirement; the dates lie in the order of the stages.</summary>
    public object GoodValue(Column column) => column.Type switch
    {
        ColumnType.Choice => new OptionSetValue(727000000),
        ColumnType.Lookup => new EntityReference(
            column.Target, column == Columns.Market ? Market : column == Columns.PrimaryContact ? Contact : Rep),
        ColumnType.Date => Today.AddDays(DaysAgo.TryGetValue(column, out var days) ? -days : -90),
        ColumnType.Text => "AU-4711",
        _ => throw new ArgumentOutOfRangeException(nameof(column), column, "No sample of this type."),
    };

    static readonly Dictionary<Column, int> DaysAgo = new()
    {
        [Columns.AgreementSignedOn] = 90,
        [Columns.OnboardingStartedOn] = 80,
        [Columns.OnboardingCompletedOn] = 60,
        [Columns.DocumentsSubmittedOn] = 50,
        [Columns.ReadyForServiceOn] = 40,
        [Columns.ServiceStartsOn] = 30,
        [Columns.ServiceEndedOn] = 1,
    };

    /// <summary>The columns that let a customer enter a stage.</summary>
    public Dictionary<string, object?> WhatIsNeededFor(Stage stage)
    {
        var below = stage == Stage.Closed ? [Columns.EndReason, Columns.ServiceEndedOn] : Lifecycle.Stages.Below(stage)
            .SelectMany(passed => passed.Requires);
        return below.ToDictionary(column => column.LogicalName, column => (object?)GoodValue(column));
    }

    /// <summary>A new account outside the lifecycle.</summary>
    public Guid Outsider(Dictionary<string, object?>? values = null, string name = "Contoso Dental") =>
        AsRep.Create(Row(Guid.Empty, [new("name", name), Owned, .. values ?? []]));

    /// <summary>By the seller: the rep could certify no readiness of an own customer (CM013).</summary>
    public KeyValuePair<string, object?> Owned => "ownerid".To(new EntityReference("systemuser", Seller));

    /// <summary>A new account in a stage, with what the stages below it require.</summary>
    public Guid CustomerIn(Stage stage, params KeyValuePair<string, object?>[] more)
    {
        var values = WhatIsNeededFor(stage);
        foreach (var value in more)
        {
            values[value.Key] = value.Value;
        }

        values[Columns.Stage] = new OptionSetValue((int)stage);
        return Outsider(values);
    }

    /// <summary>A customer in the lifecycle with its guided process.</summary>
    public (Guid Account, Guid Process) GuidedCustomerIn(Stage stage)
    {
        var account = CustomerIn(stage);
        return (account, StartProcess(account));
    }

    public static Stage Next(Stage stage) => Lifecycle.Stages.After(stage)[0].Stage;

    public static Entity Row(Guid account, params KeyValuePair<string, object?>[] values)
    {
        var row = new Entity("account", account);
        foreach (var value in values)
        {
            row[value.Key] = value.Value;
        }

        return row;
    }

    public void Save(Guid account, params KeyValuePair<string, object?>[] values) => AsRep.Update(Row(account, values));

    /// <summary>As the form does it: the platform puts a new process at its first stage.</summary>
    public Guid StartProcess(Guid account, Stage at = Stage.Prospect, IOrganizationService? by = null) =>
        (by ?? AsRep).Create(new Entity(GuidedProcess.Table)
        {
            [GuidedProcess.Account] = new EntityReference("account", account),
            [GuidedProcess.ActiveStage] = new EntityReference("processstage", GuidedProcess.IdOf(at)),
            [GuidedProcess.TraversedPath] = GuidedProcess.PathTo(at),
        });

    /// <summary>Next or Previous in the guided process.</summary>
    public void MoveProcess(Guid process, Stage to, IOrganizationService? by = null) =>
        (by ?? AsRep).Update(new Entity(GuidedProcess.Table, process)
        {
            [GuidedProcess.ActiveStage] = new EntityReference("processstage", GuidedProcess.IdOf(to)),
            [GuidedProcess.TraversedPath] = GuidedProcess.PathTo(to),
        });

    public Entity Account(Guid id) => Host.System.Retrieve("account", id, new ColumnSet(true));

    public Stage? StageOf(Guid account) =>
        (Stage?)Account(account).GetAttributeValue<OptionSetValue>(Columns.Stage)?.Value;

    public BillableStatus? StatusOf(Guid account) =>
        (BillableStatus?)Account(account).GetAttributeValue<OptionSetValue>(Columns.BillableStatus)?.Value;

    public Entity Process(Guid id) => Host.System.Retrieve(GuidedProcess.Table, id, new ColumnSet(true));

    public Stage? ProcessStageOf(Guid process) =>
        GuidedProcess.StageOf(Process(process).GetAttributeValue<EntityReference>(GuidedProcess.ActiveStage).Id);

    /// <summary>The message of a refusal, after checking that it left the store as it was.</summary>
    public string Refused(Action action)
    {
        var before = Host.Snapshot();
        var fault = Assert.Throws<FaultException<OrganizationServiceFault>>(action);
        Assert.Equal(before, Host.Snapshot());
        Assert.Equal(unchecked((int)0x80040265), fault.Detail.ErrorCode);
        return fault.Detail.Message;
    }
}

static class Values
{
    /// <summary>A column and its new value, for readable lists of them.</summary>
    public static KeyValuePair<string, object?> To(this Column column, object? value) =>
        column.LogicalName.To(value);

    /// <summary>A column that is none of the definition's.</summary>
    public static KeyValuePair<string, object?> To(this string column, object? value) =>
        new(column, value is Stage stage ? new OptionSetValue((int)stage) : value);
}
