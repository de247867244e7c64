using System;
using System.IO;
using CrmMilestones.Scripts;
using Xunit;

namespace CrmMilestones.Tests.Contract;

public class CheckContractCommandTests
{
    [Fact]
    public void The_contract_held_against_itself_agrees()
    {
        var (exitCode, output, _) = Run(CheckContractCommand.ContractPath);

        Assert.Equal(0, exitCode);
        Assert.Contains("types are declared as in the official assembly.", output, StringComparison.Ordinal);
        Assert.Contains("references to the SDK all resolve.", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Differences_and_unresolved_references_are_listed()
    {
        var (exitCode, output, _) = Run(typeof(Assert).Assembly.Location);

        Assert.Equal(6, exitCode);
        Assert.Contains("  contract: Microsoft.Xrm.Sdk, Version=9.0.0.0", output, StringComparison.Ordinal);
        Assert.Contains("  official: xunit.assert, Version=", output, StringComparison.Ordinal);
        Assert.Contains(
            "Microsoft.Xrm.Sdk.IPlugin\n  contract: interface\n  official: nothing", output, StringComparison.Ordinal);
        Assert.Contains("The official assembly lacks Microsoft.Xrm.Sdk.IPlugin\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_ends_with_1_and_its_name()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "nothing.dll");
        var (exitCode, _, error) = Run(path);

        Assert.Equal(1, exitCode);
        Assert.Equal($"There is no file {path}.\n", error);
    }

    [Fact]
    public void A_file_that_is_no_assembly_ends_with_1_and_says_so()
    {
        var path = Path.ChangeExtension(typeof(CheckContractCommand).Assembly.Location, ".deps.json");
        var (exitCode, _, error) = Run(path);

        Assert.Equal(1, exitCode);
        Assert.Equal($"{path} is no .NET assembly.\n", error);
    }

    static (int ExitCode, string Output, string Error) Run(string official)
    {
        using StringWriter output = new() { NewLine = "\n" };
        using StringWriter error = new() { NewLine = "\n" };
        var exitCode = CheckContractCommand.Create().Parse([official]).Invoke(new() { Output = output, Error = error });
        return (exitCode, output.ToString(), error.ToString());
    }
}
