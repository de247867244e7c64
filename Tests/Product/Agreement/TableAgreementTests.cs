using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using CrmMilestones.Packaging.Source;
using Xunit;

namespace CrmMilestones.Tests.Agreement;

/// <summary>The tables of the data dictionary, their forms and views, and the words that explain them.</summary>
public class TableAgreementTests
{
    /// <summary>The data dictionary: per table the columns with their types.</summary>
    public static TheoryData<string, string> Dictionary { get; } = new()
    {
        { "cm_market", "cm_name nvarchar, cm_code nvarchar, cm_timezonecode int" },
        {
            "cm_lifecycleevent",
            "cm_name nvarchar, cm_accountid lookup, cm_customerkey nvarchar, cm_kind picklist, cm_fromstage picklist, "
            + "cm_tostage picklist, "
            + "cm_fromstatus picklist, cm_tostatus picklist, cm_milestone picklist, cm_milestonedate datetime, "
            + "cm_effectiveon datetime, cm_daysinstage int, cm_reason ntext, cm_changedbyid lookup, "
            + "cm_definitionversion nvarchar"
        },
        {
            "cm_statusperiod",
            "cm_name nvarchar, cm_accountid lookup, cm_customerkey nvarchar, cm_marketid lookup, cm_status picklist, "
            + "cm_previousstatus picklist, cm_isactive bit, cm_islive bit, cm_iscomplete bit, cm_ischargeable bit, "
            + "cm_isonhold bit, cm_isaccountactive bit, cm_isended bit, cm_from datetime, cm_until datetime, "
            + "cm_recordedon datetime, cm_supersededon datetime, cm_afterclose bit, cm_reason ntext, "
            + "cm_definitionversion nvarchar"
        },
        {
            "cm_monthclose",
            "cm_name nvarchar, cm_monthend datetime, cm_knownon datetime, cm_opening int, cm_new int, cm_returned int, "
            + "cm_held int, cm_released int, cm_ended int, cm_other int, cm_closing int, cm_active int, "
            + "cm_bymarket ntext, cm_fingerprint nvarchar, cm_closedbyid lookup, cm_definitionversion nvarchar"
        },
        {
            "cm_stagerequirement",
            "cm_name nvarchar, cm_stage picklist, cm_column nvarchar, cm_effect picklist, cm_marketid lookup, "
            + "cm_accountid lookup, "
            + "cm_effectivefrom datetime, cm_effectiveuntil datetime, cm_reason ntext, cm_approvedbyid lookup, "
            + "cm_problem ntext"
        },
        { "cm_documenttype", "cm_name nvarchar, cm_marketid lookup, cm_required bit, cm_validmonths int" },
        {
            "cm_customerdocument",
            "cm_name nvarchar, cm_accountid lookup, cm_documenttypeid lookup, cm_status picklist, cm_submittedon "
            + "datetime, "
            + "cm_verifiedon datetime, cm_verifiedbyid lookup, cm_expireson datetime"
        },
        {
            "cm_externalclaim",
            "cm_name nvarchar, cm_source picklist, cm_externalkey nvarchar, cm_accountnumber nvarchar, "
            + "cm_customername nvarchar, cm_accountchosen bit, cm_periodstart "
            + "datetime, "
            + "cm_periodend datetime, cm_amount money, cm_amount_base money, cm_lastactivityon datetime, cm_accountid "
            + "lookup, "
            + "cm_agreement picklist, cm_explanation ntext"
        },
        {
            "cm_auditfinding",
            "cm_name nvarchar, cm_accountid lookup, cm_runid nvarchar, cm_rule nvarchar, cm_detail ntext, cm_resolved "
            + "bit"
        },
    };

    /// <summary>The others are days.</summary>
    static readonly string[] Moments = ["cm_recordedon", "cm_supersededon", "cm_knownon"];

    static IEnumerable<SourceTable> OwnTables =>
        Shipped.Solution.Tables.Where(table => table is { IsExtended: false, IsProcessTable: false });

    static IEnumerable<SourceView> PublicViews =>
        Shipped.Solution.Tables.SelectMany(table => table.Views).Where(view => view.QueryType == "0");

    [Theory, MemberData(nameof(Dictionary))]
    public void A_table_has_the_columns_of_the_data_dictionary(string table, string columns) => Assert.Equal(
        columns.Split(", ").Order(StringComparer.Ordinal),
        OwnColumns(Shipped.Solution.Table(table)!).Select(column => $"{column.LogicalName} {column.Type}")
            .Order(StringComparer.Ordinal));

    [Fact]
    public void No_table_of_ours_is_missing_in_the_data_dictionary() => Assert.Equal(
        OwnTables.Select(table => table.LogicalName).Order(), Dictionary.Select(row => (string)row[0]).Order());

