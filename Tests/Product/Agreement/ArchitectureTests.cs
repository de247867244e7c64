using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using System.Xml.Linq;
using CrmMilestones.Dataverse;
using CrmMilestones.Packaging;
using CrmMilestones.Sandbox;
using CrmMilestones.Scripts;
using CrmMilestones.Tests.Host;
using Xunit;

namespace CrmMilestones.Tests.Agreement;

/// <summary>
/// Which part knows which: projects among one another, and the rules nothing but themselves. Inside the embedded
/// Dataverse, its own tests say it.
/// </summary>
public class ArchitectureTests
{
    /// <summary>The assembly that ships.</summary>
    static readonly Assembly Shipped = new AssemblyLoadContext("Shipped").LoadFromAssemblyPath(PluginDll.BuiltPath);

    static readonly Dependencies Plugins = new(Shipped);

    [Theory]
    [InlineData("Scripts/SdkContract/SdkContract.csproj", "")]
    [InlineData("Plugins/CrmMilestones.Plugins.csproj", "SdkContract")]
    [InlineData("Scripts/Packaging/CrmMilestones.Packaging.csproj", "")]
    [InlineData("Scripts/Dataverse/CrmMilestones.Dataverse.csproj", "CrmMilestones.Packaging SdkContract")]
    [InlineData("Scripts/Sandbox/CrmMilestones.Sandbox.csproj", "CrmMilestones.Dataverse CrmMilestones.Packaging")]
    [InlineData("Scripts/CrmMilestones.Scripts.csproj",
        "CrmMilestones.Dataverse CrmMilestones.Packaging CrmMilestones.Plugins CrmMilestones.Sandbox SdkContract")]
    public void A_project_refers_to_these_others_only(string project, string others)
    {
        var path = Path.Combine(RepositoryRoot.Path, project);
        var referred = XDocument.Load(path, LoadOptions.SetLineInfo).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!)).Distinct();
        Assert.Equal(others.Split(' ', StringSplitOptions.RemoveEmptyEntries), referred.Order(StringComparer.Ordinal));
    }

    /// <summary>What a project gets by way of another counts too.</summary>
    public static TheoryData<Assembly, string> Assemblies => new()
    {
        { Shipped, "Microsoft.Xrm.Sdk" },
        { typeof(SolutionPacker).Assembly, "" },
        { typeof(DataverseHost).Assembly, "CrmMilestones.Packaging Microsoft.Xrm.Sdk" },
        { typeof(SandboxServer).Assembly, "CrmMilestones.Dataverse CrmMilestones.Packaging Microsoft.Xrm.Sdk" },
    };

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void An_assembly_uses_these_of_ours_and_the_SDK_only(Assembly assembly, string others)
    {
        var used = assembly.GetReferencedAssemblies().Select(name => name.Name!)
            .Where(name => name.StartsWith("CrmMilestones", StringComparison.Ordinal) || name == "Microsoft.Xrm.Sdk");
        Assert.Equal(others.Split(' ', StringSplitOptions.RemoveEmptyEntries), used.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_rules_know_neither_the_SDK_nor_what_surrounds_them() => Plugins.MustNotLead(
        type => IsIn(type, "CrmMilestones.Plugins.Rules"),
        type => IsIn(type, "Microsoft.Xrm") || IsIn(type, "System.ServiceModel")
            || IsIn(type, "CrmMilestones.Plugins") && !IsIn(type, "CrmMilestones.Plugins.Rules"));

    [Fact]
    public void The_pipeline_knows_nothing_of_customers() => Plugins.MustNotLead(
        type => IsIn(type, "CrmMilestones.Plugins.Pipeline"),
        type => IsIn(type, "CrmMilestones.Plugins.Customer"));

    static bool IsIn(string type, string space) => type.StartsWith(space + ".", StringComparison.Ordinal);
}
