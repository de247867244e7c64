using System;
using System.CommandLine;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using CrmMilestones.Packaging;
using CrmMilestones.Packaging.Source;

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
        Option<FileInfo?> output = new("--output")
        {
            Description = "The zip to write. [default: artifacts/CrmMilestones_managed.zip or _unmanaged.zip]",
        };
        Command command = new(
            "pack",
            "Check the unpacked solution and pack it into the zip that Dataverse imports. "
            + "Exit code 0: the zip is written. 1: it is not, and the error output says why, "
            + "each line with file, line and what to do.")
        {
            unmanaged,
            source,
            plugin,
            output,
        };
        command.SetAction(parsed => Run(
            parsed.GetRequiredValue(source).FullName,
            parsed.GetValue(plugin)?.FullName ?? PluginDll.BuiltPath,
            parsed.GetValue(output)?.FullName,
            !parsed.GetValue(unmanaged),
            parsed.InvocationConfiguration));
        return command;
    }

    static int Run(string folder, string pluginPath, string? zipPath, bool managed, InvocationConfiguration console)
    {
        try
        {
            var source = SolutionSource.Read(folder);
            var zip = SolutionPacker.Pack(source, PluginDll.Read(pluginPath), managed);
            zipPath ??= Path.Combine(
                RepositoryRoot.Path, "artifacts", $"{source.UniqueName}_{(managed ? "managed" : "unmanaged")}.zip");
            Save(zip, zipPath);
            Report(source, zipPath, zip, console.Output);
            return 0;
        }
        catch (SolutionRefusedException refused)
        {
            foreach (var defect in refused.Defects)
            {
                console.Error.WriteLine(defect with { File = Shown(Path.Combine(folder, defect.File)) });
            }

            console.Error.WriteLine($"Not packed: {refused.Defects.Count} to repair.");
            return 1;
        }
    }

    static void Save(byte[] zip, string path)
    {
        try
        {
            if (Directory.Exists(path) || Path.EndsInDirectorySeparator(path))
            {
                throw new IOException("It is a folder.");
            }

            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, zip);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SolutionRefusedException(
                [Defect.In(path, $"The zip can't be written: {e.Message}", "Name another file with --output.")]);
        }
    }

    /// <summary>A path from where the command runs, if it lies there.</summary>
    static string Shown(string path) =>
        Path.GetRelativePath(".", path) is var relative && relative.StartsWith("..", StringComparison.Ordinal)
            ? Path.GetFullPath(path)
            : relative;

    static void Report(SolutionSource source, string zipPath, byte[] zip, TextWriter output)
    {
        void Line(string name, string value) => output.WriteLine($"{name,-9} {value}");

        Line("Packed", Shown(zipPath));
        Line("Version", source.Version);
        Line("Size", string.Create(CultureInfo.InvariantCulture, $"{zip.Length:N0} bytes"));
        Line("SHA-256", Convert.ToHexStringLower(SHA256.HashData(zip)));
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
    }
}
