using System;
using System.Linq;
using System.Text.RegularExpressions;
using CrmMilestones.Packaging.Source;
using CrmMilestones.Plugins.Rules;
using Xunit;

namespace CrmMilestones.Tests.Agreement;

/// <summary>The account columns and choices in Solution against Plugins/Rules/Columns.cs and Choices.cs.</summary>
public partial class ColumnAgreementTests
{
    /// <summary>Columns of the platform that the definition uses.</summary>
    static readonly string[] OfThePlatform = [Columns.State, Columns.Status, Columns.PrimaryContact];

    [Fact]
    public void The_account_columns_are_those_that_the_rules_judge() => Assert.Equal(
        Columns.Judged.Except(OfThePlatform).Order(),
        Shipped.Account.Columns.Select(column => column.LogicalName).Order());

    [Fact]
    public void Account_is_extended_and_not_owned()
    {
        Assert.True(Shipped.Account.IsExtended);
        Assert.All(Shipped.Account.Columns, column => Assert.True(column.IsCustom));
        var root = Assert.Single(Shipped.Solution.RootComponents, root => root.Key == "account");
        Assert.Equal("2", root.Xml.Attribute("behavior")!.Value);
        Assert.DoesNotContain(
            Shipped.Account.Xml.DescendantsAndSelf(), element => element.Attribute("unmodified") is not null);
    }

    [Fact]
    public void Every_computed_column_says_so_to_the_person_who_looks_at_it() => Assert.All(
        Columns.Computed,
        name => Assert.StartsWith("Computed by the server.", Description(name), StringComparison.Ordinal));

    [Fact]
    public void No_column_that_people_fill_claims_to_be_computed() => Assert.All(
        Columns.Entered.Except(OfThePlatform),
        name => Assert.DoesNotContain("Computed by the server", Description(name), StringComparison.Ordinal));

    [Fact]
    public void Dates_are_calendar_days_but_for_the_time_a_stage_was_entered() => Assert.All(
        Shipped.Account.Columns.Where(column => column.Type == "datetime"),
        column => Assert.Equal(
            column.LogicalName == Columns.StageEnteredOn ? "1" : "2", column.Xml.Element("Behavior")!.Value));

    [Fact]
    public void Every_account_column_is_audited() => Assert.All(
        Shipped.Account.Columns, column => Assert.Equal("1", column.Xml.Element("IsAuditEnabled")!.Value));

    [Theory]
    [InlineData(Columns.Chargeable, "1")]
    [InlineData(Columns.BillingHold, "0")]
    [InlineData(Columns.IsActiveCustomer, "0")]
    public void Yes_or_no_columns_default_as_the_rules_assume(string column, string value) =>
        Assert.Equal(value, AccountColumn(column).Xml.Element("AppDefaultValue")!.Value);

    [Fact]
    public void The_reason_fits_the_column_it_is_written_to() =>
        Assert.Equal("2000", AccountColumn(Columns.BillableReason).Xml.Element("MaxLength")!.Value);

    [Theory]
    [InlineData("cm_lifecyclestage", typeof(Stage))]
    [InlineData("cm_billablestatus", typeof(BillableStatus))]
    [InlineData("cm_milestone", typeof(Milestone))]
    public void A_choice_has_the_values_and_names_that_the_rules_use(string choice, Type values) => Assert.Equal(
        Enum.GetValues(values).Cast<object>().Select(value => ((int)value, Words(value.ToString()!))),
        Shipped.Solution.Choices.Single(c => c.Name == choice)
            .Options.Select(o => (int.Parse(o.Value, null), o.Label)));

    /// <summary>"OnHold" reads "On hold".</summary>
    static string Words(string name) => InnerCapital().Replace(name, match => " " + match.Value.ToLowerInvariant());

    static SourceColumn AccountColumn(string name) =>
        Shipped.Account.Columns.Single(column => column.LogicalName == name);

    static string Description(string column) => AccountColumn(column).Xml.Label("Descriptions", "Description");

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex InnerCapital();
}
