using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using AngleSharp.Html.Parser;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Scripts.Lists;
using CrmMilestones.Scripts.Output;
using CrmMilestones.Scripts.Reconcile;
using CrmMilestones.Tests.Journeys;
using Xunit;
using static CrmMilestones.Tests.Journeys.ClaimDesk;

namespace CrmMilestones.Tests.Reconcile;

/// <summary>Files of claims, held against four customers in October 2026.</summary>
public sealed class ReconcileTests : IDisposable
{
    const string Invoices = """
        Invoice Number,Account No,Customer Name,Period Start,Period End,Amount
        INV-1,C-1,,2026-10-01,2026-10-31,100.50
        INV-2,C-2,,2026-10-01,2026-10-31,200
        INV-3,C-9,Nobody,2026-10-01,2026-10-31,5
        INV-4,C-1,,2026-10-01,2026-10-31,-10
        INV-5,C-1,,31.10.2026,2026-10-31,1

        """;

    readonly ClaimDesk _desk = new();
    readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public ReconcileTests()
    {
        _desk.Customer("Abbey", "C-1", (Day(1, 1), null, BillableStatus.Billable));
        _desk.Customer("Bolton", "C-2", (Day(1, 1), Day(9, 30), BillableStatus.Billable),
            (Day(10, 1), null, BillableStatus.Ended));
        _desk.Customer("Carlisle", "C-3", (Day(10, 20), null, BillableStatus.Billable));
        _desk.Customer("Dover", "C-4", (Day(1, 1), null, BillableStatus.OnHold));
    }

    public void Dispose()
    {
        _desk.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void What_disagrees_comes_out_with_its_money_and_the_periods_that_explain_it()
    {
        var result = Run(Invoices);

        Assert.Equal(new(4, 0, 0), result.Written);
        Assert.Equal(new(2, 90.50m), result.Agree);
        Assert.Equal(
            [
                (DisagreementKind.NotBillable, "INV-2", "Bolton", 200m,
                    "Billable days: 0 of 31. Ended from 2026-10-01 to 2026-10-31."),
                (DisagreementKind.NotClaimed, null, "Carlisle", null, "Billable from 2026-10-20 on."),
                (DisagreementKind.Unmatched, "INV-3", "Nobody", 5m,
                    "No account has the number \"C-9\" or the name \"Nobody\"."),
            ],
            result.Disagreements.Select(found =>
                (found.Kind, found.Key, found.Customer, found.Amount, found.Explanation)));
    }

    [Fact]
    public void Each_line_ends_as_a_claim_or_refused_with_its_reason()
    {
        var result = Run(Invoices);

        Assert.Equal(result.Lines.Lines, result.Lines.Judged + result.Lines.RefusedLines + result.Lines.Blank);
        var refused = Assert.Single(result.Refused);
        Assert.Equal((6, "Period Start"), (refused.Line, refused.Column));
        Assert.True(result.LeavesWork);
    }

    [Fact]
    public void A_second_run_writes_nothing()
    {
        var first = Run(Invoices);
        var before = Versions();

        var second = Run(Invoices);

        Assert.Equal(new(0, 0, 4), second.Written);
        Assert.Equal(before, Versions());
        Assert.Equal(first.Disagreements, second.Disagreements);
    }

    [Fact]
    public void What_changed_in_the_file_is_changed_and_nothing_else()
    {
        Run(Invoices);

        var result = Run("""
            Invoice Number,Account No,Amount
            inv-2,C-1,200.00
            INV-3,C-9,7.50
            """);

        Assert.Equal(new(0, 2, 0), result.Written);
        Assert.Equal(new(1, 200), result.Agree);
        // The file doesn't speak of periods: those that are stored stay.
        Assert.Equal((Day(10, 1), Day(10, 31)), result.Days);
    }

    [Fact]
    public void Payments_are_held_against_active_days_and_not_everybody_has_a_contractor()
    {
        var result = Run(
            "cm_externalkey,cm_accountnumber\nP-1,C-4\nP-2,C-2\n", ClaimSource.ContractorPayment, Day(10, 1));

        Assert.Equal(new(1, 0), result.Agree);
        Assert.Equal(
            [(DisagreementKind.NotLive, "P-2", Day(10, 1), Day(10, 31))],
            result.Disagreements.Select(found => (found.Kind, found.Key!, found.From!.Value, found.Until!.Value)));
        Assert.Equal("Contractor paid, not live", result.Words(DisagreementKind.NotLive));
    }

    [Fact]
    public void Who_is_on_no_list_is_told_of_a_list() => Assert.Equal(
        ["Carlisle", "Dover"],
        Run("cm_externalkey,cm_accountnumber\nS-1,C-1\n", ClaimSource.SalesList, Day(10, 1))
            .Disagreements.Select(found => found.Customer));

    [Fact]
    public void Who_names_no_day_is_told_how_to()
    {
        Assert.DoesNotContain("--month", Shown(Run(Invoices)), StringComparison.Ordinal);
        Assert.Contains(
            "or of which month the file speaks (--month)",
            Shown(Run("cm_externalkey,cm_accountnumber\nINV-7,C-3\n")), StringComparison.Ordinal);

        string Shown(Reconciliation result)
        {
            using StringWriter said = new();
            ReconcileFiles.Write(result, _folder, new(said, TextWriter.Null));
            return said.ToString();
        }
    }

    [Fact]
    public void Days_are_known_by_the_words_that_the_report_has_for_them() => Assert.Equal(
        (Day(10, 2), Day(10, 9)),
        Run("cm_externalkey,cm_accountnumber,From,To\nINV-9,C-2,2026-10-02,2026-10-09\n").Days);

    [Fact]
    public void Invoices_of_an_earlier_file_count_too()
    {
        Run("cm_externalkey,cm_accountnumber\nINV-0,C-3\n", month: Day(10, 1));
        Assert.DoesNotContain(Run(Invoices).Disagreements, found => found.Kind == DisagreementKind.NotClaimed);
    }

    [Fact]
    public void The_page_shows_them_by_kind()
    {
        using MemoryStream file = new();
        ReconcilePage.Of(Run(Invoices), "disagreements.csv", "refused.csv").Write(file);
        file.Position = 0;
        var page = new HtmlParser().ParseDocument(file);
        Assert.Equal(
            [
                "What disagrees", "Invoiced, not billable", "Billable, not invoiced", "No such customer", "The file",
            ],
            page.QuerySelectorAll("h2").Select(heading => heading.TextContent));
        Assert.Equal(
            ["Bolton", "C-2", "INV-2", "2026-10-01", "2026-10-31", "200.00"],
            page.QuerySelectorAll("#list-0 tbody tr > *").Take(6).Select(cell => cell.TextContent));
    }

    Reconciliation Run(string csv, ClaimSource source = ClaimSource.Invoice, DateTime? month = null)
    {
        var path = Path.Combine(_folder, "claims.csv");
        File.WriteAllText(path, csv, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        using var list = ListFile.Open(path, ClaimTargets.All, new());
        return ReconcileCommand.Run(
            list, "claims.csv", source, month, _desk.AsFinance, "test", Day(11, 9).AddHours(9),
            new CommandOutput(TextWriter.Null, TextWriter.Null, quiet: true), default);
    }

    IReadOnlyList<object> Versions() => [.. _desk.Rows().Select(row => row["versionnumber"])];
}
