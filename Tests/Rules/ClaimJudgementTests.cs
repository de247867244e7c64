using System;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using Xunit;
using static CrmMilestones.Plugins.Rules.ClaimAgreement;

namespace CrmMilestones.Tests.Rules;

/// <summary>A claim held against the days of its customer.</summary>
public class ClaimJudgementTests
{
    static readonly Guid Abbey = new("aaaaaaaa-0000-0000-0000-000000000001");

    static readonly Claim October = new()
    {
        Source = ClaimSource.Invoice,
        Account = Abbey,
        PeriodStart = Day("2026-10-01"),
        PeriodEnd = Day("2026-10-31"),
    };

    /// <summary>Prospect, pilot, billable, held, billable again, ended.</summary>
    static readonly Spell[] Story =
    [
        new(Day("2026-08-01"), Day("2026-08-31"), BillableStatus.NotBillable, false),
        new(Day("2026-09-01"), Day("2026-10-04"), BillableStatus.NotBillable, true),
        new(Day("2026-10-05"), Day("2026-10-09"), BillableStatus.Billable, true),
        new(Day("2026-10-10"), Day("2026-10-10"), BillableStatus.OnHold, true),
        new(Day("2026-10-11"), Day("2026-12-31"), BillableStatus.Billable, true),
        new(Day("2027-01-01"), null, BillableStatus.Ended, false),
    ];

    [Theory]
    [InlineData(ClaimSource.Invoice, "2026-08-01", "2026-08-31", ClaimedButNotBillable)]
    [InlineData(ClaimSource.Invoice, "2026-09-01", "2026-10-04", ClaimedButNotBillable)]
    [InlineData(ClaimSource.Invoice, "2026-10-04", "2026-10-05", Agrees)]
    [InlineData(ClaimSource.Invoice, "2026-10-10", "2026-10-10", ClaimedButNotBillable)]
    [InlineData(ClaimSource.Invoice, "2026-12-31", "2027-01-31", Agrees)]
    [InlineData(ClaimSource.Invoice, "2027-01-01", "2027-01-31", ClaimedButNotBillable)]
    [InlineData(ClaimSource.Invoice, "2026-07-01", "2026-07-31", ClaimedButNotBillable)]
    [InlineData(ClaimSource.ServiceUsage, "2026-09-01", "2026-09-30", ClaimedButNotBillable)]
    [InlineData(ClaimSource.ServiceUsage, "2026-11-01", "2026-11-30", Agrees)]
    [InlineData(ClaimSource.ContractorPayment, "2026-08-01", "2026-08-31", ClaimedButNotLive)]
    [InlineData(ClaimSource.ContractorPayment, "2026-08-31", "2026-09-01", Agrees)]
    [InlineData(ClaimSource.ContractorPayment, "2026-10-10", "2026-10-10", Agrees)]
    [InlineData(ClaimSource.ContractorPayment, "2027-01-01", "2027-01-01", ClaimedButNotLive)]
    [InlineData(ClaimSource.SalesList, "2026-09-01", "2026-09-30", Agrees)]
    [InlineData(ClaimSource.SalesList, "2026-07-01", "2026-07-31", ClaimedButNotLive)]
    [InlineData(ClaimSource.ProjectTool, "2026-09-01", "2026-09-30", Agrees)]
    [InlineData(ClaimSource.ProjectTool, "2027-02-01", "2027-02-28", ClaimedButNotLive)]
    public void A_day_of_the_claim_is_enough(ClaimSource source, string from, string until, ClaimAgreement agreement) =>
        Assert.Equal(agreement, Judge(October with
        {
            Source = source,
            PeriodStart = Day(from),
            PeriodEnd = Day(until),
        }).Agreement);

    [Theory]
    [InlineData("2026-12-31", null, null, Agrees)]
    [InlineData("2027-01-01", null, null, ClaimedButNotBillable)]
    [InlineData(null, "2026-12-31", null, Agrees)]
    [InlineData(null, "2027-01-01", null, ClaimedButNotBillable)]
    [InlineData(null, null, "2026-12-31", Agrees)]
    [InlineData(null, null, "2027-01-01", ClaimedButNotBillable)]
    [InlineData("2027-01-01", "2027-01-31", "2026-12-31", ClaimedButNotBillable)]
    public void One_date_alone_is_the_whole_period(
        string? start, string? end, string? activity, ClaimAgreement agreement) =>
        Assert.Equal(agreement, Judge(October with
        {
            PeriodStart = start is null ? null : Day(start),
            PeriodEnd = end is null ? null : Day(end),
            LastActivityOn = activity is null ? null : Day(activity),
        }).Agreement);

    [Fact]
    public void What_cannot_be_judged_says_so()
    {
        Told(null, "Not judged: the source is missing.", October with { Source = null });
        Told(null, "Not judged: the claim has no date.", October with { PeriodStart = null, PeriodEnd = null });
        Told(
            null, "Not judged: the period ends on 2026-09-30, before it starts on 2026-10-01.",
            October with { PeriodEnd = Day("2026-09-30") });
    }

