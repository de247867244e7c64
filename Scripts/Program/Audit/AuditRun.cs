using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Scripts.Lists;
using CrmMilestones.Scripts.Live;
using CrmMilestones.Scripts.Output;

namespace CrmMilestones.Scripts.Audit;

/// <summary>Where an audit's records come from.</summary>
/// <param name="Name">What it is called, such as the file's name.</param>
/// <param name="About">How it was read, in words.</param>
/// <param name="Says">Whether it says something of customers.</param>
/// <param name="Records">Gives the records, once; told where to put each reason of a line that can't be read.</param>
/// <param name="Counts">How the lines ended that were read so far.</param>
/// <param name="Share">How much is read, from 0 to 1; any thread may ask.</param>
public sealed record AuditSource(
    string Name, Func<string> About, Func<ListTarget, bool> Says,
    Func<Action<Refused>, CancellationToken, IEnumerable<CustomerRecord>> Records, Func<ListCounts> Counts,
    Func<double> Share)
{
    /// <summary>
    /// What the environment says of all customers, where the records are its accounts: they are there already, some have a
    /// stage, and some are no customers. Null for a list.
    /// </summary>
    public Rulebook? Rulebook { get; init; }

    /// <summary>The documents that its markets require, and those of its accounts. Null for a list.</summary>
    internal LiveDocuments? Documents { get; init; }

    /// <summary>Whether the records are accounts of an environment with the solution.</summary>
    public bool IsEnvironment => Rulebook is not null;

    /// <summary>A list in a file.</summary>
    public static AuditSource Of(ListFile list, string path) => new(
        Path.GetFileName(path), () => list.Description, list.Has,
        (refused, cancellation) => list.Read(CustomerRecord.Of, refused, cancellation), () => list.Counts,
        () => list.Share);
}

/// <summary>
/// One audit: reads every record once, judges it, and writes what it finds. What it keeps meanwhile are counts, the
/// first rows of each table of the report, and a few bytes a record.
/// </summary>
sealed class AuditRun
{
    /// <summary>
    /// So many records are judged at one go, away from the thread that reads and writes. More would outlive the first
    /// collections of garbage, and take twice the memory for nothing.
    /// </summary>
    const int AtOnce = 100;

    readonly AuditSource _source;
    readonly Judge _judge;
    readonly AuditFiles _files;

    AuditRun(AuditSource source, ILabels labels, AuditFiles files, AuditMoment at)
    {
        (_source, _files, Labels, At) = (source, files, labels, at);
        _judge = new(labels, at.Rules);
        Totals = new([.. Department.All.Where(department => source.Says(department.Told))]);
    }

    public ILabels Labels { get; }

    public AuditMoment At { get; }

    public bool IsEnvironment => _source.IsEnvironment;

    public string SourceName => _source.Name;

    public string AboutSource => _source.About();

    public ListCounts Counts => _source.Counts();

