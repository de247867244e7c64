using System;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Scripts.Lists;
using CrmMilestones.Tests.Demo;
using Xunit;
using static CrmMilestones.Tests.Lists.CsvText;

namespace CrmMilestones.Tests.Lists;

public class CustomerRecordTests
{
    [Fact]
    public void Slash_dates_follow_the_customers_country()
    {
        Assert.Equal(
            new DateTime(2025, 3, 4), One((LegacyColumns.Country, "USA"), (LegacyColumns.Ended, "3/4/2025"))
                .Date(Columns.ServiceEndedOn));
        Assert.Equal(
            new DateTime(2025, 4, 3), One((LegacyColumns.Country, "Australia"), (LegacyColumns.Ended, "3/4/2025"))
                .Date(Columns.ServiceEndedOn));
    }

    [Theory]
    [InlineData("US")]
    [InlineData("AU")]
    [InlineData("")]
    public void Iso_dates_are_read_in_every_country(string country) =>
        Assert.Equal(
            new DateTime(2025, 3, 4), One((LegacyColumns.Country, country), (LegacyColumns.Ended, "2025-03-04"))
                .Date(Columns.ServiceEndedOn));

    [Theory]
    [InlineData("Service Ended", "25/12/2024", "'25/12/2024' is not a date (month/day/year in US, or year-month-day)")]
    [InlineData("Service Ended", "soon", "'soon' is not a date (month/day/year in US, or year-month-day)")]
    [InlineData("Country", "Atlantis",
        "'Atlantis' is no country by its name or ISO code; name it in the map's markets")]
    [InlineData("End Reason", "Bored",
        "'Bored' is none of: Contract ended, Customer left, Out of business, Compliance failure, Duplicate, Other, "
        + "Never went live, Entered by mistake")]
    [InlineData("Billing Hold", "maybe", "'maybe' is neither yes nor no")]
    [InlineData("Invoiced Last Month", "see Kim", "'see Kim' is not an amount")]
    [InlineData("Account No", "", "is empty")]
    [InlineData("Customer Name", "  ", "is empty")]
    public void A_field_that_cannot_be_read_is_reported_with_line_column_and_reason(
        string column, string text, string reason)
    {
        var list = Read(
            Line(), Line((LegacyColumns.AccountNumber, "C-2"), (column, text)),
            Line((LegacyColumns.AccountNumber, "C-3")));

        Assert.Equal([new Refused(3, column, reason)], list.Refused);
        Assert.Equal(["C-1", "C-3"], list.Records.Select(customer => customer.AccountNumber));
    }

    [Fact]
    public void A_slash_date_without_a_country_is_not_guessed_at()
    {
        var list = Read(Line((LegacyColumns.Country, ""), (LegacyColumns.Ended, "3/4/2025")));
        Assert.Equal(
            [new(2, LegacyColumns.Ended, "'3/4/2025' can't be read without a country; only year-month-day can")],
            list.Refused);
    }

    [Fact]
    public void Everything_unreadable_on_a_line_is_reported_at_once()
    {
        var list = Read(Line((LegacyColumns.Ended, "soon"), (LegacyColumns.Chargeable, "maybe")));
        Assert.Equal([LegacyColumns.Ended, LegacyColumns.Chargeable], list.Refused.Select(field => field.Column));
        Assert.Empty(list.Records);
    }

    [Fact]
    public void A_line_with_too_few_fields_is_reported_and_the_next_one_read()
    {
        var list = Read("C-9,Cut off", Line());
        Assert.Equal([new(2, "", $"has 2 fields where the header has {LegacyColumns.All.Length}")], list.Refused);
        Assert.Equal(3, Assert.Single(list.Records).Line);
    }

    [Fact]
    public void A_second_line_with_the_same_account_number_is_reported()
    {
        var list = Read(Line(), Line());
        Assert.Equal([new(3, LegacyColumns.AccountNumber, "'C-1' is that of line 2 already")], list.Refused);
    }

