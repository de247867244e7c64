using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace CrmMilestones.Packaging.Source;

/// <summary>Reads the files of an unpacked solution from disk.</summary>
static class SourceFolder
{
    /// <returns>Every file in a sub-folder; what lies beside them, such as README.md, is no part of a solution.</returns>
    /// <exception cref="SolutionRefusedException">There is no such folder, or not all of it can be read.</exception>
    public static IReadOnlyList<SourceFile> Read(string folder)
    {
        if (!Directory.Exists(folder))
        {
            var what = File.Exists(folder) ? $"{folder} is a file." : $"There is no folder {folder}.";
            throw Refused(what, "Name the folder of the unpacked solution.");
        }

        try
        {
            return
            [
                .. from path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                   let file = Path.GetRelativePath(folder, path).Replace('\\', '/')
                   where file.Contains('/', StringComparison.Ordinal)
                   select new SourceFile(file, File.ReadAllBytes(path)),
            ];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Refused($"It can't be read: {e.Message}", "Make every file in it readable.");
        }
    }

    static SolutionRefusedException Refused(string what, string advice) => new([Defect.In(".", what, advice)]);
}
