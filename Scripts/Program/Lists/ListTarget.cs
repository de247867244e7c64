using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using CrmMilestones.Plugins.Rules;

namespace CrmMilestones.Scripts.Lists;

/// <summary>How the texts of a list's column are read.</summary>
public enum TargetKind
{
    Text,

    /// <summary>A calendar day.</summary>
    Date,

    /// <summary>A day with its time, UTC unless the text names another offset.</summary>
    Moment,
    Choice,
    YesNo,

    /// <summary>A person's name, in either order.</summary>
    Person,
    Amount,

    /// <summary>A country: its ISO 3166 code.</summary>
    Country,
}

/// <summary>What a column of a list can say: what its header, or the map, leads to.</summary>
/// <param name="Name">As the map names it: the logical name, where the CRM has such a column.</param>
/// <param name="Kind">How its texts are read.</param>
public sealed record ListTarget(string Name, TargetKind Kind)
{
    /// <summary>The column of the definition, where it is one.</summary>
    public Column? Column { get; init; }

    /// <summary>The choice of the solution whose labels it holds, where it is called otherwise than the column.</summary>
    public string Choice { get; init; } = Name;

    /// <summary>As many characters as the CRM stores; null where it isn't stored as text.</summary>
    public int? MaxLength { get; init; }

    /// <summary>Headers by which it is known without a map.</summary>
    public IReadOnlyList<string> Headers { get; init; } = [];

    /// <summary>A list without such a column, or a line without a value, says of nobody what it says.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Tells the lines of a list apart: no two have the same.</summary>
    public bool IsKey { get; init; }

    /// <summary>A target is itself alone.</summary>
    public bool Equals(ListTarget? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);

    public override string ToString() => Name;

    internal static ListTarget Of(string table, string column, TargetKind kind, params IEnumerable<string> headers)
    {
        var known = SolutionColumn.Of(table, column);
        return new(column, kind)
        {
            MaxLength = known.MaxLength,
            Headers = [.. headers, column, .. known.Labels],
        };
    }
}

/// <summary>What customer lists say.</summary>
public static class CustomerTargets
{
    public static ListTarget AccountNumber { get; } =
        ListTarget.Of("account", "accountnumber", TargetKind.Text, LegacyColumns.AccountNumber) with
        {
            IsKey = true,
            IsRequired = true,
        };

    public static ListTarget Name { get; } =
        ListTarget.Of("account", "name", TargetKind.Text, LegacyColumns.Name) with { IsRequired = true };

    public static ListTarget City { get; } =
        ListTarget.Of("account", "address1_city", TargetKind.Text, LegacyColumns.City);

    public static ListTarget State { get; } =
        ListTarget.Of("account", "address1_stateorprovince", TargetKind.Text, LegacyColumns.State);

    public static ListTarget Country { get; } =
        ListTarget.Of("account", "address1_country", TargetKind.Country, LegacyColumns.Country);

    /// <summary>The primary contact's name, first names first.</summary>
    public static ListTarget Contact { get; } = new("contactname", TargetKind.Text)
    {
        Headers = [LegacyColumns.Contact, "contactname", Columns.PrimaryContact, "Primary Contact"],
    };

    public static ListTarget ContactEmail { get; } =
        ListTarget.Of("contact", "emailaddress1", TargetKind.Text) with
        {
            Name = "contactemail",
            Headers = [LegacyColumns.ContactEmail, "contactemail"],
        };

    public static ListTarget Owner { get; } =
        ListTarget.Of("account", "ownerid", TargetKind.Person, LegacyColumns.Owner) with
        {
            MaxLength = SolutionColumn.Of("systemuser", "fullname").MaxLength,
        };

    /// <summary>Whether the old CRM's account is active.</summary>
    public static ListTarget AccountState { get; } =
        new("statecode", TargetKind.YesNo) { Headers = ["statecode", "Account State", "Account Status"] };

    /// <summary>What somebody once chose in the old CRM.</summary>
    public static ListTarget OldStage { get; } = new("oldstage", TargetKind.Text)
    {
        Headers = [LegacyColumns.SalesStatus, "oldstage"],
    };

