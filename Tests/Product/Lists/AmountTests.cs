using System.Globalization;
using CrmMilestones.Scripts.Lists;
using Xunit;

namespace CrmMilestones.Tests.Lists;

public class AmountTests
{
    [Theory]
    [InlineData("2688.10", null, "2688.10")]
    [InlineData("$1,240.50", null, "1240.50")]
    [InlineData("1,234,567", null, "1234567")]
    [InlineData("1234", null, "1234")]
    [InlineData("0.125", null, "0.125")]
    [InlineData("1,234", ".", "1234")]
    [InlineData("1.234", ",", "1234")]
    [InlineData("12,50", ",", "12.50")]
    [InlineData("1.234,50", ",", "1234.50")]
    [InlineData("1 234,50", ",", "1234.50")]
    [InlineData("1\u00A0234,50 €", ",", "1234.50")]
    [InlineData("1'234.50", null, "1234.50")]
    [InlineData("EUR 12.50", null, "12.50")]
    [InlineData("12.50 AUD", null, "12.50")]
    [InlineData("US$12.50", null, "12.50")]
    [InlineData("-12.50", null, "-12.50")]
    [InlineData("-$12.50", null, "-12.50")]
    [InlineData("12.50-", null, "-12.50")]
    [InlineData("(12.50)", null, "-12.50")]
    public void An_amount_is_read(string text, string? mark, string amount)
    {
        Assert.Null(Amount.Read(text, mark?[0], out var read));
        Assert.Equal(decimal.Parse(amount, CultureInfo.InvariantCulture), read);
    }

    [Theory]
    [InlineData("12,50", null,
        "'12,50' is not an amount where the decimal mark is '.'; is it the other one (--decimal)?")]
    [InlineData("12,50", ".",
        "'12,50' is not an amount where the decimal mark is '.'; is it the other one (--decimal)?")]
    [InlineData("1.234,50", null,
        "'1.234,50' is not an amount where the decimal mark is '.'; is it the other one (--decimal)?")]
    [InlineData("12.50", ",",
        "'12.50' is not an amount where the decimal mark is ','; is it the other one (--decimal)?")]
    [InlineData("1,234", null, "'1,234' could be thousands or decimals; say with --decimal which mark it is")]
    [InlineData("1.234", null, "'1.234' could be thousands or decimals; say with --decimal which mark it is")]
    [InlineData("0,123", null,
        "'0,123' is not an amount where the decimal mark is '.'; is it the other one (--decimal)?")]
    [InlineData("0.123", ",",
        "'0.123' is not an amount where the decimal mark is ','; is it the other one (--decimal)?")]
    [InlineData("1,23,456", ".", "'1,23,456' is not an amount: its thousands aren't in threes")]
    [InlineData("see Kim", null, "'see Kim' is not an amount")]
    [InlineData("(12.50", null, "'(12.50' is not an amount")]
    [InlineData("1e9", null, "'1e9' is not an amount")]
    [InlineData("99999999999999999999999999999999", null,
        "'99999999999999999999999999999999' is more than the CRM stores")]
    public void What_could_be_misread_is_refused(string text, string? mark, string reason) =>
        Assert.Equal(reason, Amount.Read(text, mark?[0], out _));
}
