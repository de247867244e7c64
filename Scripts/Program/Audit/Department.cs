using System;
using System.Collections.Generic;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Scripts.Lists;

namespace CrmMilestones.Scripts.Audit;

/// <summary>Somebody's own definition of an active customer.</summary>
/// <param name="Name">Whose it is.</param>
/// <param name="Definition">Whom they count, in words.</param>
/// <param name="Told">What a list must have for the definition to be counted by.</param>
/// <param name="Counts">Whether they count a customer.</param>
public sealed record Department(
    string Name, string Definition, ListTarget Told, Func<CustomerRecord, bool> Counts)
{
    public static Department Sales { get; } = new(
        "Sales", "on its list of active customers", CustomerTargets.SalesActive, customer => customer.SalesActive);

    public static Department Onboarding { get; } = new(
        "Onboarding", "onboarding completed, service not ended", Target(Columns.OnboardingCompletedOn),
        customer => customer.Date(Columns.OnboardingCompletedOn) is not null
            && customer.Date(Columns.ServiceEndedOn) is null);

    public static Department Finance { get; } = new(
        "Finance", "invoiced last month", CustomerTargets.InvoicedLastMonth,
        customer => customer.InvoicedLastMonth is not null);

    public static Department Contractors { get; } = new(
        "Contractors' tool", "paid last month", CustomerTargets.PaidLastMonth, customer => customer.PaidLastMonth);

    /// <summary>In the order in which reports name them.</summary>
    public static IReadOnlyList<Department> All { get; } =
    [
        Sales, Onboarding, Finance, Contractors,
        new("Old CRM", "its status says active", CustomerTargets.OldStage,
            customer => new OldStatus(customer.OldStage, customer.Stage).SaysActive),
        new("Account records", "the account is active", CustomerTargets.AccountState,
            customer => customer.IsAccountActive ?? true),
    ];

    /// <summary>Whose it is, and whom they count.</summary>
    public string Words => $"{Name}: {Definition}";

    static ListTarget Target(Column column)
    {
        foreach (var target in CustomerTargets.OfColumns)
        {
            if (target.Column == column)
            {
                return target;
            }
        }

        throw new ArgumentException($"No list says {column}.", nameof(column));
    }
}

/// <summary>A department's definition beside the shared one.</summary>
/// <param name="department">Whose definition it is.</param>
public sealed class DepartmentCount(Department department)
{
    /// <summary>Of each there are two tables: more of a department is looked through in a spreadsheet.</summary>
    const int MostRows = 200;

    public Department Department { get; } = department;

    /// <summary>Customers whom the department counts.</summary>
    public int Theirs { get; private set; }

    /// <summary>Of these, active customers by the shared definition.</summary>
    public int Both { get; private set; }

    /// <summary>Of these, billable ones.</summary>
    public int Billable { get; private set; }

    /// <summary>Customers whom the department counts and the shared definition doesn't.</summary>
    public RecordList OnlyTheirs { get; } = new(MostRows);

    /// <summary>Customers whom the shared definition counts and the department doesn't.</summary>
    public RecordList OnlyOurs { get; } = new(MostRows);

    /// <returns>Whether the department counts the customer.</returns>
    public bool Add(CustomerRecord customer, Verdict verdict)
    {
        var counts = Department.Counts(customer);
        if (counts)
        {
            Theirs++;
            Both += verdict.IsActive ? 1 : 0;
            Billable += verdict.IsBillable ? 1 : 0;
        }

        if (counts != verdict.IsActive)
        {
            (counts ? OnlyTheirs : OnlyOurs).Add(customer, verdict);
        }

        return counts;
    }
}
