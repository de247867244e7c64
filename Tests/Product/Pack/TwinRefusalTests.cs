using System;
using CrmMilestones.Packaging;
using CrmMilestones.Scripts.Generate;
using Xunit;

namespace CrmMilestones.Tests.Pack;

/// <summary>What is made for both package types stands in two files, of which one is generated.</summary>
public sealed class TwinRefusalTests
{
    const string App = "AppModules/cm_CustomerMilestones/AppModule_managed.xml";
    const string SiteMap = "AppModuleSiteMaps/cm_CustomerMilestones/AppModuleSiteMap_managed.xml";
    readonly SolutionCopy _solution = new();

    string Form => _solution.Find("Entities/cm_Market/FormXml/main");

    string ManagedForm => Form.Replace(".xml", "_managed.xml", StringComparison.Ordinal);

    [Fact]
    public void A_form_without_its_managed_twin_is_refused()
    {
        var form = Form;
        _solution.Delete(ManagedForm);
        new Break(_solution, form, 1)
            .IsRefused("so managed packages would lack it", "run: dotnet run --project Scripts");
    }

    [Fact]
    public void A_managed_form_without_its_twin_is_refused()
    {
        var managed = ManagedForm;
        Assert.Contains(_solution.Delete(Form).Defects(), defect => defect.File == managed
            && defect.What.EndsWith("so unmanaged packages would lack it.", StringComparison.Ordinal)
            && defect.Advice == "Restore it, or remove this file.");
    }

    [Fact]
    public void A_managed_form_that_differs_from_its_twin_is_refused_at_the_line() => _solution
        .Replace(ManagedForm, "datafieldname=\"cm_code\"", "datafieldname=\"cm_coed\"")
        .IsRefused($"From this line on it differs from {Form}", "run: dotnet run --project Scripts -- generate");

    [Fact]
    public void A_managed_form_with_more_at_its_end_is_refused() => Assert.Contains(
        _solution.Write(ManagedForm, _solution.Read(Form) + "\n").Solution.Defects(),
        defect => defect.File == ManagedForm && defect.What.StartsWith("From this line on", StringComparison.Ordinal));

    [Theory]
    [InlineData(App, "<NavigationType>0", "<NavigationType>1")]
    [InlineData(SiteMap, "ShowGroups=\"true\"", "ShowGroups=\"false\"")]
    public void An_app_or_navigation_that_differs_from_its_twin_is_refused(
        string file, string pattern, string replacement) =>
        _solution.Replace(file, pattern, replacement).IsRefused("it differs from", "Edit the file without _managed");

    [Fact]
    public void Generate_writes_every_twin_from_the_file_that_people_edit()
    {
        var written = GeneratedFiles.All();
        foreach (var twin in new[] { App, SiteMap, ManagedForm })
        {
            Assert.Equal(_solution.Read(SolutionLayout.Twin(twin)), written["Solution/" + twin]);
        }
    }
}