    [Fact]
    public void Dates_are_calendar_days_and_every_change_is_audited() => Shipped.Each(
        OwnTables.SelectMany(OwnColumns),
        column =>
        {
            Assert.Equal("1", column.Xml.Element("IsAuditEnabled")!.Value);
            if (column.Type == "datetime")
            {
                Assert.Equal(
                    Moments.Contains(column.LogicalName) ? ("datetime", "1") : ("date", "2"),
                    (column.Xml.Text("Format"), column.Xml.Text("Behavior")));
            }
        });

    /// <summary>
    /// A link to a lake takes only tables whose changes are tracked. Account's own switches are the customer's.
    /// </summary>
    [Theory]
    [InlineData("IsAuditEnabled")]
    [InlineData("ChangeTrackingEnabled")]
    public void Every_table_of_ours_is_audited_and_its_changes_are_tracked(string flag) => Assert.Empty(
        from table in Shipped.Solution.Tables
        where !table.IsExtended && table.Info!.Text(flag) != "1"
        select $"Solution/Entities/{table.SchemaName}/Entity.xml: {flag} is not 1.");

    [Fact]
    public void Documents_alone_have_an_owner() => Assert.Equal(
        "cm_customerdocument", Assert.Single(OwnTables, table => !table.IsOrganizationOwned).LogicalName);

    /// <summary>History never blocks a deletion, and a market that a count names can't be deleted.</summary>
    [Theory]
    [InlineData("cm_lifecycleevent", "account", "RemoveLink")]
    [InlineData("cm_statusperiod", "account", "RemoveLink")]
    [InlineData("cm_statusperiod", "cm_market", "Restrict")]
    public void History_outlives_its_customer_and_keeps_its_market(string table, string named, string deletion) =>
        Assert.Equal(
            deletion,
            Assert.Single(
                Shipped.Solution.Relationships, x => x.ReferencingTable == table && x.ReferencedTable == named)
                .Xml.Text("CascadeDelete"));

    [Theory]
    [InlineData("cm_market", "cm_marketcode cm_code")]
    [InlineData("cm_externalclaim", "cm_claimkey cm_source cm_externalkey")]
    [InlineData("cm_monthclose", "cm_monthclosed cm_monthend")]
    public void A_table_that_others_name_by_a_value_has_the_alternate_key(string table, string key)
    {
        var found = Assert.Single(Shipped.Solution.Table(table)!.Keys);
        var columns = found.Xml.Items("EntityKeyAttributes", "AttributeName").Select(column => column.Value);
        Assert.Equal(key, $"{found.LogicalName} {string.Join(' ', columns)}");
    }

    /// <summary>Whole numbers of this format are chosen from the platform's list of zones.</summary>
    [Fact]
    public void A_market_knows_its_time_zone() => Assert.Equal(
        "timezone",
        Shipped.Solution.Table("cm_market")!.Columns.Single(column => column.LogicalName == "cm_timezonecode").Xml
            .Text("Format"));

    [Fact]
    public void Every_table_and_column_is_explained_in_both_languages() => Shipped.Each(
        from table in Shipped.Solution.Tables
        where !table.IsProcessTable
        from explained in OwnColumns(table).Select(column => column.Xml).Append(table.IsExtended ? null : table.Info)
        where explained is not null
        select (Of: table.LogicalName + explained.Attr("PhysicalName"),
            Texts: explained.Items("Descriptions", "Description")),
        explained =>
        {
            Assert.Equal(["1033", "3082"], explained.Texts.Select(text => text.Attr("languagecode")));
            Shipped.Each(explained.Texts, text => Assert.True(
                text.Attr("description").Contains(' ', StringComparison.Ordinal) && text.Attr("description")
                    .EndsWith('.'),
                $"{explained.Of}: {text}"));
        });

    [Fact]
    public void Every_table_has_the_views_that_the_platform_asks_for() => Shipped.Each(
        Shipped.Solution.Tables.Where(table => !table.IsExtended),
        table => Assert.Equal(
            ["0", "1", "2", "4", "64", "8192"],
            table.Views.Where(view => view.Xml.Text("isdefault") == "1").Select(view => view.QueryType)
                .OrderBy(type => int.Parse(type, null))));

    [Fact]
    public void Every_view_that_people_choose_says_what_it_is_for_and_sorts() => Shipped.Each(PublicViews, view =>
    {
        Assert.True(
            view.Xml.Label("Descriptions", "Description")
                .EndsWith('.'), $"View {view.Name} does not say what it is for.");
        Assert.True(view.Fetch!.Element("entity")!.Elements("order").Any(), $"View {view.Name} does not sort.");
    });

