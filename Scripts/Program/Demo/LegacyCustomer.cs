using System;
using System.Collections.Generic;
using CrmMilestones.Plugins.Rules;

namespace CrmMilestones.Scripts.Demo;

/// <summary>One line of the old CRM's list, read. Null is what the line doesn't say.</summary>
public sealed record LegacyCustomer
{
    /// <summary>The line of the file on which the customer starts; the header is line 1.</summary>
    public required int Line { get; init; }

    public required string AccountNumber { get; init; }
    public required string Name { get; init; }
    public string? City { get; init; }
    public string? State { get; init; }

    /// <summary>ISO 3166: US or AU.</summary>
    public string? Country { get; init; }

    public string? Contact { get; init; }
    public string? ContactEmail { get; init; }
    public string? Owner { get; init; }
    public string? SalesStatus { get; init; }

    /// <summary>
    /// What the line says of the definition's columns: a day, the value of an option, yes or no, a person's name or
    /// another text.
    /// </summary>
    public required IReadOnlyDictionary<Column, object?> Values { get; init; }

    /// <summary>Claims: what each department's own list says of the customer.</summary>
    public bool SalesActive { get; init; }

    /// <summary>In the customer's currency: US or Australian dollars.</summary>
    public decimal? InvoicedLastMonth { get; init; }

    public bool PaidLastMonth { get; init; }

    public DateTime? Date(Column column) => Values[column] as DateTime?;

    public string? Text(Column column) => Values[column] as string;
}

/// <summary>Why a line of the file was left out.</summary>
/// <param name="Line">The header is line 1.</param>
/// <param name="Column">The header's name; empty when the whole line is at fault.</param>
public sealed record UnreadableField(int Line, string Column, string Reason);
