using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using CrmMilestones.Plugins.Customer;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Scripts.Lists;
using CrmMilestones.Scripts.Live;
using CrmMilestones.Scripts.Output;
using Microsoft.PowerPlatform.Dataverse.Client;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Scripts.Audit;

/// <summary>
/// The accounts of an environment, copied into a file page by page before they are judged: an audit that was
/// interrupted goes on with the page after the last one that was copied whole.
/// </summary>
sealed class LiveCustomers : IDisposable
{
    static readonly string[] More = ["accountnumber", "address1_city", "address1_stateorprovince"];

    readonly Journal<CopiedPage> _journal;
    readonly Rulebook _rulebook;
    readonly string[] _others;
    readonly string _copy;
    int _rows;
    int _read;

    LiveCustomers(string folder, Uri address, Rulebook rulebook)
    {
        _rulebook = rulebook;
        _others = [.. rulebook.Others.Select(column => column.LogicalName).Order(StringComparer.Ordinal)];
        _copy = Path.Combine(folder, "accounts.part");
        _journal = Journal.Open<CopiedPage>(
            Path.Combine(folder, "accounts.journal"),
            $"audit {address} {Lifecycle.Version} {string.Join(' ', _others)}".TrimEnd(), DateTime.UtcNow);
    }

    /// <summary>Copies what isn't copied yet.</summary>
    /// <param name="connection">The environment.</param>
    /// <param name="folder">Where the copy is kept until the audit is done.</param>
    /// <param name="utcNow">The moment of the audit, UTC.</param>
    /// <param name="output">Where it is said how far it has got.</param>
    public static async Task<LiveCustomers> CopyAsync(
        Connection connection, string folder, DateTime utcNow, CommandOutput output, CancellationToken cancellation)
    {
        var rulebook = await Rulebook.ReadAsync(connection.Service, utcNow, cancellation);
        LiveCustomers customers = new(folder, connection.Address, rulebook);
        try
        {
            await customers.CopyAsync(connection.Service, output, cancellation);
            return customers;
        }
        catch
        {
            customers.Dispose();
            throw;
        }
    }

    /// <summary>The accounts, to be judged.</summary>
    public AuditSource Source(Connection connection) => new(
        connection.EnvironmentName, () => $"Accounts of {connection.Address}.", Says,
        (_, cancellation) => Read(cancellation), () => new(_read, _read, 0, 0),
        () => _rows == 0 ? 1 : (double)_read / _rows)
    {
        Rulebook = _rulebook,
    };

    /// <summary>The audit is done: the next one reads anew.</summary>
    public void Forget()
    {
        _journal.Remove();
        File.Delete(_copy);
    }

    public void Dispose() => _journal.Dispose();

    async Task CopyAsync(IOrganizationServiceAsync2 service, CommandOutput output, CancellationToken cancellation)
    {
        using FileStream copy = new(_copy, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        var last = _journal.Finished.LastOrDefault() is { } page && page.Length <= copy.Length ? page : null;
        copy.SetLength(last?.Length ?? 0);
        copy.Seek(0, SeekOrigin.End);
        _rows = last?.Rows ?? 0;
        if (last is { Next: null })
        {
            return;
        }

        if (_rows > 0)
        {
            output.Out.WriteLine("Going on with the audit that was interrupted.");
        }

        using var progress = output.Progress("Reading accounts");
        await foreach (var read in CustomerRows.ReadAsync(
            service, last?.Next ?? PageMark.First, More.Concat(_others), cancellation))
        {
            foreach (var row in read.Rows)
            {
                copy.Write([.. JsonSerializer.SerializeToUtf8Bytes(Copied.Of(row, _rulebook, _others)), (byte)'\n']);
            }

            copy.Flush(flushToDisk: true);
            _rows += read.Rows.Count;
            _journal.Finish(new(read.Next, copy.Length, _rows));
            progress.Report(_rows);
        }
    }

    IEnumerable<CustomerRecord> Read(CancellationToken cancellation)
    {
        foreach (var line in File.ReadLines(_copy))
        {
            cancellation.ThrowIfCancellationRequested();
            yield return JsonSerializer.Deserialize<Copied>(line)!.ToRecord(++_read);
        }
    }

    static bool Says(ListTarget target) =>
        target == CustomerTargets.AccountState || CustomerTargets.OfColumns.Contains(target);

    /// <summary>A page that is in the copy.</summary>
    /// <param name="Next">Where to go on; null after the last one.</param>
    /// <param name="Length">How long the copy is with it, in bytes.</param>
    /// <param name="Rows">How many accounts it holds with it.</param>
    sealed record CopiedPage(PageMark? Next, long Length, int Rows);

    /// <summary>An account as a line of the copy has it.</summary>
    sealed record Copied(
        Guid Id, string? Number, string? Name, string? City, string? State, Guid? Market, string? MarketCode,
        string? Contact, string? Owner, bool IsActive, Stage? Stage, Dictionary<string, string> Values,
        string[] AlsoFilled)
    {
        public static Copied Of(Entity row, Rulebook rulebook, IEnumerable<string> others)
        {
            var facts = CustomerRow.Facts(row);
            return new(
                row.Id, row.GetAttributeValue<string>("accountnumber"), row.GetAttributeValue<string>(CustomerRow.Name),
                row.GetAttributeValue<string>("address1_city"),
                row.GetAttributeValue<string>("address1_stateorprovince"),
                facts.Market, rulebook.CodeOf(facts.Market),
                NameOf(row, Columns.PrimaryContact), NameOf(row, Columns.Owner), facts.IsActiveAccount, facts.Stage,
                CustomerTargets.OfColumns.Select(target => target.Column!).Where(facts.IsFilled).ToDictionary(
                    column => column.LogicalName,
                    column => NameOf(row, column) ?? facts[column] switch
                    {
                        DateTime day => VerdictTable.Day(day)!,
                        var value => Convert.ToString(value, CultureInfo.InvariantCulture)!,
                    }),
                [.. others.Where(name => CustomerFacts.IsFilled(row.GetAttributeValue<object?>(name)))]);
        }

        public CustomerRecord ToRecord(int line) => new()
        {
            Line = line,
            Id = Id,
            AccountNumber = Number ?? "",
            Name = Name ?? "",
            City = City,
            State = State,
            Country = MarketCode,
            MarketId = Market,
            Contact = Contact is null ? null : new(null, Contact),
            Owner = Owner,
            Stage = Stage,
            IsAccountActive = IsActive,
            AlsoFilled = AlsoFilled,
            Values = ColumnValues.Of(column => Values.TryGetValue(column, out var text) ? Value(column, text) : null),
        };

        static object Value(Column column, string text) => column.Type switch
        {
            ColumnType.Date => DateTime.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture),
            ColumnType.Choice => int.Parse(text, CultureInfo.InvariantCulture),
            ColumnType.YesNo => bool.Parse(text),
            _ => text,
        };

        static string? NameOf(Entity row, string column) =>
            row.GetAttributeValue<object>(column) is EntityReference lookup
                ? lookup.Name ?? lookup.Id.ToString() : null;
    }
}
