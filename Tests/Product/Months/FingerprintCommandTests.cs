using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using CrmMilestones.Scripts.Months;
using Xunit;

namespace CrmMilestones.Tests.Months;

public sealed class FingerprintCommandTests : IDisposable
{
    const string Header = "cm_customerkey,cm_status,cm_code,cm_isactive,cm_from,cm_until,cm_recordedon,cm_supersededon";

    const string First = "10000000-0000-0000-0000-000000000001", Second = "20000000-0000-0000-0000-000000000002";

    /// <summary>By sha256sum, of First;727000001;AU and Second;727000002; and a line feed after each.</summary>
    const string OfBoth = "b128cafa6c7c0245e3733a7a65b0e8bb105e0ebb234d62d0af0adf4a58e97b9e";

    readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void What_was_active_on_the_last_day_as_known_then_is_hashed()
    {
        var (exitCode, output, _) = Run(
            [
                $"{Second},727000002,,true,2026-10-31,,2026-10-31T09:00:00Z,",
                $"{First},727000001,AU,1,2026-03-14,2026-10-31,2026-11-01 11:55:00,",
                // Not yet, no longer, not on this day, not active.
                $"{First},727000002,AU,1,2026-03-14,,2026-11-01T11:55:01Z,",
                $"{First},727000003,,1,2026-03-14,,2026-03-14T09:00:00Z,2026-11-01T11:55:00Z",
                $"{First},727000001,AU,1,2026-11-01,,2026-10-31T09:00:00Z,",
                $"{Second},727000002,,1,2026-01-01,2026-10-30,2026-10-31T09:00:00Z,",
                $"{Second},727000000,,No,2026-01-01,,2026-10-31T09:00:00Z,",
            ]);

        Assert.Equal(
            "utf-8, which all its bytes fit; fields parted by ','.\n"
            + $"Month        2026-10-31\nKnown on     2026-11-01 11:55:00 UTC\nActive       2\nFingerprint  {OfBoth}\n",
            output);
        Assert.Equal(0, exitCode);
    }

    [Fact]
    public void It_is_compared_with_the_one_that_is_expected()
    {
        string[] rows =
        [
            $"{First},727000001,AU,true,2026-03-14,,2026-03-14T09:00:00Z,",
            $"{Second},727000002,,true,2026-03-14,,2026-03-14T09:00:00Z,",
        ];

        var (same, output, _) = Run(rows, "--expect", OfBoth.ToUpperInvariant());
        var (other, _, error) = Run(rows[..1], "--expect", OfBoth, "--quiet");

        Assert.EndsWith("It is the one that was frozen.\n", output, StringComparison.Ordinal);
        Assert.Equal($"Verification failed: The rows are not those that were frozen: {OfBoth}.\n", error);
        Assert.Equal((0, 6), (same, other));
    }

    [Theory]
    [InlineData($"{First},Paid,AU,true,2026-03-14,,2026-03-14T09:00:00Z,",
        "cm_status 'Paid' is none of: Not billable, Billable, On hold, Ended")]
    [InlineData($"{First},727000001,AU,perhaps,2026-03-14,,2026-03-14T09:00:00Z,",
        "cm_isactive 'perhaps' is neither yes nor no")]
    [InlineData($"{First},727000001,AU,true,2026-13-14,,2026-03-14T09:00:00Z,",
        "cm_from '2026-13-14' is no day of the calendar")]
    [InlineData($"{First},727000001,AU,true,14/3/2026,,2026-03-14T09:00:00Z,",
        "cm_from '14/3/2026' can't be read: how dates are written isn't declared (--dates); only year-month-day can")]
    [InlineData($"{First},727000001,AU,true,2026-03-14,,14/03/2026,",
        "cm_recordedon '14/03/2026' is not a moment such as 2026-11-01T12:00:00Z")]
    [InlineData($"{First},727000001,AU,true,,,2026-03-14T09:00:00Z,", "cm_from is empty")]
    public void A_line_that_cannot_be_read_is_named(string line, string message)
    {
        var (exitCode, _, error) = Run([line], "--quiet");

        Assert.Equal((1, $"{_file}, line 2: {message}.\n"), (exitCode, error));
    }

