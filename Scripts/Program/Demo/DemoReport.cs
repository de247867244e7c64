using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Scripts.Output;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Spectre.Console;

namespace CrmMilestones.Scripts.Demo;

/// <summary>The demo's tables.</summary>
sealed class DemoReport(IAnsiConsole console)
{
    const int CurrenciesShown = 4;
    const int DuplicatesShown = 4;
    const int MessagesShown = 10;
    const int ChartWidth = 100;

    static readonly Style Bold = new(decoration: Decoration.Bold);

    public void Imported(IOrganizationService service, int zipLength)
    {
        var solution = service.RetrieveMultiple(new QueryExpression("solution")
        {
            ColumnSet = new ColumnSet("friendlyname", "version", "ismanaged"),
            Criteria =
                { Conditions = { new ConditionExpression("uniquename", ConditionOperator.Equal, "CrmMilestones") } },
        }).Entities.Single();
        Head("The solution");
        Say($"Imported {solution["friendlyname"]} {solution["version"]}, "
            + $"{(solution.GetAttributeValue<bool>("ismanaged") ? "managed" : "unmanaged")}, "
            + $"from a zip of {Number(zipLength)} bytes.");
    }

    public void List(ListSurvey list)
    {
        var counts = list.Counts;
        Head("The list");
        Say($"{Path.GetFileName(list.Path)}: {list.Description}");
        Say(
            $"{Number(counts.Judged)} customers read, {Number(counts.RefusedLines)} lines that can't be read, "
            + $"{Number(counts.Blank)} blank: {Number(counts.Lines)} lines.");
        if (list.Refused.Count > 0)
        {
            Write(NewTable("Line", "Column", "Reason"), list.Refused.Select(refused => new[]
            {
                Number(refused.Line), refused.Column.Length == 0 ? "(the line)" : refused.Column, refused.Reason,
            }));
        }

        if (list.RefusedFile is { } file)
        {
            Say($"All of them: {file}");
        }

        if (list.Countries.Where(MarketPack.LacksZone).Order(StringComparer.Ordinal).ToArray() is { Length: > 0 } utc)
        {
            Say($"Markets whose days are those of UTC, as no time zone is set: {string.Join(", ", utc)}.");
        }
    }

    public void Claims(DemoRun run)
    {
        var states = run.States;
        Head("How many active customers?");
        var table = NewTable("Who counts, and how", "#Customers", "#of them Active", "#of them Billable");
        string[] totals = [
            "Shared definition", "", Number(states.Count(state => state.IsActive)),
            Number(states.Count(state => state.IsBillable))];
        foreach (var (column, total) in table.Columns.Zip(totals))
        {
            column.Footer(new Text(total, Bold));
        }

        Write(table, Demo.Claims.Count(states).Select(count => new[]
        {
            count.Claim, Number(count.Claimed), Number(count.Active), Number(count.Billable),
        }));

        Head("Where they disagree");
        var currencies = Demo.Claims.Currencies(states);
        var shown = currencies.Take(CurrenciesShown).ToArray();
        Write(NewTable(["What", "#Customers", .. shown.Select(currency => $"#Invoiced, {currency}")]),
            Demo.Claims.Disagreements(states).Select(found => (IEnumerable<string>)
            [
                found.What, Number(found.Customers),
                .. shown.Select(currency => found.Invoiced is { } sums ? Amount(sums.GetValueOrDefault(currency)) : ""),
            ]));
        SayMore(currencies.Count - CurrenciesShown, "currencies");

        var duplicates = Demo.Claims.Duplicates(states.Select(state => state.Claim)).ToArray();
        if (duplicates.Length == 0)
        {
            return;
        }

        Say($"{Number(duplicates.Length)} customers seem to be in the list twice:");
        foreach (var same in duplicates.Take(DuplicatesShown))
        {
            Say("  " + string.Join(" = ", same.Select(customer => $"{customer.Name} ({customer.AccountNumber})")));
        }

        SayMore(duplicates.Length - DuplicatesShown, "pairs");
    }

    public void Stages(DemoRun run)
    {
        Head("Customers by stage");
        var stages = ShownNames.Options(run.Finance, "account", Plugins.Rules.Columns.Stage);
        var statuses = ShownNames.Options(run.Finance, "account", Plugins.Rules.Columns.BillableStatus);
        Write(NewTable(["Stage", "Team", "#Customers", .. statuses.Values.Select(status => $"#{status}")]),
            Lifecycle.Stages.Select(stage => Row(stages[(int)stage.Stage], stage.Team, stage.Stage))
                .Append(Row("(outside the lifecycle)", "", null)));

        IEnumerable<string> Row(string label, string team, Stage? stage)
        {
            var there = run.States.Where(state => state.Stage == stage).ToArray();
            return [
                label, team, Number(there.Length),
                .. statuses.Keys.Select(status => Number(there.Count(state => (int?)state.Status == status)))];
        }
    }

