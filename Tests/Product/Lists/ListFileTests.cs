using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Scripts.Lists;
using Xunit;
using static CrmMilestones.Tests.Lists.CsvText;

namespace CrmMilestones.Tests.Lists;

public class ListFileTests
{
    const string Header = "Account No,Customer Name,Country,Contact Name\n";

    static readonly string[] French = ["Café de Flore", "Hôtel Élysée", "Pâtisserie Bézier", "Château Méré"];

    static ListFileTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Theory]
    [InlineData("utf-8", "utf-8, which all its bytes fit")]
    [InlineData("utf-16", "utf-16, as its first bytes say")]
    [InlineData("windows-1252", "windows-1252, as its letters suggest")]
    public void The_encoding_is_found_and_said(string name, string found)
    {
        var encoding = Encoding.GetEncoding(name);
        var lines = French.Select((text, index) => $"C-{index},{text},FR,\n");
        var list = ReadBytes([.. encoding.GetPreamble().Length == 2 ? encoding.GetPreamble() : [],
            .. encoding.GetBytes(Header + string.Concat(lines))]);
        Assert.Equal(French, list.Records.Select(customer => customer.Name));
        Assert.StartsWith(found, list.Description, StringComparison.Ordinal);
    }

    /// <summary>Alone, they suggest iso-8859-3 and windows-1250.</summary>
    [Theory]
    [InlineData("Müller Zürich GmbH")]
    [InlineData("Smith’s Clinic")]
    public void Letters_that_many_encodings_share_are_taken_for_those_of_windows_1252(string name)
    {
        var list = ReadBytes(Encoding.GetEncoding("windows-1252").GetBytes($"{Header}C-1,{name},DE,\n"));
        Assert.Equal(name, Assert.Single(list.Records).Name);
        Assert.StartsWith("windows-1252, as its letters suggest", list.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mark_at_the_beginning_is_no_part_of_the_first_header()
    {
        var list = ReadBytes([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Header + "C-1,Café,FR,\n")]);
        Assert.Equal("Café", Assert.Single(list.Records).Name);
    }

    [Fact]
    public void Broken_lines_of_a_utf8_file_are_refused_and_the_others_read()
    {
        byte[] bytes =
        [
            .. Encoding.UTF8.GetBytes(Header + "C-1,Café,FR,\nC-2,Hôtel,FR,\nC-3,"),
            .. Encoding.Latin1.GetBytes("Pâtisserie"), .. Encoding.UTF8.GetBytes(",FR,\n"),
        ];
        var list = ReadBytes(bytes);
        Assert.Equal(["Café", "Hôtel"], list.Records.Select(customer => customer.Name));
        Assert.Equal(
            [new(4, "Customer Name", "has letters that aren't utf-8; say how the file is written with --encoding, or "
                + "mend the line")],
            list.Refused);
    }

    /// <summary>A zero byte alone doesn't make it UTF-16.</summary>
    [Fact]
    public void A_zero_byte_costs_its_own_line()
    {
        var list = ReadText(Header + "C-1,Lake\0side,US,\nC-2,Good,US,\n");
        Assert.Equal("Good", Assert.Single(list.Records).Name);
        Assert.Equal(
            [new(2, "Customer Name", "has the control character U+0000, which Dataverse doesn't store")], list.Refused);
    }

    [Fact]
    public void UTF16_without_a_mark_is_known_by_its_zero_bytes_also_where_letters_have_none()
    {
        string[] russian = ["Озёрная клиника", "Северная улица"];
        var list = ReadBytes(Encoding.Unicode.GetBytes(
            Header + string.Concat(russian.Select((name, index) => $"C-{index},{name},US,\n"))));
        Assert.Equal(russian, list.Records.Select(customer => customer.Name));
        Assert.StartsWith("utf-16, as every other byte is zero", list.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_is_no_list()
    {
        var refusal = Assert.Throws<InvalidDataException>(() => ReadFile(Path.GetTempPath()));
        Assert.Equal($"{Path.GetTempPath()} is a folder: name the list in it.", refusal.Message);
    }

    [Fact]
    public void What_is_no_text_is_refused_in_a_sentence_that_one_can_read()
    {
        var pictures = new byte[100_000];
        new Random(1).NextBytes(pictures);
        var refusal = Assert.Throws<InvalidDataException>(() => ReadBytes(pictures)).Message;
        Assert.InRange(refusal.Length, 20, 1000);
    }

    [Fact]
    public void A_header_that_is_endless_is_not_told_whole()
    {
        var refusal = Assert.Throws<InvalidDataException>(() => ReadText(new string('x', 100_000) + "\n")).Message;
        Assert.InRange(refusal.Length, 20, 2000);
        Assert.Contains(" and so on. Say which of them it is", refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2025-1-5", null)]
    [InlineData("2025-01-05 10:00", null)]
    [InlineData("2025-02-30", "'2025-02-30' is no day of the calendar")]
    public void Year_month_day_is_read_everywhere_if_there_is_such_a_day(string text, string? reason)
    {
        var list = ReadText($"Account No,Customer Name,Service Start\nC-1,Lakeside,{text}\n");
        Assert.Equal(reason, list.Refused.SingleOrDefault()?.Reason);
        Assert.Equal(
            reason is null ? [new DateTime(2025, 1, 5)] : [],
            list.Records.Select(customer => customer.Values[Columns.ServiceStartsOn]));
    }

    [Fact]
    public void Keys_of_which_none_can_be_stored_are_said_once()
    {
        var lines = Enumerable.Range(0, 5).Select(line => $"6f9619ff-8b86-d011-b42d-00cf4fc964f{line},Clinic,FR,\n");
        Assert.EndsWith(
            "Its column Account No has 36 characters a line, and the CRM stores 20 of them as accountnumber: shorten "
            + "them, or map another column (--map).",
            Assert.Throws<InvalidDataException>(() => ReadText(Header + string.Concat(lines))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_is_too_long_among_others_costs_its_own_line()
    {
        var list = ReadText(Header + "C-1,One,FR,\n6f9619ff-8b86-d011-b42d-00cf4fc964ff,Two,FR,\nC-3,Three,FR,\n");
        Assert.Equal(["One", "Three"], list.Records.Select(customer => customer.Name));
        Assert.Equal(3, Assert.Single(list.Refused).Line);
    }

    [Fact]
    public void The_encoding_can_be_told()
    {
        var bytes = Encoding.GetEncoding("iso-8859-15").GetBytes(Header + "C-1,Café 5 €,FR,\n");
        var list = ReadBytes(bytes, new() { Encoding = "iso-8859-15" });
        Assert.Equal("Café 5 €", Assert.Single(list.Records).Name);
        Assert.StartsWith("'klingon' is no encoding", Refusal(Header, new() { Encoding = "klingon" }),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(';')]
    [InlineData('\t')]
    [InlineData('|')]
    public void The_delimiter_is_found(char delimiter)
    {
        var list = ReadText((Header + "C-1,\"A, B and C\",US,\n").Replace(',', delimiter)
            .Replace($"A{delimiter}", "A,", StringComparison.Ordinal));
        Assert.Equal("A, B and C", Assert.Single(list.Records).Name);
    }

    [Fact]
    public void A_line_that_tells_Excel_the_delimiter_is_none_of_the_lists()
    {
        var list = ReadText("sep=;\nAccount No;Customer Name\nC-1;A\n");
        Assert.Equal((3, "A"), (list.Records[0].Line, list.Records[0].Name));
        Assert.Equal(1, list.Counts.Lines);
    }

    [Fact]
    public void A_wrong_delimiter_is_refused_in_one_sentence() => Assert.EndsWith(
        "Its fields aren't parted by ',' but by ';': leave --delimiter out.",
        Refusal("Account No;Customer Name\nC-1;A\n", new() { Delimiter = ',' }), StringComparison.Ordinal);

    [Theory]
    [InlineData("", "It is empty.")]
    [InlineData("Customer Name,City\nA,B\n",
        "The header (line 1) lacks: Account No. Its columns are: Customer Name, City. Say which of them it is, such "
        + "as --map \"Customer Name=accountnumber\".")]
    [InlineData("Account No,Customer Name,customer name\n",
        "Two columns of the header (line 1) are called 'Customer Name'.")]
    [InlineData("Account No,Customer Name,\n", "Column 3 of the header (line 1) has no name.")]
    [InlineData("PK\u0003\u0004 and so on", "is a workbook, not a text file. Save it as CSV UTF-8 in Excel.")]
    public void A_file_that_is_no_such_list_is_refused_in_a_sentence(string text, string sentence) =>
        Assert.EndsWith(sentence, Refusal(text), StringComparison.Ordinal);

    [Fact]
    public void Columns_are_known_by_their_logical_names_and_labels()
    {
        var list = ReadText(
            "accountnumber,Nombre de cuenta,cm_servicestartson,Acuerdo firmado el,END REASON,Notes\n"
            + "C-1,A,2025-03-04,2025-01-02,Baja del cliente,x\n");
        var customer = Assert.Single(list.Records);
        Assert.Equal(
            (new DateTime(2025, 3, 4), new DateTime(2025, 1, 2), 727000001),
            (customer.Date(Columns.ServiceStartsOn), customer.Date(Columns.AgreementSignedOn),
                customer.Values[Columns.EndReason]));
        Assert.EndsWith("Not used: Notes.", list.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void A_map_says_what_columns_and_words_mean()
    {
        var map = Map("""
            {
              "columns": { "Ref": "accountnumber", "Client": "name", "Gone": "cm_endreason", "City": "" },
              "dates": { "NZ": "d/M/yyyy" },
              "decimal": ",",
              "nothing": ["none"],
              "choices": { "cm_endreason": { "Churned": "Customer left" }, "cm_chargeable": { "Trial": "No" } },
              "markets": { "Kiwi": "NZ" }
            }
            """);
        var list = ReadText(
            "Ref;Client;Country;Service Start;Gone;Chargeable;Invoiced Last Month;City\n"
            + "C-1;A;Kiwi;3/4/2025;Churned;Trial;1.234,50;none\n", new() { Map = map });
        var customer = Assert.Single(list.Records);
        Assert.Equal(
            ("NZ", new DateTime(2025, 4, 3), 727000001, false, 1234.50m, null),
            (customer.Country, customer.Date(Columns.ServiceStartsOn), customer.Values[Columns.EndReason],
                customer.Values[Columns.Chargeable], customer.InvoicedLastMonth, customer.City));
    }

    [Theory]
    [InlineData("""{ "columns": { "Nowhere": "name" } }""", "The map names 'Nowhere', and the header (line 1) has: ")]
    [InlineData("""{ "columns": { "Country": "nothing" } }""", "The map leads to 'nothing'; a column can say: ")]
    [InlineData("""{ "columns": { "Country": "name", "Contact Name": "name" } }""", "The map leads two columns to ")]
    [InlineData("""{ "dates": "dd/mm/yyyy" }""", "'dd/mm/yyyy' tells no day: write d, M and yyyy")]
    [InlineData("""{ "decimal": "x" }""", "The decimal mark is '.' or ',', not 'x'.")]
    [InlineData("""{ "markets": { "Kiwi": "Kiwi" } }""", "Market 'Kiwi': 'Kiwi' is no ISO 3166 code")]
    [InlineData("""{ "colums": {} }""", "colums")]
    [InlineData("nonsense", "is no map of a list.")]
    public void A_map_that_makes_no_sense_is_refused(string json, string sentence) => Assert.Contains(
        sentence,
        Assert.Throws<InvalidDataException>(() => ReadText(Header, new() { Map = Map(json) })).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Dates_are_read_as_declared_and_never_guessed_at()
    {
        const string text = "Account No,Customer Name,Service Start\nC-1,A,3/4/2025\nC-2,B,2025-03-04 00:00:00\n";
        Assert.Equal(
            ["'3/4/2025' can't be read: how dates are written isn't declared (--dates); only year-month-day can"],
            ReadText(text).Refused.Select(refused => refused.Reason));
        Assert.Equal(
            [new DateTime(2025, 4, 3), new DateTime(2025, 3, 4)],
            ReadText(text, Dates("d/M/yyyy")).Records.Select(customer => customer.Date(Columns.ServiceStartsOn)));
        Assert.Equal(
            ["'3/4/2025' can be read as two days, 2025-04-03 and 2025-03-04"],
            ReadText(text, Dates("d/M/yyyy", "M/d/yyyy")).Refused.Select(refused => refused.Reason));
    }

    [Theory]
    [InlineData("Customer Name", 300, "has 300 characters, and the CRM stores 160 of them")]
    [InlineData("Account No", 21, "has 21 characters, and the CRM stores 20 of them")]
    [InlineData("Registration No", 51, "has 51 characters, and the CRM stores 50 of them")]
    [InlineData("Hold Reason", 501, "has 501 characters, and the CRM stores 500 of them")]
    [InlineData("Account Owner", 201, "has 201 characters, and the CRM stores 200 of them")]
    [InlineData("Contact Name", 51, "has a first or last name of more than 50 characters, which is all that the CRM "
        + "stores")]
    public void A_text_longer_than_its_column_refuses_the_line(string column, int length, string reason) =>
        Assert.Equal([new(2, column, reason)], Read(Line((column, new string('x', length)))).Refused);

    [Fact]
    public void Every_line_is_a_record_or_refused_or_blank()
    {
        var list = Read(
            Line(), "", Line((LegacyColumns.AccountNumber, "C-2"), (LegacyColumns.Ended, "soon")), "C-3,cut off",
            new string(',', LegacyColumns.All.Length - 1), Line((LegacyColumns.AccountNumber, "C-4\u0007")),
            Line((LegacyColumns.AccountNumber, "C-5"), (LegacyColumns.HoldReason, "\"two\nlines\"")), "  ");
        Assert.Equal(new(Lines: 8, Judged: 2, RefusedLines: 3, Blank: 3), list.Counts);
        Assert.Equal([4, 5, 7], list.Refused.Select(refused => refused.Line));
    }

    [Theory]
    [InlineData("Germany", "DE")]
    [InlineData("Deutschland", "DE")]
    [InlineData("NZL", "NZ")]
    [InlineData("uk", "GB")]
    public void Countries_are_known_by_code_and_name(string word, string code) =>
        Assert.Equal(code, Assert.Single(Read(Line((LegacyColumns.Country, word))).Records).Country);

    [Fact]
    public void Claims_are_read_by_the_same_rules()
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path,
            "Invoice Number;Account No;Period start;Period end;Amount\nINV-1;C-1;2026-10-01;2026-10-31;12.50\n"
            + "INV-1;C-2;;;\n");
        using var file = ListFile.Open(path, ClaimTargets.All, new());
        List<Refused> refused = [];
        var claim = Assert.Single(file.Read(ClaimRecord.Of, refused.Add));
        Assert.Equal(
            ("INV-1", "C-1", new DateTime(2026, 10, 1), new DateTime(2026, 10, 31), 12.50m),
            (claim.Key, claim.AccountNumber, claim.PeriodStart, claim.PeriodEnd, claim.Amount));
        Assert.Equal([new(3, "Invoice Number", "'INV-1' is that of line 2 already")], refused);
        File.Delete(path);
    }

    static ListOptions Dates(params string[] formats) => new() { Map = new() { Dates = DateFormats.Parse(formats) } };

    static string Refusal(string text, ListOptions? options = null) =>
        Assert.Throws<InvalidDataException>(() => ReadText(text, options)).Message;

    static ListMap Map(string json)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, json);
            return ListMap.Read(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
