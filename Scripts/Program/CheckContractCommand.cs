using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.CommandLine;
using System.IO;
using System.Linq;
using CrmMilestones.Packaging;
using CrmMilestones.Packaging.Contract;
using CrmMilestones.Scripts.Output;

namespace CrmMilestones.Scripts;

/// <summary>
/// check-contract: holds the contract assembly and the plug-ins against the official Microsoft.Xrm.Sdk.dll.
/// </summary>
public static class CheckContractCommand
{
    /// <summary>Where the build lays the contract that bundled builds compile the plug-ins against.</summary>
    internal static string ContractPath { get; } =
        Path.Combine(AppContext.BaseDirectory, "contract", "Microsoft.Xrm.Sdk.dll");

    public static Command Create()
    {
        Argument<FileInfo> official = new("official")
        {
            Description = "Microsoft.Xrm.Sdk.dll from lib/net462 of the package Microsoft.CrmSdk.CoreAssemblies.",
        };
        Option<FileInfo> contract = new("--contract")
        {
            Description = "The contract assembly.",
            DefaultValueFactory = _ => new(ContractPath),
        };
        Option<FileInfo> plugin = new("--plugin")
        {
            Description = "The plug-in assembly whose references to the SDK must resolve.",
            DefaultValueFactory = _ => new(PluginDll.BuiltPath),
        };
        ToolCommand command = new(
            "check-contract", "Hold the bundled contract assembly against the official SDK assembly.",
            [ExitCode.Differs], hasJson: true)
        {
            official,
            contract,
            plugin,
        };
        command.Does((parsed, output, _) => Run(
            parsed.GetRequiredValue(official).FullName,
            parsed.GetRequiredValue(contract).FullName,
            parsed.GetRequiredValue(plugin).FullName,
            output));
        return command;
    }

    static ExitCode Run(string officialPath, string contractPath, string pluginPath, CommandOutput output)
    {
        try
        {
            using var official = AssemblyImage.Open(officialPath);
            using var contract = AssemblyImage.Open(contractPath);
            using var plugin = AssemblyImage.Open(pluginPath);
            output.Out.WriteLine($"Official assembly: {official.Name.FullName}, file version {official.FileVersion}");
            var differences = ContractComparison.Compare(contract, official);
            Report(differences, contract.VisibleTypes.Count(), output.Out);
            var references = SdkReferences.Of(plugin);
            var unresolved = references.Except(SdkReferences.OfferedBy(official));
            Report(unresolved, references.Count, output.Out);
            output.WriteJson(
                new { Official = official.Name.FullName, Differences = differences, Unresolved = unresolved });
            return differences.Count + unresolved.Count > 0 ? ExitCode.Differs : ExitCode.Done;
        }
        catch (BadImageFormatException e)
        {
            throw new ToolException(e.Message, e);
        }
    }

    static void Report(IReadOnlyList<ContractDifference> differences, int types, TextWriter output)
    {
        foreach (var place in differences.GroupBy(difference => difference.Place))
        {
            output.WriteLine(place.Key);
            foreach (var difference in place)
            {
                Side("contract", difference.Contract, output);
                Side("official", difference.Official, output);
            }
        }

        output.WriteLine(differences.Count == 0
            ? $"The contract's {types} types are declared as in the official assembly."
            : $"Differences in the contract's {types} types: {differences.Count}.");
    }

    static void Side(string name, IReadOnlyList<string> declarations, TextWriter output)
    {
        foreach (var declaration in declarations.DefaultIfEmpty("nothing"))
        {
            output.WriteLine($"  {name}: {declaration}");
        }
    }

    static void Report(ImmutableSortedSet<string> unresolved, int references, TextWriter output)
    {
        foreach (var line in unresolved)
        {
            output.WriteLine($"The official assembly lacks {line}");
        }

        output.WriteLine(unresolved.Count == 0
            ? $"The plug-ins' {references} references to the SDK all resolve."
            : $"Unresolved among the plug-ins' {references} references to the SDK: {unresolved.Count}.");
    }
}