    [Fact]
    public void An_invoice_tells_the_status_of_its_days() => Told(
        Agrees,
        "Billable days: 26 of 31. Not billable from 2026-10-01 to 2026-10-04. Billable from 2026-10-05 to 2026-10-09. "
        + "On hold on 2026-10-10. Billable from 2026-10-11 to 2026-10-31.",
        October);

    [Fact]
    public void After_the_end_it_says_so() => Told(
        ClaimedButNotBillable, "Billable days: 0 of 1. Ended on 2027-02-01.",
        October with { PeriodStart = Day("2027-02-01"), PeriodEnd = Day("2027-02-01") });

    [Fact]
    public void A_payment_tells_on_which_days_the_customer_was_active() => Told(
        Agrees,
        "Active days: 32 of 63. Not an active customer from 2026-08-01 to 2026-08-31. Active customer from 2026-09-01 "
        + "to 2026-10-02.",
        October with
        {
            Source = ClaimSource.ContractorPayment,
            PeriodStart = Day("2026-08-01"),
            PeriodEnd = Day("2026-10-02"),
        });

    [Fact]
    public void A_claim_before_the_first_period_tells_when_history_begins()
    {
        Told(
            ClaimedButNotBillable, "Billable days: 0 of 31. The customer's history begins on 2026-08-01.",
            October with { PeriodStart = Day("2026-07-01"), PeriodEnd = Day("2026-07-31") });
        Told(
            ClaimedButNotBillable,
            "Billable days: 0 of 3. Not billable from 2026-08-01 to 2026-08-02. The customer's history begins on "
            + "2026-08-01.",
            October with { PeriodStart = Day("2026-07-31"), PeriodEnd = Day("2026-08-02") });
    }

    [Fact]
    public void A_customer_outside_the_lifecycle_has_no_days() => Assert.Equal(
        (ClaimedButNotLive,
            "Active days: 0 of 31. The customer is not in the lifecycle: nothing is known of its days."),
        Verdict(October with { Source = ClaimSource.SalesList }));

    [Fact]
    public void Nor_in_Spanish() => Assert.Equal(
        "Días facturables: 0 de 31. El cliente no está en el ciclo de vida: no se sabe nada de sus días.",
        Of(October, []).Tell(3082));

    [Fact]
    public void A_credit_note_is_judged_like_its_invoice_and_says_what_it_is()
    {
        var credit = October with { IsCredit = true };
        Assert.Equal(Judge(October).Agreement, Judge(credit).Agreement);
        Assert.Equal(
            Judge(October).Tell(1033) + " A negative amount, such as a credit note: judged like what it takes back.",
            Judge(credit).Tell(1033));
    }

    public static TheoryData<string, Claim> Spanish { get; } = new()
    {
        { "Días facturables: 1 de 3. Facturable el 2026-12-31. Finalizado del 2027-01-01 al 2027-01-02.",
            October with { PeriodStart = Day("2026-12-31"), PeriodEnd = Day("2027-01-02") } },
        { "Días facturables: 0 de 2. No facturable el 2026-08-01. El historial del cliente empieza el 2026-08-01. "
            + "Importe negativo, como una nota de crédito: se evalúa como lo que anula.",
            October with { PeriodStart = Day("2026-07-31"), PeriodEnd = Day("2026-08-01"), IsCredit = true } },
        { "Días facturables: 0 de 1. En pausa el 2026-10-10.",
            October with { PeriodStart = Day("2026-10-10"), PeriodEnd = Day("2026-10-10") } },
        { "Días como cliente activo: 1 de 2. Cliente no activo el 2026-08-31. Cliente activo el 2026-09-01.",
            October with
            {
                Source = ClaimSource.SalesList, PeriodStart = Day("2026-08-31"), PeriodEnd = Day("2026-09-01"),
            } },
        { "Sin evaluar: falta el origen.", October with { Source = null } },
        { "Sin evaluar: el registro no tiene ninguna fecha.", October with { PeriodStart = null, PeriodEnd = null } },
        { "Sin evaluar: el periodo termina el 2026-09-30, antes de empezar el 2026-10-01.",
            October with { PeriodEnd = Day("2026-09-30") } },
    };

    [Theory, MemberData(nameof(Spanish))]
    public void It_is_told_in_Spanish_too(string told, Claim claim) => Assert.Equal(told, Judge(claim).Tell(3082));

    /// <summary>Two customers became one: a day counts if it counted of either.</summary>
    [Fact]
    public void Of_merged_customers_the_stronger_status_of_a_day_counts() => Assert.Equal(
        (Agrees, "Billable days: 11 of 31. On hold from 2026-10-01 to 2026-10-20. Billable from 2026-10-21 to "
            + "2026-10-31."),
        Verdict(
            October, new(Day("2026-09-01"), null, BillableStatus.OnHold, true),
            new(Day("2026-09-15"), Day("2026-10-20"), BillableStatus.Ended, false),
            new(Day("2026-10-21"), null, BillableStatus.Billable, true)));

