using System;
using System.IO;
using System.Linq;
using CrmMilestones.Packaging;
using Xunit;

namespace CrmMilestones.Tests.Pack;

public sealed class FileRefusalTests
{
    readonly SolutionCopy _solution = new();

    [Fact]
    public void Every_malformed_file_is_refused_with_line_and_column()
    {
        var role = _solution.Replace("Roles", "</RolePrivileges>", "</RolePrivilege>");
        var xaml = _solution.Replace("Workflows", "<x:Members>", "<x:Members attribute>");

        var defects = _solution.Defects();

        Assert.Equal(
            [(role.File, role.Line), (xaml.File, xaml.Line)], defects.Select(defect => (defect.File, defect.Line)));
        Assert.All(defects, defect => Assert.True(defect.Column > 1));
        Assert.All(defects, defect => Assert.StartsWith("Repair the XML", defect.Advice, StringComparison.Ordinal));
    }

    [Fact]
    public void Everything_that_is_wrong_is_reported_at_once()
    {
        Break[] breaks =
        [
            _solution.Replace("Entities/Account/SavedQueries", "<cell name=\"name\"", "<cell name=\"nmae\""),
            _solution.Replace("Other/Solution.xml", "<Version>1", "<Version>2"),
            _solution.Replace("Roles", "prvReadcm_Market", "prvReadcm_Merket"),
        ];
        Assert.Equal(
            breaks.Select(broken => (broken.File, broken.Line)).Order(),
            _solution.Defects().Select(defect => (defect.File, defect.Line)).Order());
    }

    [Fact]
    public void A_folder_that_does_not_exist_is_refused() => Assert.Contains(
        "There is no folder",
        Assert.Throws<SolutionRefusedException>(() =>
            SolutionPacker.Pack(Path.Combine("no", "folder"), PluginDll.BuiltPath, managed: true)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_folder_without_manifest_and_frame_is_refused() => Assert.Equal(
        ["Other/Solution.xml", "Other/Customizations.xml"],
        _solution.Delete("Other/Solution.xml").Delete("Other/Customizations.xml").Defects()
            .Select(defect => defect.File));

    [Fact]
    public void An_assembly_that_is_not_built_is_refused() => Assert.Contains(
        "Build Plugins",
        Assert.Throws<SolutionRefusedException>(() =>
            PluginDll.Read(Path.Combine("no", "folder", "no.dll"))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_missing_process_definition_is_refused()
    {
        _solution.Delete(_solution.Find("Workflows", "<Activity "));
        _solution.At("Workflows", "<XamlFileName>")
            .IsRefused(".xaml is missing", "Restore it, or remove its .data.xml");
    }

    [Fact]
    public void A_missing_web_resource_is_refused()
    {
        WebResources.Add(_solution, "cm_/js/other.js", script: null);
        _solution.At("WebResources/cm_/js/other.js.data.xml", "<FileName>")
            .IsRefused("WebResources/cm_/js/other.js is missing", "Restore it");
    }

    [Fact]
    public void Two_files_for_the_same_part_of_the_zip_are_refused()
    {
        WebResources.Add(_solution, "cm_/js/contact.js", "var x;");
        WebResources.Add(_solution, "cm_/js/market.js", "var x;", "{0f6a1f0e-3d4b-4c58-9f6e-2d9c5f0a7b12}");
        _solution.At("WebResources/cm_/js/market.js.data.xml", "<FileName>")
            .IsRefused("Another file of the zip is named", "another name");
    }

    [Fact]
    public void A_web_resource_without_registration_is_refused() =>
        _solution.Write("WebResources/cm_/js/other.js", "").IsRefused("would be left out", "add the .data.xml");

    [Fact]
    public void A_missing_formula_is_refused()
    {
        _solution.Delete(_solution.Find("Entities/cm_customerlifecycle/Formulas"));
        _solution.At("Entities/cm_customerlifecycle/Entity.xml", "<FormulaDefinitionFileName>")
            .IsRefused("of column bpf_duration is missing", "Restore the file");
    }

    [Fact]
    public void A_formula_that_no_column_names_is_refused() =>
        _solution.Write("Entities/cm_Market/Formulas/cm_market-cm_code.xaml", "<Activity />")
            .IsRefused("No column of the table names this formula", "FormulaDefinitionFileName");

    [Fact]
    public void A_registration_that_names_another_file_is_refused() =>
        _solution.Replace("Workflows", "/Workflows/Customer", "/Workflows/Client")
            .IsRefused("but it describes", "Write /Workflows/Customer");

    [Theory]
    [InlineData("OptionSet/cm_new.xml")]
    [InlineData("Roles/CM Reader.txt")]
    [InlineData("Entities/Account/Views/cm_new.xml")]
    public void A_file_without_a_place_in_the_zip_is_refused(string file) =>
        _solution.Write(file, "<a />").IsRefused("would be left out", "Check the folder's and the file's name");

    [Theory]
    [InlineData("Entities")]
    [InlineData("Roles")]
    [InlineData("Workflows")]
    [InlineData("EntityRelationships")]
    [InlineData("optionsets")]
    [InlineData("SolutionPluginAssemblies")]
    [InlineData("SdkMessageProcessingSteps")]
    public void A_missing_placeholder_of_the_customizations_is_refused(string name)
    {
        _solution.Replace("Other/Customizations.xml", $"<{name} />", "");
        _solution.At("Other/Customizations.xml", "<ImportExportXml")
            .IsRefused($"<{name} /> is missing", $"Add <{name} />");
    }

    [Theory]
    [InlineData("FormXml")]
    [InlineData("SavedQueries")]
    [InlineData("RibbonDiffXml")]
    public void A_missing_placeholder_of_a_table_is_refused(string name)
    {
        _solution.Replace("Entities/cm_Market/Entity.xml", $"<{name} />", "");
        _solution.At("Entities/cm_Market/Entity.xml", "<Entity ")
            .IsRefused($"<{name} /> is missing", $"Add <{name} />");
    }

    [Fact]
    public void A_placeholder_that_is_not_empty_is_refused() =>
        _solution.Replace("Other/Customizations.xml", "<Roles />", "<Roles><Role /></Roles>")
            .IsRefused("must be empty", "files of its own");

    [Fact]
    public void A_placeholder_that_occurs_twice_is_refused() =>
        _solution.Replace("Other/Customizations.xml", "<Roles />", "<Roles /><Roles />")
            .IsRefused("occurs twice", "Remove one");
}
