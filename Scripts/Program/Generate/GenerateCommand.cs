using System.CommandLine;
using System.IO;

namespace CrmMilestones.Scripts.Generate;

/// <summary>generate: writes every derived file anew.</summary>
public static class GenerateCommand
{
    public static Command Create()
    {
        var command = new Command(
            "generate",
            "Write the derived files anew: the page \"How we work\" and the documents' tables from the definition, "
            + "sample data, and the _managed.xml twins of forms, app and navigation.");
        command.SetAction(arguments => Run(arguments.InvocationConfiguration.Output));
        return command;
    }

    static int Run(TextWriter output)
    {
        foreach (var (file, text) in GeneratedFiles.All())
        {
            var isStale = GeneratedFiles.Read(file) != text;
            if (isStale)
            {
                File.WriteAllText(Path.Combine(RepositoryRoot.Path, file), text);
            }

            output.WriteLine($"{(isStale ? "Written" : "As it was")}: {file}");
        }

        return 0;
    }
}
