using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Scripts.Generate;
using CrmMilestones.Scripts.Generate.HowWeWork;
using Xunit;

namespace CrmMilestones.Tests.Agreement;

/// <summary>
/// The page "How we work" that ships: what people find there, and that everybody can read it (WCAG AA).
/// </summary>
public partial class HowWeWorkTests
{
    static readonly Moment Now = new(new(2026, 6, 15, 9, 0, 0, DateTimeKind.Utc));

    public static TheoryData<string> Tags() => [.. Language.All.Select(language => language.Tag)];

    [Theory, MemberData(nameof(Tags))]
    public void Every_column_that_people_fill_is_explained_and_once_a_section(string tag)
    {
        var texts = Texts(tag);
        Column[] filled = [.. Columns.EnteredByPeople.Except([Columns.State, Columns.Status])];
        string[][] sections =
            [.. Page(tag).Descendants("section")
                .Select(section => section.Descendants("dt").Select(term => term.Value).ToArray())];

        Assert.Empty(
            filled.Concat(Columns.Computed).Select(column => texts.Column(column))
                .Except(sections.SelectMany(terms => terms)));
        Assert.All(sections, terms => Assert.Equal(terms.Distinct(), terms));
    }

    [Theory, MemberData(nameof(Tags))]
    public void What_a_stage_requires_is_told_to_its_team(string tag) => Assert.All(
        Lifecycle.Stages,
        stage => Assert.Subset(
            Page(tag).Descendants("section")
                .Single(section => section.Attribute("id")!.Value == $"team-{stage.Team.ToLowerInvariant()}")
                .Descendants("dt").Select(term => term.Value).ToHashSet(),
            stage.Requires.Concat(stage.ToEnter).Concat(stage.ToEnterOnceLive)
                .Select(column => Texts(tag).Column(column)).ToHashSet()));

    [Theory, MemberData(nameof(Tags))]
    public void Every_date_of_something_that_happened_has_its_evidence(string tag) =>
        Assert.All(
            Columns.PastDates, column => Assert.EndsWith(".", Texts(tag).Evidence(column), StringComparison.Ordinal));

    [Theory, MemberData(nameof(Tags))]
    public void The_sheet_to_sign_comes_first_with_the_version_and_a_line_for_every_team(string tag)
    {
        var version = new Wording($"version {Lifecycle.Version},", $"versión {Lifecycle.Version},").In(LanguageOf(tag));
        var lines = Sheet(tag).Elements("table").Last();
        Assert.Contains(version, lines.Element("caption")!.Value, StringComparison.Ordinal);
        Assert.Equal(Team.All.Select(team => team.Name.In(LanguageOf(tag))), RowHeadings(lines));
    }

    /// <summary>
    /// The sheet's words are pinned to what they mean: who changes <see cref="Billing"/> has to change them too.
    /// </summary>
    [Fact]
    public void The_status_that_the_sheet_defines_is_the_one_that_the_server_computes()
    {
        (BillableStatus Status, string When, Func<Facts, bool, bool> Fits)[] lines =
        [
            (BillableStatus.Ended,
                "The customer has been live, and its last day of service has passed or the account is inactive",
                (facts, hasBeenLive) => hasBeenLive
                    && ((facts & Facts.Ended) != 0 || (facts & Facts.AccountActive) == 0)),
            (BillableStatus.OnHold, "Active customer, chargeable, on billing hold",
                (facts, _) => IsActive(facts) && (facts & Facts.Chargeable) != 0 && (facts & Facts.OnHold) != 0),
            (BillableStatus.Billable, "Active customer, chargeable, all three milestones dated",
                (facts, _) => IsActive(facts) && (facts & Facts.Chargeable) != 0 && (facts & Facts.Complete) != 0),
            (BillableStatus.NotBillable, "Everything else", (_, _) => true),
        ];

        var table = Sheet("en").Elements("table").ElementAt(1);
        Assert.Equal(lines.Select(line => Texts("en").Status(line.Status)), RowHeadings(table));
        Assert.Equal(
            lines.Select(line => line.When),
            table.Element("tbody")!.Elements().Select(row => row.Elements("td").First().Value));
        Assert.All(
            from day in Enumerable.Range(0, 2 * 64)
            select ((Facts)(day % 64), hasBeenLive: day >= 64),
            day => Assert.Equal(
                lines.First(line => line.Fits(day.Item1, day.hasBeenLive)).Status,
                Billing.StatusOf(day.Item1, day.hasBeenLive)));

        static bool IsActive(Facts facts) =>
            (facts & Facts.Live) != 0 && (facts & Facts.AccountActive) != 0 && (facts & Facts.Ended) == 0;
    }

