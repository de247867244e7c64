using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using CrmMilestones.Sandbox.Solution;
using Xunit;

namespace CrmMilestones.Tests.Sandbox.Forms;

/// <summary>Forms are read from the packed solution, and from what other solutions may hold.</summary>
public sealed class FormReaderTests
{
    static FormModel Account => FormReader.Read(Packed.Customizations).Single(form => form.Table == "account");

    [Fact]
    public void Every_form_of_the_solution_is_read_with_its_kind()
    {
        var forms = FormReader.Read(Packed.Customizations).ToList();
        Assert.Equal(
            (11, 5), (forms.Count(form => form.Kind == FormKind.Main),
                forms.Count(form => form.Kind == FormKind.QuickCreate)));
        Assert.DoesNotContain(
            forms.SelectMany(form => form.Cells), cell => cell.Control is { Kind: ControlKind.Unknown });
    }

    [Fact]
    public void The_account_form_has_its_tabs_header_and_columns_in_both_languages()
    {
        var form = Account;
        Assert.Equal("Customer lifecycle", form.Name.In(1033));
        Assert.Equal(["summary", "stages", "billing", "history"], form.Tabs.Select(tab => tab.Name));
        Assert.Equal("Resumen", form.Tabs[0].Label.In(3082));
        Assert.Equal([36, 28, 36], form.Tabs[0].Columns.Select(column => column.Width));
        Assert.Equal(
            ["cm_lifecyclestage", "cm_billablestatus", "ownerid"], form.Header.Select(cell => cell.Control?.Column));
        var stage = form.Tabs[0].Columns[0].Sections.Single(section => section.Name == "stage_prospect");
        Assert.Equal(
            ["cm_marketid", "primarycontactid", "cm_agreementsignedon", "cm_billingmodel", "cm_billingtiming"],
            stage.Rows.Select(row => row.Single().Control?.Column));
    }

    [Fact]
    public void A_subgrid_knows_its_view_table_and_relationship()
    {
        var grid = Account.Cells.Select(cell => cell.Control).OfType<FormControl>()
            .Single(control => control.Name == "grid_customerdocument");
        Assert.Equal(ControlKind.Subgrid, grid.Kind);
        Assert.Equal("cm_customerdocument", grid.Parameter("TargetEntityType"));
        Assert.Equal("cm_account_customerdocument_AccountId", grid.Parameter("RelationshipName"));
        Assert.Equal("{B832A3C4-6916-4223-ABA1-8D8A1D6F29DB}", grid.Parameter("ViewId"));
        Assert.Null(grid.Parameter("VisualizationId"));
    }

    [Fact]
    public void Scripts_and_handlers_are_read_in_order()
    {
        Assert.Equal(["cm_/js/account.js"], Account.Libraries);
        var handler = Assert.Single(Account.Handlers);
        Assert.Equal(
            ("onload", null, "CrmMilestones.Account.onLoad", true),
            (handler.Event, handler.Column, handler.Function, handler.PassesContext));
    }

    [Theory]
    [InlineData("contact", "main", "firstname lastname jobtitle")]
    [InlineData("contact", "quickCreate", "firstname lastname jobtitle")]
    [InlineData("contact", "quick", "fullname jobtitle")]
    [InlineData("systemuser", "main", "fullname jobtitle")]
    public void A_contacts_full_name_is_entered_by_its_parts(string table, string type, string columns)
    {
        var form = FormReader.Read(XElement.Parse($$"""
            <ImportExportXml><Entities><Entity><Name>{{table}}</Name><FormXml><forms type="{{type}}">
              <systemform><formid>{00000000-0000-0000-0000-000000000001}</formid><form><tabs>
                <tab><columns><column><sections><section><rows>
                  <row><cell><labels><label description="Full Name" languagecode="1033" /></labels>
                    <control id="fullname" classid="{4273EDBD-AC1D-40d3-9FB2-095C621B552D}" datafieldname="fullname" />
                  </cell></row>
                  <row><cell><control id="jobtitle" datafieldname="jobtitle" /></cell></row>
                </rows></section></sections></column></columns></tab>
              </tabs></form></systemform>
            </forms></FormXml></Entity></Entities></ImportExportXml>
            """)).Single();
        Assert.Equal(columns, string.Join(' ', form.Columns));
        Assert.Equal(ControlKind.Column, form.Cells.First().Control!.Kind);
        Assert.Equal(columns.StartsWith("full", StringComparison.Ordinal) ? "Full Name" : null,
            form.Cells.First().Label.In(1033));
    }

    [Fact]
    public void A_quick_view_knows_the_form_of_each_table_and_nothing_of_what_is_no_XML()
    {
        var form = Assert.Single(QuickForms("""
            &lt;f&gt;&lt;QuickFormId entityname="account"&gt;{b0000000-0000-0000-0000-000000000001}&lt;/QuickFormId&gt;
            &lt;QuickFormId entityname="contact"&gt;oops&lt;/QuickFormId&gt;&lt;/f&gt;
            """));
        Assert.Equal(("account", new("b0000000-0000-0000-0000-000000000001")), (form.Key, form.Value));
        Assert.Empty(QuickForms("&lt;oops"));

        static IReadOnlyDictionary<string, Guid> QuickForms(string text) =>
            FormReader.Tab(XElement.Parse($"""
                <tab><columns><column><sections><section><rows><row><cell>
                  <control id="q" classid="5c5600e0-1d6e-4205-a272-be80da87fd42" datafieldname="customerid">
                    <parameters><QuickForms>{text}</QuickForms></parameters></control>
                </cell></row></rows></section></sections></column></columns></tab>
                """)).Columns[0].Sections[0].Rows[0][0].Control!.QuickForms;
    }