    /// <summary>How the lines ended, in words.</summary>
    public string WhatWasRead => IsEnvironment
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"{Counts.Lines:N0} accounts were judged, each by the day of its market and what is required of it there.")
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{Counts.Lines:N0} lines below the header: {Counts.Judged:N0} judged, {Counts.RefusedLines:N0} refused, "
            + $"{Counts.Blank:N0} blank.");

    public AuditTotals Totals { get; }

    public Duplicates Duplicates { get; } = new();

    public RefusedLines Refused { get; private set; } = null!;

    /// <summary>Contacts that share their name with another.</summary>
    public int Namesakes { get; private set; }

    /// <summary>Writes all files but the report into a folder, where the caller keeps them.</summary>
    /// <param name="source">Where the records come from.</param>
    /// <param name="labels">Names of columns and stages. Several threads ask.</param>
    /// <param name="files">Where the files go.</param>
    /// <param name="at">The moment by which everything is judged.</param>
    /// <param name="judged">Told how many records were judged and which share is read, now and then.</param>
    /// <param name="cancellation">Stops it.</param>
    public static AuditRun Of(
        AuditSource source, ILabels labels, AuditFiles files, AuditMoment at, Action<int, double>? judged = null,
        CancellationToken cancellation = default)
    {
        AuditRun audit = new(source, labels, files, at);
        audit.Run(judged ?? ((_, _) => { }), cancellation);
        return audit;
    }

    void Run(Action<int, double> judged, CancellationToken cancellation)
    {
        using (var refused = SafeCsv.To(_files.Create(AuditFiles.Refused)))
        using (var verdicts = SafeCsv.To(_files.Create(AuditFiles.Verdicts)))
        using (ImportTables imports = new(_files, _source))
        {
            Refused = new(refused);
            VerdictTable table = new(verdicts, Labels, [.. Totals.Departments.Select(count => count.Department)]);
            table.WriteHeader();
            Write(table, imports, judged, cancellation);
            imports.Complete();
            Namesakes = imports.Contacts.Namesakes;
        }

        using var csv = SafeCsv.To(_files.Create(AuditFiles.Duplicates));
        using var written = _files.Reopen(AuditFiles.Verdicts);
        Duplicates.Write(written, csv);
    }

    /// <summary>Writes what is judged, import files beside verdicts, while the next records are read and judged.</summary>
    void Write(VerdictTable table, ImportTables imports, Action<int, double> judged, CancellationToken cancellation)
    {
        // Whatever fails here stops the reading too, which is waited for: nothing goes on behind the caller's back.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using BlockingCollection<Task<Judged[]>> running = new(2 * Environment.ProcessorCount);
        var reading = Task.Factory.StartNew(
            () => Read(running, stop.Token), stop.Token, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var importing = Task.CompletedTask;
        try
        {
            var count = 0;
            foreach (var task in running.GetConsumingEnumerable(stop.Token))
            {
                var chunk = task.GetAwaiter().GetResult();
                importing.GetAwaiter().GetResult();
                importing = Task.Run(
                    () => imports.Write(chunk.Select(one => (one.Customer, one.Verdict.Suggested))), stop.Token);
                foreach (var (customer, verdict, keys) in chunk)
                {
                    table.Write(customer, verdict, Totals.Add(customer, verdict));
                    Duplicates.Add(keys);
                }

                judged(count += chunk.Length, _source.Share());
            }
        }
        catch
        {
            stop.Cancel();
            Task.WhenAll(reading, importing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter()
                .GetResult();
            throw;
        }

        importing.GetAwaiter().GetResult();
        reading.GetAwaiter().GetResult();
    }

    /// <summary>Reads, and has judged what is read a few chunks ahead, in the order of the records.</summary>
    void Read(BlockingCollection<Task<Judged[]>> running, CancellationToken cancellation)
    {
        try
        {
            foreach (var chunk in _source.Records(Refused.Add, cancellation).Chunk(AtOnce))
            {
                running.Add(Task.Run(() => Array.ConvertAll(chunk, Judge), cancellation), cancellation);
            }
        }
        finally
        {
            running.CompleteAdding();
        }
    }

    Judged Judge(CustomerRecord customer)
    {
        OldStatus old = new(
            customer.OldStage, customer.Stage, IsKept: _source.IsEnvironment && customer.Stage is not null);
        var verdict = JudgeOf(customer).Of(Facts(customer), old, customer.Name);
        return new(
            customer, _source.IsEnvironment ? OfAnAccount(customer, verdict) : verdict, Duplicates.KeysOf(customer));
    }

    /// <summary>
    /// Of an account, its market has its own day, and administrators may have added requirements and documents. The
    /// documents are asked for as it enters the lifecycle, not of one that is in it: there, the milestone stands.
    /// </summary>
    Judge JudgeOf(CustomerRecord customer) => _source is { Rulebook: { } rulebook, Documents: { } documents }
        ? new(
            Labels, rulebook.At(customer.MarketId),
            change => rulebook.InEffect(
                customer.Id!.Value, column => customer.AlsoFilled.Contains(column.LogicalName) ? true : null, change),
            customer.Stage is null ? change => documents.Of(customer.Id!.Value, change.After.Market) : null)
        : _judge;

    /// <summary>
    /// Who has a stage keeps it, as moving on is for people; and who has nothing that the definition speaks of may be a
    /// supplier.
    /// </summary>
    Verdict OfAnAccount(CustomerRecord customer, Verdict verdict)
    {
        verdict = verdict with { Why = [.. verdict.Why, .. MissingDocuments(customer, verdict)] };
        if (customer.Stage is { } kept)
        {
            return verdict with { Suggested = verdict.Finding == Finding.Contradictory ? null : kept };
        }

        return CustomerTargets.OfColumns.Any(target => customer.Values[target.Column!] is not (null or bool)) ? verdict
            : verdict with
            {
                Suggested = null,
                Why = ["No field of the definition is filled: the account may be no customer.", .. verdict.Why],
            };
    }

    /// <summary>The documents that its milestone still needs, or that have lapsed since, unless CM012 tells of them.
    /// </summary>
    IEnumerable<string> MissingDocuments(CustomerRecord customer, Verdict verdict)
    {
        var milestone = Columns.DocumentsSubmittedOn;
        var isDated = customer.Stage is not null and not Stage.Closed && customer.Values[milestone] is not null;
        if (!isDated && !verdict.Missing.Any(list => list.Columns.Contains(milestone)))
        {
            return [];
        }

        var at = _source.Rulebook!.At(customer.MarketId);
        string[] lacking =
        [
            .. _source.Documents!.Of(customer.Id!.Value, customer.MarketId)
                .Select(document => document.Lack(at)?.Say(Labels)).OfType<string>(),
        ];
        return lacking.Length == 0 ? []
            : [$"Required documents that aren't there or aren't valid: {string.Join(", ", lacking)}."];
    }

    /// <summary>The definition's columns as a list tells them.</summary>
    static CustomerFacts Facts(CustomerRecord customer)
    {
        SaidColumns said = new(CustomerTargets.OfColumns.Count + 3);
        foreach (var target in CustomerTargets.OfColumns)
        {
            if (customer.Values[target.Column!] is { } value)
            {
                said.Say(target.Column!, value);
            }
        }

        said.Say(Columns.Market, (object?)customer.MarketId ?? customer.Country);
        said.Say(Columns.PrimaryContact, customer.Contact?.LastName);
        if (customer.IsAccountActive == false)
        {
            said.Say(Columns.State, 1);
        }

        return new(said);
    }

    readonly record struct Judged(
        CustomerRecord Customer, Verdict Verdict, (ulong Name, ulong? Registration) Keys);
}
