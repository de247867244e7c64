using System;
using System.Collections.Generic;

namespace CrmMilestones.Plugins.Rules;

/// <summary>
/// What is known of one customer, as plain values by column: a choice is an int, a lookup a Guid, a date a DateTime,
/// a yes/no a bool, a text a string. The default value is a customer of whom nothing is known, as before a create.
/// A value of another type counts as empty: the platform refuses it when it writes the row.
/// </summary>
public readonly struct CustomerFacts
{
    const int ActiveState = 0;

    /// <summary>Null where nothing is said of any column.</summary>
    readonly SaidColumns? _values;

    /// <summary>What is said over them: a save is judged without copying the record.</summary>
    readonly SaidColumns? _over;

    /// <summary>What is said of some columns.</summary>
    public CustomerFacts(SaidColumns said) : this(said.Count > 0 ? said : null, null)
    {
    }

    CustomerFacts(SaidColumns? values, SaidColumns? over)
    {
        _values = values;
        _over = over;
    }

    public object? this[Column column] => _over?.Has(column) == true ? _over[column] : _values?[column];

    /// <summary>Of how many columns something is said; one that is said over another counts twice.</summary>
    int Count => (_values?.Count ?? 0) + (_over?.Count ?? 0);

    /// <summary>Nothing is said of any column.</summary>
    public bool IsEmpty => _values is null;

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
        (IsLive ? HasAllMilestones ? Facts.Live | Facts.Complete : Facts.Live : 0)
        | (IsChargeable ? Facts.Chargeable : 0)
        | (IsOnHold ? Facts.OnHold : 0)
        | (IsActiveAccount ? Facts.AccountActive : 0);

    /// <summary>The latest of service start and milestone dates; null if there are none.</summary>
    public DateTime? LatestDate
    {
        get
        {
            DateTime? latest = null;
            foreach (var column in Lifecycle.DatesOfGoingLive)
            {
                latest = Date(column) is { } date && (latest is null || date > latest) ? date : latest;
            }

            return latest;
        }
    }

    bool HasAllMilestones
    {
        get
        {
            foreach (var milestone in Lifecycle.Stages.Milestones)
            {
                if (!IsFilled(milestone.DatedBy))
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>Whether a value says something; blanks don't.</summary>
    public static bool IsFilled(object? value) =>
        value is not null && !(value is string text && string.IsNullOrWhiteSpace(text));

    /// <summary>The calendar day in a date column.</summary>
    public DateTime? Date(Column column) => (this[column] as DateTime?)?.Date;

    /// <summary>Whether anything is said of the column, be it that it is empty.</summary>
    public bool Has(Column column) => _over?.Has(column) == true || _values?.Has(column) == true;

    /// <summary>Whether the column holds a value; blanks don't count.</summary>
    public bool IsFilled(Column column) => IsFilled(this[column]);

    /// <summary>The same customer with other values in some columns.</summary>
    /// <exception cref="ArgumentException">The definition doesn't speak of one of them.</exception>
    public CustomerFacts With(IEnumerable<KeyValuePair<Column, object?>> changes)
    {
        SaidColumns? said = null;
        foreach (var change in changes)
        {
            // Of a save only what it says is copied, not the record that it is said over.
            (said ??= _over is null ? Copy() : _over.Copy()).Say(change.Key, change.Value);
        }

        return said is null ? this : _over is null ? new(said) : new(_values, said);
    }

    /// <summary>The same customer with another value in one column.</summary>
    public CustomerFacts With(Column column, object? value) => With([new(column, value)]);

    /// <summary>The same customer with what another one says over it.</summary>
    public CustomerFacts With(CustomerFacts over) =>
        over._values is null ? this : _values is null ? over
            : new(_over is null ? _values : Copy(), over._over is null ? over._values : over.Copy());

    /// <summary>The same customer with what another one says of some columns: empty where it says nothing.</summary>
    public CustomerFacts With(CustomerFacts other, Func<Column, bool> columns)
    {
        var said = Copy();
        foreach (var column in Columns.WithOwner)
        {
            if (columns(column))
            {
                said.Say(column, other[column]);
            }
        }

        return new(said);
    }

    /// <summary>What is said of some columns only.</summary>
    public CustomerFacts Only(Func<Column, bool> columns)
    {
        SaidColumns said = new(Count);
        foreach (var column in Columns.WithOwner)
        {
            if (Has(column) && columns(column))
            {
                said.Say(column, this[column]);
            }
        }

        return new(said);
    }

    SaidColumns Copy()
    {
        SaidColumns copy = new(Count + 2);
        foreach (var column in Columns.WithOwner)
        {
            if (Has(column))
            {
                copy.Say(column, this[column]);
            }
        }

        return copy;
    }
}
