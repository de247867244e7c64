using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading;
using CrmMilestones.Scripts.Audit;
using CrmMilestones.Scripts.Lists;
using CrmMilestones.Scripts.Output;
using CrmMilestones.Tests.Lists;
using CsvHelper;
using Xunit;

namespace CrmMilestones.Tests.Audit;

/// <summary>All lists are judged at noon UTC on 1 July 2026.</summary>
public sealed class AuditCommandTests : IDisposable
{
    static readonly DateTime Now = new(2026, 7, 1, 12, 0, 0, DateTimeKind.Utc);

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();
    readonly StringWriter _json = new(CultureInfo.InvariantCulture);

    string Output => Path.Combine(_folder.FullName, "audit");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Every_line_is_judged_refused_or_blank()
    {
        File.Copy(SampleFile("customers-with-errors.csv"), ListPath);
        File.AppendAllText(ListPath, "\n\n,,,\n");
        Assert.Equal(ExitCode.LinesRefused, Run(new()));
        var summary = Summary();
        Assert.Equal(
            (23, 11, 9, 3), (Number("lines"), Number("judged"), Number("refusedLines"), Number("blank")));
        Assert.Equal(11, Rows(AuditFiles.Verdicts).Count);
        Assert.Equal(9, Rows(AuditFiles.Refused).Select(row => row["Line"]).Distinct().Count());
        Assert.Equal(
            11, summary.GetProperty("active").GetInt32() + summary.GetProperty("notActive").GetInt32()
                + summary.GetProperty("contradictory").GetInt32());
    }

