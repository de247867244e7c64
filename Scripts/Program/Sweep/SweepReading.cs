using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using CrmMilestones.Plugins.History;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Scripts.Live;
using CrmMilestones.Scripts.Output;
using Microsoft.PowerPlatform.Dataverse.Client;

namespace CrmMilestones.Scripts.Sweep;

/// <summary>
/// Reads everything once and tells what may be wrong. First the periods that are believed, of which it keeps a few
/// bytes each customer; then the accounts, each held against its own; then documents and claims. A page is judged while
/// the next is on its way, and is in the journal before that one is judged.
/// </summary>
sealed class SweepReading(
    IOrganizationServiceAsync2 service, Rulebook rulebook, Journal<SweepStep> journal, CommandOutput output,
    int pageSize = RowPages.Most)
{
    readonly Histories _histories = new();
    readonly HashSet<string> _suspects = [];
    readonly BitArray _seen = new(0);
    IReadOnlyList<PendingPeriod> _pending = [];

    /// <summary>How many rows were read in each pass.</summary>
    public Dictionary<string, long> Rows { get; } = [];

    /// <summary>What may be wrong, of customers.</summary>
    public IReadOnlyCollection<string> Customers => _suspects;

    /// <summary>What may be wrong, of the other checks by name.</summary>
    public Dictionary<string, List<string>> Others { get; } = [];

    public async Task RunAsync(IReadOnlyList<RowCheck> others, CancellationToken cancellation)
    {
        await PassAsync(
            SweepStep.Periods, "Status periods", Remember, from => RowPages.ReadAsync(
                service, PeriodCheck.Believed(), from, pageSize, cancellation), JudgePeriods);
        _seen.Length = _histories.Count;
        CustomerCheck check = new(rulebook);
        var accounts = CustomerRows.Query(rulebook.Others.Select(column => column.LogicalName));
        CustomerCheck.AddProcess(accounts);
        await PassAsync(
            SweepStep.Accounts, "Customers", Remember, from => RowPages.ReadAsync(
                service, accounts, from, pageSize, cancellation), page => JudgeAccounts(check, page));
        for (var place = 0; place < _histories.Count; place++)
        {
            // The history of a customer that was deleted ends as if it had been deactivated.
            if (!_seen[place] && _histories.At(place)[^1].Facts.Has(Facts.AccountActive))
            {
                _suspects.Add(StatusPeriodRow.KeyOf(_histories.Customers[place]));
            }
        }

        foreach (var other in others)
        {
            List<string> suspects = Others[other.What] = [];
            await PassAsync(
                other.Pass, other.What, step => suspects.AddRange(step.Suspects), from => RowPages.ReadAsync(
                    service, other.Query(), from, pageSize, cancellation),
                page =>
                {
                    string[] found = [.. other.Judge(page.Rows).Select(finding => finding.Row!.Value.ToString())];
                    suspects.AddRange(found);
                    return new(other.Pass, page.Next, page.Rows.Count, found);
                });
        }
    }

    /// <summary>Goes on where the journal ends.</summary>
    async Task PassAsync(
        string pass, string what, Action<SweepStep> remember,
        Func<PageMark, IAsyncEnumerable<PageOfRows>> read, Func<PageOfRows, SweepStep> judge)
    {
        long rows = 0;
        PageMark? next = PageMark.First;
        foreach (var step in journal.Finished.Where(step => step.Pass == pass))
        {
            remember(step);
            (rows, next) = (rows + step.Rows, step.Next);
        }

        using (var progress = output.Progress(what))
        {
            progress.GoOnAt(rows);
            if (next is { } from)
            {
                await foreach (var page in read(from))
                {
                    var step = judge(page);
                    journal.Finish(step);
                    progress.Report(rows += step.Rows);
                }
            }
        }

        Rows[pass] = rows;
    }

    void Remember(SweepStep step)
    {
        _histories.Unpack(step.Histories);
        _pending = step.Pending;
        _suspects.UnionWith(step.Suspects);
        foreach (var place in step.Seen)
        {
            _seen[place] = true;
        }
    }

    SweepStep JudgePeriods(PageOfRows page)
    {
        var before = _histories.Count;
        List<string> suspects = [];
        List<PendingPeriod> customer = [.. _pending];
        foreach (var row in page.Rows)
        {
            var key = row.GetAttributeValue<string>(StatusPeriodTable.CustomerKey) ?? "";
            if (customer.Count > 0 && customer[0].Key != key)
            {
                Complete(customer, suspects);
                customer.Clear();
            }

            customer.Add(new(key, StatusPeriodRow.Period(row)));
        }

        if (page.Next is null)
        {
            Complete(customer, suspects);
            customer.Clear();
        }

        _pending = customer;
        _suspects.UnionWith(suspects);
        return new(SweepStep.Periods, page.Next, page.Rows.Count, suspects)
        {
            Histories = _histories.Pack(before),
            Pending = _pending,
        };
    }

    void Complete(List<PendingPeriod> customer, List<string> suspects)
    {
        if (customer.Count == 0)
        {
            return;
        }

        StatusPeriod[] periods = [.. customer.Select(stored => stored.Period)];
        var isKey = Guid.TryParse(customer[0].Key, out var id);
        if (!isKey || PeriodCheck.Problem(periods) is not null)
        {
            suspects.Add(customer[0].Key);
        }

        if (isKey)
        {
            _histories.Add(id, periods);
        }
    }

    SweepStep JudgeAccounts(CustomerCheck check, PageOfRows page)
    {
        List<int> seen = [];
        List<string> suspects = [];
        foreach (var account in page.Rows)
        {
            var place = _histories.PlaceOf(account.Id);
            if (place is { } known)
            {
                seen.Add(known);
                _seen[known] = true;
            }

            var believed = place is { } at ? _histories.At(at) : Timeline.Empty;
            if (check.Findings(account, believed).Any())
            {
                suspects.Add(StatusPeriodRow.KeyOf(account.Id));
            }
        }

        _suspects.UnionWith(suspects);
        return new(
            SweepStep.Accounts, page.Next, page.Rows.DistinctBy(account => account.Id).Count(), suspects)
        {
            Seen = seen,
        };
    }
}
