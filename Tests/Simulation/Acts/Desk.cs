using System;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using System.Text.RegularExpressions;
using CrmMilestones.Simulation.Checks;
using CrmMilestones.Simulation.Oracle;
using CrmMilestones.Simulation.World;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Simulation.Acts;

/// <summary>
/// Where requests are sent from: the oracle says first what must come of each, and the checks look after.
/// </summary>
sealed partial class Desk(Town town, Ledger ledger, Action<string>? tell) : IDisposable
{
    public Town Town => town;

    public Ledger Ledger => ledger;

    public LakeCount Lake { get; private set; } = new(town.Host);

    /// <summary>Who stored the reason of a way back of which customer, and was called away before it was gone.</summary>
    public (Customer Customer, Person Person)? CalledAway { get; set; }

    /// <summary>How many requests were sent, and how many of them refused.</summary>
    public (int Sent, int Refused) Tally { get; private set; }

    public void Dispose() => Lake.Dispose();

    /// <summary>Another process goes on with the database, in which nothing is missing.</summary>
    public void Restart()
    {
        if (town.Restart())
        {
            Lake.Dispose();
            Lake = new(town.Host);
            ledger.NobodyChanged();
        }
    }

    /// <summary>Writes down what happens; not even makes the words where nobody wants them.</summary>
    public void Tell(FormattableString words) => tell?.Invoke(FormattableString.Invariant(words));

    /// <summary>Who does it: the person of the step, but mostly somebody who may.</summary>
    public Person WhoMay(Step step, Random random, Func<Person, bool> may) =>
        may(town.People[step.Person]) || random.Next(5) == 0 ? town.People[step.Person]
            : town.People.Skip(random.Next(town.People.Count)).Concat(town.People).First(may);

    /// <summary>The oracle's verdict on a save of now.</summary>
    public Verdict Judge(Customer customer, Record sent, Person by)
    {
        // The platform takes the state out of an update, and saves it by itself thereafter.
        var (state, others) = sent.Split(customer.IsThere ? [Account.State, Account.StatusReason] : []);
        if (state.Values.Count == 0 || others.Values.Count == 0)
        {
            return Of(customer.Record, customer.Days, sent);
        }

        var first = Of(customer.Record, customer.Days, others);
        var second = Of(first.After, first.Days, state);
        second.Follow(first);
        return second;

        Verdict Of(Record record, Days days, Record sent) =>
            Oracle.Judge.Of(record, days, new(sent, by.Id, town.Now)
            {
                ZoneOf = town.ZoneOf,
                Needed = (after, stage) => Needed(customer, after, stage),
                Lifted = (after, stage) => town.Requirements.Lifted(
                    stage, customer.Id, MarketOf(after), town.Today(after)),
                LacksDocuments = after =>
                    town.Documents.MissingOf(customer.Id, MarketOf(after), town.Today(after)).Any(),
            });

    }

    /// <summary>What the customer needs to leave a stage.</summary>
    public IEnumerable<string> Needed(Customer customer, Record record, int stage) =>
        town.Requirements.Needed(stage, customer.Id, MarketOf(record), town.Today(record));

    static Guid? MarketOf(Record record) => (Guid?)record[Account.Market];

    /// <summary>One request that saves accounts, all or none.</summary>
    public bool Save(
        Person by, string channel, IReadOnlyList<(Customer Customer, Record Sent)> rows,
        Action<IOrganizationService> send, bool isAllowed = true)
    {
        var verdicts = rows.Select(row => (row.Customer, row.Sent, Verdict: Judge(row.Customer, row.Sent, by)))
            .ToArray();
        foreach (var (customer, sent, _) in verdicts)
        {
            Tell($"  {by.Name} sends by {channel} for {Record.Text(customer.Id)}: {sent}");
        }

        isAllowed &= verdicts.All(row => by.MaySave(row.Customer, row.Sent));
        var isRefused = Send(by, send, isAllowed, verdicts.FirstOrDefault(row => row.Verdict.IsRefused).Verdict,
            [.. verdicts.Select(row => row.Verdict)]);
        foreach (var (customer, _, verdict) in verdicts)
        {
            if (isRefused)
            {
                ledger.Unchanged(customer);
            }
            else
            {
                Accept(customer, verdict);
            }
        }

        return !isRefused;
    }

