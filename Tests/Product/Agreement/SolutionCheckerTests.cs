using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CrmMilestones.Packaging.Platform;
using CrmMilestones.Packaging.Source;
using Xunit;

namespace CrmMilestones.Tests.Agreement;

/// <summary>
/// What ships, held against the solution checker's rules for registrations, forms and web resources
/// (Scripts/Dataverse/PLATFORM.md#assembly-and-sandbox). Its rules for code are in <see cref="PluginCodeTests"/>; that
/// no form shows a column that is not there (meta-remove-orphaned-form-element) the packer sees to; icons are in
/// <see cref="AppAgreementTests"/>.
/// </summary>
public partial class SolutionCheckerTests
{
    /// <summary>The steps that a rule finds fault with.</summary>
    static readonly Dictionary<string, Func<IReadOnlyList<SourceStep>, IEnumerable<SourceStep>>> StepRules = new()
    {
        ["meta-remove-dup-reg"] = steps => steps
            .GroupBy(step => (step.PluginTypeId, step.MessageId, step.PrimaryTable, step.Stage))
                .SelectMany(same => same.Skip(1)),
        ["meta-avoid-reg-no-attribute"] = steps => steps
            .Where(step => Message(step) == "Update" && step.FilteringColumns.Count == 0),
        ["meta-avoid-reg-retrieve"] = steps => steps
            .Where(step => Message(step) is "Retrieve" or "RetrieveMultiple"),
        ["meta-avoid-retrievemultiple-annotation"] = steps => steps
            .Where(step => Message(step) == "RetrieveMultiple" && step.PrimaryTable == "annotation"),
        ["meta-avoid-crm4-event"] = steps => steps.Where(step => step.Stage is not ("10" or "20" or "40")),
    };

    /// <summary>What an element says of a component that works; without the element it works too.</summary>
    static readonly Dictionary<string, string> Working = new()
    {
        ["Workflow/StateCode"] = "1",
        ["SdkMessageProcessingStep/StateCode"] = "0",
        ["systemform/FormActivationState"] = "1",
        ["AppModule/statecode"] = "0",
        ["savedquery/statecode"] = "0",
    };

    /// <summary>
    /// What a rule finds in a page. Without script, all rules for script are kept; without an address that leads out,
    /// those for addresses.
    /// </summary>
    static readonly Dictionary<string, Regex> PageRules = new()
    {
        ["no script"] = Script(),
        ["web-sdl-no-insecure-url"] = InsecureAddress(),
        ["web-use-relative-uri"] = AbsoluteAddress(),
    };

    /// <summary>What a rule finds in a form's script.</summary>
    static readonly Dictionary<string, Regex> ScriptRules = new()
    {
        ["web-avoid-eval"] = new(@"\beval\s*\(|\bnew\s+Function\b|\bset(Timeout|Interval)\s*\(\s*['""]"),
        ["web-avoid-with"] = new(@"\bwith\s*\("),
        ["web-remove-alert"] = new(@"\balert\s*\("),
        ["web-remove-console"] = new(@"\bconsole\b"),
        ["web-remove-debug-script"] = new(@"\bdebugger\b"),
        ["web-use-strict-equality-operators"] = new(@"(?<![=!])[=!]=(?!=)"),
        ["web-avoid-2011-api, web-use-client-context"] = new(@"\bXrm\b"),
        ["web-avoid-window-top, web-do-not-make-parent-assumption"] = new(@"\b(window|parent|top)\s*\."),
        ["web-avoid-dom-form, web-sdl-no-*"] = new(
            @"\bdocument\b|\bMSApp\b|\bWinJS\b|\bpostMessage\b|\.(inner|outer)HTML\b|\.html\s*\("),
        ["web-use-async"] = new(@"\bXMLHttpRequest\b|\$\.ajax\b"),
        ["web-avoid-modals"] = new(@"\b(showModalDialog|confirm|prompt)\s*\("),
        ["web-use-relative-uri, web-sdl-no-insecure-url"] = new(@"https?:"),
        ["web-unsupported-syntax"] = new(@"\?\.|\?\?|\bimport\b|\bexport\b"),
    };

    public static TheoryData<string> ScriptRuleIds { get; } = new(ScriptRules.Keys);

    public static TheoryData<string> StepRuleIds { get; } = new(StepRules.Keys);

    public static TheoryData<string> PageRuleIds { get; } = new(PageRules.Keys);

