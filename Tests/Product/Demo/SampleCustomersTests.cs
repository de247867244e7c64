using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Scripts.Lists;
using CrmMilestones.Scripts.Samples;
using CrmMilestones.Tests.Lists;
using Xunit;

namespace CrmMilestones.Tests.Demo;

public class SampleCustomersTests
{
    static readonly DateTime LastDay = new(2026, 6, 30);
    static readonly ReadList<CustomerRecord> List = CsvText.ReadFile(SampleFiles.PathOf("customers.csv"));
    static readonly IReadOnlyList<CustomerRecord> Customers = List.Records;

    /// <summary>The later of two lines that spell one name differently.</summary>
    static readonly HashSet<CustomerRecord> Duplicates =
    [
        .. Customers.GroupBy(customer => SpellingKey.Of(customer.Name))
            .SelectMany(group => group.OrderBy(customer => customer.AccountNumber, StringComparer.Ordinal).Skip(1)),
    ];

    [Fact]
    public void Readme_states_how_many_customers_of_each_kind_there_are()
    {
        var readme = File.ReadAllText(SampleFiles.PathOf("README.md"));
        Assert.All(SampleCustomers.Kinds, kind => Assert.Contains($"| {kind.Title} | {kind.Count} |", readme));
        Assert.Contains($"{Customers.Count} customers", readme);
        Assert.Contains(
            $"{ToldBy.Count(customer => Looks("Ended")(customer) && customer.InvoicedLastMonth is not null)} "
            + "were invoiced", readme);
    }

    [Fact]
    public void Readme_explains_every_column()
    {
        var readme = File.ReadAllText(SampleFiles.PathOf("README.md"));
        Assert.All(LegacyColumns.All, column => Assert.Contains($"`{column}`", readme));
    }

    [Fact]
    public void Every_line_of_the_sample_can_be_read()
    {
        Assert.Empty(List.Refused);
        Assert.Equal(SampleCustomers.Kinds.Sum(kind => kind.Count), Customers.Count);
        Assert.True(Customers.Count >= 400);
    }

    static IEnumerable<Told> ToldBy => Customers.Select(line => new Told(line));

