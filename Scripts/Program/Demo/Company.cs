using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Dataverse;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Scripts.Lists;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Scripts.Demo;

/// <summary>
/// The company in its CRM: the people that the list names and someone for each team, with the roles of their teams, and
/// the markets of the list's countries.
/// </summary>
sealed class Company
{
    readonly Dictionary<string, Guid> _people;
    readonly Dictionary<string, IOrganizationService> _services;
    readonly Dictionary<string, Guid> _markets;

    /// <param name="host">An environment that has the solution.</param>
    /// <param name="workers">Who works on customers in which stage.</param>
    /// <param name="countries">ISO codes.</param>
    /// <param name="language">The people's language (LCID).</param>
    public Company(
        DataverseHost host, IEnumerable<(string Person, Stage Stage)> workers, IEnumerable<string> countries,
        int language)
    {
        _people = workers.Concat(Lifecycle.Stages.Select(stage => (TeamMember(stage.Stage), stage.Stage)))
            .GroupBy(worker => worker.Item1, worker => RoleOf(worker.Item2))
            .ToDictionary(
                person => person.Key, person => host.AddUser(person.Key, language, roles: [.. person.Distinct()]));
        _services = _people.ToDictionary(person => person.Key, person => host.ServiceFor(person.Value));
        Administrator = host.ServiceFor(host.AddUser("Administrator", language, roles: "System Administrator"));
        _markets = countries.ToDictionary(country => country, country => Administrator.Create(MarketPack.Row(country)));
    }

    /// <summary>The CRM as those see it who set it up and import data.</summary>
    public IOrganizationService Administrator { get; }

    /// <summary>The CRM as Finance sees it.</summary>
    public IOrganizationService Finance => _services[TeamMember(Stage.Closed)];

    /// <summary>The CRM as those see it who certify that a customer is ready.</summary>
    public IOrganizationService Operations => _services[TeamMember(Stage.Live)];

    /// <summary>Whom a line names as working on the customer, in which stage.</summary>
    public static IEnumerable<(string Person, Stage Stage)> Workers(CustomerRecord customer) =>
        from stage in Lifecycle.Stages
        let person = Named(customer, stage.Stage)
        where person is not null
        select (person, stage.Stage);

    /// <summary>The role of those who work on customers in a stage.</summary>
    public static string RoleOf(Stage stage) => $"CM {Lifecycle.Stages.Of(stage).Team}";

    public EntityReference? Person(string? name) =>
        name is null ? null : new EntityReference("systemuser", _people[name]);

    /// <summary>Whose customer it is: somebody of Sales, who may work on the own customers only.</summary>
    public EntityReference Owner(CustomerRecord customer) => Person(Worker(customer, Stage.Prospect))!;

    public EntityReference? Market(string? country) =>
        country is null ? null : new EntityReference("cm_market", _markets[country]);

    /// <summary>The CRM as the person sees it who works on the customer in this stage.</summary>
    public IOrganizationService ServiceFor(CustomerRecord customer, Stage stage) =>
        _services[Worker(customer, stage)];

    static string Worker(CustomerRecord customer, Stage stage) => Named(customer, stage) ?? TeamMember(stage);

    /// <summary>For customers who have nobody in this stage yet.</summary>
    static string TeamMember(Stage stage) => $"{Lifecycle.Stages.Of(stage).Team} Desk";

    static string? Named(CustomerRecord customer, Stage stage) => stage switch
    {
        Stage.Prospect => customer.Owner,
        Stage.Onboarding => customer.Text(Columns.OnboardingOwner),
        Stage.Compliance => customer.Text(Columns.ComplianceReviewer),
        Stage.Readiness or Stage.Live => customer.Text(Columns.ServiceOwner),
        _ => null,
    };
}
