using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Dataverse;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Scripts.Lists;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Scripts.Demo;

/// <summary>
/// What the demo did with a list of customers: everything it prints is read from here or from the CRM.
/// </summary>
public sealed record DemoRun(
    IReadOnlyList<CustomerState> States, Refusals Refusals, int Loaded, int Moves,
    IOrganizationService Finance, IOrganizationService Operations)
{
    /// <summary>So many customers are loaded in one bulk message, and then taken through the lifecycle.</summary>
    const int AtOnce = 100;

    /// <summary>
    /// Loads the customers into an environment that has the solution, and takes each through the lifecycle.
    /// </summary>
    /// <param name="host">The environment.</param>
    /// <param name="customers">Read once, one after the other.</param>
    /// <param name="workers">Who works on them in which stage.</param>
    /// <param name="countries">Their countries, as ISO codes.</param>
    /// <param name="language">The people's language (LCID), in which the CRM answers them.</param>
    /// <param name="walked">Told how many customers went as far as their data carry.</param>
    /// <param name="refused">Told of each save that the CRM refused.</param>
    public static DemoRun Of(
        DataverseHost host, IEnumerable<CustomerRecord> customers, IEnumerable<(string Person, Stage Stage)> workers,
        IEnumerable<string> countries, int language, Action<int>? walked = null, Action<Refusal>? refused = null)
    {
        Refusals refusals = new();
        Company company = new(host, workers, countries, language);
        CustomerLoader loader = new(company, Refuse);
        LifecycleWalk walk = new(company, Refuse);
        List<Claim> claims = [];
        var loaded = 0;
        foreach (var batch in customers.Chunk(AtOnce))
        {
            var accounts = loader.Load(batch);
            loaded += accounts.Count;
            foreach (var customer in batch)
            {
                if (accounts.TryGetValue(customer, out var account))
                {
                    walk.Walk(customer, account);
                }

                claims.Add(Claim.Of(customer));
                walked?.Invoke(claims.Count);
            }
        }

        var finance = company.Finance;
        return new(CustomerState.Read(finance, claims), refusals, loaded, walk.Moves, finance, company.Operations);

        void Refuse(Refusal refusal)
        {
            refusals.Add(refusal);
            refused?.Invoke(refusal);
        }
    }
}
