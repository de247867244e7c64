using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Scripts.Live;
using CrmMilestones.Scripts.Output;

namespace CrmMilestones.Scripts.Sweep;

/// <summary>One sweep of an environment.</summary>
/// <param name="clock">Tells what day it is.</param>
/// <param name="pageSize">Rows a page.</param>
sealed class SweepRun(
    Connection environment, Journal<SweepStep> journal, CommandOutput output, TimeProvider clock,
    int pageSize = RowPages.Most)
{
    /// <summary>Reads, looks twice, repairs if asked, and writes the findings.</summary>
    public async Task<SweepResult> RunAsync(bool repair, CancellationToken cancellation)
    {
        var service = environment.Service;
        var rulebook = await RulebookAsync(cancellation);
        SweepReading reading = new(service, rulebook, journal, output, pageSize);
        await reading.RunAsync([RowCheck.Documents(rulebook), RowCheck.Claims(service)], cancellation);

        var before = await LookAsync(reading, cancellation);
        var after = before;
        IReadOnlyCollection<string> refusals = [];
        // In rounds, as Dataverse moves a guided process stage by stage.
        for (var round = 0; repair && round < Lifecycle.Stages.Count && after.Exists(finding => finding.IsRepairable);
            round++)
        {
            refusals = await Repairs.SendAsync(environment, after, output, cancellation);
            var next = await LookAsync(reading, cancellation);
            if (next.Select(Identity).SequenceEqual(after.Select(Identity)))
            {
                break;
            }

            after = next;
        }

        Finding[] repaired = [.. before.ExceptBy(after.Select(Identity), Identity)];
        var (created, resolved) = await new FindingTable(service)
            .WriteAsync(journal.RunId, after, repaired, cancellation);
        return new(
            journal.RunId, environment.EnvironmentName, reading.Rows, before.Count, after, repaired, [.. refusals],
            created, resolved);
    }

    static (FindingRule, Guid?, string) Identity(Finding finding) => (finding.Rule, finding.Account, finding.Detail);

    Task<Rulebook> RulebookAsync(CancellationToken cancellation) =>
        Rulebook.ReadAsync(environment.Service, clock.GetUtcNow().UtcDateTime, cancellation);

    /// <summary>What is wrong now of what may be wrong, by the day and the requirements of now.</summary>
    async Task<List<Finding>> LookAsync(SweepReading reading, CancellationToken cancellation)
    {
        var rulebook = await RulebookAsync(cancellation);
        SecondLook look = new(environment.Service, rulebook);
        var findings = await look.CustomersAsync(reading.Customers, cancellation);
        foreach (var check in new[] { RowCheck.Documents(rulebook), RowCheck.Claims(environment.Service) })
        {
            findings.AddRange(await look.RowsAsync(check, reading.Others[check.What], cancellation));
        }

        findings.AddRange(RowCheck.Requirements(rulebook));
        return [.. findings.OrderBy(finding => FindingRule.All.TakeWhile(rule => rule != finding.Rule).Count())
            .ThenBy(finding => finding.Subject, StringComparer.OrdinalIgnoreCase)];
    }
}

/// <summary>What a sweep found and did.</summary>
/// <param name="RunId">As cm_auditfinding.cm_runid has it.</param>
/// <param name="Environment">Where.</param>
/// <param name="Rows">How many rows were read in each pass.</param>
/// <param name="Before">How much was wrong.</param>
/// <param name="Left">What is wrong still.</param>
/// <param name="Repaired">What was wrong and is put right.</param>
/// <param name="Refusals">What Dataverse refused to put right.</param>
/// <param name="Created">Rows of cm_auditfinding that were created.</param>
/// <param name="Resolved">Those that were set to resolved, because what they say is gone.</param>
sealed record SweepResult(
    Guid RunId, string Environment, IReadOnlyDictionary<string, long> Rows, int Before, IReadOnlyList<Finding> Left,
    IReadOnlyList<Finding> Repaired, IReadOnlyList<string> Refusals, int Created, int Resolved);