    public void Refusals(DemoRun run)
    {
        Head("What the CRM refused");
        Say(
            $"{Number(run.Loaded)} customers loaded, {Number(run.Moves)} stages entered, "
            + $"{Number(run.Refusals.Count)} saves refused.");
        if (run.Refusals.Count == 0)
        {
            return;
        }

        var groups = run.Refusals.Groups.ToArray();
        var stages = ShownNames.Options(run.Finance, "account", Plugins.Rules.Columns.Stage);
        Write(NewTable("Rule", "Entering", "#Refused"), groups.Select(group => new[]
        {
            group.Code, group.Entering is { } stage ? stages[(int)stage] : "(loading)", Number(group.Count),
        }));
        Say("In the CRM's words, for example:");
        foreach (var message in groups.Select(group => group.Message).Distinct().Take(MessagesShown))
        {
            console.Write(new Padder(Shown(message), new Padding(2, 0, 0, 0)));
        }
    }

    /// <summary>As in the app: a line a row, columns in the proportions of the view's layout, long texts cut.</summary>
    public void View(SavedView view)
    {
        Head($"View \"{view.Name}\": {Number(view.Count)} rows");
        var widths = Share(
            console.Profile.Width - view.Columns.Count, [.. view.Columns.Select(column => column.Width)]);
        var table = new Table().Border(TableBorder.None);
        foreach (var (column, width) in view.Columns.Zip(widths))
        {
            var label = string.Join(' ', column.Label.Split(' ').Select(word => Cut(word, width)));
            table.AddColumn(new TableColumn(new Text(label, Bold)).Width(width).Padding(0, 0, 1, 0));
        }

        Write(table, view.Rows.Select(row =>
            view.Columns.Zip(widths, (column, width) => Cut(SavedView.Text(row, column), width))));
        SayMore(view.Count - view.Rows.Count, "rows");
        if (view.Rows.Count > 0)
        {
            Say("\nThe first row in full: "
                + string.Join(
                    " · ", view.Columns.Select(column => $"{column.Label}: {SavedView.Text(view.Rows[0], column)}")));
        }
    }

    public void Counts(CountsOverTime counts)
    {
        Head("Billable customers at each month's end");
        var chart = new BarChart().Width(Math.Min(console.Profile.Width, ChartWidth));
        foreach (var month in counts.MonthEnds)
        {
            chart.AddItem(month.Day.ToString("yyyy-MM", CultureInfo.InvariantCulture), month.Billable, Color.Teal);
        }

        console.Write(chart);
        Head($"What moved the number in {counts.Year}");
        Write(NewTable("Billable customers", "#Customers"), counts.YearsRollForward.Select(line => new[]
        {
            line.Key, Number(line.Value),
        }));
    }

    public void Story(CustomerStory story)
    {
        Head($"One customer's story: {story.Customer}");
        Say(story.Correction);
        Write(NewTable("Believed before", "Believed now"), [
            [Periods(story.Before), Periods(story.After)],
        ]);
        Say("Its history:");
        Write(NewTable("Counts from", "What", "Who"), story.Events.Select(line => new[]
        {
            Day(line, "cm_effectiveon"), line.GetAttributeValue<string>("cm_name"),
            line.GetAttributeValue<EntityReference>("cm_changedbyid").Name,
        }));

        static string Periods(IEnumerable<Entity> periods) => string.Join('\n', periods.Select(period =>
            $"{period.FormattedValues["cm_status"]} {Day(period, "cm_from")} - {Day(period, "cm_until")}".TrimEnd()));

        static string Day(Entity row, string column) =>
            row.GetAttributeValue<DateTime?>(column)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
    }

    public void Elapsed(Phases phases, string? keptIn)
    {
        Head("Time");
        Write(NewTable("Phase", "#Seconds"), phases.All.Select(phase => new[]
        {
            phase.Name, phase.Elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture),
        }));
        if (keptIn is not null)
        {
            Say($"The database is kept in {keptIn}");
        }
    }

    void Head(string text)
    {
        console.WriteLine();
        console.Write(new Rule($"[bold]{Markup.Escape(CommandOutput.Text(text))}[/]").LeftJustified());
    }

    void Say(string text) => console.Write(Shown(text + "\n"));

    /// <summary>What comes from the list or the CRM may hold escape codes, which a terminal must not obey.</summary>
    static Text Shown(string text) => new(CommandOutput.Lines(text));

    void SayMore(int count, string what)
    {
        if (count > 0)
        {
            Say($"… and {Number(count)} more {what}.");
        }
    }

    /// <param name="headers">Those that start with # head numbers.</param>
    static Table NewTable(params IEnumerable<string> headers)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var header in headers)
        {
            var isNumber = header.StartsWith('#');
            var column = new TableColumn(new Text(isNumber ? header[1..] : header));
            table.AddColumn(isNumber ? column.RightAligned() : column);
        }

        return table;
    }

    void Write(Table table, IEnumerable<IEnumerable<string>> rows)
    {
        foreach (var row in rows)
        {
            table.AddRow(row.Select(Shown));
        }

        console.Write(table);
    }

    /// <returns>The space in proportion to the weights; what rounding leaves goes to those whom it cost most.</returns>
    static int[] Share(int space, int[] weights)
    {
        var exact = weights.Select(weight => (double)space * weight / weights.Sum()).ToArray();
        var shares = exact.Select(share => (int)share).ToArray();
        foreach (var index in Enumerable.Range(0, weights.Length)
            .OrderByDescending(index => exact[index] - shares[index])
            .Take(space - shares.Sum()))
        {
            shares[index]++;
        }

        return shares;
    }

    static string Cut(string text, int width)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= width ? line : line[..Math.Max(0, width - 1)] + "…";
    }

    static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    static string Amount(decimal amount) => amount.ToString("N2", CultureInfo.InvariantCulture);
}