    public static TheoryData<string> Kinds => [.. SampleCustomers.Kinds.Select(kind => kind.Title)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_data_show_each_kind_as_often_as_stated(string kind) =>
        Assert.Equal(SampleCustomers.Kinds.Single(stated => stated.Title == kind).Count, ToldBy.Count(Looks(kind)));

    /// <summary>How a reader of the file tells the kind, from the data alone.</summary>
    static Func<Told, bool> Looks(string kind) => kind switch
    {
        "Live and billable, Sales and Finance agree" => customer => IsSound(customer) && customer is
        { SalesActive: true, InvoicedLastMonth: not null },
        "Live and billable, never invoiced" => customer => IsSound(customer) && customer.InvoicedLastMonth is null,
        "Live and billable, missing from the Sales list" => customer => IsSound(customer) && !customer.SalesActive,
        "Ready before onboarding was completed" => customer => customer.ReadyForService < customer.OnboardingCompleted,
        "Live pilot, not chargeable" => customer => !customer.Chargeable,
        "Live, on billing hold" => customer => customer is { OnHold: true, HoldReason: not null },
        "On billing hold without a reason" => customer => customer is { OnHold: true, HoldReason: null },
        "Served by contractors, documents never submitted" => customer => customer is
        { DocumentsSubmitted: null, ReadyForService: not null },
        "Ready for service, onboarding never completed" => customer => customer is
        { OnboardingCompleted: null, ReadyForService: not null },
        "In onboarding" => customer =>
            customer is { AgreementSigned: not null, OnboardingCompleted: null, ServiceStart: null }
            && !IsDuplicate(customer),
        "In compliance" => customer =>
            customer is { OnboardingCompleted: not null, DocumentsSubmitted: null, ServiceStart: null },
        "Not ready for service yet" => customer => customer is { DocumentsSubmitted: not null, ReadyForService: null },
        "Documents dated in the future" => customer => customer.DocumentsSubmitted > LastDay,
        "Service starts in the future" => customer => customer.ServiceStart > LastDay,
        "Ended" => customer => customer.EndReason is not null && customer.Ended >= customer.ServiceStart,
        "Ended without a reason" => customer => customer is { Ended: not null, EndReason: null },
        "Ended before the service started" => customer => customer.Ended < customer.ServiceStart,
        "Prospect" => customer => customer is { AgreementSigned: null } && !IsDuplicate(customer),
        "Live, country unknown" => customer => customer.Country is null,
        "Duplicate by spelling" => IsDuplicate,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Say how the data show it."),
    };

    static bool IsSound(Told customer) =>
        customer is { Country: not null, Chargeable: true, OnHold: false, Ended: null, OnboardingCompleted: not null }
        && customer.DocumentsSubmitted <= LastDay && customer.ServiceStart <= LastDay
        && customer.ReadyForService >= customer.OnboardingCompleted;

    static bool IsDuplicate(Told customer) => Duplicates.Contains(customer.Line);

    [Fact]
    public void Duplicates_are_spelled_differently_and_lie_in_the_same_city()
    {
        var pairs = Customers.GroupBy(customer => SpellingKey.Of(customer.Name)).Where(group => group.Count() > 1)
            .ToArray();
        Assert.All(pairs, pair =>
        {
            Assert.Equal(2, pair.Select(customer => customer.Name).Distinct().Count());
            Assert.Single(pair.Select(customer => customer.City?.ToUpperInvariant()).Distinct());
        });
    }

    [Fact]
    public void Both_countries_write_dates_their_own_way_and_some_in_iso()
    {
        var text = File.ReadAllText(SampleFiles.PathOf("customers.csv"));
        Assert.Matches(@",\d{1,2}/(1[3-9]|2\d|3[01])/\d{4},", text);
        Assert.Matches(@",(1[3-9]|2\d|3[01])/\d{2}/\d{4},", text);
        Assert.Matches(@",\d{4}-\d{2}-\d{2},", text);
    }

    [Fact]
    public void Dates_that_are_not_typing_errors_lie_between_2019_and_the_middle_of_2026()
    {
        var dates = Customers.SelectMany(customer => customer.Values.All).Select(pair => pair.Value)
            .OfType<DateTime>().ToArray();
        var stated = SampleCustomers.Kinds.Where(
            kind => kind.Title.EndsWith("in the future", StringComparison.Ordinal));
        Assert.Equal(stated.Sum(kind => kind.Count), dates.Count(date => date > LastDay));
        Assert.True(dates.Min() >= new DateTime(2019, 1, 1));
        Assert.All(dates, date => Assert.True(date <= LastDay || date.Year >= 2040));
    }

    [Fact]
    public void Each_department_claims_another_number()
    {
        var claims = new[]
        {
            Customers.Count(customer => customer.SalesActive),
            Customers.Count(customer => customer.InvoicedLastMonth is not null),
            Customers.Count(customer => customer.PaidLastMonth),
            ToldBy.Count(IsSound),
        };
        Assert.Equal([.. claims.OrderDescending().Distinct()], claims);
    }

    /// <summary>What a line says, by the list's own names.</summary>
    sealed record Told(CustomerRecord Line)
    {
        public string? Country => Line.Country;

        public bool SalesActive => Line.SalesActive;

        public decimal? InvoicedLastMonth => Line.InvoicedLastMonth;

        public DateTime? AgreementSigned => Line.Date(Columns.AgreementSignedOn);

        public DateTime? OnboardingCompleted => Line.Date(Columns.OnboardingCompletedOn);

        public DateTime? DocumentsSubmitted => Line.Date(Columns.DocumentsSubmittedOn);

        public DateTime? ReadyForService => Line.Date(Columns.ReadyForServiceOn);

        public DateTime? ServiceStart => Line.Date(Columns.ServiceStartsOn);

        public DateTime? Ended => Line.Date(Columns.ServiceEndedOn);

        public object? EndReason => Line.Values[Columns.EndReason];

        public bool Chargeable => Line.Values[Columns.Chargeable] is true;

        public bool OnHold => Line.Values[Columns.BillingHold] is true;

        public string? HoldReason => Line.Text(Columns.BillingHoldReason);
    }
}
