using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Text;
using CrmMilestones.Scripts.Output;
using Xunit;
using Progress = CrmMilestones.Scripts.Output.Progress;

namespace CrmMilestones.Tests.Output;

public sealed class CommandOutputTests : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    readonly StringWriter _out = new() { NewLine = "\n" }, _error = new() { NewLine = "\n" };

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        _out.Dispose();
        _error.Dispose();
    }

    [Fact]
    public void Quiet_says_nothing_and_json_gives_the_data_alone()
    {
        foreach (var (quiet, json) in new[] { (false, false), (true, false), (false, true), (true, true) })
        {
            CommandOutput output = new(_out, _error, quiet, json);
            output.Out.WriteLine("for people");
            output.WriteJson(new { BillableCustomers = 3, Since = new DateOnly(2026, 3, 14), Day = DayOfWeek.Friday });
            using (output.Progress("Reading"))
            {
            }

            _out.WriteLine("--");
        }

        const string Data =
            "{\n  \"billableCustomers\": 3,\n  \"since\": \"2026-03-14\",\n  \"day\": \"friday\"\n}\n--\n";
        Assert.Equal($"for people\n--\n--\n{Data}{Data}", _out.ToString());
        Assert.Equal(4, _error.ToString().Split("Reading").Length - 1);
    }

    [Theory]
    [InlineData("Contoso Dental", "Contoso Dental")]
    [InlineData("Zoë 東京 😀", "Zoë 東京 😀")]
    [InlineData("\u001b[31mred\u001b]0;title\u0007", "�[31mred�]0;title�")]
    [InlineData("two\r\nlines\tand a tab", "two  lines and a tab")]
    [InlineData("abc\u202Ecba\u009B2J\u2028", "abc�cba�2J�")]
    [InlineData(null, "")]
    public void Foreign_text_can_not_command_a_terminal(string? text, string shown) =>
        Assert.Equal(shown, CommandOutput.Text(text));

    [Fact]
    public void A_log_is_as_wide_as_a_terminal_of_120_characters()
    {
        new CommandOutput(_out, _error).Console.Write(new Spectre.Console.Rule());
        Assert.Equal(120, _out.ToString().TrimEnd().Length);
    }

    [Fact]
    public void A_log_gets_a_line_of_progress_at_once_now_and_then_and_at_the_end()
    {
        Clock clock = new();
        using (var progress = new CommandOutput(_out, _error, time: clock).Progress("Reading a.csv", 200_000))
        {
            for (var second = 1; second <= 12; second++)
            {
                clock.Seconds = second;
                progress.Report(second * 10_000L);
            }
        }

        Assert.Equal(
            """
            Reading a.csv ...
            Reading a.csv: 50,000 of 200,000 (25 %), 10,000/s
            Reading a.csv: 100,000 of 200,000 (50 %), 10,000/s
            Reading a.csv: 120,000 of 200,000 (60 %), 10,000/s, 12.0 s

            """.ReplaceLineEndings("\n"),
            _error.ToString());
    }

    [Fact]
    public void Of_what_has_no_known_total_the_share_is_told()
    {
        CultureInfo.CurrentCulture = new("es-ES");
        Clock clock = new();
        using (var progress = new CommandOutput(_out, _error, time: clock).Progress("Judging a.csv"))
        {
            clock.Seconds = 5;
            progress.Report(30_000, 0.25);
        }

        Assert.Contains("Judging a.csv: 30,000 (25 %), 6,000/s\n", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_terminal_gets_one_line_of_progress_that_changes()
    {
        Clock clock = new();
        using (Progress progress = new(_error, isTerminal: true, "Judging", total: null, clock))
        {
            clock.Seconds = 2;
            progress.Report(7);
        }

        Assert.Equal(
            "\rJudging ...\u001b[K\rJudging: 7, 4/s\u001b[K\rJudging: 7, 4/s, 2.0 s\u001b[K\n", _error.ToString());
    }

    [Fact]
    public void A_file_is_whole_or_as_it_was()
    {
        var path = Path.Combine(_folder.FullName, "new", "report.html");
        WholeFile.Write(path, stream => stream.Write("whole"u8));
        Assert.Throws<InvalidOperationException>(() => WholeFile.Write(path, stream =>
        {
            stream.Write("ha"u8);
            throw new InvalidOperationException();
        }));

        Assert.Equal("whole", File.ReadAllText(path));
        WholeFile.Write(path, stream => stream.Write("next"u8));
        Assert.Equal("next", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public void A_file_that_can_not_be_written_is_named()
    {
        var refusal = Assert.Throws<ToolException>(() => WholeFile.Create(_folder.FullName));
        Assert.Equal($"{_folder.FullName} can't be written: It is a folder.", refusal.Message);
    }

    [Fact]
    public void Whether_a_folder_takes_files_is_known_before_the_work()
    {
        var folder = Path.Combine(_folder.FullName, "new");
        WholeFile.DemandFolder(folder);
        Assert.Empty(Directory.GetFileSystemEntries(folder));

        var file = Path.Combine(folder, "list.csv");
        File.WriteAllText(file, "");
        var refusal = Assert.Throws<ToolException>(() => WholeFile.DemandFolder(file));
        Assert.Equal(
            $"{Path.Combine(file, "report")} can't be written: {file} is a file, not a folder.", refusal.Message);
    }

    [Theory]
    [InlineData("=1+1", "\"'=1+1\"")]
    [InlineData("+61 2 9999", "\"'+61 2 9999\"")]
    [InlineData("-12.50", "-12.50")]
    [InlineData("-12.50+1", "\"'-12.50+1\"")]
    [InlineData("@SUM(A1)", "\"'@SUM(A1)\"")]
    [InlineData("\t=1", "\"'\t=1\"")]
    [InlineData("＝1", "\"'＝1\"")]
    [InlineData("a, \"b\"", "\"a, \"\"b\"\"\"")]
    [InlineData("=a,b", "\"'=a,b\"")]
    [InlineData("Zoë", "Zoë")]
    public void Text_in_a_csv_file_is_no_formula_and_a_number_stays_one(string field, string written)
    {
        using MemoryStream stream = new();
        using (var csv = SafeCsv.To(stream))
        {
            csv.WriteLine(field, -3.5m, null);
        }

        Assert.Equal($"\uFEFF{written},-3.5,\r\n", Encoding.UTF8.GetString(stream.ToArray()));
    }

    [Theory]
    [InlineData("1.2.3.0+0123456789abcdef", "CrmMilestones 1.2.3.0 (commit 0123456)")]
    [InlineData("1.2.3.0", "CrmMilestones 1.2.3.0 (commit unknown)")]
    public void The_version_names_product_and_commit(string informational, string shown) =>
        Assert.Equal(shown, ProductVersion.Of(informational));

    sealed class Clock : TimeProvider
    {
        public int Seconds { get; set; }

        public override long GetTimestamp() => Seconds * Stopwatch.Frequency;
    }
}
