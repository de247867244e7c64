using System.Linq;
using CrmMilestones.Plugins.Rules;
using Xunit;
using static CrmMilestones.Tests.Rules.Sample;

namespace CrmMilestones.Tests.Rules;

/// <summary>
/// What is declared makes a difference to a judgement, so that filtering attributes and pre-image carry nothing idle.
/// </summary>
public class ColumnsTests
{
    /// <summary>The status reason starts a judgement and is no part of it.</summary>
    public static TheoryData<string> Judged() =>
        new(Columns.All.Except([Columns.Status]).Select(column => column.LogicalName));

    [Theory, MemberData(nameof(Judged))]
    public void Every_column_makes_a_difference_to_a_save(string name)
    {
        var column = Columns.Named(name)!;
        object?[] values = column.Type switch
        {
            ColumnType.YesNo => [true, false],
            ColumnType.Choice => [null, 1, (int)Stage.Prospect],
            ColumnType.DateAndTime => [null, Day(1, 5)],
            _ => [null, GoodValue(column)],
        };
        Assert.Contains(
            from stage in Lifecycle.Stages
            let customer = In(
                stage.Stage, (Columns.BillingHold, true), (Columns.BillingHoldReason, "Dispute"),
                (Columns.Chargeable, true))
            from value in values
            select Outcome(Change(customer, (column, value)), column) != Outcome(Change(customer), column),
            differs => differs);
    }

    [Fact]
    public void A_column_is_declared_once_and_found_by_its_name()
    {
        Assert.Equal(Columns.All.Count, Columns.All.Select(column => column.LogicalName).Distinct().Count());
        Assert.All(Columns.All, column => Assert.Same(column, Columns.Named(column.LogicalName)));
        Assert.Null(Columns.Named("telephone1"));
        // Handed to the rules, but no column of the definition: a requirement that names it asks the account for it.
        Assert.Null(Columns.Named("ownerid"));
    }

    [Fact]
    public void The_server_writes_what_the_design_calls_computed() => Assert.Equal(
        [
            "cm_billablereason", "cm_billablestatus", "cm_billablestatuson", "cm_closedfromstage",
            "cm_definitionversion", "cm_documentscertifiedbyid", "cm_firstbillableon", "cm_firstliveon",
            "cm_isactivecustomer", "cm_onboardingcertifiedbyid", "cm_readinesscertifiedbyid", "cm_reasongivenbyid",
            "cm_reasongivenon", "cm_stageenteredon",
        ],
        Columns.Computed.Select(column => column.LogicalName).Order());

    /// <summary>Those of ours are held against the solution elsewhere.</summary>
    [Fact]
    public void Columns_of_the_platform_are_what_they_are_there() => Assert.Equal(
        [
            ("statecode", ColumnType.Choice, null), ("statuscode", ColumnType.Choice, null),
            ("primarycontactid", ColumnType.Lookup, "contact"),
        ],
        Columns.All.Where(column => column.IsOfPlatform)
            .Select(column => (column.ToString(), column.Type, column.Target)));

    [Fact]
    public void What_is_not_computed_is_entered() =>
        Assert.Equal(Columns.All.Except(Columns.Computed), Columns.EnteredByPeople);

    static string Outcome(CustomerChange change, Column apartFrom) => string.Join("\n",
    [
        Refusal(change),
        .. Writes(change).Where(write => write.Key != apartFrom).Select(write => $"{write.Key} = {write.Value}"),
    ]);
}
