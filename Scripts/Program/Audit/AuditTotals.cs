using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Scripts.Lists;

namespace CrmMilestones.Scripts.Audit;

/// <summary>What an audit counts while records pass by.</summary>
/// <param name="departments">Those whose definitions the list lets one count by.</param>
sealed class AuditTotals(IReadOnlyList<Department> departments)
{
    /// <summary>For records without a country.</summary>
    public const string NoCountry = "";

    public IReadOnlyList<DepartmentCount> Departments { get; } =
        [.. departments.Select(department => new DepartmentCount(department))];

    /// <summary>Records by what they were found to be.</summary>
    public Dictionary<Finding, RecordList> Findings { get; } = new()
    {
        [Finding.Active] = new(),
        [Finding.NotActive] = new(),
        [Finding.Contradictory] = new(),
    };

    public int Billable { get; private set; }

    public int OnHold { get; private set; }

    public SortedDictionary<string, MarketTotals> Markets { get; } = new(System.StringComparer.Ordinal);

    /// <summary>By the furthest stage; of those that no stage takes, under null.</summary>
    public int Furthest(Stage? stage) => _furthest[Index(stage)];

    /// <summary>By the suggested stage; of those for a person to decide, under null.</summary>
    public int Suggested(Stage? stage) => _suggested[Index(stage)];

    /// <summary>How many lack a column, of those that aren't closed; the most first.</summary>
    public IEnumerable<KeyValuePair<Column, int>> Missing =>
        _missing.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key.LogicalName);

    readonly int[] _furthest = new int[Lifecycle.Stages.Count + 1];
    readonly int[] _suggested = new int[Lifecycle.Stages.Count + 1];
    readonly Dictionary<Column, int> _missing = [];

    /// <returns>Which departments count the record.</returns>
    public bool[] Add(CustomerRecord customer, Verdict verdict)
    {
        Findings[verdict.Finding].Add(customer, verdict);
        Billable += verdict.IsBillable ? 1 : 0;
        OnHold += verdict.IsActive && verdict.Present?.Status == BillableStatus.OnHold ? 1 : 0;
        _furthest[Index(verdict.Furthest)]++;
        _suggested[Index(verdict.Suggested)]++;
        foreach (var column in verdict.Missing.SelectMany(list => list.Columns))
        {
            _missing[column] = _missing.GetValueOrDefault(column) + 1;
        }

        Market(customer.Country ?? NoCountry).Add(customer, verdict);
        return [.. Departments.Select(department => department.Add(customer, verdict))];
    }

    MarketTotals Market(string country) =>
        Markets.TryGetValue(country, out var market) ? market : Markets[country] = new();

    static int Index(Stage? stage) => stage is { } known ? Lifecycle.Stages.Rank(known) : Lifecycle.Stages.Count;
}

/// <summary>The same of one country's customers; sums are in its money.</summary>
sealed class MarketTotals
{
    public int Records { get; private set; }
    public int Active { get; private set; }
    public int Billable { get; private set; }
    public int Contradictory { get; private set; }

    /// <summary>Customers who were invoiced last month and aren't billable, and for how much.</summary>
    public int InvoicedNotBillable { get; private set; }

    public decimal InvoicedNotBillableAmount { get; private set; }

    /// <summary>Billable customers who weren't.</summary>
    public int BillableNotInvoiced { get; private set; }

    public void Add(CustomerRecord customer, Verdict verdict)
    {
        Records++;
        Active += verdict.IsActive ? 1 : 0;
        Billable += verdict.IsBillable ? 1 : 0;
        Contradictory += verdict.Finding == Finding.Contradictory ? 1 : 0;
        if (customer.InvoicedLastMonth is { } amount && !verdict.IsBillable)
        {
            InvoicedNotBillable++;
            InvoicedNotBillableAmount += amount;
        }

        BillableNotInvoiced += customer.InvoicedLastMonth is null && verdict.IsBillable ? 1 : 0;
    }
}
