using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.Rules;

namespace CrmMilestones.Scripts.Lists;

/// <summary>One line of a customer list, read. Null is what the line doesn't say.</summary>
public sealed record CustomerRecord
{
    /// <summary>The line of the file on which the customer starts; the header is line 1.</summary>
    public required int Line { get; init; }

    /// <summary>The account's id, of one that is in an environment.</summary>
    public Guid? Id { get; init; }

    public required string AccountNumber { get; init; }
    public required string Name { get; init; }
    public string? City { get; init; }
    public string? State { get; init; }

    /// <summary>ISO 3166.</summary>
    public string? Country { get; init; }

    /// <summary>The market's id, of an account that is in an environment.</summary>
    public Guid? MarketId { get; init; }

    public ContactName? Contact { get; init; }
    public string? ContactEmail { get; init; }
    public string? Owner { get; init; }

    /// <summary>What somebody once chose in the old CRM.</summary>
    public string? OldStage { get; init; }

    /// <summary>The stage of the definition, where the list has one.</summary>
    public Stage? Stage { get; init; }

    /// <summary>Whether the old CRM's account is active.</summary>
    public bool? IsAccountActive { get; init; }

    /// <summary>
    /// What the line says of the definition's columns: a day, the value of an option, yes or no, a person's name or
    /// another text.
    /// </summary>
    public required ColumnValues Values { get; init; }

    /// <summary>Columns that the environment's administrators require, and that are filled.</summary>
    public IReadOnlyCollection<string> AlsoFilled { get; init; } = [];

    /// <summary>Claim: whether it is on the Sales list.</summary>
    public bool SalesActive { get; init; }

    /// <summary>Claim: what Finance invoiced, in the customer's currency.</summary>
    public decimal? InvoicedLastMonth { get; init; }

    /// <summary>Claim: whether a contractor was paid.</summary>
    public bool PaidLastMonth { get; init; }

    public DateTime? Date(Column column) => Values[column] as DateTime?;

    public string? Text(Column column) => Values[column] as string;

    /// <summary>Reads a line of a list that was opened with <see cref="CustomerTargets.All"/>.</summary>
    public static CustomerRecord Of(ListLine line) => new()
    {
        Line = line.Number,
        AccountNumber = line.RequiredText(CustomerTargets.AccountNumber),
        Name = line.RequiredText(CustomerTargets.Name),
        City = line.Text(CustomerTargets.City),
        State = line.Text(CustomerTargets.State),
        Country = line.Country,
        Contact = ContactName.Of(line),
        ContactEmail = line.Text(CustomerTargets.ContactEmail),
        Owner = line.Person(CustomerTargets.Owner),
        OldStage = line.Text(CustomerTargets.OldStage),
        Stage = (Stage?)line.Choice(CustomerTargets.Stage),
        IsAccountActive = line.YesNo(CustomerTargets.AccountState),
        Values = ColumnValues.Of(line),
        SalesActive = line.YesNo(CustomerTargets.SalesActive) ?? false,
        InvoicedLastMonth = line.Amount(CustomerTargets.InvoicedLastMonth),
        PaidLastMonth = line.YesNo(CustomerTargets.PaidLastMonth) ?? false,
    };
}

/// <summary>A contact's name, as the CRM stores it: in two columns.</summary>
public sealed record ContactName(string? FirstName, string LastName)
{
    static readonly int Longest = SolutionColumn.Of("contact", "lastname").MaxLength!.Value;

    internal static ContactName? Of(ListLine line)
    {
        if (line.Text(CustomerTargets.Contact) is not { } text)
        {
            return null;
        }

        var names = text.Split(' ', 2);
        if (names.Any(name => name.Length > Longest))
        {
            line.Refuse(
                CustomerTargets.Contact,
                $"has a first or last name of more than {Longest} characters, which is all that the CRM stores");
        }

        return new(names.Length > 1 ? names[0] : null, names[^1]);
    }
}

/// <summary>What a line says of the definition's columns, each of which has its place.</summary>
public sealed class ColumnValues
{
    static readonly Dictionary<Column, int> Places =
        CustomerTargets.OfColumns.Index().ToDictionary(place => place.Item.Column!, place => place.Index);

    readonly object?[] _values = new object?[CustomerTargets.OfColumns.Count];

    ColumnValues()
    {
    }

    public object? this[Column column] => _values[Places[column]];

    /// <summary>Of each column what the line says, null where it says nothing.</summary>
    public IEnumerable<(Column Column, object? Value)> All =>
        CustomerTargets.OfColumns.Zip(_values, (target, value) => (target.Column!, value));

    internal static ColumnValues Of(ListLine line)
    {
        ColumnValues values = new();
        for (var place = 0; place < values._values.Length; place++)
        {
            values._values[place] = line.Value(CustomerTargets.OfColumns[place]);
        }

        // Chargeable unless somebody said no, as in the CRM.
        values._values[Places[Columns.Chargeable]] ??= true;
        return values;
    }

    /// <summary>What somebody else knows of the columns.</summary>
    internal static ColumnValues Of(Func<Column, object?> value)
    {
        ColumnValues values = new();
        foreach (var (column, place) in Places)
        {
            values._values[place] = value(column);
        }

        return values;
    }
}
