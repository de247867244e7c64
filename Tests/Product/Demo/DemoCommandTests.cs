using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using CrmMilestones.Scripts.Demo;
using CrmMilestones.Scripts.Lists;
using CrmMilestones.Scripts.Output;
using CrmMilestones.Tests.Lists;
using Xunit;

namespace CrmMilestones.Tests.Demo;

public sealed class DemoCommandTests : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();
    readonly StringWriter _output = new(CultureInfo.InvariantCulture);
    readonly StringWriter _error = new(CultureInfo.InvariantCulture);

    [Fact]
    public void A_list_with_unreadable_lines_is_reported_loaded_and_ends_with_2()
    {
        Assert.Equal(2, Run(SampleFiles.PathOf("customers-with-errors.csv")));
        Said("11 customers read, 9 lines that can't be read, 0 blank: 20 lines.");
        Said("after Easter");
        Said("View \"Billable customers\": 11 rows");
    }

    [Fact]
    public void A_readable_list_ends_with_0_and_the_database_is_kept_whole_where_asked()
    {
        var kept = Path.Combine(_folder.FullName, "crm.db");
        var list = List(CsvText.Of(CsvText.Line()));
        Assert.Equal(0, Run(list, "--keep", kept));
        Assert.Equal("SQLite format 3\0"u8, File.ReadAllBytes(kept).AsSpan(0, 16));
        Said($"The database is kept in {kept}");
        Assert.Equal([kept, list], Directory.GetFiles(_folder.FullName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_is_interrupted_leaves_no_database()
    {
        var list = List(CsvText.Of(CsvText.Line()));
        var output = Output();
        using CancellationTokenSource stop = new();
        DemoShow show = new(list, new(), refusedFile: null, language: 1033, output, stop.Token);
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => show.Run(Path.Combine(_folder.FullName, "crm.db")));
        Assert.Equal([list], Directory.GetFiles(_folder.FullName));
    }

    [Fact]
    public void An_existing_database_is_left_as_it_is()
    {
        var kept = Path.Combine(_folder.FullName, "crm.db");
        File.WriteAllText(kept, "precious");
        Assert.Equal(1, Run(List(CsvText.Of(CsvText.Line())), "--keep", kept));
        Assert.Equal("precious", File.ReadAllText(kept));
        Assert.StartsWith($"{kept} exists already", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_in_a_folder_that_does_not_exist_is_refused()
    {
        var kept = Path.Combine(_folder.FullName, "nowhere", "crm.db");
        Assert.Equal(1, Run(List(CsvText.Of(CsvText.Line())), "--keep", kept));
        Assert.Contains("its folder doesn't exist", _error.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Also for root, who may write into any folder: the place beside it is taken.</summary>
    [Fact]
    public void A_database_that_cannot_be_written_is_named_before_the_work()
    {
        var kept = Path.Combine(_folder.FullName, "crm.db");
        Directory.CreateDirectory(kept + ".part");
        Assert.Equal(1, Run(List(CsvText.Of(CsvText.Line())), "--keep", kept));
        Assert.StartsWith($"{kept} can't be written", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_list_is_named()
    {
        Assert.Equal(1, Run(Path.Combine(_folder.FullName, "nowhere.csv")));
        Assert.Contains("nowhere.csv", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_with_another_header_is_named_with_the_columns_it_lacks()
    {
        Assert.Equal(1, Run(List("Customer Name,City\nA,B\n")));
        Assert.Contains(
            "list.csv can't be read as a list. The header (line 1) lacks: Account No. "
            + "Its columns are: Customer Name, City.", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Unreadable_lines_that_are_too_many_to_show_are_all_named_in_a_file()
    {
        var list = List(CsvText.Of(
            [.. Enumerable.Range(1, 30).Select(number => CsvText.Line(
                (LegacyColumns.AccountNumber, $"C-{number}"), (LegacyColumns.Ended, "soon")))]));
        var survey = ListSurvey.Of(list, new(), null, Output(), CancellationToken.None);
        Assert.Equal(20, survey.Refused.Count);
        var lines = File.ReadAllLines(Path.Combine(_folder.FullName, "list.refused.csv"));
        Assert.Equal(31, lines.Length);
        Assert.Equal(
            "31,Service Ended,\"'soon' is not a date (month/day/year in US, or year-month-day)\"", lines[^1]);
    }

    [Fact]
    public void A_country_is_a_market_and_a_cells_escape_code_reaches_no_terminal()
    {
        var list = List(CsvText.Of(
            CsvText.Line((LegacyColumns.Country, "New Zealand"), (LegacyColumns.InvoicedLastMonth, "12.50")),
            CsvText.Line((LegacyColumns.AccountNumber, "C-2\u001b[31m")),
            CsvText.Line((LegacyColumns.AccountNumber, "C-3"), (LegacyColumns.Chargeable, "\u009b31m"))));
        Assert.Equal(2, Run(list));
        Said("Markets whose days are those of UTC, as no time zone is set: NZ.");
        Said("Invoiced, NZD");
        Said("has the control character U+001B");
        Assert.DoesNotContain(_output.ToString(), character => character is '\u001b' or '\u009b');
    }

    [Fact]
    public void Progress_is_said_in_a_log_and_nothing_at_all_under_quiet()
    {
        var list = List(CsvText.Of(CsvText.Line()));
        Assert.Equal(0, Run(list));
        Assert.Contains(
            "Taking customers through the guided process: 1 of 1 (100 %)", _error.ToString(), StringComparison.Ordinal);
        _output.GetStringBuilder().Clear();
        _error.GetStringBuilder().Clear();
        Assert.Equal(0, Run(list, "--quiet"));
        Assert.Equal(("", ""), (_output.ToString(), _error.ToString()));
    }

    [Fact]
    public void Refusals_are_shown_in_the_users_language()
    {
        Assert.Equal(0, Run(List(CsvText.Of(CsvText.Line())), "--user-language", "es"));
        Said("CM001 Lakeside Dental aún no puede pasar a");
    }

    [Theory]
    [InlineData("en", 1033)]
    [InlineData("ES", 3082)]
    [InlineData("1031", 1031)]
    public void The_language_is_a_name_or_an_lcid(string text, int lcid)
    {
        var parsed = DemoCommand.Create().Parse(["--user-language", text]);
        Assert.Empty(parsed.Errors);
        Assert.Equal(lcid, parsed.GetValue<int>("--user-language"));
    }

    [Fact]
    public void An_unknown_language_is_refused() =>
        Assert.Equal("'klingon' is no language: use en, es, or an LCID such as 1033.",
            Assert.Single(DemoCommand.Create().Parse(["--user-language", "klingon"]).Errors).Message);

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        _output.Dispose();
        _error.Dispose();
    }

    void Said(string text) => Assert.Contains(text, _output.ToString(), StringComparison.Ordinal);

    string List(string text)
    {
        var path = Path.Combine(_folder.FullName, "list.csv");
        File.WriteAllText(path, text, new UTF8Encoding(false));
        return path;
    }

    CommandOutput Output() => new(_output, _error);

    int Run(string data, params IEnumerable<string> options) => DemoCommand.Create().Parse(["--data", data, .. options])
        .Invoke(new InvocationConfiguration { Output = _output, Error = _error });
}
