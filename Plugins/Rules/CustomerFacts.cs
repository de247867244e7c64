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

    /// <summary>Nothing is said of any column.</summary>
    public bool IsEmpty => _values is not { Count: > 0 };

    /// <summary>Null for a record outside the lifecycle.</summary>
    public Stage? Stage => (Stage?)(this[Columns.Stage] as int?);

    /// <summary>Where a Closed customer was before; null for others.</summary>
    public Stage? ClosedFrom => (Stage?)(this[Columns.ClosedFromStage] as int?);

    /// <summary>The stage that the customer has got to: where it is, and where it was when it was closed.</summary>
    public Stage? Reached => Stage == Rules.Stage.Closed ? ClosedFrom ?? Rules.Stage.Closed : Stage;

    public EndReason? EndReason => (EndReason?)(this[Columns.EndReason] as int?);

    public BillableStatus? BillableStatus => (BillableStatus?)(this[Columns.BillableStatus] as int?);

    /// <summary>An account that is being created has no state yet and will be active.</summary>
    public bool IsActiveAccount => (this[Columns.State] as int? ?? ActiveState) == ActiveState;

    /// <summary>In stage Live, or Closed from Live: its service began and goes on to its last day.</summary>
    public bool IsLive => Reached == Rules.Stage.Live;

    /// <summary>Whether the customer was ever an active one, by the periods.</summary>
    public bool HasBeenLive => FirstLiveOn is not null;

    /// <summary>Yes unless somebody said no: the column's default, also for accounts older than the column.</summary>
    public bool IsChargeable => this[Columns.Chargeable] as bool? ?? true;

    public bool IsOnHold => this[Columns.BillingHold] as bool? ?? false;

    public string? HoldReason => this[Columns.BillingHoldReason] as string;

    public Guid? Market => this[Columns.Market] as Guid?;

    public DateTime? ServiceStartsOn => Date(Columns.ServiceStartsOn);

    /// <summary>The customer still counts on it.</summary>
    public DateTime? LastDayOfService => Date(Columns.ServiceEndedOn);

    public DateTime? FirstLiveOn => Date(Columns.FirstLiveOn);

    /// <summary>The facts that the record itself tells; whether it has ended depends on the day.</summary>
    public Facts Facts =>
        (IsLive ? Facts.Live : 0)
        | (IsLive && Lifecycle.Stages.Milestones.Select(milestone => milestone.DatedBy).All(IsFilled)
            ? Facts.Complete : 0)
        | (IsChargeable ? Facts.Chargeable : 0)
        | (IsOnHold ? Facts.OnHold : 0)
        | (IsActiveAccount ? Facts.AccountActive : 0);

    /// <summary>The latest of service start and milestone dates; null if there are none.</summary>
    public DateTime? LatestDate => LatestOf(Lifecycle.DatesOfGoingLive);

    /// <summary>The calendar day in a date column.</summary>
    public DateTime? Date(Column column) => (this[column] as DateTime?)?.Date;

    /// <summary>The latest day in some date columns; null if all are empty.</summary>
    public DateTime? LatestOf(IEnumerable<Column> columns)
    {
        DateTime? latest = null;
        foreach (var column in columns)
        {
            latest = Date(column) is { } date && (latest is null || date > latest) ? date : latest;
        }

        return latest;
    }

    /// <summary>Whether anything is said of the column, be it that it is empty.</summary>
    public bool Has(Column column) => _values is not null && _values.ContainsKey(column);

    /// <summary>Whether the column holds a value; blanks don't count.</summary>
    public bool IsFilled(Column column) =>
        this[column] is { } value && !(value is string text && string.IsNullOrWhiteSpace(text));

    /// <summary>The same customer with other values in some columns.</summary>
    public CustomerFacts With(IEnumerable<KeyValuePair<Column, object?>> changes)
    {
        var values = Copy();
        foreach (var change in changes)
        {
            values[change.Key] = change.Value;
        }

        return new CustomerFacts(values);
    }

    /// <summary>The same customer with what another one says over it.</summary>
    public CustomerFacts With(CustomerFacts over) => over._values is { } values ? With(values) : this;

    /// <summary>What is said of some columns only.</summary>
    public CustomerFacts Only(Func<Column, bool> columns) =>
        new(Copy().Where(pair => columns(pair.Key)).ToDictionary(pair => pair.Key, pair => pair.Value));

    Dictionary<Column, object?> Copy()
    {
        Dictionary<Column, object?> copy = new(Columns.All.Count);
        foreach (var pair in _values ?? copy)
        {
            copy.Add(pair.Key, pair.Value);
        }

        return copy;
    }
}
