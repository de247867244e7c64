using System.CommandLine;
using System.IO;

namespace CrmMilestones.Scripts.Samples;

/// <summary>generate: writes the sample customer lists anew.</summary>
public static class GenerateCommand
{
    public static Command Create()
    {
        var folder = new Option<DirectoryInfo>("--output")
        {
            Description = "The folder to write to.",
            DefaultValueFactory = _ => new(Path.Combine(RepositoryRoot.Path, "Scripts", "Samples")),
        };
        var command = new Command("generate", "Write the sample customer lists anew; the same bytes every time.") { folder };
        command.SetAction(arguments => Run(arguments.GetRequiredValue(folder), arguments.InvocationConfiguration.Output));
        return command;
    }

    static int Run(DirectoryInfo folder, TextWriter output)
    {
        folder.Create();
        foreach (var (name, text) in SampleCustomers.Files)
        {
            var path = Path.Combine(folder.FullName, name);
            File.WriteAllText(path, text);
            output.WriteLine($"Wrote {Path.GetRelativePath(".", path)}");
        }

        return 0;
    }
}
