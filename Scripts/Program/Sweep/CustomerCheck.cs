using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using CrmMilestones.Plugins.Customer;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Scripts.Live;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Scripts.Sweep;

/// <summary>Holds an account's row against the rules and against what is believed of it. It judges as
/// cm_RecomputeCustomer does, by the same rules, and writes nothing.</summary>
sealed class CustomerCheck(Rulebook rulebook)
{
    const string Process = "process";
    const string ProcessId = "businessprocessflowinstanceid";
    const int English = 1033;

    /// <summary>What follows from a last day that has passed.</summary>
    static readonly Column[] OfAnEnd =
    [
        Columns.BillableStatus, Columns.BillableStatusOn, Columns.IsActiveCustomer, Columns.BillableReason,
    ];

    /// <summary>Adds an account's guided process to a query.</summary>
    public static void AddProcess(QueryExpression accounts)
    {
        var process = accounts.AddLink(
            GuidedProcess.Table, CustomerRow.Table + "id", GuidedProcess.Account, JoinOperator.LeftOuter);
        process.EntityAlias = Process;
        process.Columns = new(ProcessId, GuidedProcess.ActiveStage, GuidedProcess.State);
    }

    /// <summary>What is wrong with an account.</summary>
    /// <param name="account">Its row, with its process.</param>
    /// <param name="believed">What its status periods tell.</param>
    public IEnumerable<Finding> Findings(Entity account, Timeline believed)
    {
        var record = CustomerRow.Facts(account);
        if (record.Stage is null)
        {
            return believed.Count == 0 ? []
                :
                [
                    Found(
                        FindingRule.OutsideWithPeriods,
                        $"It has no stage, and periods from {Day(believed[0].From)} on."),
                ];
        }

        var change = CustomerChange.Recomputing(
            record, rulebook.At(record.Market), by: Guid.Empty, () => believed,
            judged => rulebook.InEffect(
                account.Id, column => account.GetAttributeValue<object?>(column.LogicalName), judged));
        return change.StageExists
            ? [.. Values(change), .. Periods(change, believed), .. ProcessOf(account, record), .. Missing(change)]
            : [Found(FindingRule.UnknownStage, $"Its stage has the value {(int)record.Stage}.")];

        IEnumerable<Finding> Values(CustomerChange change)
        {
            var mend = ServerColumns.For(change, () => English).ToDictionary();
            var last = change.After.LastDayOfService;
            if (mend.TryGetValue(Columns.BillableStatus, out var status) && status is (int)BillableStatus.Ended
                && last < change.At.Today)
            {
                yield return Found(
                    FindingRule.LastDayPassed,
                    $"Its last day of service was {Day(last.Value)}, and the account says "
                    + $"{Shown(Columns.BillableStatus, record[Columns.BillableStatus])}.");
                mend = mend.Where(cell => !OfAnEnd.Contains(cell.Key)).ToDictionary();
            }

            if (mend.Count > 0)
            {
                yield return Found(FindingRule.StoredValues, string.Join("; ", mend.Select(cell =>
                    $"{rulebook.Label(cell.Key)} is {Shown(cell.Key, record[cell.Key])} and should be "
                    + Shown(cell.Key, cell.Value))) + ".");
            }
        }

        IEnumerable<Finding> Periods(CustomerChange change, Timeline believed)
        {
            if (TimelineDifference.Between(believed, change.Timeline).Added.Count > 0)
            {
                yield return Found(FindingRule.PeriodsBehind, believed.Count == 0
                    ? "It has no status periods."
                    : $"The periods say {Told(believed, change.At.Today)}, and the record says "
                        + $"{Told(change.Timeline, change.At.Today)}.");
            }
        }

        IEnumerable<Finding> Missing(CustomerChange change)
        {
            if (record.Stage is not { } stage || stage == Stage.Closed || !record.IsActiveAccount)
            {
                yield break;
            }

            var lacking = change.Requirements.Missing(stage, record).SelectMany(
                list => list.Columns.Select(column => $"{rulebook.Label(column)} ({list.Stage})")).ToArray();
            if (lacking.Length > 0)
            {
                yield return Found(
                    FindingRule.ColumnMissing, $"It is in {stage} without {string.Join(", ", lacking)}.");
            }
        }

        Finding Found(FindingRule rule, string detail) =>
            new(rule, account.Id, account.GetAttributeValue<string>(CustomerRow.Name) ?? "", detail);
    }

    static IEnumerable<Finding> ProcessOf(Entity account, CustomerFacts record)
    {
        if (Of<Guid?>(account, ProcessId) is not { } id
            || GuidedProcess.StageOf(Of<EntityReference>(account, GuidedProcess.ActiveStage)?.Id) is not { } stage
            || GuidedProcess.StepToward(record.Stage, stage) is not { } next)
        {
            yield break;
        }

        List<OrganizationRequest> repair = [];
        if (Of<OptionSetValue>(account, GuidedProcess.State) is { Value: not 0 })
        {
            // A finished or abandoned process can't change its stage.
            repair.Add(Update(id, (GuidedProcess.State, new OptionSetValue(0)),
                (GuidedProcess.Status, new OptionSetValue(1))));
        }

        // A stage nearer: CustomerFollowsProcess leaves the account where it is.
        repair.Add(Update(
            id, (GuidedProcess.ActiveStage, new EntityReference("processstage", GuidedProcess.IdOf(next))),
            (GuidedProcess.TraversedPath, GuidedProcess.PathTo(next))));
        yield return new(
            FindingRule.ProcessApart, account.Id, account.GetAttributeValue<string>(CustomerRow.Name) ?? "",
            $"The account is in {record.Stage}, its guided process in {stage}.")
        {
            Repair = repair,
        };
    }

    static UpdateRequest Update(Guid process, params (string Column, object Value)[] cells)
    {
        Entity row = new(GuidedProcess.Table, process);
        foreach (var (column, value) in cells)
        {
            row[column] = value;
        }

        return new() { Target = row };
    }

    static T? Of<T>(Entity account, string column) =>
        account.GetAttributeValue<AliasedValue>($"{Process}.{column}")?.Value is T value ? value : default;

    static string Told(Timeline timeline, DateTime today) => timeline.On(today) is not { } period ? "nothing of today"
        : $"{Billing.Name(period.Status)} ({period.Facts}{(period.Market is { } market ? $", market {market}" : "")})";

    static string Shown(Column column, object? value) => value switch
    {
        null => "empty",
        int choice when column == Columns.BillableStatus => Billing.Name((BillableStatus)choice),
        int choice when column == Columns.ClosedFromStage => ((Stage)choice).ToString(),
        DateTime moment => Day(moment),
        true => "Yes",
        false => "No",
        string text => $"\"{text}\"",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    static string Day(DateTime day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
