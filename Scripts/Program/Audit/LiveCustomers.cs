using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
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
/// The accounts of an environment, copied with their documents before they are judged: an audit that was interrupted
/// goes on where it was.
/// </summary>
sealed class LiveCustomers : IDisposable
{
    static readonly string[] More = ["accountnumber", "address1_city", "address1_stateorprovince"];

    readonly Rulebook _rulebook;
    readonly string[] _others;
    readonly CopiedRows<Copied> _accounts;
    readonly LiveDocuments _documents;
    int _read;

    LiveCustomers(string folder, Uri address, Rulebook rulebook, LiveDocuments documents)
    {
        (_rulebook, _documents) = (rulebook, documents);
        _others = [.. rulebook.Others.Select(column => column.LogicalName).Order(StringComparer.Ordinal)];
        _accounts = new(
            Path.Combine(folder, "accounts"),
            $"audit {address} {Lifecycle.Version} {string.Join(' ', _others)}".TrimEnd());
    }

    /// <summary>Copies what isn't copied yet.</summary>
    /// <param name="connection">The environment.</param>
    /// <param name="folder">Where the copies are kept until the audit is done.</param>
    /// <param name="utcNow">The moment of the audit, UTC.</param>
    /// <param name="output">Where it is said how far it has got.</param>
    public static async Task<LiveCustomers> CopyAsync(
        Connection connection, string folder, DateTime utcNow, CommandOutput output, CancellationToken cancellation)
    {
        var rulebook = await Rulebook.ReadAsync(connection.Service, utcNow, cancellation);
        var documents = await LiveDocuments.ReadAsync(connection.Service, cancellation);
        LiveCustomers customers = new(folder, connection.Address, rulebook, documents);
        try
        {
            await customers.CopyAsync(connection.Service, output, cancellation);
            await documents.CopyAsync(connection, folder, output, cancellation);
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
        (_, cancellation) => _accounts.Read(cancellation).Select(row => row.ToRecord(++_read)),
        () => new(_read, _read, 0, 0), () => _accounts.Count == 0 ? 1 : (double)_read / _accounts.Count)
    {
        Rulebook = _rulebook,
        Documents = _documents,
    };

    /// <summary>The audit is done: the next one reads anew.</summary>
    public void Forget()
    {
        _accounts.Forget();
        _documents.Forget();
    }

    public void Dispose()
    {
        _accounts.Dispose();
        _documents.Dispose();
    }

    Task CopyAsync(IOrganizationServiceAsync2 service, CommandOutput output, CancellationToken cancellation) =>
        _accounts.CopyAsync(
            "Reading accounts",
            from => CustomerRows.ReadAsync(service, from, More.Concat(_others), cancellation),
            row => Copied.Of(row, _rulebook, _others), output);

    static bool Says(ListTarget target) =>
        target == CustomerTargets.AccountState || CustomerTargets.OfColumns.Contains(target);

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