    /// <summary>
    /// As in every real export seen: children multiply the rows, which lists of one row each can't show.
    /// </summary>
    [Fact]
    public void A_view_shows_columns_of_its_own_table_and_of_parents_only() => Assert.Empty(
        from table in Shipped.Solution.Tables
        from view in table.Views
        from child in view.Fetch?.Descendants("link-entity") ?? []
        where child.Attr("from") != child.Attr("name") + "id"
        from cell in view.Cells
        where cell.Attr("name").StartsWith(child.Attr("alias") + ".", StringComparison.Ordinal)
        select $"{view.Name}: {cell.Attr("name")}");

    [Fact]
    public void Views_are_wide_enough_to_be_read_and_fit_a_screen() => Shipped.Each(PublicViews, view => Shipped.Each(
        view.Cells, cell => Assert.InRange(int.Parse(cell.Attr("width"), null), 80, 400)));

    /// <summary>At 6 pixels a letter and 24 for margins and sorting; Spanish headings are the long ones.</summary>
    [Fact]
    public void A_column_is_wide_enough_for_its_heading_in_both_languages() => Assert.Empty(
        from table in Shipped.Solution.Tables
        from view in table.Views
        from cell in view.Cells
        from column in table.Columns
        where column.IsCustom && column.LogicalName == cell.Attr("name")
        from heading in column.Xml.Items("displaynames", "displayname")
        where int.Parse(cell.Attr("width"), null) < 24 + (6 * heading.Attr("description").Length)
        select $"{table.LogicalName}, {view.Name}: {heading.Attr("description")}");

    [Fact]
    public void Every_table_has_a_form_and_what_people_enter_a_quick_one() => Shipped.Each(OwnTables, table =>
    {
        Assert.Contains(table.Forms, form => form.Type == "main");
        Assert.Equal(
            table.Info!.Text("IsQuickCreateEnabled") == "1", table.Forms.Any(form => form.Type == "quickCreate"));
    });

    [Fact]
    public void The_main_form_shows_every_column_of_its_table() => Shipped.Each(
        from table in OwnTables
        from column in OwnColumns(table)
        where column.LogicalName != "cm_amount_base"
        select (table, column),
        pair => Assert.Contains(
            pair.table.Forms.Where(form => form.Type == "main").SelectMany(form => form.BoundControls),
            control => control.Attr("datafieldname") == pair.column.LogicalName));

    [Fact]
    public void A_form_asks_for_what_must_be_filled() => Shipped.Each(
        from table in OwnTables
        from form in table.Forms
        where form.Type == "quickCreate"
        from column in OwnColumns(table)
        where column.Xml.Text("RequiredLevel") == "required"
        select (form, column),
        pair => Assert.Contains(
            pair.form.BoundControls, control => control.Attr("datafieldname") == pair.column.LogicalName));

    [Theory]
    [InlineData("cm_lifecycleevent",
        "cm_name cm_accountid cm_kind cm_fromstage cm_tostage cm_fromstatus cm_tostatus cm_milestone "
        + "cm_milestonedate cm_effectiveon cm_daysinstage cm_reason cm_changedbyid cm_definitionversion "
        + "cm_customerkey")]
    [InlineData("cm_statusperiod",
        "cm_name cm_accountid cm_customerkey cm_marketid cm_status cm_previousstatus cm_isactive cm_islive "
        + "cm_iscomplete cm_ischargeable cm_isonhold cm_isaccountactive cm_isended cm_from cm_until cm_recordedon "
        + "cm_supersededon cm_afterclose cm_reason cm_definitionversion")]
    [InlineData("cm_monthclose",
        "cm_name cm_monthend cm_knownon cm_opening cm_new cm_returned cm_held cm_released cm_ended cm_other "
        + "cm_closing cm_active cm_bymarket cm_fingerprint cm_closedbyid cm_definitionversion")]
    [InlineData("cm_customerdocument", "cm_verifiedbyid")]
    [InlineData("cm_externalclaim", "cm_accountchosen cm_agreement cm_explanation")]
    [InlineData("cm_auditfinding", "cm_name cm_accountid cm_runid cm_rule cm_detail")]
    public void What_the_server_writes_is_read_only_and_says_so(string table, string columns) => Shipped.Each(
        from column in OwnColumns(Shipped.Solution.Table(table)!)
        let mine = columns.Split(' ').Contains(column.LogicalName)
        from control in Shipped.Solution.Table(table)!.Forms.SelectMany(form => form.BoundControls)
        where control.Attr("datafieldname") == column.LogicalName
        select (column, control, mine),
        shown =>
        {
            Assert.Equal(shown.mine ? "true" : "false", shown.control.Attr("disabled"));
            var says = shown.column.Xml.Label("Descriptions", "Description");
            Assert.Equal(shown.mine, Regex.IsMatch(says, "^(Written|Computed) by the (server|audit)\\."));
        });

    /// <summary>Columns that we thought of; the platform's own are on every table.</summary>
    static IEnumerable<SourceColumn> OwnColumns(SourceTable table) =>
        table.Columns.Where(column => column is { IsCustom: true, Type: not "primarykey" });
}
