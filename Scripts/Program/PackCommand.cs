using System;
using System.CommandLine;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using CrmMilestones.Packaging;
using CrmMilestones.Packaging.Source;
using CrmMilestones.Scripts.Output;

namespace CrmMilestones.Scripts;

/// <summary>pack: writes the solution zip from the folder Solution and the built plug-in assembly.</summary>
public static class PackCommand
{
    public static Command Create()
    {
        Option<bool> unmanaged = new("--unmanaged") { Description = "Pack for developers instead of for customers." };
        Option<DirectoryInfo> source = new("--source")
        {
            Description = "The unpacked solution.",
            DefaultValueFactory = _ => new(Path.Combine(RepositoryRoot.Path, "Solution")),
        };
        Option<FileInfo?> plugin = new("--plugin")
        {
            Description = "The plug-in assembly, built for net462. [default: as built with this program]",
        };
        Option<FileInfo?> zip = new("--output")
        {
            Description = "The zip to write. [default: artifacts/CrmMilestones_managed.zip or _unmanaged.zip]",
        };
        ToolCommand command = new(
            "pack",
            "Check the unpacked solution and pack it into the zip that Dataverse imports. What is wrong with it is listed "
            + "on the error output, each line with file, line and what to do.",
            [],
            hasJson: true)
        {
            unmanaged,
            source,
            plugin,
            zip,
        };
        command.Does((parsed, output, _) => Run(
            parsed.GetRequiredValue(source).FullName,
            parsed.GetValue(plugin)?.FullName ?? PluginDll.BuiltPath,
            parsed.GetValue(zip)?.FullName,
            !parsed.GetValue(unmanaged),
            output));
        return command;
    }

    static ExitCode Run(string folder, string pluginPath, string? zipPath, bool managed, CommandOutput output)
    {
        try
        {
            var source = SolutionSource.Read(folder);
            var zip = SolutionPacker.Pack(source, PluginDll.Read(pluginPath), managed);
            zipPath ??= Path.Combine(
                RepositoryRoot.Path, "artifacts", $"{source.UniqueName}_{(managed ? "managed" : "unmanaged")}.zip");
            WholeFile.Write(zipPath, file => file.Write(zip));
            Report(source, zipPath, zip, output);
            return ExitCode.Done;
        }
        catch (SolutionRefusedException refused)
        {
            var defects = refused.Defects.Select(
                defect => $"{defect with { File = Shown(Path.Combine(folder, defect.File)) }}\n");
            throw new ToolException(
                $"{string.Concat(defects)}Not packed: {refused.Defects.Count} to repair.", refused);
        }
    }

    /// <summary>A path from where the command runs, if it lies there.</summary>
    static string Shown(string path) =>
        Path.GetRelativePath(".", path) is var relative && relative.StartsWith("..", StringComparison.Ordinal)
            ? Path.GetFullPath(path)
            : relative;

    static void Report(SolutionSource source, string zipPath, byte[] zip, CommandOutput output)
    {
        void Line(string name, string value) => output.Out.WriteLine($"{name,-9} {value}");

        var hash = Convert.ToHexStringLower(SHA256.HashData(zip));
        Line("Packed", Shown(zipPath));
        Line("Version", source.Version);
        Line("Size", string.Create(CultureInfo.InvariantCulture, $"{zip.Length:N0} bytes"));
        Line("SHA-256", hash);
        Line("Contains", string.Join(", ",
            from counted in new (int Count, string One, string Many)[]
            {
                (source.Tables.Count, "table", "tables"),
                (source.Tables.Sum(table => table.Columns.Count(column => column.IsCustom)), "column", "columns"),
                (source.Choices.Count, "choice", "choices"),
                (source.Relationships.Count, "relationship", "relationships"),
                (source.Tables.Sum(table => table.Views.Count), "view", "views"),
                (source.Tables.Sum(table => table.Forms.Count), "form", "forms"),
                (source.Processes.Count, "process", "processes"),
                (source.PluginAssemblies.Sum(assembly => assembly.Types.Count), "plug-in type", "plug-in types"),
                (source.Steps.Count, "step", "steps"),
                (source.Roles.Count, "role", "roles"),
            }
            where counted.Count > 0
            select $"{counted.Count} {(counted.Count == 1 ? counted.One : counted.Many)}"));
        output.WriteJson(new { File = zipPath, source.Version, Bytes = zip.Length, Sha256 = hash });
    }
}
