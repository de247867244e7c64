using System;
using System.Collections.Generic;
using CrmMilestones.Dataverse;
using CrmMilestones.Scripts.Lists;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Scripts.Demo;

/// <summary>
/// What the demo did with a list of customers: everything it prints is read from here or from the CRM.
/// </summary>
public sealed record DemoRun(
    IReadOnlyList<CustomerState> States, IReadOnlyList<Refusal> Refusals, int Loaded, int Moves,
    IOrganizationService Finance, IOrganizationService Operations)
{
    /// <summary>
    /// Loads the customers into an environment that has the solution, and takes each through the lifecycle.
    /// </summary>
    /// <param name="language">The people's language (LCID), in which the CRM answers them.</param>
    /// <param name="loaded">Told how many customers more were loaded.</param>
    /// <param name="walked">Told of each customer who went as far as the data carry.</param>
    public static DemoRun Of(
        DataverseHost host, IReadOnlyList<CustomerRecord> customers, int language, Action<int>? loaded = null,
        Action? walked = null)
    {
        var company = new Company(host, customers, language);
        var loader = new CustomerLoader(company);
        var accounts = loader.Load(customers, loaded ?? (_ => { }));
        var walk = new LifecycleWalk(company);
        foreach (var (customer, account) in accounts)
        {
            walk.Walk(customer, account);
            walked?.Invoke();
        }

        var finance = company.Finance;
        return new(
            CustomerState.Read(finance, customers), [.. loader.Refusals, .. walk.Refusals], accounts.Count, walk.Moves,
            finance, company.Operations);
    }
}
