using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Scripts.Lists;

namespace CrmMilestones.Scripts.Audit;

/// <summary>
/// The files for the CRM's own import, in the order in which they are imported: contacts, customers without a stage,
/// and then the stages, as the wizard fills in lookups only after all rows are there (README.md, "Loading existing
/// customers").
/// </summary>
sealed class ImportTables : IDisposable
{
    readonly ImportFile? _contacts;
    readonly ImportFile? _customers;
    readonly ImportFile _stages;
    readonly bool _tellsState;
    readonly bool _isEnvironment;

    /// <summary>Columns of account that need no conversion but that of their type.</summary>
    static readonly IReadOnlyList<ListTarget> Values =
        [.. CustomerTargets.OfColumns.Where(target => target.Column != Columns.PrimaryContact)];

    /// <param name="files">Where they are written.</param>
    /// <param name="source">Of accounts that are in an environment already only the stages are imported.</param>
    public ImportTables(AuditFiles files, AuditSource source)
    {
        _tellsState = source.Says(CustomerTargets.AccountState);
        _isEnvironment = source.IsEnvironment;
        _stages = new(files, AuditFiles.Stages,
        [
            .. _isEnvironment ? ["Account"] : Array.Empty<string>(), Label("account", "accountnumber"),
            Label("account", "name"), Label("account", Columns.Stage),
        ]);
        if (_isEnvironment)
        {
            return;
        }

        _contacts = new(files, AuditFiles.Contacts,
            [Label("contact", "firstname"), Label("contact", "lastname"), Label("contact", "emailaddress1")]);
        _customers = new(files, AuditFiles.Customers,
        [
            .. new[]
            {
                "accountnumber", "name", "address1_city", "address1_stateorprovince", "address1_country", "ownerid",
                Columns.Market, Columns.PrimaryContact.LogicalName,
            }.Select(column => Label("account", column)),
            .. Values.Select(target => Label("account", target.Column!)),
            .. _tellsState ? new[] { Label("account", "statecode"), Label("account", "statuscode") } : [],
        ]);
    }

    public Contacts Contacts { get; } = new();

    public void Write(IEnumerable<(CustomerRecord Customer, Stage? Suggested)> customers)
    {
        foreach (var (customer, suggested) in customers)
        {
            Write(customer, suggested);
        }
    }

    void Write(CustomerRecord customer, Stage? suggested)
    {
        if (suggested is { } stage && !(_isEnvironment && customer.Stage is not null))
        {
            _stages.Write(
            [
                .. customer.Id is { } id ? [id.ToString()] : Array.Empty<string>(), customer.AccountNumber,
                customer.Name, stage.ToString(),
            ]);
        }

        if (_customers is null || _contacts is null)
        {
            return;
        }

        var contact = Contacts.Of(customer);
        if (contact is (var name, true))
        {
            _contacts.Write([name.FirstName, name.LastName, customer.ContactEmail]);
        }

        _customers.Write(
        [
            customer.AccountNumber, customer.Name, customer.City, customer.State, customer.Country, customer.Owner,
            customer.Country is { } code ? Countries.NameOf(code) : null,
            contact is { } known ? Contacts.FullName(known.Name) : null,
            .. Values.Select(target => Text(target, customer.Values[target.Column!])),
            .. _tellsState ? Enumerable.Repeat(customer.IsAccountActive == false ? "Inactive" : "Active", 2) : [],
        ]);
    }

    public void Complete()
    {
        _contacts?.Complete();
        _customers?.Complete();
        _stages.Complete();
    }

    public void Dispose()
    {
        _contacts?.Dispose();
        _customers?.Dispose();
        _stages.Dispose();
    }

    static string Label(string table, string column) => SolutionColumn.Of(table, column).Labels[0];

    /// <summary>A value as the wizard reads it.</summary>
    static string? Text(ListTarget target, object? value) => value switch
    {
        DateTime day => VerdictTable.Day(day),
        int option => ChoiceLabels.Of(target.Column!).LabelOf(option),
        bool yes => yes ? "Yes" : "No",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}
