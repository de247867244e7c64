using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using CrmMilestones.Packaging.Source;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Scripts.Lists;
using Xunit;

namespace CrmMilestones.Tests.Agreement;

/// <summary>The account columns and choices in Solution against Plugins/Rules/Columns.cs and Choices.cs.</summary>
public partial class ColumnAgreementTests
{
    static readonly Column[] OfOurs = [.. Columns.All.Where(column => !column.IsOfPlatform)];

    [Fact]
    public void A_column_of_the_definition_is_in_the_solution_and_the_other_way_round() => Shipped.AssertNothing(
    [
        .. from column in OfOurs
           where Find(column) is null
           select $"Solution/Entities/Account/Entity.xml: lacks {column}, which Plugins/Rules/Columns.cs declares.",
        .. from column in Shipped.Account.Columns
           where Columns.Named(column.LogicalName) is null
           select Shipped.Place(column.Xml) + $"Plugins/Rules/Columns.cs doesn't declare {column.LogicalName}.",
    ]);

    [Fact]
    public void A_column_is_in_the_solution_what_the_definition_says_of_it() => Shipped.AssertNothing(
        from column in OfOurs
        let found = Find(column)
        where found is not null
        from difference in Differences(column, found)
        select Shipped.Place(found.Xml) + difference);

    static string[] TypesInSolution(ColumnType type) => type switch
    {
        ColumnType.Text => ["nvarchar", "ntext"],
        ColumnType.Choice => ["picklist"],
        ColumnType.YesNo => ["bit"],
        ColumnType.Lookup => ["lookup"],
        _ => ["datetime"],
    };

    static IEnumerable<string> Differences(Column column, SourceColumn found)
    {
        if (!TypesInSolution(column.Type).Contains(found.Type))
        {
            yield return $"{column} is of type {found.Type}, but Plugins/Rules/Columns.cs says {column.Type}.";
        }

        if (column.Type is ColumnType.Date or ColumnType.DateAndTime
            && found.Xml.Element("Behavior")?.Value != (column.Type == ColumnType.Date ? "2" : "1"))
        {
            yield return $"{column} needs the behavior of a {column.Type}, as Plugins/Rules/Columns.cs says.";
        }

        if (column.MaxLength is { } length && found.Xml.Element("MaxLength")?.Value != $"{length}")
        {
            yield return $"{column} may hold {length} characters, says Plugins/Rules/Columns.cs.";
        }

        if (column.Target is { } target && Shipped.Solution.Relationships.All(relationship =>
            relationship.ReferencingTable != "account" || relationship.Column != column
            || relationship.ReferencedTable != target))
        {
            yield return $"no relationship in Solution/Other/Relationships lets {column} refer to {target}.";
        }

        if (column.IsComputed != Description(column).StartsWith("Computed by the server.", StringComparison.Ordinal))
        {
            yield return $"the description of {column} {(column.IsComputed ? "must" : "must not")} say that the server "
                + "computes it, as Plugins/Rules/Columns.cs says.";
        }
    }

    /// <summary>Without it, the demo's customers all lack the column, and none gets past its stage.</summary>
    [Fact]
    public void The_demos_list_of_customers_has_every_column_that_people_fill() => Shipped.AssertNothing(
        from column in OfOurs
        where !column.IsComputed && !LegacyColumns.OfDefinition.ContainsKey(column)
        where column != Columns.Stage && column != Columns.StageChangeReason && column != Columns.Market
        where column != Columns.TakesEffectOn
        select $"Scripts/Program/Lists/LegacyColumns.cs: OfDefinition lacks {column}: name the column of the list that "
            + "says it, and let Scripts/Program/Samples/SampleCustomer.cs write it.");

    [Fact]
    public void Account_is_extended_and_not_owned()
    {
        Assert.True(Shipped.Account.IsExtended);
        Shipped.Each(Shipped.Account.Columns, column => Assert.True(column.IsCustom));
        var root = Assert.Single(Shipped.Solution.RootComponents, root => root.Key == "account");
        Assert.Equal("2", root.Xml.Attribute("behavior")!.Value);
        Assert.DoesNotContain(
            Shipped.Account.Xml.DescendantsAndSelf(), element => element.Attribute("unmodified") is not null);
    }

    [Fact]
    public void Every_account_column_is_audited() => Shipped.Each(
        Shipped.Account.Columns, column => Assert.Equal("1", column.Xml.Element("IsAuditEnabled")!.Value));

    [Theory]
    [InlineData("cm_chargeable", "1")]
    [InlineData("cm_billinghold", "0")]
    [InlineData("cm_isactivecustomer", "0")]
    public void Yes_or_no_columns_default_as_the_rules_assume(string column, string value) =>
        Assert.Equal(value, AccountColumn(column).Xml.Element("AppDefaultValue")!.Value);

    [Theory]
    [InlineData("cm_lifecyclestage", typeof(Stage))]
    [InlineData("cm_billablestatus", typeof(BillableStatus))]
    [InlineData("cm_milestone", typeof(Milestone))]
    public void A_choice_has_the_values_and_names_that_the_rules_use(string choice, Type values)
    {
        var found = Shipped.Solution.Choices.Single(c => c.Name == choice);
        Shipped.AssertSame(
            Enum.GetValues(values).Cast<object>().Select(value => $"{(int)value} {Words(value.ToString()!)}"),
            found.Options.Select(option => $"{option.Value} {option.Label}"), found.Xml, $"the choice {choice}");
    }

    /// <summary>"OnHold" reads "On hold".</summary>
    static string Words(string name) => InnerCapital().Replace(name, match => " " + match.Value.ToLowerInvariant());

    [Fact]
    public void A_milestone_is_called_in_reasons_what_it_is_called_elsewhere() => Shipped.Each(
        Shipped.Solution.Choices.Single(choice => choice.Name == "cm_milestone").Options,
        option =>
        {
            var name = BillingReasons.MilestoneNames[(Milestone)int.Parse(option.Value, null)];
            Assert.Equal(
                (option.Xml.Label("labels", "label"), option.Xml.Label("labels", "label", "3082")),
                (name.English, name.Spanish));
        });

    static SourceColumn? Find(Column column) =>
        Shipped.Account.Columns.SingleOrDefault(found => found.LogicalName == column);

    static SourceColumn AccountColumn(string name) =>
        Shipped.Account.Columns.Single(column => column.LogicalName == name);

    static string Description(string column) => AccountColumn(column).Xml.Label("Descriptions", "Description");

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex InnerCapital();
}