    /// <summary>The stage of the definition, where a list has one.</summary>
    public static ListTarget Stage { get; } = OfDefinition(Columns.Stage, TargetKind.Choice);

    /// <summary>Claim of Sales: is on its list of active customers.</summary>
    public static ListTarget SalesActive { get; } = Claim("salesactive", TargetKind.YesNo, LegacyColumns.SalesActive);

    /// <summary>Claim of Finance: the amount invoiced.</summary>
    public static ListTarget InvoicedLastMonth { get; } =
        Claim("invoicedlastmonth", TargetKind.Amount, LegacyColumns.InvoicedLastMonth);

    /// <summary>Claim of the contractors' tool: a contractor was paid.</summary>
    public static ListTarget PaidLastMonth { get; } =
        Claim("paidlastmonth", TargetKind.YesNo, LegacyColumns.PaidLastMonth);

    /// <summary>What a list says of the definition's columns, in the order in which the sample is written.</summary>
    public static IReadOnlyList<ListTarget> OfColumns { get; } =
        [.. LegacyColumns.OfDefinition.Select(pair => OfDefinition(pair.Key, KindOf(pair.Key), pair.Value))];

    public static IReadOnlyList<ListTarget> All { get; } =
    [
        AccountNumber, Name, City, State, Country, Contact, ContactEmail, Owner, AccountState, OldStage, Stage,
        .. OfColumns, SalesActive, InvoicedLastMonth, PaidLastMonth,
    ];

    static ListTarget OfDefinition(Column column, TargetKind kind, params IEnumerable<string> headers) =>
        ListTarget.Of("account", column, kind, headers) with
        {
            Column = column,
            MaxLength = kind == TargetKind.Person ? Owner.MaxLength : column.MaxLength,
        };

    static ListTarget Claim(string name, TargetKind kind, string header) =>
        new(name, kind) { Headers = [header, name] };

    static TargetKind KindOf(Column column) => column.Type switch
    {
        ColumnType.Date => TargetKind.Date,
        ColumnType.Choice => TargetKind.Choice,
        ColumnType.YesNo => TargetKind.YesNo,
        ColumnType.Lookup => TargetKind.Person,
        _ => TargetKind.Text,
    };
}

/// <summary>What files of claims say: invoices, contractor payments, another team's list.</summary>
public static class ClaimTargets
{
    /// <summary>The claim's own number, such as the invoice's.</summary>
    public static ListTarget Key { get; } = OfClaim("cm_externalkey", TargetKind.Text, "Invoice Number", "Number") with
    {
        IsKey = true,
        IsRequired = true,
    };

    public static ListTarget AccountNumber { get; } =
        OfClaim("cm_accountnumber", TargetKind.Text, LegacyColumns.AccountNumber);

    public static ListTarget CustomerName { get; } = OfClaim("cm_customername", TargetKind.Text, LegacyColumns.Name);

    public static ListTarget PeriodStart { get; } = OfClaim("cm_periodstart", TargetKind.Date, "From");

    public static ListTarget PeriodEnd { get; } = OfClaim("cm_periodend", TargetKind.Date, "To");

    public static ListTarget LastActivityOn { get; } = OfClaim("cm_lastactivityon", TargetKind.Date);

    public static ListTarget Amount { get; } = OfClaim("cm_amount", TargetKind.Amount);

    /// <summary>Of the customer; it decides how dates are written where that is declared by country.</summary>
    public static ListTarget Country { get; } =
        new("country", TargetKind.Country) { Headers = ["country", LegacyColumns.Country] };

    public static IReadOnlyList<ListTarget> All { get; } =
        [Key, AccountNumber, CustomerName, PeriodStart, PeriodEnd, LastActivityOn, Amount, Country];

    static ListTarget OfClaim(string column, TargetKind kind, params IEnumerable<string> headers) =>
        ListTarget.Of("cm_externalclaim", column, kind, headers);
}
