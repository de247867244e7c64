using System;
using System.Collections.Generic;
using System.Linq;

namespace CrmMilestones.Plugins.Rules;

/// <summary>
/// What is known of one customer, as plain values by column: a choice is an int, a lookup a Guid, a date a DateTime,
/// a yes/no a bool, a text a string. The default value is a customer of whom nothing is known, as before a create.
/// A value of another type counts as empty: the platform refuses it when it writes the row.
/// </summary>
public readonly struct CustomerFacts(IReadOnlyDictionary<Column, object?> values)
{
    const int ActiveState = 0;

    readonly IReadOnlyDictionary<Column, object?>? _values = values;

    public object? this[Column column] =>
        _values is not null && _values.TryGetValue(column, out var value) && value is not "" ? value : null;

    /// <summary>Null for a record outside the lifecycle.</summary>
    public Stage? Stage => (Stage?)(this[Columns.Stage] as int?);

    public BillableStatus? BillableStatus => (BillableStatus?)(this[Columns.BillableStatus] as int?);

    /// <summary>An account that is being created has no state yet and will be active.</summary>
    public bool IsActiveAccount => (this[Columns.State] as int? ?? ActiveState) == ActiveState;

    /// <summary>The account is active and in stage Live.</summary>
    public bool IsActiveCustomer => IsActiveAccount && Stage == Rules.Stage.Live;

    /// <summary>Yes unless somebody said no: the column's default, also for accounts older than the column.</summary>
    public bool IsChargeable => this[Columns.Chargeable] as bool? ?? true;

    public bool IsOnHold => this[Columns.BillingHold] as bool? ?? false;

    public string? HoldReason => this[Columns.BillingHoldReason] as string;

    public DateTime? ServiceStartsOn => Date(Columns.ServiceStartsOn);

    public DateTime? ServiceEndedOn => Date(Columns.ServiceEndedOn);

    public DateTime? FirstBillableOn => Date(Columns.FirstBillableOn);

    /// <summary>The calendar day in a date column.</summary>
    public DateTime? Date(Column column) => (this[column] as DateTime?)?.Date;

    /// <summary>Whether the column holds a value; blanks don't count.</summary>
    public bool IsFilled(Column column) =>
        this[column] is { } value && !(value is string text && string.IsNullOrWhiteSpace(text));

    /// <summary>The same customer with other values in some columns.</summary>
    public CustomerFacts With(IEnumerable<KeyValuePair<Column, object?>> changes)
    {
        var values = (_values ?? new Dictionary<Column, object?>()).ToDictionary(pair => pair.Key, pair => pair.Value);
        foreach (var change in changes)
        {
            values[change.Key] = change.Value;
        }

        return new CustomerFacts(values);
    }
}