    /// <summary>A request of which anything may come.</summary>
    public bool Refuses(Person by, Action<IOrganizationService> send)
    {
        try
        {
            send(town.As(by));
            return false;
        }
        catch (FaultException<OrganizationServiceFault> fault)
        {
            Tell($"    {fault.Detail.Message}");
            return true;
        }
    }

    /// <summary>A request that works, or is refused by a rule, or to a person who may not.</summary>
    public bool Send(Person by, Action<IOrganizationService> send, bool isAllowed, string? rule = null)
    {
        Verdict verdict = new(new(), new());
        if (rule is not null)
        {
            verdict.Broken.Add(rule);
        }

        return !Send(by, send, isAllowed, rule is null ? null : verdict, [verdict]);
    }

    void Accept(Customer customer, Verdict verdict)
    {
        var (before, was) = (customer.Record, ledger.SeenOf(customer));
        FollowWithProcess(customer, verdict.After);
        (customer.Record, customer.Days, customer.IsDeleted) = (verdict.After, verdict.Days, false);
        var now = ledger.Agrees(customer, verdict.OpenColumns);
        Promises.EventsTell(before, verdict, customer.Record, was, now);
        ClaimChecks.Agree(town.Host, customer);
    }

    /// <summary>The process follows the account, but to Closed; who leaves the lifecycle abandons it.</summary>
    static void FollowWithProcess(Customer customer, Record after)
    {
        if (customer.Process is null || after.Stage == customer.Record.Stage)
        {
            return;
        }

        if (after.Stage is null)
        {
            customer.IsProcessOver = true;
        }
        else if (after.Stage != Account.Closed)
        {
            // One that is over is taken up when it moves, or when its customer enters the lifecycle.
            customer.IsProcessOver &= customer.Process == after.Stage && customer.Record.Stage is not null;
            customer.Process = after.Stage;
        }
    }

    /// <returns>Whether it was refused, as it had to be.</returns>
    bool Send(Person by, Action<IOrganizationService> send, bool isAllowed, Verdict? refusal, Verdict[] verdicts)
    {
        string? message = null;
        var jobs = town.Host.AsynchronousRuns.Count;
        try
        {
            send(town.As(by));
        }
        catch (FaultException<OrganizationServiceFault> fault)
        {
            message = fault.Detail.Message;
        }

        if (town.OwnPlugins.Throwing is null)
        {
            var failed = Enumerable.Range(jobs, town.Host.AsynchronousRuns.Count - jobs)
                .Select(index => town.Host.AsynchronousRuns[index]).FirstOrDefault(run => run.Error is not null);
            Promises.Require(failed is null, "jobs after the save", "done", failed?.Error);
        }

        // One of somebody else's: whatever the rules say, nothing has changed.
        if (message == OwnPlugins.Words)
        {
            Tell($"    refused by a plug-in of the customer's own");
            return true;
        }

        Tally = (Tally.Sent + 1, Tally.Refused + (message is null ? 0 : 1));
        Tell($"    {message ?? "done"}");
        if (message is null)
        {
            Promises.Require(isAllowed, $"what {by.Name} ({by.Role}) may", "refused", "done");
            Promises.Require(
                refusal is null, "the rules", refusal is null ? null
                : $"{string.Join(' ', refusal.Broken)} of {refusal.After}, {Promises.Told(refusal.Days.Spans())}",
                "done");
            return false;
        }

        if (!isAllowed)
        {
            return true;
        }

        var codes = Code().Matches(message).Select(match => match.Value).ToHashSet();
        var isForeseen = verdicts.Any(verdict => codes.Count > 0 && verdict.Broken.All(codes.Contains)
            && codes.All(code => verdict.Broken.Contains(code) || verdict.Open.Contains(code)));
        Promises.Require(
            isForeseen, "the rules",
            string.Join(", ", verdicts.Select(verdict => string.Join(' ', verdict.Broken.Order()))),
            message);
        return true;
    }

    [GeneratedRegex(@"^CM\d\d\d", RegexOptions.Multiline)]
    private static partial Regex Code();
}