    [Fact]
    public void An_export_of_another_tool_is_read_as_every_list_is()
    {
        File.WriteAllText(
            _file,
            $"""
            sep=;
            Customer;cm_status;cm_code;cm_isactive;cm_from;cm_until;cm_recordedon;cm_supersededon
            "{Second}";On hold;;Sí;14.03.2026;;2026-10-31T11:00:00.123+02:00;

            {First};Billable;AU;Yes;01.03.2026;31.10.2026;2026-11-01 11:55:00;
            """,
            Encoding.Unicode);

        var (exitCode, output, _) = Invoke(
            "--month", "2026-10-31", "--rows", _file, "--known-on", "2026-11-01T11:55:00Z", "--dates", "dd.MM.yyyy",
            "--map", "Customer=cm_customerkey");

        Assert.Equal(0, exitCode);
        Assert.EndsWith($"Active       2\nFingerprint  {OfBoth}\n", output, StringComparison.Ordinal);
    }

    /// <summary>A fingerprint of fewer rows would be a wrong one.</summary>
    [Fact]
    public void A_quotation_mark_that_is_never_closed_ends_it()
    {
        var (exitCode, _, error) = Run(
            [
                $"\"{First},727000001,AU,true,2026-03-14,,2026-03-14T09:00:00Z,",
                $"{Second},727000002,,true,2026-03-14,,2026-03-14T09:00:00Z,",
            ],
            "--quiet");

        Assert.Equal(
            (1, $"{_file}, line 2: has a quotation mark that opens a field and is never closed.\n"), (exitCode, error));
    }

    [Fact]
    public void A_file_that_lacks_a_column_is_refused()
    {
        File.WriteAllText(_file, "cm_customerkey,cm_status\n");

        var (exitCode, _, error) = Invoke("--month", "2026-10-31", "--rows", _file, "--known-on", "2026-11-01");

        Assert.Equal(1, exitCode);
        Assert.Equal(
            $"{_file} can't be read as a list. The header (line 1) lacks: cm_code, cm_isactive, cm_from, cm_until, "
            + "cm_recordedon, cm_supersededon. Its columns are: cm_customerkey, cm_status. Say which of them it is, "
            + "such as --map \"cm_customerkey=cm_code\".\n",
            error);
    }

    [Fact]
    public void Rows_need_to_be_told_the_moment_of_knowledge()
    {
        var (exitCode, _, error) = Invoke("--month", "2026-10-31", "--rows", _file);

        Assert.Equal((1, "--rows needs --known-on, which the closed month names.\n"), (exitCode, error));
    }

    [Fact]
    public void What_is_no_date_is_refused()
    {
        var (exitCode, _, error) = Invoke("--month", "October");

        Assert.Equal(1, exitCode);
        Assert.Contains("'October' is no date: write it as 2026-10-31", error, StringComparison.Ordinal);
    }

    (int ExitCode, string Output, string Error) Run(IEnumerable<string> lines, params string[] more)
    {
        File.WriteAllLines(_file, [Header, .. lines]);
        return Invoke(
            ["--month", "2026-10-31", "--rows", _file, "--known-on", "2026-11-01T11:55:00Z", .. more]);
    }

    static (int ExitCode, string Output, string Error) Invoke(params string[] arguments)
    {
        using StringWriter output = new() { NewLine = "\n" };
        using StringWriter error = new() { NewLine = "\n" };
        var exitCode = FingerprintCommand.Create().Parse(arguments).Invoke(new() { Output = output, Error = error });
        return (exitCode, output.ToString(), error.ToString());
    }
}
