using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using CrmMilestones.Scripts.Lists;
using CsvHelper;
using CsvHelper.Configuration;

namespace CrmMilestones.Scripts.Samples;

/// <summary>Writes the sample customer lists. The same code writes the same bytes, on every machine and day.</summary>
public static class SampleCustomers
{
    /// <returns>Name and text of each file.</returns>
    public static IEnumerable<(string Name, string Text)> Files =>
        [("customers.csv", Customers()), ("customers-with-errors.csv", CustomersWithErrors())];

    /// <returns>Title and number of customers of each kind, as the README lists them.</returns>
    public static IEnumerable<(string Title, int Count)> Kinds =>
        SampleKind.All.Append(SampleKind.Duplicate).Select(kind => (kind.Title, kind.Count));

    /// <summary>The customers of a company as its old CRM exports them. Every line can be read.</summary>
    static string Customers()
    {
        var random = new SampleRandom(seed: 20190107);
        var factory = new Factory(random, firstNumber: 10231);
        var customers = SampleKind.All.SelectMany(kind => factory.Create(kind)).ToList();
        customers.AddRange(factory.CreateDuplicates(customers));
        random.Shuffle(customers);
        return Write(customers.Select(customer => customer.Fields()));
    }

    /// <summary>A short list in which some lines can't be read.</summary>
    static string CustomersWithErrors()
    {
        var random = new SampleRandom(seed: 20260630);
        var factory = new Factory(random, firstNumber: 90001);
        var lines = factory.Create(SampleKind.All[0] with { Count = 20, Sales = 20, Invoiced = 20, Paid = 20 })
            .Select(customer => customer.Fields().ToArray()).ToList();

        Break(1, LegacyColumns.DocumentsSubmitted, "after Easter");
        Break(4, LegacyColumns.AgreementSigned, "25/03/2024");
        Break(5, LegacyColumns.ServiceStart, "31/06/2025");
        Break(7, LegacyColumns.BillingModel, "Barter");
        Break(9, LegacyColumns.Country, "Freedonia");
        Break(13, LegacyColumns.Chargeable, "maybe");
        Break(13, LegacyColumns.InvoicedLastMonth, "see Kim");
        Break(15, LegacyColumns.AccountNumber, lines[0][0]);
        Break(17, LegacyColumns.Name, "");
        lines[19] = lines[19][..12];
        return Write(lines);

        void Break(int line, string column, string text) => lines[line][LegacyColumns.All.IndexOf(column)] = text;
    }

    static string Write(IEnumerable<IReadOnlyList<string>> lines)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" }))
        {
            foreach (var line in lines.Prepend(LegacyColumns.All))
            {
                foreach (var field in line)
                {
                    csv.WriteField(field);
                }

                csv.NextRecord();
            }
        }
        return text.ToString();
    }

    sealed class Factory(SampleRandom random, int firstNumber)
    {
        readonly HashSet<string> _names = [];
        int _number = firstNumber;

        public IEnumerable<SampleCustomer> Create(SampleKind kind)
        {
            var (sales, invoiced, paid) =
                (random.Choose(kind.Sales, kind.Count), random.Choose(kind.Invoiced, kind.Count),
                random.Choose(kind.Paid, kind.Count));
            for (var index = 0; index < kind.Count; index++)
            {
                var customer = new SampleCustomer(random, NextNumber(), NewName(), american: random.Percent(60));
                yield return Shape(customer, kind, sales[index], invoiced[index], paid[index]);
            }
        }

        public List<SampleCustomer> CreateDuplicates(List<SampleCustomer> customers)
        {
            var kind = SampleKind.Duplicate;
            var (sales, invoiced) = (random.Choose(kind.Sales, kind.Count), random.Choose(kind.Invoiced, kind.Count));
            return [.. Enumerable.Range(0, kind.Count).Select(index =>
            {
                var original = customers[index * 7];
                var duplicate = new SampleCustomer(random, NextNumber(), original.Name, original.Country == "US")
                {
                    City = original.City,
                    State = original.State,
                };
                return Shape(duplicate, kind, sales[index], invoiced[index], paid: false);
            })];
        }

        SampleCustomer Shape(SampleCustomer customer, SampleKind kind, bool sales, bool invoiced, bool paid)
        {
            (customer.SalesActive, customer.Invoiced, customer.Paid) = (sales, invoiced, paid);
            customer.SalesStatus = random.Pick(kind.Statuses);
            kind.Shape(customer, random);
            return customer;
        }

        string NextNumber() => string.Create(CultureInfo.InvariantCulture, $"C-{_number++}");

        string NewName()
        {
            while (true)
            {
                var first = random.Percent(20)
                    ? "St. " + random.Pick(SampleWords.Saints) : random.Pick(SampleWords.Places);
                var name = $"{first} {random.Pick(SampleWords.Practices)}";
                if (_names.Add(SpellingKey.Of(name)))
                {
                    return name;
                }
            }
        }
    }
}
