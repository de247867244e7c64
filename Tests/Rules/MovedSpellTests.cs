using Xunit;
using static CrmMilestones.Tests.Rules.TimelineNotation;

namespace CrmMilestones.Tests.Rules;

/// <summary>A spell of service begins elsewhere.</summary>
public class MovedSpellTests
{
    static void Moved(string from, string to, string[] rows, params string[] expected) =>
        Assert.Equal(expected, Text(Told(rows).WithSpellMoved(DayOf(from), DayOf(to))));

    [Fact]
    public void It_begins_later() => Moved(
        "03-14", "03-20", ["01-05 $A", "03-14 LC$A"], "01-05 $A", "03-20 LC$A");

    [Fact]
    public void It_begins_earlier() => Moved(
        "03-14", "03-10", ["01-05 $A", "03-14 LC$A"], "01-05 $A", "03-10 LC$A");

    [Fact]
    public void It_begins_on_its_day() => Moved(
        "03-14", "03-14", ["01-05 $A", "03-14 LC$A"], "01-05 $A", "03-14 LC$A");

    [Fact]
    public void Before_the_first_spell_nothing_is_known()
    {
        string[] rows = ["03-14 LC$A", "03-16 LC$HA", "03-25 LC$A"];
        Moved("03-14", "03-20", rows, "03-20 LC$HA", "03-25 LC$A");
        Moved("03-14", "03-10", rows, "03-10 LC$A", "03-16 LC$HA", "03-25 LC$A");
    }

    [Fact]
    public void What_became_complete_in_the_course_of_it_stays_where_it_is()
    {
        string[] rows = ["01-05 $A", "03-14 L$A", "04-01 LC$A"];
        Moved("03-14", "03-20", rows, "01-05 $A", "03-20 L$A", "04-01 LC$A");
        Moved("03-14", "03-10", rows, "01-05 $A", "03-10 L$A", "04-01 LC$A");
    }

    [Fact]
    public void What_was_decided_for_the_first_spell_moves_with_it()
    {
        Moved("03-14", "03-20", ["01-05 A", "03-14 LC$A"], "01-05 A", "03-20 LC$A");
        Moved("03-14", "03-20", ["01-05 A", "03-14 L$A", "04-01 LC$A"], "01-05 A", "03-20 L$A", "04-01 LC$A");
        Moved("03-14", "03-20", ["01-05 $A", "03-14 LC$HA"], "01-05 $A", "03-20 LC$HA");
        Moved("03-14", "03-10", ["01-05 A", "03-14 LC$HA"], "01-05 A", "03-10 LC$HA");
    }

    [Fact]
    public void What_was_decided_for_the_first_day_alone_ends_where_it_did() => Moved(
        "03-14", "03-10", ["01-05 $A", "03-14 LC$HA", "03-15 LC$A"], "01-05 $A", "03-10 LC$HA", "03-15 LC$A");

    [Fact]
    public void What_was_decided_on_the_day_of_a_later_spell_does_not()
    {
        string[] rows = ["03-14 LC$A", "05-01 $A", "05-20 LCHA"];
        Moved("05-20", "05-25", rows, "03-14 LC$A", "05-01 $A", "05-20 HA", "05-25 LCHA");
        Moved("05-20", "05-10", rows, "03-14 LC$A", "05-01 $A", "05-10 LC$A", "05-20 LCHA");
    }

    [Fact]
    public void What_changed_again_before_the_new_beginning_is_left_from_then_on() => Moved(
        "03-14", "03-22", ["01-05 A", "03-14 LC$A", "03-16 LCA", "03-18 LC$A"],
        "01-05 A", "03-18 $A", "03-22 LC$A");

    [Fact]
    public void What_changes_after_the_new_beginning_does_not_hold_it_up() => Moved(
        "03-14", "03-22", ["01-05 A", "03-14 LC$A", "03-25 LCA"], "01-05 A", "03-22 LC$A", "03-25 LCA");

    [Fact]
    public void What_changes_on_the_new_beginning_does_not_hold_it_up() => Moved(
        "03-14", "03-22", ["01-05 A", "03-14 LC$A", "03-22 LCA"], "01-05 A", "03-22 LCA");

    [Fact]
    public void The_end_before_it_lasts_until_it_begins()
    {
        string[] rows = ["03-14 LC$A", "07-01 LC$AE", "08-01 LC$A"];
        Moved("08-01", "08-10", rows, "03-14 LC$A", "07-01 LC$AE", "08-10 LC$A");
        Moved("08-01", "07-20", rows, "03-14 LC$A", "07-01 LC$AE", "07-20 LC$A");
        Moved("08-01", "06-20", rows, "03-14 LC$A");
    }

    [Fact]
    public void A_gap_between_two_spells_closes()
    {
        string[] rows = ["03-14 LC$A", "05-01 $A", "05-20 LC$A"];
        Moved("05-20", "05-10", rows, "03-14 LC$A", "05-01 $A", "05-10 LC$A");
        Moved("05-20", "04-20", rows, "03-14 LC$A");
    }

    [Fact]
    public void All_days_before_it_that_it_takes_are_days_of_service() => Moved(
        "06-01", "04-10", ["03-14 L$A", "04-01 $A", "05-01 L$AE", "06-01 L$A"], "03-14 L$A", "04-01 $A", "04-10 L$A");

    [Fact]
    public void Its_market_goes_with_it()
    {
        string[] rows = ["03-14 LC$A AU", "05-01 $A", "05-20 LC$A US"];
        Moved("05-20", "05-10", rows, "03-14 LC$A AU", "05-01 $A", "05-10 LC$A US");
        Moved("05-20", "05-25", rows, "03-14 LC$A AU", "05-01 $A", "05-25 LC$A US");
    }

    [Fact]
    public void Where_it_began_inactive_its_active_days_keep_the_market_of_those_before() => Moved(
        "05-20", "05-10", ["03-14 LC$A AU", "05-01 $A", "05-20 LC$", "06-01 LC$A US"],
        "03-14 LC$A AU", "05-01 $A", "05-10 LC$A AU", "05-20 LC$", "06-01 LC$A US");

    [Fact]
    public void An_end_further_back_is_over_from_its_new_beginning_on() => Moved(
        "06-01", "04-10", ["03-14 L$A", "04-01 L$AE", "05-01 $A", "06-01 L$A"], "03-14 L$A", "04-01 L$AE", "04-10 L$A");

    [Fact]
    public void Its_own_end_stays_where_it_is() => Moved(
        "03-14", "03-10", ["01-05 $A", "03-14 LC$A", "03-15 LC$AE"], "01-05 $A", "03-10 LC$A", "03-15 LC$AE");

    [Fact]
    public void What_did_not_change_with_it_is_left_as_it_was_further_back() => Moved(
        "06-01", "03-20", ["03-14 L$A", "04-01 LC$A", "05-01 LC$AE", "06-01 LC$A"], "03-14 L$A", "04-01 LC$A");

    [Fact]
    public void What_changed_more_than_once_is_left_from_the_first_change_on() => Moved(
        "03-14", "03-25", ["01-05 A", "03-14 LC$A", "03-16 LCA", "03-18 LC$A", "03-20 LCA"],
        "01-05 A", "03-18 $A", "03-20 A", "03-25 LCA");
}
