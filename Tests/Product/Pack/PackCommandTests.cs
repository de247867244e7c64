using System;
using System.IO;
using System.Security.Cryptography;
using System.Text.Json;
using CrmMilestones.Packaging;
using CrmMilestones.Scripts;
using Xunit;

namespace CrmMilestones.Tests.Pack;

public sealed class PackCommandTests : IDisposable
{
    readonly SolutionCopy _solution = new();
    readonly string _folder = Directory.CreateTempSubdirectory("CrmMilestones.").FullName;
    readonly StringWriter _output = new();
    readonly StringWriter _error = new();

    string Source
    {
        get
        {
            var folder = Path.Combine(_folder, "source");
            _solution.SaveTo(folder);
            return folder;
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Success_writes_the_zip_says_what_it_is_and_returns_0(bool managed)
    {
        var zip = Path.Combine(_folder, "new", "solution.zip");

        string[] type = managed ? [] : ["--unmanaged"];
        Assert.Equal(0, Run(["--source", Source, "--output", zip, .. type]));

        var bytes = File.ReadAllBytes(zip);
        Assert.Equal(_solution.Pack(managed), bytes);
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(bytes)), _output.ToString(), StringComparison.Ordinal);
        var tables = Directory.GetDirectories(Path.Combine(_folder, "source", "Entities")).Length;
        Assert.Contains($"Contains  {tables} tables, ", _output.ToString(), StringComparison.Ordinal);
        Assert.Empty(_error.ToString());
    }

    [Fact]
    public void A_refusal_names_file_and_line_writes_nothing_and_returns_1()
    {
        var zip = Path.Combine(_folder, "solution.zip");
        var broken = _solution.Replace("Other/Solution.xml", "<Managed>2", "<Managed>0");

        Assert.Equal(1, Run(["--source", Source, "--output", zip]));

        Assert.False(File.Exists(zip));
        Assert.Contains($"{broken.File}({broken.Line},", _error.ToString(), StringComparison.Ordinal);
        Assert.Contains("Not packed: 1 to repair.", _error.ToString(), StringComparison.Ordinal);
        Assert.Empty(_output.ToString());
    }

    [Fact]
    public void A_plug_in_built_elsewhere_is_packed_in_place_of_the_programs_own()
    {
        var (elsewhere, zip) =
            (Path.Combine(_folder, "CrmMilestones.Plugins.dll"), Path.Combine(_folder, "solution.zip"));

        File.WriteAllText(elsewhere, "no assembly");
        Assert.Equal(1, Run(["--source", Source, "--plugin", elsewhere, "--output", zip]));
        Assert.Contains("The assembly can't be read", _error.ToString(), StringComparison.Ordinal);

        File.Copy(PluginDll.BuiltPath, elsewhere, overwrite: true);
        Assert.Equal(0, Run(["--source", Source, "--plugin", elsewhere, "--output", zip]));
        Assert.Equal(_solution.Pack(managed: true), File.ReadAllBytes(zip));
    }

    [Theory]
    [InlineData("--plugin", ".", "The assembly can't be read: ")]
    [InlineData("--plugin", "file", "The assembly can't be read: ")]
    [InlineData("--plugin", "nothing", "Build Plugins for net462, and pack again.")]
    [InlineData("--source", "file", "file is a file. Name the folder of the unpacked solution.")]
    [InlineData("--source", "nothing", "There is no folder ")]
    public void A_path_that_does_not_serve_is_named_with_what_to_do_and_returns_1(
        string option, string path, string message)
    {
        File.WriteAllText(Path.Combine(_folder, "file"), "text");

        Assert.Equal(
            1, Run([option, Path.Combine(_folder, path), "--output", Path.Combine(_folder, "solution.zip")]));

        Assert.Contains(message, _error.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("Not packed: 1 to repair." + Environment.NewLine, _error.ToString(), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder, "solution.zip")));
    }

    [Theory]
    [InlineData(".", " can't be written: It is a folder.")]
    [InlineData("file/solution.zip", "solution.zip can't be written: ")]
    public void A_zip_that_can_not_be_written_is_named_and_returns_1(string path, string message)
    {
        File.WriteAllText(Path.Combine(_folder, "file"), "text");

        Assert.Equal(1, Run(["--source", Source, "--output", Path.Combine(_folder, path)]));

        Assert.Contains(message, _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_result_is_there_as_json()
    {
        var zip = Path.Combine(_folder, "solution.zip");

        Assert.Equal(0, Run(["--source", Source, "--output", zip, "--json"]));

        using var result = JsonDocument.Parse(_output.ToString());
        Assert.Equal(
            Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(zip))),
            result.RootElement.GetProperty("sha256").GetString());
        Assert.Equal(new FileInfo(zip).Length, result.RootElement.GetProperty("bytes").GetInt64());
    }

    [Fact]
    public void An_unknown_option_returns_1() => Assert.Equal(1, Run(["--managd"]));

    int Run(string[] arguments) =>
        PackCommand.Create().Parse(arguments).Invoke(new() { Output = _output, Error = _error });
}
