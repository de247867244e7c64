using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Scripts.Audit;
using CrmMilestones.Scripts.Lists;

namespace CrmMilestones.Scripts.Demo;

/// <summary>What the old list claims of a customer: all that is remembered of a line once its customer is loaded.
/// </summary>
/// <param name="Line">The line of the file.</param>
/// <param name="CountedBy">The departments that count it among the active customers.</param>
/// <param name="HasLeft">Whether a last day of service is told.</param>
/// <param name="SalesActive">Whether it is on the Sales list.</param>
/// <param name="Invoiced">What Finance invoiced last month, in the customer's currency.</param>
/// <param name="ContractorPaid">Whether a contractor was paid last month.</param>
public sealed record Claim(
    int Line, string AccountNumber, string Name, string? City, string? Country,
    IReadOnlyList<Department> CountedBy, bool HasLeft, bool SalesActive, decimal? Invoiced, bool ContractorPaid)
{
    public static Claim Of(CustomerRecord customer) => new(
        customer.Line, customer.AccountNumber, customer.Name, customer.City, customer.Country,
        [.. Claims.Claimants.Where(department => department.Counts(customer))],
        customer.Date(Columns.ServiceEndedOn) is not null, customer.SalesActive,
        customer.InvoicedLastMonth, customer.PaidLastMonth);
}
