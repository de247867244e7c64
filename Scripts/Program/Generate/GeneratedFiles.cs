using System.Collections.Generic;
using System.IO;
using System.Linq;
using CrmMilestones.Dataverse;
using CrmMilestones.Packaging;
using CrmMilestones.Packaging.Source;
using CrmMilestones.Scripts.Generate.HowWeWork;
using CrmMilestones.Scripts.Samples;

namespace CrmMilestones.Scripts.Generate;

/// <summary>Every file of the repository that is derived and not written by hand.</summary>
static class GeneratedFiles
{
    /// <summary>What each should hold now; paths relative to the repository's root.</summary>
    public static IReadOnlyDictionary<string, string> All()
    {
        Icu.Require();
        var files = SampleCustomers.Files.ToDictionary(file => $"Scripts/Samples/{file.Name}", file => file.Text);
        var solution = SolutionSource.Read(Path.Combine(RepositoryRoot.Path, "Solution"));
        foreach (var document in DocumentTables.Documents.Keys)
        {
            files[document] = DocumentTables.Update(document, Read(document), new(solution, Language.English));
        }

        foreach (var step in StepColumns.Write(solution))
        {
            files[step.File] = step.Text;
        }

        foreach (var language in Language.All)
        {
            files[$"Solution/WebResources/{HowWeWorkPage.FileName(language)}"] = HowWeWorkPage.Write(
                new(solution, language));
        }

        foreach (var file in solution.Files.Where(SolutionLayout.HasVariants))
        {
            if (!SolutionLayout.IsManagedVariant(file))
            {
                files[$"Solution/{SolutionLayout.Twin(file)}"] = Read($"Solution/{file}");
            }
        }

        return files;
    }

    /// <summary>What a file of the repository holds now; nothing if there is none.</summary>
    public static string Read(string file) =>
        Path.Combine(RepositoryRoot.Path, file) is var path && File.Exists(path) ? File.ReadAllText(path) : "";
}
