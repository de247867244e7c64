using System;
using System.IO;

namespace CrmMilestones.Scripts;

/// <summary>The folder of this clone, whatever folder a command is started in.</summary>
public static class RepositoryRoot
{
    /// <summary>The nearest folder above the running program that holds CrmMilestones.sln.</summary>
    /// <exception cref="DirectoryNotFoundException">The program does not lie inside a clone.</exception>
    public static string Path { get; } = Find();

    static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "CrmMilestones.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException(
            "The program reads the solution of its repository and lies outside of it: there is no CrmMilestones.sln "
            + $"above {AppContext.BaseDirectory}.");
    }
}
