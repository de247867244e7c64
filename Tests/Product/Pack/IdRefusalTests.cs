using System;
using System.IO;
using System.Linq;
using Xunit;

namespace CrmMilestones.Tests.Pack;

/// <summary>Ids are unique, well formed and written as the format has them.</summary>
public sealed class IdRefusalTests
{
    const string New = "5c1f3d02-6b1a-4d2e-8a54-0c7b2f1d9e33";
    const string Views = "Entities/Account/SavedQueries";
    readonly SolutionCopy _solution = new();

    [Theory]
    [InlineData(Views, "<savedqueryid>[^<]*", "<savedqueryid>{zzz}", "savedqueryid of savedquery", "braces and lower")]
    [InlineData(Views, "<savedqueryid>[^<]*", "<savedqueryid>", "savedqueryid of savedquery", "braces and lower")]
    [InlineData("Entities/Account/FormXml", "<formid>\\{([^}]*)\\}", "<formid>$1", "formid of systemform",
        "braces and lower")]
    [InlineData("Entities/Account/Visualizations", "<savedqueryvisualizationid>[^<]*",
        "<savedqueryvisualizationid>{1785de00}", "savedqueryvisualizationid of visualization", "GUID in braces")]
    [InlineData("Dashboards", "<FormId>[^<]*", "<FormId>{6839ED73-2955-4361-A0FB-A9D558F03D00}", "FormId of Dashboard",
        "braces and lower case")]
    [InlineData("Roles", "<Role id=\"\\{", "<Role id=\"{z", "id of Role", "braces and lower")]
    [InlineData("SdkMessageProcessingSteps", "SdkMessageProcessingStepId=\"\\{([^}]*)\\}",
        "SdkMessageProcessingStepId=\"$1", "SdkMessageProcessingStepId of SdkMessageProcessingStep",
        "braces and lower")]
    [InlineData("SdkMessageProcessingSteps", "<SdkMessageId>[^<]*", "<SdkMessageId>Update",
        "SdkMessageId of SdkMessageProcessingStep", "without braces")]
    [InlineData("SdkMessageProcessingSteps", "<SdkMessageProcessingStepImageId>[^<]*",
        "<SdkMessageProcessingStepImageId>1", "SdkMessageProcessingStepImageId of", "braces and lower")]
    [InlineData("PluginAssemblies", "PluginAssemblyId=\"([^\"]*)", "PluginAssemblyId=\"{$1}",
        "PluginAssemblyId of PluginAssembly", "without braces")]
    [InlineData("Workflows", "WorkflowId=\"[^\"]*", "WorkflowId=\"lifecycle", "WorkflowId of Workflow",
        "braces and lower")]
    [InlineData("WebResources", "<WebResourceId>[^<]*", "<WebResourceId>{}", "WebResourceId of WebResource",
        "braces and lower")]
    [InlineData("Entities/Account/FormXml", "<section ([^>]*)id=\"[^\"]*", "<section $1id=\"section1",
        "id of section", "Write a GUID")]
    [InlineData("Entities/Account/FormXml", "classid=\"[^\"]*", "classid=\"text", "classid of control",
        "GUID in braces")]
    [InlineData("Dashboards", "<ViewId>[^<]*", "<ViewId>active", "ViewId of parameters", "braces and capitals")]
    [InlineData("Other/Solution.xml", "type=\"20\" id=\"[^\"]*", "type=\"20\" id=\"CM Sales", "id of RootComponent",
        "braces and lower")]
    [InlineData("AppModules", "type=\"26\" id=\"[^\"]*", "type=\"26\" id=\"view", "id of AppModuleComponent",
        "braces and lower")]
    [InlineData("AppModuleSiteMaps", "DefaultDashboard=\"([^\"]*)", "DefaultDashboard=\"{$1}",
        "DefaultDashboard of SubArea", "without braces")]
    public void An_id_that_is_not_written_as_the_format_has_it_is_refused(
        string place, string pattern, string replacement, string what, string advice)
    {
        var broken = _solution.Replace(place, pattern, replacement);
        Assert.Contains(_solution.Defects(), defect =>
            (defect.File, defect.Line) == (broken.File, broken.Line)
            && defect.What.StartsWith(what, StringComparison.Ordinal)
            && defect.Advice.Contains(advice, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("StageId")]
    [InlineData("ProcessStepId")]
    public void A_stage_or_step_of_a_process_with_a_malformed_id_is_refused(string key)
    {
        var xaml = _solution.Find("Workflows", "<Activity ");
        var broken = _solution.Replace(xaml, $"x:Key=\"{key}\">[^<]*", $"x:Key=\"{key}\">one");
        Assert.Contains(_solution.Defects(), defect =>
            defect.File == xaml && defect.Line == broken.Line && defect.What == $"{key} can't be \"one\".");
    }

    [Fact]
    public void A_view_with_another_views_id_is_refused()
    {
        var views = _solution.Files.Where(file => file.StartsWith(Views, StringComparison.Ordinal)).ToArray();
        var id = Path.GetFileNameWithoutExtension(views[0]);
        var broken = _solution.Replace(views[1], "<savedqueryid>[^<]*", "<savedqueryid>" + id);
        Assert.Contains(_solution.Defects(), defect =>
            defect.File == broken.File
            && defect.What.EndsWith($" in {views[0]}.", StringComparison.Ordinal)
            && defect.Advice == "Give the newer one a new GUID, and keep it from then on.");
    }

    [Theory]
    [InlineData("Roles", "<Role id=\"([^\"]*)", "{0}")]
    [InlineData("SdkMessageProcessingSteps", "<SdkMessageProcessingStepImageId>([^<]*)", "{0}")]
    [InlineData("PluginAssemblies", "PluginTypeId=\"([^\"]*)", "{{{0}}}")]
    public void A_component_with_the_id_of_one_of_another_kind_is_refused(string place, string pattern, string form)
    {
        var file = _solution.Find(place, pattern);
        var id = System.Text.RegularExpressions.Regex.Match(_solution.Read(file), pattern).Groups[1].Value;
        var chart = _solution.Find("Entities/Account/Visualizations");
        _solution.Replace(
            chart, "<savedqueryvisualizationid>[^<]*",
            "<savedqueryvisualizationid>" + string.Format(null, form, id));
        Assert.Contains(_solution.Defects(), defect =>
            defect.What.Contains($"has the id {id.Trim('{', '}')} of chart", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Views, "View Billable customers")]
    [InlineData("Entities/Account/FormXml", "Form Customer lifecycle")]
    [InlineData("SdkMessageProcessingSteps", "Step ")]
    public void A_file_that_is_not_named_after_its_id_is_refused(string place, string shown)
    {
        var file = _solution.Find(
            place, shown.Contains("View", StringComparison.Ordinal) ? "Billable customers\"" : "");
        var text = _solution.Read(file);
        var other = Path.GetDirectoryName(file)!.Replace('\\', '/') + $"/{{{New}}}.xml";
        _solution.Delete(file).Delete(file.Replace(".xml", "_managed.xml", StringComparison.Ordinal))
            .Write(other, text);
        Assert.Contains(_solution.Defects(), defect =>
            defect.File == other && defect.What.StartsWith(shown, StringComparison.Ordinal)
            && defect.What.EndsWith("but its file is named otherwise.", StringComparison.Ordinal)
            && defect.Advice == $"Name it {Path.GetFileName(file)}.");
    }

    [Fact]
    public void An_assemblys_folder_that_is_not_named_after_its_id_is_refused()
    {
        var file = _solution.Find("PluginAssemblies");
        var text = _solution.Read(file).Replace("A8EB79A6", "A8EB79A7", StringComparison.Ordinal);
        _solution.Delete(file).Write(file.Replace("A8EB79A6", "A8EB79A7", StringComparison.Ordinal), text);
        Assert.Contains(
            "does not end in the id a8eb79a6", Assert.Single(_solution.Defects()).What, StringComparison.Ordinal);
    }
}
