using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Plugins.Claims;

/// <summary>Between a row of cm_externalclaim and the plain values of the rules.</summary>
static class ClaimRow
{
    public const string Table = "cm_externalclaim";
    public const string Account = "cm_accountid";
    public const string Agreement = "cm_agreement";
    public const string Id = "cm_externalclaimid";
    public const string State = "statecode";

    const string AccountChosen = "cm_accountchosen";
    const string Explanation = "cm_explanation";
    const string Source = "cm_source";
    const string AccountNumber = "cm_accountnumber";
    const string CustomerName = "cm_customername";
    const string PeriodStart = "cm_periodstart";
    const string PeriodEnd = "cm_periodend";
    const string LastActivityOn = "cm_lastactivityon";
    const string Amount = "cm_amount";

    /// <summary>What a judgement needs of a row, and what it writes.</summary>
    public static string[] AllColumns { get; } =
    [
        Source, AccountNumber, CustomerName, PeriodStart, PeriodEnd, LastActivityOn, Amount, Account, AccountChosen,
        Agreement, Explanation,
    ];

    /// <summary>The claims whose column has one of many values.</summary>
    public static IEnumerable<Entity> Stored(
        IOrganizationService system, string column, IReadOnlyCollection<Guid> values) =>
        Reads.In(system, Table, new ColumnSet([State, .. AllColumns]), column, values);

    /// <summary>What a row says.</summary>
    public static Claim Read(Entity row) => new()
    {
        Source = (ClaimSource?)row.GetAttributeValue<OptionSetValue>(Source)?.Value,
        AccountNumber = row.GetAttributeValue<string>(AccountNumber),
        CustomerName = row.GetAttributeValue<string>(CustomerName),
        PeriodStart = row.GetAttributeValue<DateTime?>(PeriodStart)?.Date,
        PeriodEnd = row.GetAttributeValue<DateTime?>(PeriodEnd)?.Date,
        LastActivityOn = row.GetAttributeValue<DateTime?>(LastActivityOn)?.Date,
        IsCredit = row.GetAttributeValue<Money>(Amount)?.Value < 0,
        Account = row.GetAttributeValue<EntityReference>(Account)?.Id,
        IsAccountChosen = row.GetAttributeValue<bool>(AccountChosen),
    };

    /// <summary>A save of a row.</summary>
    /// <param name="stored">The row before it; null on create.</param>
    /// <param name="sent">What the caller sends.</param>
    public static ClaimChange Change(Entity? stored, Entity sent)
    {
        var after = new Entity(Table);
        after.Attributes.AddRange(stored?.Attributes ?? Enumerable.Empty<KeyValuePair<string, object>>());
        foreach (var column in sent.Attributes)
        {
            after[column.Key] = column.Value;
        }

        return new(stored is null ? null : Read(stored), Read(after));
    }

    /// <summary>A stored row as it is.</summary>
    public static ClaimChange AsIs(Entity stored) => Change(stored, new(Table));

    /// <summary>Whether a stored row holds what the server says of it.</summary>
    public static bool Holds(Entity stored, ClaimVerdict verdict) =>
        Written(verdict).All(column => Equals(Value(stored, column.Key), column.Value))
        && verdict.IsTold(stored.GetAttributeValue<string>(Explanation));

    /// <summary>Puts the verdict into a save; what is stored already isn't written.</summary>
    /// <param name="verdict">What the server says.</param>
    /// <param name="stored">The row before the save; null on create.</param>
    /// <param name="sent">The save.</param>
    /// <param name="language">Tells the language of stored texts; may cost a read.</param>
    public static void Write(ClaimVerdict verdict, Entity? stored, Entity sent, Func<int> language)
    {
        foreach (var column in Written(verdict))
        {
            if (stored is not null && Equals(Value(stored, column.Key), column.Value))
            {
                sent.Attributes.Remove(column.Key);
            }
            else
            {
                sent[column.Key] = column.Value switch
                {
                    Guid account => new EntityReference("account", account),
                    int choice => new OptionSetValue(choice),
                    var value => value,
                };
            }
        }

        if (stored is not null && verdict.IsTold(stored.GetAttributeValue<string>(Explanation)))
        {
            sent.Attributes.Remove(Explanation);
        }
        else
        {
            sent[Explanation] = verdict.Tell(language());
        }
    }

    static Dictionary<string, object?> Written(ClaimVerdict verdict) => new()
    {
        [Account] = verdict.Account,
        [AccountChosen] = verdict.IsAccountChosen,
        [Agreement] = (int?)verdict.Agreement,
    };

    static object? Value(Entity row, string column) => row.GetAttributeValue<object>(column) switch
    {
        EntityReference account => account.Id,
        OptionSetValue choice => choice.Value,
        null when column == AccountChosen => false,
        var value => value,
    };
}
