using System;
using CrmMilestones.Plugins.Rules;
using Xunit;

namespace CrmMilestones.Tests.Rules;

/// <summary>What was read of customers, on its way from step to step as text.</summary>
public class KnownCustomersTests
{
    static readonly Guid Abbey = new("aaaaaaaa-0000-0000-0000-000000000001");
    static readonly Guid Birch = new("bbbbbbbb-0000-0000-0000-000000000002");

    static readonly Spell Past = new(new(2026, 1, 5), new DateTime(2026, 3, 13), BillableStatus.NotBillable, false);
    static readonly Spell Present = new(new(2026, 3, 14), null, BillableStatus.Billable, true);

    [Fact]
    public void The_text_tells_the_same()
    {
        KnownCustomers known = new() { BaseLanguage = 3082 };
        known.AddNumber("C-1", [new(Abbey, "C-1", "Abbey"), new(Birch, "", "Birch")]);
        known.AddNumber("C-2", []);
        known.AddName("ABBEY", [new(Abbey, "C-1", "Abbey")]);
        known.AddHistory(Abbey, [Past, Present]);
        known.AddHistory(Birch, []);
        foreach (var told in new[] { known, new KnownCustomers(known.ToString()) })
        {
            Assert.Equal(3082, told.BaseLanguage);
            Assert.Equal([new(Abbey, "C-1", "Abbey"), new(Birch, "", "Birch")], told.WithNumber("C-1"));
            Assert.Equal([], told.WithNumber("C-2"));
            Assert.Equal([new(Abbey, "C-1", "Abbey")], told.WithName("ABBEY"));
            Assert.Equal([Past, Present], told.HistoryOf(Abbey));
            Assert.Equal([], told.HistoryOf(Birch));
        }
    }

    [Theory]
    [InlineData("C")]
    [InlineData("-1")]
    [InlineData("C-12")]
    [InlineData("ABBEY")]
    public void Nothing_is_told_of_what_was_not_asked(string key)
    {
        KnownCustomers known = new();
        known.AddNumber("C-1", [new(Abbey, "C-1", "Abbey")]);
        known.AddName("ABBEY", []);
        KnownCustomers told = new(known.ToString());
        Assert.Null(told.WithNumber(key));
        Assert.Null(told.HistoryOf(Abbey));
        Assert.Null(told.BaseLanguage);
    }

    /// <summary>A customer may be called as anything.</summary>
    [Fact]
    public void No_question_is_taken_for_another()
    {
        KnownCustomers known = new() { BaseLanguage = 3082 };
        known.AddHistory(Abbey, []);
        Assert.Null(known.WithNumber("language"));
        Assert.Null(known.WithName("language"));
        Assert.Null(known.WithName($"history {Abbey:N}"));
        known.AddName($"{Birch:N}", []);
        known.AddNumber($"{Birch:N}", []);
        known.AddName($"history {Birch:N}", []);
        Assert.Null(known.HistoryOf(Birch));
    }

    [Fact]
    public void A_name_over_several_lines_stays_on_its_own()
    {
        KnownCustomers known = new();
        known.AddName("A", [new(Abbey, "1\t2", "A\nname B\tC\r")]);
        known.AddName("D", [new(Birch, null, null)]);
        KnownCustomers told = new(known.ToString());
        Assert.Equal([new(Abbey, "1 2", "A name B C ")], told.WithName("A"));
        Assert.Null(told.WithName("B"));
        Assert.Equal([new(Birch, "", "")], told.WithName("D"));
    }
}
