using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Dataverse;
using CrmMilestones.Simulation.Oracle;

namespace CrmMilestones.Simulation.World;

/// <summary>A user and what the role allows (README, the table of roles).</summary>
sealed record Person(string Name, string Role, Guid Id)
{
    public bool IsSales => Role == "CM Sales";

    public bool IsFinance => Role == "CM Finance";

    public bool IsAdministrator => Role is "CM Lifecycle Administrator" or People.Root;

    public bool MayCreateAccounts => IsSales || IsAdministrator;

    public bool MayWriteProcesses => !IsFinance;

    public bool MayWrite(Customer customer) => !IsSales || Equals(customer.Record[Account.Owner], Id);

    /// <summary>Whether the person may save this: roles link rows just where their people fill in a lookup.</summary>
    public bool MaySave(Customer customer, Record sent) =>
        (customer.IsThere ? MayWrite(customer) : MayCreateAccounts)
        && sent.Values.All(value => value.Value is not Guid || value.Key switch
        {
            Account.Market or Account.Contact => IsSales || IsAdministrator,
            _ => !IsFinance,
        });
}

/// <summary>Everybody who works with customers.</summary>
static class People
{
    public const string Root = "System Administrator";

    static readonly (string Name, string Role, int Language)[] All =
    [
        ("Sam Okoro", "CM Sales", 1033), ("Sue Park", "CM Sales", 3082), ("Olga Onboarding", "CM Onboarding", 1033),
        ("Carl Compliance", "CM Compliance", 1033), ("Cora Compliance", "CM Compliance", 3082),
        ("Otto Operations", "CM Operations", 1033), ("Fran Finch", "CM Finance", 1033),
        ("Robin Rep", "CM Lifecycle Administrator", 1033), ("Alex Reyes", "CM Lifecycle Administrator", 3082),
        ("Rita Root", Root, 1033),
    ];

    public static int Count => All.Length;

    public static IReadOnlyList<Person> AddTo(DataverseHost host) =>
        [.. All.Select(person => new Person(
            person.Name, person.Role, host.AddUser(person.Name, person.Language, roles: person.Role)))];
}
