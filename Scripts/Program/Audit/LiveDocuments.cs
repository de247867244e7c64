using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Serialization;
using System.Threading;
using System.Threading.Tasks;
using CrmMilestones.Plugins.Documents;
using CrmMilestones.Plugins.Rules.Documents;
using CrmMilestones.Scripts.Live;
using CrmMilestones.Scripts.Output;
using Microsoft.PowerPlatform.Dataverse.Client;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Scripts.Audit;

/// <summary>
/// The documents that the markets of an environment require, and what its accounts have of them, in a few bytes each.
/// Where none is required, no document is read. Several threads may ask.
/// </summary>
sealed class LiveDocuments : IDisposable
{
    static readonly Comparer<Held> ByAccount =
        Comparer<Held>.Create((one, other) => one.Account.CompareTo(other.Account));

    readonly IReadOnlyList<RequiredType> _types;
    CopiedRows<Held>? _copy;
    Held[] _held = [];

    LiveDocuments(IReadOnlyList<RequiredType> types) => _types = types;

    /// <summary>Reads which documents are required.</summary>
    public static async Task<LiveDocuments> ReadAsync(
        IOrganizationServiceAsync2 service, CancellationToken cancellation)
    {
        QueryExpression required = new(DocumentTypeTable.Name)
        {
            ColumnSet = new(DocumentTypeTable.RowName, DocumentTypeTable.Market),
            Orders = // By name, as a refusal lists them.
            {
                new(DocumentTypeTable.RowName, OrderType.Ascending), new(DocumentTypeTable.Id, OrderType.Ascending),
            },
        };
        DocumentTypeTable.OnlyRequired(required.Criteria);
        List<RequiredType> types = [];
        await foreach (var page in RowPages.ReadAsync(service, required, PageMark.First, cancellation: cancellation))
        {
            types.AddRange(page.Rows.Select(row => new RequiredType(
                row.Id, row.GetAttributeValue<string>(DocumentTypeTable.RowName) ?? "",
                row.GetAttributeValue<EntityReference>(DocumentTypeTable.Market)?.Id)));
        }

        return new(types);
    }

    /// <summary>Copies them, as far as they aren't copied yet.</summary>
    /// <param name="connection">The environment.</param>
    /// <param name="folder">Where the copy is kept until the audit is done.</param>
    /// <param name="output">Where it is said how far it has got.</param>
    public async Task CopyAsync(
        Connection connection, string folder, CommandOutput output, CancellationToken cancellation)
    {
        if (_types.Count == 0)
        {
            return;
        }

        _copy = new(
            Path.Combine(folder, "documents"),
            $"audit documents {connection.Address} {string.Join(' ', _types.Select(type => type.Id))}");
        var places = _types.Select((type, place) => (type.Id, place)).ToDictionary();
        await _copy.CopyAsync(
            "Reading documents", from => RowPages.ReadAsync(
                connection.Service, Documents(), from, cancellation: cancellation),
            row => Held.Of(DocumentRow.Facts(row, new()), places), output);
        _held = new Held[_copy.Count];
        foreach (var (place, held) in _copy.Read(cancellation).Index())
        {
            _held[place] = held;
        }

        Array.Sort(_held, ByAccount);
    }

    /// <summary>What an account must have, and has.</summary>
    /// <param name="account">Its id.</param>
    /// <param name="market">Its market.</param>
    public IReadOnlyList<RequiredDocument> Of(Guid account, Guid? market)
    {
        if (_types.Count == 0)
        {
            return [];
        }

        var own = Of(account);
        return
        [
            .. from type in _types.Index()
               where type.Item.Market is null || type.Item.Market == market
               select new RequiredDocument(
                   type.Item.Name, [.. own.Where(held => held.Type == type.Index).Select(held => held.Document)]),
        ];
    }

    /// <summary>The audit is done: the next one reads anew.</summary>
    public void Forget() => _copy?.Forget();

    public void Dispose() => _copy?.Dispose();

    ArraySegment<Held> Of(Guid account)
    {
        var first = Array.BinarySearch(_held, new(account, default, default, default), ByAccount);
        if (first < 0)
        {
            return ArraySegment<Held>.Empty;
        }

        var last = first;
        for (; first > 0 && _held[first - 1].Account == account; first--)
        {
        }

        for (; last + 1 < _held.Length && _held[last + 1].Account == account; last++)
        {
        }

        return new(_held, first, last - first + 1);
    }

    static QueryExpression Documents()
    {
        QueryExpression query = new(DocumentRow.Table)
        {
            ColumnSet = new(DocumentRow.Account, DocumentRow.Type, DocumentRow.Status, DocumentRow.ExpiresOn),
            Orders = { new(DocumentRow.Table + "id", OrderType.Ascending) },
        };
        query.Criteria.AddCondition(DocumentRow.State, ConditionOperator.Equal, DocumentRow.Active);
        DocumentTypeTable.OnlyRequired(
            query.AddLink(DocumentTypeTable.Name, DocumentRow.Type, DocumentTypeTable.Id).LinkCriteria);
        return query;
    }

    /// <param name="Market">Null for all.</param>
    sealed record RequiredType(Guid Id, string Name, Guid? Market);

    /// <summary>A document of an account.</summary>
    /// <param name="Type">The place of its type; -1 for one that became required only now.</param>
    readonly record struct Held(Guid Account, short Type, DocumentStatus Status, DateOnly? ExpiresOn)
    {
        [JsonIgnore]
        public HeldDocument Document => new(Status, ExpiresOn?.ToDateTime(default));

        public static Held Of(DocumentFacts facts, Dictionary<Guid, int> places) => new(
            facts.Account ?? default, (short)places.GetValueOrDefault(facts.Type ?? default, -1), facts.Status,
            facts.ExpiresOn is { } last ? DateOnly.FromDateTime(last) : null);
    }
}
