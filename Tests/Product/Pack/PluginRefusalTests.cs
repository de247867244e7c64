using System;
using System.IO;
using CrmMilestones.Packaging;
using CrmMilestones.Scripts;
using Xunit;

namespace CrmMilestones.Tests.Pack;

public sealed class PluginRefusalTests
{
    const string Steps = "SdkMessageProcessingSteps";
    readonly SolutionCopy _solution = new();

    [Fact]
    public void A_step_of_an_unregistered_class_is_refused() => _solution
        .Replace(Steps, "<PluginTypeId>[^<]*", "<PluginTypeId>00000000-0000-0000-0000-000000000009")
        .IsRefused("names plug-in type 00000000-0000-0000-0000-000000000009, which is not registered", "register the "
            + "class");

    [Fact]
    public void A_step_whose_class_and_id_disagree_is_refused() => _solution
        .Replace(Steps, "<PluginTypeName>[^,]*", "<PluginTypeName>CrmMilestones.Plugins.Customer.Nobody")
        .IsRefused("names a class other than its plug-in type", "Write CrmMilestones.Plugins.");

    [Fact]
    public void A_step_on_an_unknown_table_is_refused() => _solution
        .Replace(Steps, "<PrimaryEntity>account", "<PrimaryEntity>acount")
        .IsRefused("names table acount, which does not exist", "Correct the name");

    [Fact]
    public void A_step_filtered_by_an_unknown_column_is_refused() => _solution
        .Replace(Steps, "<FilteringAttributes>cm_", "<FilteringAttributes>cm_nothing,cm_")
        .IsRefused("names column cm_nothing, which", "Correct the name, or add the column");

    [Fact]
    public void An_image_with_an_unknown_column_is_refused() => _solution
        .Replace(Steps, "<Attributes>cm_", "<Attributes>cm_nothing,cm_")
        .IsRefused("Image, names column cm_nothing, which", "Correct the name");

    [Fact]
    public void A_class_that_the_assembly_does_not_have_is_refused()
    {
        _solution.Replace("PluginAssemblies", "</PluginTypes>", $"""
            <PluginType AssemblyQualifiedName="CrmMilestones.Plugins.Nobody, {FullName}"
              Name="CrmMilestones.Plugins.Nobody" />
            </PluginTypes>
            """).IsRefused("no public class CrmMilestones.Plugins.Nobody", "make the class public");
    }

    [Fact]
    public void A_class_that_is_qualified_with_another_assembly_is_refused()
    {
        const string name = "CrmMilestones.Plugins.Customer.CustomerSave";
        _solution.Replace("PluginAssemblies", "</PluginTypes>", $"""
            <PluginType AssemblyQualifiedName="{name}, Other" Name="{name}" />
            </PluginTypes>
            """).IsRefused("is not its name and the assembly's full name", $"Write {name}, {FullName}");
    }

    [Theory]
    [InlineData("Version=[0-9.]+", "Version=1.0.7.0")]
    [InlineData("PublicKeyToken=[0-9a-f]+", "PublicKeyToken=31bf3856ad364e35")]
    public void A_registration_of_another_assembly_is_refused(string pattern, string replacement)
    {
        var broken = _solution.Replace("PluginAssemblies", pattern, replacement);
        var defect = Assert.Single(
            _solution.Defects(),
            defect => defect.What.StartsWith($"The built assembly is {FullName}, not", StringComparison.Ordinal));
        Assert.Equal((broken.File, broken.Line), (defect.File, defect.Line));
        Assert.Contains("Write the built one's full name here", defect.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void An_assembly_other_than_the_registered_one_is_refused()
    {
        var other = typeof(Assert).Assembly.Location;
        var refused = Assert.Throws<SolutionRefusedException>(
            () => _solution.Pack(plugin: PluginDll.Read(other)));
        Assert.Contains(refused.Defects, defect =>
            defect.What == $"The build gives {Path.GetFileName(other)}, not CrmMilestones.Plugins.dll.");
    }

    [Fact]
    public void A_file_that_is_no_assembly_is_refused() => Assert.Contains(
        "can't be read",
        Assert.Throws<SolutionRefusedException>(
            () => PluginDll.Read(Path.Combine(RepositoryRoot.Path, "Solution", "Other", "Solution.xml"))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_custom_API_of_an_unregistered_class_is_refused()
    {
        const string api = "customapis/cm_Nothing/customapi.xml";
        _solution.Write(api, """
            <customapi uniquename="cm_Nothing">
              <plugintypeid>
                <plugintypeexportkey>5b1f3d02-6b1a-4d2e-8a54-0c7b2f1d9e33</plugintypeexportkey>
              </plugintypeid>
            </customapi>
            """);
        _solution.At(api, "<plugintypeid>").IsRefused("Custom API cm_Nothing names plug-in type", "register the class");
    }

    static string FullName => PluginDll.Read(PluginDll.BuiltPath).Name.FullName;
}