    [Fact]
    public void What_a_later_solution_changes_of_a_form_lies_over_what_it_was()
    {
        var earlier = Form("""
            <form><tabs>
              <tab id="{1}" name="first"><labels><label description="First" languagecode="1033" /></labels>
                <columns><column width="60%"><sections><section id="{2}" columns="11" name="what"><rows>
                  <row><cell id="{a}"><control id="a" datafieldname="a" /></cell>
                       <cell id="{b}"><control id="b" datafieldname="b" /></cell></row>
                  <row><cell id="{c}"><control id="c" datafieldname="c" disabled="true" /></cell></row>
                </rows></section></sections></column></columns></tab>
              <tab id="{3}" name="last" />
            </tabs></form>
            """);
        var later = Form("""
            <form solutionaction="Modified"><tabs>
              <tab id="{1}" name="first" ordinalvalue="0">
                <columns><column id="0" width="50%" solutionaction="Modified"><sections>
                  <section id="2" ordinalvalue="0" visible="false" solutionaction="Modified"><rows>
                    <row><cell id="{a}" ordinalvalue="10003" rowspan="2" solutionaction="Modified" /></row>
                    <row><cell id="{b}" ordinalvalue="20001" solutionaction="Removed" /></row>
                    <row><cell id="{d}" ordinalvalue="10000" solutionaction="Added"><control id="d" datafieldname="d" /></cell></row>
                  </rows></section>
                </sections></column></columns></tab>
              <tab id="{4}" name="added" ordinalvalue="1" solutionaction="Added" />
            </tabs></form>
            """);
        var form = Assert.Single(FormReader.Read(earlier, later));
        Assert.Equal(["first", "added", "last"], form.Tabs.Select(tab => tab.Name));
        Assert.Equal(("First", 50), (form.Tabs[0].Label.In(1033), form.Tabs[0].Columns[0].Width));
        var section = form.Tabs[0].Columns[0].Sections.Single();
        Assert.Equal(("what", false, 2), (section.Name, section.IsVisible, section.ColumnCount));
        Assert.Equal(["d", "c", "a"], form.Columns);
        Assert.Equal((true, 2), (form.Cells.ElementAt(1).Control!.IsDisabled, form.Cells.ElementAt(2).RowSpan));
        // A form that is whole takes the place of the earlier one, and changes of one that isn't there are all there is.
        Assert.Equal(["a", "b", "c"], FormReader.Read(later, earlier).Single().Columns);
        Assert.Equal(["d"], FormReader.Read(later).Single().Columns);

        static XElement Form(string form) => XElement.Parse($$"""
            <ImportExportXml><Entities><Entity><Name>new_thing</Name><FormXml><forms type="main">
              <systemform><formid>{00000000-0000-0000-0000-000000000001}</formid>{{form}}</systemform>
            </forms></FormXml></Entity></Entities></ImportExportXml>
            """);
    }

    [Fact]
    public void What_another_solution_leaves_out_is_as_the_platform_takes_it()
    {
        var form = FormReader.Read(XElement.Parse("""
            <ImportExportXml><Entities><Entity><Name>New_Thing</Name><FormXml><forms type="main">
              <systemform><formid>{00000000-0000-0000-0000-000000000001}</formid><form><tabs>
                <tab id="{00000000-0000-0000-0000-000000000002}" visible="false"><columns><column width="oops"><sections>
                  <section columns="11"><rows><row>
                    <cell colspan="2"><control id="new_x" classid="{4273EDBD-AC1D-40d3-9FB2-095C621B552D}"
                      datafieldname="new_x" disabled="true" /></cell>
                    <cell visible="false"><control id="odd" classid="{00000000-0000-0000-0000-00000000000F}" /></cell>
                    <cell /></row></rows></section>
                </sections></column></columns></tab></tabs>
                <events><event name="onchange" attribute="new_x"><Handlers>
                  <Handler functionName="a.b" libraryName="x" enabled="true" parameters="1, 'two'" />
                  <Handler functionName="a.c" libraryName="x" enabled="false" /></Handlers></event></events>
              </form></systemform>
              <systemform><formid>{00000000-0000-0000-0000-000000000003}</formid></systemform>
            </forms></FormXml></Entity></Entities></ImportExportXml>
            """)).Single();
        Assert.Equal(("new_thing", FormKind.Main, true), (form.Table, form.Kind, form.IsActive));
        var tab = Assert.Single(form.Tabs);
        Assert.False(tab.IsVisible);
        var section = tab.Columns.Single().Sections.Single();
        Assert.Equal((100, 2, true), (tab.Columns[0].Width, section.ColumnCount, section.ShowsLabel));
        var cells = section.Rows.Single();
        Assert.Equal((2, true, false), (cells[0].ColumnSpan, cells[0].Control!.IsDisabled, cells[1].IsVisible));
        Assert.Equal(ControlKind.Unknown, cells[1].Control!.Kind);
        Assert.Null(cells[2].Control);
        var handler = Assert.Single(form.Handlers);
        Assert.Equal(("onchange", "new_x", "a.b", false, "1, 'two'"),
            (handler.Event, handler.Column, handler.Function, handler.PassesContext, handler.Parameters));
    }
}