    [Fact]
    public void Of_merged_customers_a_day_is_active_if_it_was_of_either() => Assert.Equal(
        (Agrees, "Active days: 20 of 31. Active customer from 2026-10-01 to 2026-10-20. Not an active customer from "
            + "2026-10-21 to 2026-10-31."),
        Verdict(
            October with { Source = ClaimSource.SalesList },
            new(Day("2026-09-01"), null, BillableStatus.NotBillable, false),
            new(Day("2026-09-15"), Day("2026-10-20"), BillableStatus.Billable, true)));

    [Fact]
    public void A_claim_in_the_middle_of_a_period_that_ended_is_told() => Assert.Equal(
        (Agrees, "Billable days: 31 of 31. Billable from 2026-10-01 to 2026-10-31."),
        Verdict(October, new Spell(Day("2026-09-01"), Day("2026-11-30"), BillableStatus.Billable, true)));

    /// <summary>Periods that differ in what the claim doesn't ask about, such as the market.</summary>
    [Fact]
    public void Neighbours_of_one_status_are_told_as_one() => Assert.Equal(
        (Agrees, "Billable days: 30 of 31. On hold on 2026-10-01. Billable from 2026-10-02 to 2026-10-31."),
        Verdict(
            October, new(Day("2026-10-01"), Day("2026-10-01"), BillableStatus.OnHold, true),
            new(Day("2026-10-02"), Day("2026-10-10"), BillableStatus.Billable, true),
            new(Day("2026-10-11"), Day("2026-10-20"), BillableStatus.Billable, true),
            new(Day("2026-10-21"), null, BillableStatus.Billable, true)));

    [Fact]
    public void From_the_first_stretch_on_neighbours_are_one() => Assert.Equal(
        (Agrees, "Billable days: 31 of 31. Billable from 2026-10-01 to 2026-10-31."),
        Verdict(
            October, new(Day("2026-10-01"), Day("2026-10-10"), BillableStatus.Billable, true),
            new(Day("2026-10-11"), null, BillableStatus.Billable, true)));

    /// <summary>Between them nothing is known.</summary>
    [Fact]
    public void Days_between_two_histories_are_left_out() => Assert.Equal(
        (Agrees, "Billable days: 4 of 31. Billable from 2026-10-01 to 2026-10-02. Billable from 2026-10-30 to "
            + "2026-10-31."),
        Verdict(
            October, new(Day("2026-10-01"), Day("2026-10-02"), BillableStatus.Billable, true),
            new(Day("2026-10-30"), null, BillableStatus.Billable, true)));

    [Fact]
    public void A_long_story_is_cut()
    {
        var days = Enumerable.Range(0, 400).Select(i => new Spell(
            Day("2026-10-01").AddDays(i), Day("2026-10-01").AddDays(i),
            i % 2 == 0 ? BillableStatus.Billable : BillableStatus.OnHold, true)).ToArray();
        var told = Verdict(October with { PeriodEnd = Day("2027-10-01") }, days).Told;
        Assert.StartsWith("Billable days: 183 of 366. Billable on 2026-10-01. ", told, StringComparison.Ordinal);
        Assert.EndsWith("On hold on 2026-10-10. And further changes.", told, StringComparison.Ordinal);
        Assert.EndsWith(
            "On hold on 2026-10-10.", Verdict(October with { PeriodEnd = Day("2026-10-10") }, days).Told,
            StringComparison.Ordinal);
        Assert.EndsWith(
            "En pausa el 2026-10-10. Y otros cambios.",
            Of(October with { PeriodEnd = Day("2027-10-01") }, days).Tell(3082), StringComparison.Ordinal);
    }

    [Fact]
    public void A_stored_explanation_counts_in_any_language()
    {
        var verdict = Judge(October);
        Assert.True(verdict.IsTold(verdict.Tell(3082)) && verdict.IsTold(verdict.Tell(1033)));
        Assert.False(verdict.IsTold(null) || verdict.IsTold("Something else."));
    }

    [Fact]
    public void An_explanation_fits_into_its_column()
    {
        KnownCustomers known = new();
        known.AddName(MatchKey.OfName("X"), Enumerable.Range(0, 10)
            .Select(_ => new Candidate(Guid.NewGuid(), "", new string('X', 400))));
        Claim claim = new() { CustomerName = "X" };
        var told = ClaimVerdict.Of(new(null, claim), known)!.Tell(1033);
        Assert.Equal(2000, told.Length);
        Assert.StartsWith("Several accounts have the name", told, StringComparison.Ordinal);
    }

    static DateTime Day(string day) => DateTime.Parse(day, null);

    static void Told(ClaimAgreement? agreement, string explanation, Claim claim) =>
        Assert.Equal((agreement, explanation), Verdict(claim, Story));

    static ClaimVerdict Judge(Claim claim) => Of(claim, Story);

    static (ClaimAgreement? Agreement, string Told) Verdict(Claim claim, params Spell[] history) =>
        (Of(claim, history).Agreement, Of(claim, history).Tell(1033));

    static ClaimVerdict Of(Claim claim, Spell[] history)
    {
        KnownCustomers known = new();
        known.AddHistory(Abbey, history);
        return ClaimVerdict.Of(new(claim, claim), new(known.ToString()))!;
    }
}
