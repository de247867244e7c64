using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Text.Json;

namespace CrmMilestones.Mutation.Running;

/// <summary>Asks the build for what it knows.</summary>
static class Msbuild
{
    /// <summary>The value of a property.</summary>
    public static string Property(string project, string name, params string[] arguments) =>
        Run(["msbuild", project, $"-getProperty:{name}", .. arguments]).Trim();

    /// <summary>The items that are there after the given targets, as JSON.</summary>
    public static JsonElement Items(string project, string name, params string[] arguments)
    {
        using var answer = JsonDocument.Parse(Run(["msbuild", project, $"-getItem:{name}", .. arguments]));
        return answer.RootElement.GetProperty("Items").GetProperty(name).Clone();
    }

    /// <summary>Builds projects and all that they refer to.</summary>
    public static void Build(IEnumerable<string> projects)
    {
        foreach (var project in projects)
        {
            Run(["build", project, "-v:quiet"]);
        }
    }

    /// <summary>The folder of this clone: the nearest one above that holds the solution file.</summary>
    public static string Clone { get; } = FindClone();

    static string Run(string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", arguments) { RedirectStandardOutput = true, WorkingDirectory = Clone };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)} failed.\n{output}");
    }

    static string FindClone()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "CrmMilestones.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No CrmMilestones.sln above {AppContext.BaseDirectory}.");
    }
}