    /// <summary>As many as Scripts/Samples/README.md says of each kind.</summary>
    [Fact]
    public void The_sample_is_judged_as_its_page_says()
    {
        File.Copy(SampleFile("customers.csv"), ListPath);
        Assert.Equal(ExitCode.Done, Run(new()));
        Summary();
        Assert.Equal((433, 433), (Number("lines"), Number("judged")));
        Assert.Equal((161, 138, 9), (Number("active"), Number("billable"), Number("onHold")));
        var names = Rows(AuditFiles.Duplicates).Where(row => row["Same"].StartsWith("name", StringComparison.Ordinal));
        Assert.Equal(14, names.Select(row => row["Group"]).Distinct().Count());
        Assert.Contains("<td data-kind=\"number\">305</td>", Report(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_department_counts_by_its_own_definition_and_who_is_in_one_only_is_named()
    {
        Audit(
            Live("C-1", "Y"), Live("C-2", "N"),
            CsvText.Line((LegacyColumns.AccountNumber, "C-3"), (LegacyColumns.SalesActive, "Y")));
        var sales = Summary().GetProperty("departments").EnumerateArray().First();
        Assert.Equal("Sales", sales.GetProperty("name").GetString());
        int Count(string name) => sales.GetProperty(name).GetInt32();
        Assert.Equal((2, 1, 1, 1), (Count("counted"), Count("both"), Count("onlyTheirs"), Count("onlyShared")));
        Assert.Equal(
            ["Yes", "No", "Yes"],
            Rows(AuditFiles.Verdicts).Select(row => row["Sales: on its list of active customers"]));
    }

    [Fact]
    public void Who_a_list_says_nothing_of_is_not_counted()
    {
        File.WriteAllText(ListPath, "Account No,Customer Name\nC-1,Lakeside Dental\n");
        Run(new());
        Assert.Empty(Summary().GetProperty("departments").EnumerateArray());
    }

    /// <summary>At noon UTC it is 2 July already on Kiritimati.</summary>
    [Theory]
    [InlineData("UTC", "Active", "2026-07-01")]
    [InlineData("Pacific/Kiritimati", "Not active", "2026-07-02")]
    public void The_business_day_is_that_of_the_time_zone(string zone, string verdict, string day)
    {
        File.WriteAllText(ListPath, CsvText.Of(string.Join(',', Live("C-1", "Y").Split(',')
            .Select((field, place) => LegacyColumns.All[place] == LegacyColumns.Ended ? "2026-07-01" : field))));
        Run(new(), AuditMoment.ZoneOf(zone));
        Assert.Equal(verdict, Assert.Single(Rows(AuditFiles.Verdicts))["Verdict"]);
        Assert.StartsWith(day, Summary().GetProperty("businessDay").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_time_zone_that_is_none_is_refused() => Assert.StartsWith(
        "'Mars/Olympus' is no time zone",
        Assert.Throws<ToolException>(() => AuditMoment.ZoneOf("Mars/Olympus")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_list_of_another_CRM_is_read_as_its_map_says()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        File.WriteAllText(
            ListPath, "Ref;Cliente;País;Alta;Facturado\nA-1;Clínica Muñoz;ES;03.04.2026;1.240,50\n",
            Encoding.GetEncoding(1252));
        Assert.Equal(ExitCode.Done, Run(new()
        {
            Map = new()
            {
                Columns = new Dictionary<string, string>
                {
                    ["Ref"] = "accountnumber",
                    ["Cliente"] = "name",
                    ["País"] = "address1_country",
                    ["Alta"] = "cm_servicestartson",
                    ["Facturado"] = "invoicedlastmonth",
                },
                Dates = DateFormats.Parse(["d.M.yyyy"]),
                DecimalMark = ",",
            },
        }));
        var customer = Assert.Single(Rows("import-2-customers.csv"));
        Assert.Equal(("Clínica Muñoz", "Spain", "2026-04-03"),
            (customer["Account Name"], customer["Market"], customer["Service starts on"]));
        Assert.Contains("1,240.50", Report(), StringComparison.Ordinal);
    }

    [Fact]
    public void No_cell_runs_as_a_formula()
    {
        Audit(CsvText.Line((LegacyColumns.Name, "=1+1"), (LegacyColumns.SalesStatus, "@SUM(A1)")));
        var row = Assert.Single(Rows(AuditFiles.Verdicts));
        Assert.Equal(("'=1+1", "'@SUM(A1)"), (row["Account Name"], row["Old status"]));
    }

    [Fact]
    public void A_name_is_text_in_the_report()
    {
        Audit(CsvText.Line((LegacyColumns.Name, "<script>alert(1)</script>")));
        Assert.DoesNotContain("<script>alert", Report(), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_persons_of_one_name_are_told_apart_in_the_import_and_one_person_comes_once()
    {
        string Customer(string number, string email) => CsvText.Line(
            (LegacyColumns.AccountNumber, number), (LegacyColumns.Name, $"Clinic {number}"),
            (LegacyColumns.Contact, "Rosa Tran"), (LegacyColumns.ContactEmail, email));
        Audit(
            Customer("C-1", "rosa@one.example"), Customer("C-2", "ROSA@one.example"),
            Customer("C-3", "r@two.example"));
        Assert.Equal(["Tran", "Tran (C-3)"], Rows("import-1-contacts.csv").Select(row => row["Last Name"]));
        Assert.Equal(
            ["Rosa Tran", "Rosa Tran", "Rosa Tran (C-3)"],
            Rows("import-2-customers.csv").Select(row => row["Primary Contact"]));
    }

    [Fact]
    public void One_registration_number_on_two_records_is_reported()
    {
        string Customer(string number) => CsvText.Line(
            (LegacyColumns.AccountNumber, number), (LegacyColumns.Name, $"Clinic {number}"),
            (LegacyColumns.RegistrationNumber, "OK-1"));
        Audit(Customer("C-1"), Customer("C-2"), CsvText.Line((LegacyColumns.AccountNumber, "C-3")));
        Assert.Equal(
            [("1", "registration number", "C-1"), ("1", "registration number", "C-2")],
            Rows(AuditFiles.Duplicates).Select(row => (row["Group"], row["Same"], row["Account Number"])));
    }

    [Fact]
    public void The_wizard_gets_no_more_than_20_000_rows_a_file_and_an_earlier_audits_files_are_gone()
    {
        Directory.CreateDirectory(Output);
        File.WriteAllText(Path.Combine(Output, "import-3-stages-7.csv"), "of an earlier audit");
        File.WriteAllText(Path.Combine(Output, "import-3-stages-8.csv.part"), "of one that was killed");
        File.WriteAllText(Path.Combine(Output, "notes.txt"), "somebody's own");
        Audit([.. Enumerable.Range(1, 20_001).Select(number => CsvText.Line(
            (LegacyColumns.AccountNumber, number.ToString(CultureInfo.InvariantCulture))))]);
        Assert.Equal(20_000, Rows("import-2-customers.csv").Count);
        Assert.Equal("20001", Assert.Single(Rows("import-2-customers-2.csv"))["Account Number"]);
        Assert.Empty(Directory.GetFiles(Output, "import-3-stages-7*").Concat(Directory.GetFiles(Output, "*.part")));
        Assert.True(File.Exists(Path.Combine(Output, "notes.txt")));
    }

    [Fact]
    public void An_audit_that_is_interrupted_leaves_the_folder_as_it_was()
    {
        Audit(CsvText.Line());
        var before = Directory.GetFiles(Output).ToDictionary(file => file, File.ReadAllText);
        using CancellationTokenSource stopped = new();
        stopped.Cancel();
        File.AppendAllText(ListPath, CsvText.Line((LegacyColumns.AccountNumber, "C-2")) + "\n");
        Assert.Throws<OperationCanceledException>(() => Run(new(), stopped.Token));
        Assert.Equal(before, Directory.GetFiles(Output).ToDictionary(file => file, File.ReadAllText));
    }

    string ListPath => Path.Combine(_folder.FullName, "customers.csv");

    static string SampleFile(string name) => Path.Combine(Scripts.RepositoryRoot.Path, "Scripts", "Samples", name);

    static string Live(string number, string salesActive) => CsvText.Line(
        (LegacyColumns.AccountNumber, number), (LegacyColumns.Name, $"Clinic {number}"),
        (LegacyColumns.Contact, "Rosa Tran"), (LegacyColumns.AgreementSigned, "2026-01-05"),
        (LegacyColumns.BillingModel, "Usage"), (LegacyColumns.BillingTiming, "In arrears"),
        (LegacyColumns.OnboardingOwner, "Chris Okafor"), (LegacyColumns.OnboardingStarted, "2026-01-10"),
        (LegacyColumns.OnboardingCompleted, "2026-02-01"), (LegacyColumns.ComplianceReviewer, "Harriet Moss"),
        (LegacyColumns.RegistrationNumber, number), (LegacyColumns.DocumentsSubmitted, "2026-02-20"),
        (LegacyColumns.ServiceOwner, "Kim Larsen"), (LegacyColumns.ServiceStart, "2026-03-01"),
        (LegacyColumns.ReadyForService, "2026-02-25"), (LegacyColumns.SalesActive, salesActive));

    void Audit(params string[] lines)
    {
        File.WriteAllText(ListPath, CsvText.Of(lines));
        Assert.Equal(ExitCode.Done, Run(new()));
    }

    ExitCode Run(ListOptions options, CancellationToken cancellation = default) =>
        Run(options, TimeZoneInfo.Utc, cancellation);

    ExitCode Run(ListOptions options, TimeZoneInfo zone, CancellationToken cancellation = default) => AuditCommand.Run(
        ListPath, options, Output, new(Now, zone), new(_json, TextWriter.Null, json: true), cancellation);

    JsonElement Summary() => JsonDocument.Parse(_json.ToString()).RootElement;

    int Number(string name) => Summary().GetProperty(name).GetInt32();

    string Report() => File.ReadAllText(Path.Combine(Output, AuditFiles.Report));

    List<Dictionary<string, string>> Rows(string file)
    {
        using StreamReader text = new(Path.Combine(Output, file));
        using CsvReader csv = new(text, CultureInfo.InvariantCulture);
        csv.Read();
        csv.ReadHeader();
        List<Dictionary<string, string>> rows = [];
        while (csv.Read())
        {
            rows.Add(csv.HeaderRecord!.ToDictionary(column => column, column => csv.GetField(column)!));
        }

        return rows;
    }
}
