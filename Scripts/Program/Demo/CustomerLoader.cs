using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Scripts.Lists;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;

namespace CrmMilestones.Scripts.Demo;

/// <summary>
/// Brings the list's customers in as the import documentation says: everything that is known of them and no stage, so
/// that old data come in as they are and are judged when the customer enters the lifecycle.
/// </summary>
sealed class CustomerLoader(Company company, Action<Refusal> refused)
{
    /// <returns>The accounts' ids; a customer who was refused has none.</returns>
    public Dictionary<CustomerRecord, Guid> Load(IReadOnlyCollection<CustomerRecord> customers)
    {
        var contacts = Create(customers.Where(customer => customer.Contact is not null), Contact);
        return Create(customers, customer => Account(customer, contacts));
    }

    /// <summary>
    /// In one bulk message; one by one when that is refused, since one bad row takes the others back with it.
    /// </summary>
    Dictionary<CustomerRecord, Guid> Create(IEnumerable<CustomerRecord> customers, Func<CustomerRecord, Entity> row)
    {
        var batch = customers.Select(customer => (Customer: customer, Row: row(customer))).ToArray();
        if (batch.Length == 0)
        {
            return [];
        }

        EntityCollection rows = new([.. batch.Select(item => item.Row)]) { EntityName = batch[0].Row.LogicalName };
        Guid[] ids = [];
        var refusal = Refusal.Try(batch[0].Customer, null, () => ids =
            ((CreateMultipleResponse)company.Administrator.Execute(new CreateMultipleRequest { Targets = rows })).Ids);
        return refusal is null
            ? batch.Zip(ids).ToDictionary(pair => pair.First.Customer, pair => pair.Second)
            : CreateOneByOne(batch);
    }

    Dictionary<CustomerRecord, Guid> CreateOneByOne(IEnumerable<(CustomerRecord Customer, Entity Row)> rows)
    {
        Dictionary<CustomerRecord, Guid> ids = [];
        foreach (var (customer, row) in rows)
        {
            if (Refusal.Try(customer, null, () => ids.Add(customer, company.Administrator.Create(row))) is { } refusal)
            {
                refused(refusal);
            }
        }

        return ids;
    }

    static Entity Contact(CustomerRecord customer) => Row("contact", new()
    {
        ["firstname"] = customer.Contact!.FirstName,
        ["lastname"] = customer.Contact.LastName,
        ["emailaddress1"] = customer.ContactEmail,
    });

    Entity Account(CustomerRecord customer, Dictionary<CustomerRecord, Guid> contacts)
    {
        Dictionary<string, object?> values = new()
        {
            ["accountnumber"] = customer.AccountNumber,
            ["name"] = customer.Name,
            ["address1_city"] = customer.City,
            ["address1_country"] = customer.Country,
            ["ownerid"] = company.Owner(customer),
            [Columns.PrimaryContact] = contacts.TryGetValue(customer, out var contact)
                ? new EntityReference("contact", contact) : null,
            [Columns.Market] = company.Market(customer.Country),
        };
        foreach (var (column, value) in customer.Values.All)
        {
            values[column] = value switch
            {
                int option => new OptionSetValue(option),
                string person when column.Type == ColumnType.Lookup => company.Person(person),
                _ => value,
            };
        }

        return Row("account", values);
    }

    /// <summary>Without the columns of which nothing is known.</summary>
    static Entity Row(string table, Dictionary<string, object?> values)
    {
        var row = new Entity(table);
        foreach (var (column, value) in values.Where(value => value.Value is not null))
        {
            row[column] = value;
        }

        return row;
    }
}
