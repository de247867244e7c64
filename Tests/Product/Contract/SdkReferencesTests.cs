using System;
using System.IO;
using System.Linq;
using CrmMilestones.Packaging;
using CrmMilestones.Packaging.Contract;
using CrmMilestones.Scripts;
using Xunit;

namespace CrmMilestones.Tests.Contract;

/// <summary>What binds the shipped plug-in assembly to the platform that runs it.</summary>
public class SdkReferencesTests
{
    const string ListPath = "Tests/Product/Contract/member-references.txt";

    // A line that is new here has not been seen by the official assembly: run check-contract, then list it.
    [Fact]
    public void The_plug_ins_refer_to_the_listed_types_and_members_of_the_SDK_and_no_others()
    {
        using var plugin = AssemblyImage.Open(PluginDll.BuiltPath);
        var listed = File.ReadAllLines(Path.Combine(RepositoryRoot.Path, ListPath));
        var referred = SdkReferences.Of(plugin);

        string[] changes =
        [
            .. referred.Except(listed).Select(line => $"+{line}"),
            .. listed.Except(referred).Select(line => $"-{line}"),
        ];
        Assert.True(
            referred.SetEquals(listed),
            $"References that are new (+) or gone (-) since {ListPath} was written:\n{string.Join('\n', changes)}\n"
            + "Hold them against the official assembly (check-contract) and change the list.");
    }

    [Fact]
    public void The_plug_ins_refer_to_the_SDK_by_the_official_identity()
    {
        using var plugin = AssemblyImage.Open(PluginDll.BuiltPath);
        var sdk = References(plugin).Single(name => name.StartsWith("Microsoft.Xrm.Sdk", StringComparison.Ordinal));

        Assert.Equal("Microsoft.Xrm.Sdk, Version=9.0.0.0, Culture=neutral, PublicKeyToken=31bf3856ad364e35", sdk);
    }

    [Fact]
    public void The_plug_ins_refer_to_nothing_that_the_sandbox_need_not_have()
    {
        string[] ofPlatform =
        [
            "mscorlib", "System", "System.Core", "System.Runtime.Serialization", "System.ServiceModel", "System.Xml",
            "System.Xml.Linq", "Microsoft.Xrm.Sdk",
        ];
        using var plugin = AssemblyImage.Open(PluginDll.BuiltPath);

        Assert.Empty(References(plugin).Select(name => name.Split(',')[0]).Except(ofPlatform));
    }

    [Fact]
    public void Every_reference_of_the_plug_ins_is_offered_by_the_contract()
    {
        using var plugin = AssemblyImage.Open(PluginDll.BuiltPath);
        using var contract = AssemblyImage.Open(CheckContractCommand.ContractPath);

        Assert.Empty(SdkReferences.Of(plugin).Except(SdkReferences.OfferedBy(contract)));
    }

    static string[] References(AssemblyImage assembly) =>
    [
        .. from handle in assembly.Reader.AssemblyReferences
           select assembly.Reader.GetAssemblyReference(handle).GetAssemblyName().FullName,
    ];
}
