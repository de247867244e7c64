using System;
using System.IO;
using CrmMilestones.Scripts.Live;
using CrmMilestones.Scripts.Output;
using Xunit;

namespace CrmMilestones.Tests.Live;

/// <summary>What a run that was killed leaves to the next one.</summary>
public sealed class JournalTests : IDisposable
{
    static readonly DateTime Morning = new(2026, 11, 2, 3, 0, 0, DateTimeKind.Utc);

    readonly string _path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}", "sweep.journal");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);

    [Fact]
    public void The_next_run_goes_on_where_the_last_was()
    {
        Guid run;
        using (var first = Open())
        {
            Assert.Empty(first.Finished);
            first.Finish("one");
            first.Finish("two");
            run = first.RunId;
        }

        using var second = Open();
        Assert.Equal(["one", "two"], second.Finished);
        Assert.Equal(run, second.RunId);
    }

    [Theory]
    [InlineData("\"thr")]
    [InlineData("\"three\"")]
    public void A_line_that_was_cut_off_costs_no_other(string rest)
    {
        using (var first = Open())
        {
            first.Finish("one");
        }

        File.AppendAllText(_path, rest);
        using (var second = Open())
        {
            second.Finish("two");
        }

        using var third = Open();
        Assert.Equal(rest.EndsWith('"') ? ["one", "three", "two"] : ["one", "two"], third.Finished);
    }

    [Fact]
    public void Another_task_and_another_day_begin_anew()
    {
        using (var first = Open())
        {
            first.Finish("one");
        }

        using (var other = Journal.Open<string>(_path, "sweep elsewhere", Morning))
        {
            Assert.Empty(other.Finished);
            other.Finish("two");
        }

        using var tomorrow = Journal.Open<string>(_path, "sweep elsewhere", Morning.AddDays(1));
        Assert.Empty(tomorrow.Finished);
    }

    [Fact]
    public void A_file_that_is_something_else_is_left_as_it_is()
    {
        Open().Remove();
        File.WriteAllText(_path, "Account;Name\n");

        Assert.Throws<ToolException>(Open);

        Assert.Equal("Account;Name\n", File.ReadAllText(_path));
    }

    [Fact]
    public void Two_runs_at_once_are_one_too_many()
    {
        using var first = Open();

        Assert.Contains(
            "--journal", Assert.Throws<ToolException>(Open).Message, StringComparison.Ordinal);
    }

    Journal<string> Open() => Journal.Open<string>(_path, "sweep here", Morning);
}