    static IEnumerable<XElement> WebResources => Shipped.Solution.Roots("WebResources/**.data.xml");

    [Theory, MemberData(nameof(StepRuleIds))]
    public void The_steps_keep_the_rule(string rule) => Assert.Empty(StepRules[rule](Shipped.Solution.Steps));

    [Theory]
    [InlineData("meta-remove-dup-reg", "Rank", "77")]
    [InlineData("meta-avoid-reg-no-attribute", "FilteringAttributes", "")]
    [InlineData("meta-avoid-reg-retrieve", "SdkMessageId", "f2bdbb1b-ea3e-db11-86a7-000a3a5473e8")]
    [InlineData("meta-avoid-retrievemultiple-annotation", "SdkMessageId", "03bebb1b-ea3e-db11-86a7-000a3a5473e8",
        "annotation")]
    [InlineData("meta-avoid-crm4-event", "Stage", "50")]
    public void The_rule_finds_a_step_that_breaks_it(
        string rule, string element, string value, string table = "account")
    {
        XElement xml = new(Shipped.Step("CustomerSave: account Update").Xml);
        xml.SetElementValue("PrimaryEntity", table);
        xml.SetElementValue(element, value);
        SourceStep broken = new(xml);

        Assert.Equal([broken], StepRules[rule]([.. Shipped.Solution.Steps, broken]));
    }

    /// <summary>meta-remove-inactive.</summary>
    [Fact]
    public void Nothing_is_delivered_that_is_switched_off() => Assert.Empty(
        from file in Shipped.Solution.Files
        where Path.GetExtension(file) == ".xml"
        from element in Inactive(Shipped.Solution.Root(file)!)
        select $"{file}: {element}");

    [Theory]
    [InlineData("<Workflow><StateCode>0</StateCode></Workflow>")]
    [InlineData("<forms><systemform><FormActivationState>0</FormActivationState></systemform></forms>")]
    [InlineData("<SdkMessageProcessingStep><StateCode>1</StateCode></SdkMessageProcessingStep>")]
    [InlineData("<AppModule><statecode>1</statecode></AppModule>")]
    public void A_component_that_is_switched_off_is_found(string component) =>
        Assert.Single(Inactive(XElement.Parse(component)));

    /// <summary>meta-remove-invalid-form-handler.</summary>
    [Fact]
    public void Every_event_of_a_form_has_its_script() => Assert.Empty(
        Shipped.Solution.Tables.SelectMany(table => table.Forms).SelectMany(form => InvalidHandlers(form.Xml)));

    [Theory]
    [InlineData("<form><events><event name='onload'><Handlers><Handler libraryName='cm_/js/no.js' "
        + "/></Handlers></event></events></form>")]
    [InlineData("<form><formLibraries><Library name='cm_/html/howwework.html' /></formLibraries></form>")]
    public void A_handler_without_script_is_found(string form) => Assert.Single(InvalidHandlers(XElement.Parse(form)));

    [Theory, MemberData(nameof(PageRuleIds))]
    public void The_pages_keep_the_rule(string rule)
    {
        string[] pages =
        [
            .. from resource in WebResources
               where resource.Text("WebResourceType") is "1" or "2"
               select Shipped.WebResource(resource.Text("Name")),
        ];
        Assert.NotEmpty(pages);
        Assert.DoesNotContain(pages, page => PageRules[rule].IsMatch(page));
    }

    [Theory]
    [InlineData("no script", "<SCRIPT src='x.js'></SCRIPT>")]
    [InlineData("no script", "<p onclick='go()'>")]
    [InlineData("no script", "<p class=\"a\"\n onmouseover = \"go()\">")]
    [InlineData("no script", "<a href='javascript:go()'>")]
    [InlineData("no script", "<iframe src='x.html'>")]
    [InlineData("web-sdl-no-insecure-url", "<a href='http://example.com'>")]
    [InlineData("web-use-relative-uri", "<link href=\"https://example.com/x.css\">")]
    [InlineData("web-use-relative-uri", "<img src='//example.com/x.png'>")]
    [InlineData("web-use-relative-uri", "<img src=/WebResources/x.png>")]
    [InlineData("web-use-relative-uri", "<style>a { background: url( 'https://example.com/x.png') }</style>")]
    [InlineData("web-use-relative-uri", "<style>@import \"//example.com/x.css\";</style>")]
    public void The_rule_finds_a_page_that_breaks_it(string rule, string page) => Assert.Matches(PageRules[rule], page);

