using System;
using System.Globalization;
using System.IO;
using CrmMilestones.Scripts.Demo;
using CrmMilestones.Tests.Lists;
using Spectre.Console;
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
        Assert.Contains("11 customers read, 9 lines that can't be read", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("after Easter", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("View \"Billable customers\": 11 rows", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_readable_list_ends_with_0_and_the_database_is_kept_where_asked()
    {
        var kept = Path.Combine(_folder.FullName, "crm.db");
        Assert.Equal(0, Run(List(CsvText.Of(CsvText.Line())), kept));
        Assert.True(new FileInfo(kept).Length > 0);
        Assert.Contains(kept, _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_existing_database_is_left_as_it_is()
    {
        var kept = Path.Combine(_folder.FullName, "crm.db");
        File.WriteAllText(kept, "precious");
        Assert.Equal(1, Run(List(CsvText.Of(CsvText.Line())), kept));
        Assert.Equal("precious", File.ReadAllText(kept));
        Assert.StartsWith($"{kept} exists already", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_in_a_folder_that_does_not_exist_is_refused()
    {
        Assert.Equal(1, Run(List(CsvText.Of(CsvText.Line())), Path.Combine(_folder.FullName, "nowhere", "crm.db")));
        Assert.Contains("its folder doesn't exist", _error.ToString(), StringComparison.Ordinal);
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
            + "Its columns are: Customer Name, City.", _error.ToString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Refusals_are_shown_in_the_users_language()
    {
        Assert.Equal(0, Run(List(CsvText.Of(CsvText.Line())), language: 3082));
        Assert.Contains("CM001 Lakeside Dental aún no puede pasar a", _output.ToString(), StringComparison.Ordinal);
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

    string List(string text)
    {
        var path = Path.Combine(_folder.FullName, "list.csv");
        File.WriteAllText(path, text);
        return path;
    }

    int Run(string data, string? keep = null, int language = 1033)
    {
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings { Out = new AnsiConsoleOutput(_output), Ansi = AnsiSupport.No });
        console.Profile.Width = 200;
        return DemoCommand.Run(data, keep, language, console, _error);
    }
}