    [Fact]
    public void Lines_are_counted_in_the_file_even_after_empty_lines_and_a_field_of_two_lines()
    {
        var list = Read(Line((LegacyColumns.HoldReason, "\"first\nsecond\"")), "", "",
            Line(
                (LegacyColumns.AccountNumber, "C-2"), (LegacyColumns.HoldReason, "\"first\nsecond\""),
                (LegacyColumns.Ended, "soon")),
            Line((LegacyColumns.AccountNumber, "C-3"), (LegacyColumns.Ended, "later")));
        Assert.Equal([6, 8], list.Refused.Select(field => field.Line));
        Assert.Equal(2, Assert.Single(list.Records).Line);
    }

    [Fact]
    public void A_stray_quotation_mark_is_reported_and_the_next_line_read()
    {
        var list = Read(Line((LegacyColumns.Name, "The \"Best\" Dental")), Line());
        Assert.Equal(
            [new(2, "", "has a quotation mark inside a field; write it twice and put the field in quotation marks")],
            list.Refused);
        Assert.Equal(3, Assert.Single(list.Records).Line);
    }

    [Fact]
    public void A_quotation_mark_that_is_not_closed_costs_its_own_line_and_no_other()
    {
        var list = Read(
            Line(), Line((LegacyColumns.AccountNumber, "C-2"), (LegacyColumns.Name, "\"Best Dental")),
            Line((LegacyColumns.AccountNumber, "C-3")));
        Assert.Equal(
            [new(3, "", "has a quotation mark that opens a field and is never closed")], list.Refused);
        Assert.Equal([2, 4], list.Records.Select(customer => customer.Line));
    }

    [Theory]
    [InlineData("n/a")]
    [InlineData("TBD")]
    [InlineData("-")]
    [InlineData("Unknown")]
    public void Placeholders_mean_empty(string text)
    {
        var customer = One((LegacyColumns.OnboardingOwner, text), (LegacyColumns.OnboardingStarted, text));
        Assert.Null(customer.Text(Columns.OnboardingOwner));
        Assert.Null(customer.Date(Columns.OnboardingStartedOn));
    }

    [Fact]
    public void People_are_the_same_in_either_order() =>
        Assert.Equal("Jane Carter", One((LegacyColumns.Owner, "\"Carter, Jane\"")).Owner);

    [Theory]
    [InlineData("Yes", true)]
    [InlineData("", true)]
    [InlineData("No", false)]
    [InlineData("Pilot", false)]
    public void Customers_are_chargeable_unless_the_list_says_otherwise(string text, bool chargeable) =>
        Assert.Equal(chargeable, One((LegacyColumns.Chargeable, text)).Values[Columns.Chargeable]);

    [Fact]
    public void Choices_are_read_whatever_their_case_and_hyphens() =>
        Assert.Equal(
            727000003,
            One((LegacyColumns.BillingModel, "PRICE-per thousand")).Values[Columns.BillingModel]);

    [Fact]
    public void Amounts_may_carry_the_dollar_and_thousands() =>
        Assert.Equal(1240.5m, One((LegacyColumns.InvoicedLastMonth, "\"$1,240.50\"")).InvoicedLastMonth);

    [Fact]
    public void The_sample_with_errors_shows_what_a_reader_is_told()
    {
        var list = ReadFile(SampleFiles.PathOf("customers-with-errors.csv"));
        Assert.Equal(
        [
            (3, LegacyColumns.DocumentsSubmitted), (6, LegacyColumns.AgreementSigned), (7, LegacyColumns.ServiceStart),
            (9, LegacyColumns.BillingModel), (11, LegacyColumns.Country), (15, LegacyColumns.Chargeable),
            (15, LegacyColumns.InvoicedLastMonth), (17, LegacyColumns.AccountNumber), (19, LegacyColumns.Name),
            (21, ""),
        ],
            list.Refused.Select(field => (field.Line, field.Column)));
        Assert.Equal(11, list.Records.Count);
    }

    static CustomerRecord One(params (string Column, string Text)[] fields)
    {
        var list = Read(Line(fields));
        Assert.Empty(list.Refused);
        return Assert.Single(list.Records);
    }
}
