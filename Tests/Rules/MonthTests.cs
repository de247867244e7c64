using System;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace CrmMilestones.Tests.Rules;

/// <summary>What is counted of a month.</summary>
public class MonthTests
{
    const int NotBillable = 727000000, Billable = 727000001, OnHold = 727000002;

    static readonly ActiveCustomer[] Customers =
    [
        new("b0000000-0000-0000-0000-000000000001", Billable, "AU"),
        new("a0000000-0000-0000-0000-000000000002", OnHold, "AU"),
        new("00000000-0000-0000-0000-000000000003", Billable, ""),
        new("a0000000-0000-0000-0000-000000000004", NotBillable, "NZ"),
    ];

    [Fact]
    public void Other_takes_up_what_no_class_explains()
    {
        RollForward month = new(Opening: 10, New: 3, Returned: 2, Released: 1, Held: 4, Ended: 5, Closing: 6);
        Assert.Equal(-1, month.Other);
        Assert.Equal(-3, (month with { Opening = 12 }).Other);
        Assert.Equal(1, (month with { Closing = 8 }).Other);
    }

    [Fact]
    public void Counts_are_told_apart_by_market_and_status()
    {
        var counts = CustomerCounts.Of(Customers);
        Assert.Equal((4, 2, 1), (counts.Active, counts.Billable, counts.OnHold));
        Assert.Equal(
            "{\"\":{\"active\":1,\"billable\":1,\"onHold\":0},\"AU\":{\"active\":2,\"billable\":1,\"onHold\":1},"
            + "\"NZ\":{\"active\":1,\"billable\":0,\"onHold\":0}}",
            counts.ByMarket);
    }

    [Fact]
    public void Nobody_is_an_empty_object() => Assert.Equal("{}", CustomerCounts.Of([]).ByMarket);

    [Fact]
    public void A_code_that_JSON_would_misread_is_escaped() => Assert.Equal(
        """{"\u0022\u005c\u000aé":{"active":1,"billable":0,"onHold":1}}""",
        CustomerCounts.Of([new("key", OnHold, "\"\\\né")]).ByMarket);

    /// <summary>
    /// Computed by another program:
    /// printf '00000000-0000-0000-0000-000000000003;727000001;\n...' | sha256sum.
    /// </summary>
    [Fact]
    public void The_fingerprint_is_the_hash_of_sorted_lines() => Assert.Equal(
        "dfb3d7c81f822abe170cc2c7a0f4b7d8091dc881b8a18c6e34aad2111df17a8b", Fingerprint.Of(Customers));

    [Fact]
    public void A_question_without_an_answer_says_what_to_ask()
    {
        var unknown = CountingProblems.UnknownMarket("XX");
        Assert.Equal(
            "There is no market with the code \"XX\". Give the code of a market, or none for all of them.",
            unknown.In(1033));
        Assert.Equal(
            "No hay ningún mercado con el código \"XX\". Indique el código de un mercado, o ninguno para contarlos "
            + "todos.",
            unknown.In(3082));
        var backToFront = CountingProblems.BackToFront(new(2026, 2, 1), new(2026, 1, 31));
        Assert.Equal(
            "2026-02-01 lies after 2026-01-31. Give the earlier day as From and the later one as To.",
            backToFront.In(1033));
        Assert.Equal(
            "2026-02-01 es posterior al 2026-01-31. Indique el día anterior en From y el posterior en To.",
            backToFront.In(3082));
    }

    [Fact]
    public void The_fingerprint_of_no_customers_is_that_of_nothing() => Assert.Equal(
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", Fingerprint.Of([]));

    [Fact]
    public void The_fingerprint_does_not_depend_on_the_order_of_the_rows() => Prop.ForAll(
        Gen.Shuffle(Customers).ToArbitrary(),
        shuffled => Fingerprint.Of(shuffled) == Fingerprint.Of(Customers)).QuickCheckThrowOnFailure();

    [Fact]
    public void The_fingerprint_tells_key_status_and_market() => Assert.Equal(
        5,
        new[]
        {
            Customers[0],
            Customers[0] with { Key = "b0000000-0000-0000-0000-000000000009" },
            Customers[0] with { Status = OnHold },
            Customers[0] with { MarketCode = "NZ" },
            Customers[0] with { MarketCode = "" },
        }.Select(customer => Fingerprint.Of([customer])).Distinct().Count());
}
