using System;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using Xunit;

namespace CrmMilestones.Tests.Rules;

/// <summary>To which account a claim belongs, and who decides it.</summary>
public class ClaimMatchTests
{
    static readonly Guid Abbey = new("aaaaaaaa-0000-0000-0000-000000000001");
    static readonly Guid Birch = new("bbbbbbbb-0000-0000-0000-000000000002");

    static readonly Claim Claimed = new()
    {
        Source = ClaimSource.Invoice,
        AccountNumber = "C-1",
        CustomerName = "Abbey",
        PeriodStart = new(2026, 10, 1),
        PeriodEnd = new(2026, 10, 31),
    };

    [Fact]
    public void The_number_counts_before_the_name()
    {
        var verdict = Judge(
            new(null, Claimed), numbers: [new(Abbey, "C-1", "Other")], names: [new(Birch, "", "Abbey")]);
        Assert.Equal((Abbey, false), (verdict.Account, verdict.IsAccountChosen));
    }

    [Fact]
    public void The_name_counts_where_nobody_has_the_number() =>
        Assert.Equal(Birch, Judge(new(null, Claimed), names: [new(Birch, "", "ABBEY")]).Account);

    [Fact]
    public void The_name_counts_where_no_number_is_given() => Assert.Equal(
        Birch, Judge(new(null, Claimed with { AccountNumber = " " }), names: [new(Birch, "", "Abbey")]).Account);

    [Theory]
    [InlineData("1", "1")]
    [InlineData("c 1", "C 1")]
    public void A_number_may_be_short_and_its_spacing_counts(string number, string key)
    {
        KnownCustomers known = new();
        known.AddNumber(key, [new(Abbey, number, "Other")]);
        known.AddHistory(Abbey, []);
        Assert.Equal(Abbey, ClaimVerdict.Of(new(null, Claimed with { AccountNumber = number }), known)!.Account);
    }

    /// <summary>Of two that one was merged into the other, both lead to the one that stayed.</summary>
    [Fact]
    public void Two_that_lead_to_one_account_are_one() => Assert.Equal(
        Abbey,
        Judge(new(null, Claimed), numbers: [new(Abbey, "C-1", "Abbey"), new(Abbey, "C-1", "Abbey (old)")]).Account);

    [Theory]
    [InlineData(
        " C-1 ", " Abbey ", "No account has the number \"C-1\" or the name \"Abbey\".",
        "Ninguna cuenta tiene el número \"C-1\" ni el nombre \"Abbey\".")]
    [InlineData(
        "1", "A", "No account has the number \"1\" or the name \"A\".",
        "Ninguna cuenta tiene el número \"1\" ni el nombre \"A\".")]
    [InlineData(
        " C-1 ", null, "No account has the number \"C-1\", and no name is given.",
        "Ninguna cuenta tiene el número \"C-1\", y no se indica ningún nombre.")]
    [InlineData(
        " ", "Abbey ", "No account has the name \"Abbey\", and no number is given.",
        "Ninguna cuenta tiene el nombre \"Abbey\", y no se indica ningún número.")]
    [InlineData(
        null, " ", "Neither a number nor a name of the customer is given.",
        "No se indica ni el número ni el nombre del cliente.")]
    public void Without_any_account_a_claim_is_unmatched(
        string? number, string? name, string explanation, string inSpanish)
    {
        var verdict = Judge(new(null, Claimed with { AccountNumber = number, CustomerName = name }));
        Assert.Equal((null, ClaimAgreement.Unmatched), (verdict.Account, verdict.Agreement));
        Assert.False(verdict.IsAccountChosen);
        Assert.Equal((explanation, inSpanish), (verdict.Tell(1033), verdict.Tell(3082)));
    }

    [Fact]
    public void Two_accounts_of_one_number_are_ambiguous_and_named()
    {
        var verdict = Judge(
            new(null, Claimed with { AccountNumber = " C-1 " }),
            numbers: [new(Birch, "C-1", "Birch"), new(Abbey, "C-1", "Abbey")]);
        Assert.Equal((null, ClaimAgreement.Ambiguous), (verdict.Account, verdict.Agreement));
        Assert.False(verdict.IsAccountChosen);
        Assert.Equal(
            "Several accounts have the number \"C-1\": Abbey (C-1), Birch (C-1). Choose the customer here; accounts "
            + "that are corrected count for later claims.",
            verdict.Tell(1033));
        Assert.Equal(
            "Varias cuentas tienen el número \"C-1\": Abbey (C-1), Birch (C-1). Elija aquí el cliente; las cuentas "
            + "que se corrijan cuentan para los siguientes registros.",
            verdict.Tell(3082));
    }

