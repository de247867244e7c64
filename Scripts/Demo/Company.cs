using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Dataverse;
using CrmMilestones.Plugins.Rules;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Scripts.Demo;

/// <summary>The company in its CRM: the people that the list names, someone for each team, and the markets.</summary>
sealed class Company
{
    static readonly (string Code, string Name)[] MarketNames = [("US", "United States"), ("AU", "Australia")];

    readonly Dictionary<string, Guid> _people;
    readonly Dictionary<string, IOrganizationService> _services;
    readonly Dictionary<string, Guid> _markets;

    public Company(DataverseHost host, IReadOnlyList<LegacyCustomer> customers, int language)
    {
        _people = Lifecycle.Stages.Select(stage => TeamMember(stage.Stage))
            .Concat(customers.SelectMany(customer => Lifecycle.Stages.Select(stage => Named(customer, stage.Stage))))
            .OfType<string>().Distinct()
            .ToDictionary(name => name, name => host.AddUser(name, language, roles: "CM Lifecycle Administrator"));
        _services = _people.ToDictionary(person => person.Key, person => host.ServiceFor(person.Value));
        Administrator = host.ServiceFor(host.AddUser("Administrator", language, roles: "System Administrator"));
        _markets = MarketNames.ToDictionary(market => market.Code, market => Administrator.Create(new Entity("cm_market")
        {
            ["cm_name"] = market.Name,
            ["cm_code"] = market.Code,
        }));
    }

    /// <summary>The CRM as those see it who set it up and import data.</summary>
    public IOrganizationService Administrator { get; }

    /// <summary>The CRM as Finance sees it.</summary>
    public IOrganizationService Finance => _services[TeamMember(Stage.Closed)];

    public EntityReference? Person(string? name) => name is null ? null : new EntityReference("systemuser", _people[name]);

    public EntityReference? Market(string? country) => country is null ? null : new EntityReference("cm_market", _markets[country]);

    /// <summary>The CRM as the person sees it who works on the customer in this stage.</summary>
    public IOrganizationService ServiceFor(LegacyCustomer customer, Stage stage) =>
        _services[Named(customer, stage) ?? TeamMember(stage)];

    /// <summary>For customers who have nobody in this stage yet.</summary>
    static string TeamMember(Stage stage) => $"{Lifecycle.Of(stage).Team} Desk";

    static string? Named(LegacyCustomer customer, Stage stage) => stage switch
    {
        Stage.Prospect => customer.Owner,
        Stage.Onboarding => customer.OnboardingOwner,
        Stage.Compliance => customer.ComplianceReviewer,
        Stage.Readiness or Stage.Live => customer.ServiceOwner,
        _ => null,
    };
}
