using System.Collections.Generic;
using System.IO;
using System.Linq;
using CrmMilestones.Scripts.Lists;
using Xunit;

namespace CrmMilestones.Tests.Lists;

public class RecordReaderTests
{
    [Theory]
    [InlineData("a,b\nc,d\n", "1:a|b", "2:c|d")]
    [InlineData("a,b\r\nc,d", "1:a|b", "2:c|d")]
    [InlineData("a,b\rc,d\r", "1:a|b", "2:c|d")]
    [InlineData("\n\na\n", "1:", "2:", "3:a")]
    [InlineData("a,\n,b", "1:a|", "2:|b")]
    [InlineData("\"a\",\"b,c\"\n\"d \"\"e\"\"\",\"\"\n", "1:a|b,c", "2:d \"e\"|")]
    [InlineData("\"a\nb\",c\nd\n", "1:a\nb|c", "3:d")]
    [InlineData("\"a\r\n\r\nb\"\r\nc\r\n", "1:a\r\n\r\nb", "4:c")]
    [InlineData("a\"b,c\nd\n", "1:StrayQuote", "2:d")]
    [InlineData("\"a\"b,c\nd\n", "1:StrayQuote", "2:d")]
    [InlineData("a,\"b\nc\nd", "1:OpenQuote", "2:c", "3:d")]
    [InlineData("a,\"b\nc,\"d\"\ne", "1:StrayQuote", "2:c|d", "3:e")]
    [InlineData("a\n\"", "1:a", "2:OpenQuote")]
    [InlineData("")]
    public void Text_is_cut_into_lines_and_fields(string text, params string[] lines) =>
        Assert.Equal(lines, Lines(new StringReader(text)));

    /// <summary>As files come in pieces, a piece may end anywhere.</summary>
    [Fact]
    public void It_does_not_matter_where_the_text_is_read_in_pieces() => Assert.Equal(
        ["1:a|b\r\nc \"d\"", "3:StrayQuote", "4:f"], Lines(new Trickle("a,\"b\r\nc \"\"d\"\"\"\r\n\"d\"e\r\nf\r\n")));

    [Fact]
    public void A_line_longer_than_a_million_characters_is_left_out_and_the_next_one_read()
    {
        var text = $"a\n{new string('x', 3_000_000)}\nb\n\"{new string('y', 3_000_000)}\"\nc\n";
        Assert.Equal(["1:a", "2:TooLong", "3:b", "4:TooLong", "5:c"], Lines(new StringReader(text)));
    }

    [Fact]
    public void A_quotation_mark_that_is_never_closed_swallows_no_line_of_a_long_file()
    {
        var rest = Enumerable.Range(2, 200_000).Select(number => $"{number},some text").ToArray();
        var lines = Lines(new StringReader("a,\"b\n" + string.Join('\n', rest))).ToArray();
        Assert.Equal("1:OpenQuote", lines[0]);
        Assert.Equal(rest.Select(line => $"{line[..line.IndexOf(',')]}:{line.Replace(',', '|')}"), lines[1..]);
    }

    [Fact]
    public void Lines_that_a_quoted_field_swallowed_can_be_read_each_for_itself()
    {
        RecordReader reader = new(new StringReader("a,\"b\nc,d\",e\nf"), ',');
        Assert.True(reader.Read());
        Assert.True(reader.SpansLines);
        reader.TakeFirstLine();
        Assert.True(reader.Read());
        Assert.Equal((2, Trouble.StrayQuote), (reader.Number, reader.Trouble));
        Assert.True(reader.Read());
        Assert.Equal((3, "f"), (reader.Number, reader.Field(0).ToString()));
    }

    static IEnumerable<string> Lines(TextReader text)
    {
        RecordReader reader = new(text, ',');
        while (reader.Read())
        {
            var fields = Enumerable.Range(0, reader.FieldCount).Select(index => reader.Field(index).ToString());
            yield return $"{reader.Number}:"
                + (reader.Trouble == Trouble.None ? string.Join('|', fields) : reader.Trouble.ToString());
        }
    }

    /// <summary>Gives a character at a time.</summary>
    sealed class Trickle(string text) : StringReader(text)
    {
        public override int Read(char[] buffer, int index, int count) => base.Read(buffer, index, count > 0 ? 1 : 0);
    }
}
