using System;
using System.Linq;
using CrmMilestones.Packaging.Source;
using CrmMilestones.Plugins.Rules;
using Jint;
using Xunit;

namespace CrmMilestones.Tests.Agreement;

/// <summary>
/// The script of the form "Customer lifecycle", the very file that ships, before a form of its own making.
/// </summary>
public class FormScriptTests
{
    const string Script = "cm_/js/account.js";

    /// <summary>What the script asks of a form, as the client API names it.</summary>
    const string Form = """
        function formOf(type, stage) {
          const attribute = {
            value: stage,
            handlers: [],
            getValue() { return this.value; },
            setValue(value) { this.value = value; },
            addOnChange(handler) { this.handlers.push(handler); },
          };
          const sections = new Map();
          const reloads = [];
          const form = {
            getAttribute: name => name === "cm_lifecyclestage" ? attribute : null,
            data: { addOnLoad: handler => reloads.push(handler) },
            ui: {
              getFormType: () => type,
              tabs: { get: tab => tab === "summary" ? { sections: { get: name => sections.get(name) } } : null },
            },
          };
          const context = { getFormContext: () => form };
          return {
            attribute, form, context,
            add: name => sections.set(name, { visible: true, setVisible(is) { this.visible = is; } }),
            open: () => [...sections].filter(([, section]) => section.visible).map(([name]) => name).join(),
            change(value) { attribute.value = value; attribute.handlers.forEach(handler => handler(context)); },
            moveOnServer(value) { attribute.value = value; reloads.forEach(handler => handler(context)); },
          };
        }
        """;

    const int Create = 1;
    const int Update = 2;

    [Fact]
    public void The_script_knows_every_stage() => Shipped.AssertNothing(
        from stage in Lifecycle.Stages
        let section = $"\"stage_{stage.Stage.ToString().ToLowerInvariant()}\""
        where !Source().Contains(section, StringComparison.Ordinal)
        select $"Solution/WebResources/{Script}: lacks {(int)stage.Stage}, {section}, for stage {stage.Stage}.");

    [Fact]
    public void A_new_record_is_proposed_as_a_prospect()
    {
        var form = Open(Create, "null");
        Assert.Equal(727000000, form.Evaluate("form.attribute.value").AsNumber());
        Assert.Equal("stage_prospect", OpenSections(form));
    }

    [Theory]
    [InlineData(Create, "727000002", 727000002)]
    [InlineData(Update, "727000000", 727000000)]
    public void A_stage_that_is_there_is_left_alone(int type, string stage, int expected) =>
        Assert.Equal(expected, Open(type, stage).Evaluate("form.attribute.value").AsNumber());

    [Fact]
    public void An_existing_record_outside_the_lifecycle_stays_outside_and_is_asked_for_nothing()
    {
        var form = Open(Update, "null");
        Assert.True(form.Evaluate("form.attribute.value").IsNull());
        Assert.Equal("", OpenSections(form));
    }

    [Theory]
    [InlineData("727000000", "stage_prospect")]
    [InlineData("727000001", "stage_onboarding")]
    [InlineData("727000002", "stage_compliance")]
    [InlineData("727000003", "stage_readiness")]
    [InlineData("727000004", "stage_live")]
    [InlineData("727000005", "stage_closed")]
    public void Only_the_section_of_the_present_stage_is_open(string stage, string section) =>
        Assert.Equal(section, OpenSections(Open(Update, stage)));

    [Fact]
    public void Another_stage_opens_its_section_whoever_moves_the_customer()
    {
        var form = Open(Update, "727000000");
        form.Execute("form.change(727000005)");
        Assert.Equal("stage_closed", OpenSections(form));
        form.Execute("form.moveOnServer(727000001)");
        Assert.Equal("stage_onboarding", OpenSections(form));
    }

    [Fact]
    public void A_form_without_the_column_is_left_alone() => Assert.Equal(
        "stage_prospect,stage_onboarding,stage_compliance,stage_readiness,stage_live,stage_closed",
        OpenSections(Open(Update, "null", before: "form.form.getAttribute = () => null;")));

    [Fact]
    public void The_script_brings_one_name_into_the_page()
    {
        Engine page = new();
        var before = Names(page);
        page.Execute(Source());
        Assert.Equal(["CrmMilestones"], Names(page).Except(before));

        static string[] Names(Engine page) =>
            page.Evaluate("Object.getOwnPropertyNames(globalThis).join()").AsString().Split(',');
    }

    [Fact]
    public void The_form_calls_what_the_script_offers()
    {
        var handler = Assert.Single(AccountForm().Descendants("Handler"));
        Assert.Equal(
            ("onload", Script), (handler.Ancestors("event").Single().Attr("name"), handler.Attr("libraryName")));
        Assert.Equal("true", handler.Attr("passExecutionContext"));

        Engine page = new();
        page.Execute(Source());
        Assert.Equal("function", page.Evaluate($"typeof {handler.Attr("functionName")}").AsString());
    }

    /// <summary>
    /// The shipped form's sections in a form of this type and stage, after the script was loaded and has run.
    /// </summary>
    static Engine Open(int type, string stage, string before = "")
    {
        Engine page = new();
        page.Execute(Form).Execute(Source());
        page.Execute($"const form = formOf({type}, {stage});");
        foreach (var section in AccountForm().Descendants("tab").Single(tab => tab.Attr("name") == "summary")
            .Descendants("section"))
        {
            if (section.Attr("name").StartsWith("stage_", StringComparison.Ordinal))
            {
                page.Execute($"form.add('{section.Attr("name")}');");
            }
        }

        return page.Execute(before).Execute("CrmMilestones.Account.onLoad(form.context);");
    }

    static string OpenSections(Engine page) => page.Evaluate("form.open()").AsString();

    static System.Xml.Linq.XElement AccountForm() => Assert.Single(
        Shipped.Account.Forms, form => form.Name == "Customer lifecycle").Xml;

    static string Source() => Shipped.WebResource(Script);
}
