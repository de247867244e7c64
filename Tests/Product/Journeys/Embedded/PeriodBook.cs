using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Tests.Journeys;

/// <summary>What was so of a customer from a day until another (null: still), in a market (null: in none).</summary>
sealed record Span(DateTime From, DateTime? Until, BillableStatus Status, bool IsActive, string? Market)
{
    public bool Covers(DateTime day) => From <= day && (Until is null || Until >= day);
}

/// <summary>
/// An environment whose status periods a test writes itself, past the plug-ins, and what Finance then asks of it.
/// </summary>
sealed class PeriodBook : IDisposable
{
    public const string Bypass = "BypassBusinessLogicExecution", PlugIns = "CustomSync,CustomAsync";

    readonly Crm _crm;
    readonly IOrganizationService _asFinance;
    readonly Dictionary<string, Guid> _markets;

    public PeriodBook(TestEnvironment? environment = null)
    {
        _crm = new(environment);
        Finance = _crm.Host.AddUser("Fran Finch", roles: "CM Finance");
        _asFinance = _crm.Host.ServiceFor(Finance);
        _markets = new() { ["AU"] = _crm.Market, ["NZ"] = _crm.Host.System.Create(Market("New Zealand", "NZ")) };
    }

    public Guid Finance { get; }

    public IOrganizationService System => _crm.Host.System;

    public Crm Crm => _crm;

    public void Dispose() => _crm.Dispose();

    /// <summary>Records what is believed of a customer from a moment on, until another (null: still).</summary>
    public void Record(Guid customer, DateTime recordedOn, DateTime? supersededOn, params IEnumerable<Span> timeline)
    {
        foreach (var span in timeline)
        {
            _crm.Host.System.Execute(new CreateRequest
            {
                Target = Row(customer, recordedOn, supersededOn, span),
                [Bypass] = PlugIns,
            });
        }
    }

    /// <summary>Makes it so that nothing of a customer has been believed for an hour.</summary>
    public void Forget(Guid customer)
    {
        QueryByAttribute rows = new("cm_statusperiod");
        rows.AddAttributeValue("cm_customerkey", customer.ToString("D"));
        foreach (var row in System.RetrieveMultiple(rows).Entities)
        {
            System.Execute(new UpdateRequest
            {
                Target = new(row.LogicalName, row.Id) { ["cm_supersededon"] = DateTime.UtcNow.AddHours(-1) },
                [Bypass] = PlugIns,
            });
        }
    }

    public OrganizationResponse Count(DateTime asOf, DateTime? knownOn = null, string? market = null) =>
        Ask("cm_CountCustomers", ("AsOf", asOf), ("KnownOn", knownOn), ("MarketCode", market));

    public RollForward Compare(DateTime from, DateTime to, DateTime? knownOn = null, string? market = null)
    {
        var answer = Ask("cm_CompareMonths", ("From", from), ("To", to), ("KnownOn", knownOn), ("MarketCode", market));
        RollForward month = new(
            Number("Opening"), Number("New"), Number("Returned"), Number("Released"), Number("Held"), Number("Ended"),
            Number("Closing"));
        return Number("Other") == month.Other ? month : throw new InvalidOperationException("Other doesn't add up.");

        int Number(string property) => (int)answer[property];
    }

    public EntityReference Close(DateTime monthEnd) =>
        (EntityReference)Ask("cm_CloseMonth", ("MonthEnd", monthEnd))["MonthClose"];

    OrganizationResponse Ask(string message, params (string Name, object? Value)[] parameters)
    {
        OrganizationRequest request = new(message);
        foreach (var (name, value) in parameters.Where(parameter => parameter.Value is not null))
        {
            request[name] = value;
        }

        return _asFinance.Execute(request);
    }

    public Entity Row(Guid customer, DateTime recordedOn, DateTime? supersededOn, Span span) => new("cm_statusperiod")
    {
        ["cm_name"] = $"{span.Status} from {span.From:yyyy-MM-dd}",
        ["cm_customerkey"] = customer.ToString("D"),
        ["cm_status"] = new OptionSetValue((int)span.Status),
        ["cm_isactive"] = span.IsActive,
        ["cm_marketid"] = span.Market is { } code ? new EntityReference("cm_market", _markets[code]) : null,
        ["cm_from"] = span.From,
        ["cm_until"] = span.Until,
        ["cm_recordedon"] = recordedOn,
        ["cm_supersededon"] = supersededOn,
    };

    static Entity Market(string name, string code) => new("cm_market") { ["cm_name"] = name, ["cm_code"] = code };
}
