using System;
using System.CommandLine;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using CrmMilestones.Scripts.Pack.Source;
using Spectre.Console;

namespace CrmMilestones.Scripts.Pack;

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
        Option<FileInfo?> output = new("--output")
        {
            Description = "The zip to write. [default: artifacts/CrmMilestones_managed.zip or _unmanaged.zip]",
        };
        Command command = new("pack", "Check the unpacked solution and pack it into the zip that Dataverse imports.")
        {
            unmanaged,
            source,
            output,
        };
        command.SetAction(parsed => Run(
            parsed.GetRequiredValue(source).FullName, parsed.GetValue(output)?.FullName, !parsed.GetValue(unmanaged)));
        return command;
    }

    static int Run(string folder, string? zipPath, bool managed)
    {
        try
        {
            var source = SolutionSource.Read(folder);
            var zip = SolutionPacker.Pack(source, PluginDll.Read(PluginDll.BuiltPath), managed);
            zipPath ??= Path.Combine(
                RepositoryRoot.Path, "artifacts", $"{source.UniqueName}_{(managed ? "managed" : "unmanaged")}.zip");
            Directory.CreateDirectory(Path.GetDirectoryName(zipPath)!);
            File.WriteAllBytes(zipPath, zip);
            Report(source, zipPath, zip);
            return 0;
        }
        catch (SolutionRefusedException refused)
        {
            foreach (var problem in refused.Problems)
                Console.Error.WriteLine(problem with { File = Path.GetRelativePath(".", Path.Combine(folder, problem.File)) });
            Console.Error.WriteLine($"Not packed: {refused.Problems.Count} to repair.");
            return 1;
        }
    }

    static void Report(SolutionSource source, string zipPath, byte[] zip)
    {
        var summary = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn();
        void Line(string name, string value) => summary.AddRow(new Text(name), new Text(value));

        Line("Packed", Path.GetRelativePath(".", zipPath));
        Line("Version", source.Version);
        Line("Size", string.Create(CultureInfo.InvariantCulture, $"{zip.Length:N0} bytes"));
        Line("SHA-256", Convert.ToHexStringLower(SHA256.HashData(zip)));
        Line("Contains", string.Join(", ",
            from counted in new (int Count, string What)[]
            {
                (source.Tables.Count, "tables"),
                (source.Tables.Sum(table => table.Columns.Count(column => column.IsCustom)), "columns"),
                (source.Choices.Count, "choices"),
                (source.Relationships.Count, "relationships"),
                (source.Tables.Sum(table => table.Views.Count), "views"),
                (source.Tables.Sum(table => table.Forms.Count(form => !form.IsManagedVariant)), "forms"),
                (source.Processes.Count, "processes"),
                (source.PluginAssemblies.Sum(assembly => assembly.Types.Count), "plug-in types"),
                (source.Steps.Count, "steps"),
                (source.Roles.Count, "roles"),
            }
            where counted.Count > 0
            select string.Create(CultureInfo.InvariantCulture, $"{counted.Count} {counted.What}")));
        AnsiConsole.Write(summary);
    }
}
