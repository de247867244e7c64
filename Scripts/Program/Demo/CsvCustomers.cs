using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using CsvHelper;
using CsvHelper.Configuration;

namespace CrmMilestones.Scripts.Demo;

/// <summary>A legacy customer list, read: the customers, and every reason for which a line was left out.</summary>
public sealed record CsvCustomers(IReadOnlyList<LegacyCustomer> Customers, IReadOnlyList<UnreadableField> Unreadable)
{
    /// <exception cref="InvalidDataException">The header lacks a column: this is not such a list.</exception>
    public static CsvCustomers Read(TextReader text)
    {
        var isBroken = false;
        using var csv = new CsvReader(text, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            BadDataFound = _ => isBroken = true,
            // They are skipped below, where they are counted.
            IgnoreBlankLines = false,
        });
        if (!csv.Read())
        {
            throw new InvalidDataException("The file is empty.");
        }

        csv.ReadHeader();
        var header = csv.HeaderRecord!;
        var missing = LegacyColumns.All.Except(header).ToArray();
        if (missing.Length > 0)
        {
            throw new InvalidDataException($"The header (line 1) lacks: {string.Join(", ", missing)}.");
        }

        List<LegacyCustomer> customers = [];
        List<UnreadableField> unreadable = [];
        Dictionary<string, int> lineOf = [];
        for (var number = csv.Parser.RawRow + 1; csv.Read(); number = csv.Parser.RawRow + 1)
        {
            if (csv.Parser.Record is [""])
            {
                continue;
            }

            if (csv.Parser.Count != header.Length)
            {
                var hint = csv.Parser.RawRow > number
                    ? "; is a quotation mark not closed? It swallows the lines that follow" : "";
                unreadable.Add(
                    new(number, "", $"has {csv.Parser.Count} fields where the header has {header.Length}{hint}"));
                continue;
            }

            var line = new LegacyLine(csv, number);
            var customer = Customer(line, number);
            if (isBroken)
            {
                unreadable.Add(
                    new(number, "", "has a quotation mark inside a field; write it twice and put the field in "
                        + "quotation marks"));
                isBroken = false;
                continue;
            }

            if (customer.AccountNumber.Length > 0 && !lineOf.TryAdd(customer.AccountNumber, number))
            {
                line.Refuse(LegacyColumns.AccountNumber,
                    $"'{customer.AccountNumber}' is the customer of line {lineOf[customer.AccountNumber]} already");
            }

            if (line.Unreadable.Count == 0)
            {
                customers.Add(customer);
            }

            unreadable.AddRange(line.Unreadable);
        }

        return new(customers, unreadable);
    }

    static LegacyCustomer Customer(LegacyLine line, int number) => new()
    {
        Line = number,
        AccountNumber = line.RequiredText(LegacyColumns.AccountNumber),
        Name = line.RequiredText(LegacyColumns.Name),
        City = line.Text(LegacyColumns.City),
        State = line.Text(LegacyColumns.State),
        Country = line.Country,
        Contact = line.Text(LegacyColumns.Contact),
        ContactEmail = line.Text(LegacyColumns.ContactEmail),
        Owner = line.Person(LegacyColumns.Owner),
        SalesStatus = line.Text(LegacyColumns.SalesStatus),
        Values = LegacyColumns.OfDefinition.ToDictionary(pair => pair.Key, pair => line.Value(pair.Key, pair.Value)),
        SalesActive = line.YesNo(LegacyColumns.SalesActive),
        InvoicedLastMonth = line.Amount(LegacyColumns.InvoicedLastMonth),
        PaidLastMonth = line.YesNo(LegacyColumns.PaidLastMonth),
    };
}
