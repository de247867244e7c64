using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Text;
using CrmMilestones.Scripts.Output;

namespace CrmMilestones.Scripts.Generate;

/// <summary>generate: writes every derived file anew.</summary>
public static class GenerateCommand
{
    public static Command Create()
    {
        ToolCommand command = new(
            "generate",
            "Write the derived files anew: the page \"How we work\" and the documents' tables from the definition, "
            + "sample data, and the _managed.xml twins of forms, app and navigation.",
            [],
            hasJson: true);
        command.Does((_, output, cancellation) =>
        {
            List<object> files = [];
            foreach (var (file, text) in GeneratedFiles.All())
            {
                cancellation.ThrowIfCancellationRequested();
                var isStale = GeneratedFiles.Read(file) != text;
                if (isStale)
                {
                    WholeFile.Write(
                        Path.Combine(RepositoryRoot.Path, file), stream => stream.Write(Encoding.UTF8.GetBytes(text)));
                }

                output.Out.WriteLine($"{(isStale ? "Written" : "As it was")}: {file}");
                files.Add(new { File = file, Written = isStale });
            }

            output.WriteJson(new { Files = files });
            return ExitCode.Done;
        });
        return command;
    }
}