    [Theory, MemberData(nameof(PageRuleIds))]
    public void The_rule_finds_nothing_in_a_page_that_keeps_it(string rule) => Assert.DoesNotMatch(
        PageRules[rule],
        """
        <html lang="en"><head><style>a { background: url(x.png) }</style></head><body>
        <svg xmlns="http://www.w3.org/2000/svg" role="img"></svg><a href="#one">Go on clicking = yes</a>
        <img src="x.png">
        </body></html>
        """);

    [Theory, MemberData(nameof(ScriptRuleIds))]
    public void The_scripts_keep_the_rule(string rule)
    {
        Assert.NotEmpty(Scripts);
        Assert.All(Scripts, script => Assert.DoesNotMatch(ScriptRules[rule], script));
    }

    [Theory]
    [InlineData("web-avoid-eval", "eval('1')")]
    [InlineData("web-avoid-eval", "setTimeout(\"go()\", 1)")]
    [InlineData("web-avoid-with", "with (form) { }")]
    [InlineData("web-remove-alert", "alert('Saved')")]
    [InlineData("web-remove-console", "console.log(1)")]
    [InlineData("web-remove-debug-script", "debugger;")]
    [InlineData("web-use-strict-equality-operators", "a == b")]
    [InlineData("web-use-strict-equality-operators", "a != b")]
    [InlineData("web-avoid-2011-api, web-use-client-context", "Xrm.Page.getAttribute('name')")]
    [InlineData("web-avoid-window-top, web-do-not-make-parent-assumption", "window.top")]
    [InlineData("web-avoid-dom-form, web-sdl-no-*", "document.getElementById('name')")]
    [InlineData("web-use-async", "new XMLHttpRequest()")]
    [InlineData("web-avoid-modals", "confirm('Sure?')")]
    [InlineData("web-use-relative-uri, web-sdl-no-insecure-url", "fetch('https://example.com')")]
    [InlineData("web-unsupported-syntax", "stage?.getValue()")]
    public void The_rule_finds_a_script_that_breaks_it(string rule, string script) =>
        Assert.Matches(ScriptRules[rule], script);

    /// <summary>web-use-strict-mode.</summary>
    [Fact]
    public void Every_script_is_strict() =>
        Assert.All(Scripts, script => Assert.StartsWith("\"use strict\";", script, StringComparison.Ordinal));

    /// <summary>Silverlight (meta-avoid-silverlight) and style sheets of XML are of other types.</summary>
    [Fact]
    public void Web_resources_are_pages_style_sheets_scripts_and_drawings() => Shipped.Each(
        WebResources,
        resource => Assert.True(resource.Text("WebResourceType") is "1" or "2" or "3" or "11", resource.Text("Name")));

    static string[] Scripts =>
    [
        .. from resource in WebResources
           where resource.Text("WebResourceType") == "3"
           select Shipped.WebResource(resource.Text("Name")),
    ];

    static string? Message(SourceStep step) => SdkMessages.NameOf(Guid.Parse(step.MessageId));

    static IEnumerable<XElement> Inactive(XElement root) =>
        from element in root.Descendants()
        where Working.TryGetValue($"{element.Parent!.Name}/{element.Name}", out var working) && element.Value != working
        select element;

    /// <summary>Libraries and handlers whose script is not in the solution.</summary>
    static IEnumerable<XElement> InvalidHandlers(XElement form) =>
        from element in form.Descendants()
        let library = element.Name.LocalName switch
        {
            "Handler" => element.Attr("libraryName"),
            "Library" => element.Attr("name"),
            _ => null,
        }
        where library is not null
            && !WebResources.Any(
                resource => resource.Text("WebResourceType") == "3" && resource.Text("Name") == library)
        select element;

    [GeneratedRegex(@"<(script|iframe|object|embed|applet)\b|<[^>]*\son\w+\s*=|javascript:", RegexOptions.IgnoreCase)]
    private static partial Regex Script();

    [GeneratedRegex(@"(?<!xmlns(:\w+)?=[""'])http:", RegexOptions.IgnoreCase)]
    private static partial Regex InsecureAddress();

    [GeneratedRegex(@"((\s(href|src|srcset|action|data|poster)\s*=\s*|url\(\s*|@import\s+)[""']?\s*)(\w+:|/)",
        RegexOptions.IgnoreCase)]
    private static partial Regex AbsoluteAddress();
}