    [Fact]
    public void Two_accounts_of_one_name_are_ambiguous_and_named()
    {
        var verdict = Judge(
            new(null, Claimed with { CustomerName = " Abbey " }),
            names: [new(Birch, "", "a bbey"), new(Abbey, "9", "Abbey")]);
        Assert.Equal(
            "Several accounts have the name \"Abbey\": Abbey (9), a bbey. Choose the customer here; accounts that are "
            + "corrected count for later claims.",
            verdict.Tell(1033));
        Assert.Equal(
            "Varias cuentas tienen el nombre \"Abbey\": Abbey (9), a bbey. Elija aquí el cliente; las cuentas "
            + "que se corrijan cuentan para los siguientes registros.",
            verdict.Tell(3082));
    }

    [Fact]
    public void Of_many_candidates_some_are_named()
    {
        var many = Enumerable.Range(0, 300).Select(i => new Candidate(Guid.NewGuid(), "", $"Abbey {i:000}")).ToArray();
        var told = Judge(new(null, Claimed), names: many).Tell(1033);
        Assert.Contains("Abbey 009, ...", told, StringComparison.Ordinal);
        Assert.DoesNotContain("Abbey 010", told, StringComparison.Ordinal);
        Assert.Contains(
            "Abbey 009. Choose", Judge(new(null, Claimed), names: many[..10]).Tell(1033), StringComparison.Ordinal);
    }

    [Fact]
    public void An_account_that_comes_with_a_new_claim_is_chosen() =>
        Assert.Equal((Birch, true), Decided(null, Claimed with { Account = Birch }));

    [Fact]
    public void Another_account_than_the_stored_one_is_chosen() => Assert.Equal(
        (Birch, true), Decided(Claimed with { Account = Abbey }, Claimed with { Account = Birch }));

    [Fact]
    public void The_stored_account_sent_again_is_no_choice() => Assert.Equal(
        (Abbey, false), Decided(Claimed with { Account = Abbey }, Claimed with { Account = Abbey }));

    [Fact]
    public void Nobody_makes_a_choice_by_saying_that_there_is_one() => Assert.Equal(
        (Abbey, false),
        Decided(Claimed with { Account = Abbey }, Claimed with { Account = Abbey, IsAccountChosen = true }));

    [Fact]
    public void A_choice_is_kept_whatever_else_changes()
    {
        var chosen = Claimed with { Account = Birch, IsAccountChosen = true };
        Assert.Equal((Birch, true), Decided(chosen, chosen with { AccountNumber = "C-2", CustomerName = "Other" }));
    }

    [Fact]
    public void Who_empties_the_account_gives_the_choice_back() => Assert.Equal(
        (Abbey, false),
        Decided(Claimed with { Account = Birch, IsAccountChosen = true }, Claimed with { Account = null }));

    /// <summary>What was found stays found: accounts may get other numbers and names later.</summary>
    [Fact]
    public void A_found_account_is_kept_until_the_claim_names_another_customer()
    {
        var found = Claimed with { Account = Birch };
        Assert.Equal((Birch, false), Decided(found, found with { PeriodEnd = new(2026, 11, 30) }));
        Assert.Equal((Birch, false), Decided(found, found with { CustomerName = " ÁBBEY" }));
        var spaced = found with { AccountNumber = "C- 1" };
        Assert.Equal((Birch, false), Decided(spaced, spaced));
        Assert.Equal((Abbey, false), Decided(spaced, found));
        Assert.Equal((Abbey, false), Decided(found with { AccountNumber = "C-2" }, found));
        Assert.Equal((Abbey, false), Decided(found with { CustomerName = "Other" }, found));
    }

    [Fact]
    public void A_claim_without_account_looks_for_it_with_every_save() =>
        Assert.Equal((Abbey, false), Decided(Claimed, Claimed));

    [Fact]
    public void What_was_not_asked_is_not_taken_for_nothing()
    {
        KnownCustomers known = new();
        Assert.Null(ClaimVerdict.Of(new(null, Claimed), known));
        known.AddNumber("C-1", []);
        Assert.Null(ClaimVerdict.Of(new(null, Claimed), known));
        known.AddName("ABBEY", [new(Abbey, "", "Abbey")]);
        Assert.Null(ClaimVerdict.Of(new(null, Claimed), known));
        known.AddHistory(Abbey, []);
        Assert.NotNull(ClaimVerdict.Of(new(null, Claimed), known));
    }

    static (Guid?, bool) Decided(Claim? before, Claim after)
    {
        var verdict = Judge(new(before, after), numbers: [new(Abbey, "C-1", "Abbey")]);
        return (verdict.Account, verdict.IsAccountChosen);
    }

    static ClaimVerdict Judge(ClaimChange change, Candidate[]? numbers = null, Candidate[]? names = null)
    {
        KnownCustomers known = new();
        known.AddNumber("C-1", numbers ?? []);
        known.AddNumber("1", []);
        known.AddName("A", []);
        known.AddName("ABBEY", names ?? []);
        known.AddHistory(Abbey, []);
        known.AddHistory(Birch, []);
        return ClaimVerdict.Of(change, known)!;
    }
}