    [Fact]
    public void The_README_defines_active_and_billable_in_the_words_of_the_sheet()
    {
        var readme = GeneratedFiles.Read("README.md").Replace("**", "", StringComparison.Ordinal)
            .ReplaceLineEndings(" ");
        Assert.All(
            Sheet("en")
                .Element("ul")!.Elements(), term => Assert.Contains(term.Value, readme, StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Tags))]
    public void The_language_is_declared_and_the_other_one_a_link_away(string tag)
    {
        var page = Page(tag);
        Assert.Equal(tag, page.Attribute("lang")!.Value);
        var other = Language.All.Single(language => language.Tag != tag);
        var link = Assert.Single(page.Descendants("a"), a => a.Attribute("hreflang")?.Value == other.Tag);
        Assert.EndsWith("/" + link.Attribute("href")!.Value, HowWeWorkPage.FileName(other), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Tags))]
    public void Links_within_the_page_lead_somewhere(string tag)
    {
        var ids = Page(tag).Descendants().Attributes("id").Select(id => id.Value).ToArray();
        Assert.Equal(ids.Length, ids.Distinct().Count());
        var targets = Page(tag).Descendants("a").Select(a => a.Attribute("href")!.Value)
            .Where(target => target[0] == '#');
        Assert.Empty(targets.Select(target => target[1..]).Except(ids));
    }

    [Theory, MemberData(nameof(Tags))]
    public void Headings_go_down_one_level_at_a_time(string tag)
    {
        var levels = Page(tag).Descendants().Where(x => x.Name.LocalName is ['h', >= '1' and <= '6'])
            .Select(x => x.Name.LocalName[1] - '0').ToArray();
        Assert.Single(levels, 1);
        Assert.Equal(1, levels[0]);
        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 1));
    }

    /// <summary>WCAG 1.4.10: stacked, a cell has no heading above it.</summary>
    [Theory, MemberData(nameof(Tags))]
    public void Every_table_stacks_on_narrow_screens_and_its_cells_say_what_they_are(string tag)
    {
        Assert.All(
            Page(tag)
                .Descendants("table"), table => Assert.Contains("stacks", table.Attribute("class")!.Value.Split(' ')));
        Assert.All(Page(tag).Descendants("td"), cell => Assert.NotEqual("", cell.Attribute("data-label")!.Value));
    }

    /// <summary>WCAG 1.4.3: at least 4.5 to 1 for text, on white and on the tint.</summary>
    [Theory]
    [InlineData("ink", "tint")]
    [InlineData("soft", "tint")]
    [InlineData("soft", "white")]
    [InlineData("accent", "white")]
    public void Text_stands_out_from_its_background(string text, string background)
    {
        Assert.InRange(Contrast.Between(ColorOf(text), ColorOf(background)), 4.5, 21);

        static string ColorOf(string name) => name == "white" ? "ffffff"
            : Color().Matches(Source("en")).Single(match => match.Groups[1].Value == name).Groups[2].Value;
    }

    /// <summary>Customers in all combinations of what the billable status depends on.</summary>
    static IEnumerable<CustomerFacts> EveryCustomer()
    {
        (Column Column, object?[] Values)[] columns =
        [
            (Columns.Stage, [null, .. Enum.GetValues<Stage>().Select(stage => (object)(int)stage)]),
            (Columns.State, [0, 1]),
            (Columns.Chargeable, [null, true, false]),
            (Columns.BillingHold, [true, false]),
            (Columns.ServiceStartsOn, [null, Day(6, 14), Day(6, 15), Day(12, 24)]),
            .. Lifecycle.Stages.Milestones.Select(milestone => (milestone.DatedBy, new object?[] { null, Day(2, 1) })),
        ];
        return columns.Aggregate<(Column Column, object?[] Values), IEnumerable<CustomerFacts>>(
            [default],
            (customers, column) => from customer in customers
                                   from value in column.Values
                                   select customer.With([new(column.Column, value)]));
    }

    static DateTime Day(int month, int day) => new(2026, month, day, 0, 0, 0, DateTimeKind.Utc);

    static XElement Sheet(string tag) => Page(tag).Descendants("main").Single().Elements().First();

    static IEnumerable<string> RowHeadings(XElement table) =>
        table.Descendants("th").Where(cell => cell.Attribute("scope")!.Value == "row").Select(cell => cell.Value);

    static Language LanguageOf(string tag) => Language.All.Single(language => language.Tag == tag);

    static SolutionTexts Texts(string tag) => new(Shipped.Solution, LanguageOf(tag));

    static string Source(string tag) => Shipped.WebResource(HowWeWorkPage.FileName(LanguageOf(tag)));

    static XElement Page(string tag)
    {
        // HTML's meta elements have no end; apart from them the page is well-formed XML.
        using var text = new StringReader(UnendedElement().Replace(Source(tag), "$0</meta>"));
        using var reader = XmlReader.Create(text, new() { DtdProcessing = DtdProcessing.Ignore });
        return XElement.Load(reader);
    }

    [GeneratedRegex("<meta [^>]*>")]
    private static partial Regex UnendedElement();

    [GeneratedRegex("--(\\w+): #([0-9a-f]{6})")]
    private static partial Regex Color();
}
