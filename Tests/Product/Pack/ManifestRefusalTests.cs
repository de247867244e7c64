using Xunit;

namespace CrmMilestones.Tests.Pack;

public sealed class ManifestRefusalTests
{
    const string Manifest = "Other/Solution.xml";
    readonly SolutionCopy _solution = new();

    [Theory]
    [InlineData("1", "Entities/cm_AuditFinding/Entity.xml", "<Entity ")]
    [InlineData("9", "OptionSets/cm_agreement.xml", "<optionset ")]
    [InlineData("20", "Roles", "<Role ")]
    [InlineData("29", "Workflows", "<Workflow ")]
    [InlineData("91", "PluginAssemblies", "<PluginAssembly ")]
    public void A_component_that_is_no_root_component_is_refused(string type, string place, string pattern)
    {
        var last = $"<RootComponent type=\"{type}\" (?!schemaName=\"(account|cm_customerlifecycle)\")[^>]*>";
        _solution.Replace(Manifest, last, "");
        _solution.At(place, pattern).IsRefused("is no root component", $"Add a RootComponent of type {type}");
    }

    [Fact]
    public void A_root_component_without_component_is_refused() => _solution
        .Replace(Manifest, "</RootComponents>", "<RootComponent type=\"9\" schemaName=\"cm_nothing\" "
            + "/></RootComponents>")
        .IsRefused("No component of type 9 is cm_nothing", "Remove the line");

    [Fact]
    public void A_root_component_that_is_listed_twice_is_refused() => _solution
        .Replace(Manifest, "<RootComponent type=\"1\" schemaName=\"cm_market\"[^>]*>", "$0$0")
        .IsRefused("cm_market is listed twice", "Remove one line");

    [Theory]
    [InlineData("1.0.0.99")]
    [InlineData("1.99.0.0")]
    [InlineData("one")]
    public void A_version_that_does_not_go_with_the_assemblys_is_refused(string version) => _solution
        .Replace(Manifest, "<Version>[^<]*", "<Version>" + version)
        .IsRefused($"version is {version}, but the assembly's is", "ProductVersion of Directory.Build.props");

    [Fact]
    public void A_source_for_one_package_type_only_is_refused() => _solution
        .Replace(Manifest, "<Managed>2", "<Managed>0").IsRefused("for both package types", "<Managed>2</Managed>");

    [Fact]
    public void A_root_component_with_another_assemblys_full_name_is_refused() => _solution
        .Replace(Manifest, "CrmMilestones.Plugins, Version=", "CrmMilestones.Plugin, Version=")
        .IsRefused("not the assembly's full name", "Write CrmMilestones.Plugins, Version=");
}
