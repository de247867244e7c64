using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.IO;
using System.Linq;
using CrmMilestones.Scripts.Lists;
using CrmMilestones.Scripts.Output;

namespace CrmMilestones.Scripts.Demo;

/// <summary>demo: the whole solution at work on a legacy customer list.</summary>
public static class DemoCommand
{
    public static Command Create()
    {
        Option<int> language = new("--user-language")
        {
            Description = "The language in which the CRM answers its users: en, es, or an LCID.",
            CustomParser = Lcid,
            DefaultValueFactory = _ => 1033,
        };
        Option<FileInfo> data = new("--data")
        {
            Description = "The customer list; Scripts/Samples/README.md says what it looks like.",
            DefaultValueFactory = _ => new(Path.Combine(RepositoryRoot.Path, "Scripts", "Samples", "customers.csv")),
        };
        Option<FileInfo?> refused = new("--refused")
        {
            Description = "Write why which lines of the list can't be read into this CSV file. Left out: beside the "
                + "list, if there are too many to show.",
        };
        Option<FileInfo?> keep = new("--keep") { Description = "Keep the CRM's database in this new SQLite file." };
        ToolCommand command = new(
            "demo", "Pack and import the solution, load customers, and see how many of them are billable.",
            [ExitCode.LinesRefused], hasJson: false)
        {
            language,
            data,
            refused,
            keep,
        };
        ListArguments list = new(command);
        command.Does((parsed, output, cancellation) =>
        {
            DemoShow show = new(
                parsed.GetRequiredValue(data).FullName, list.Of(parsed), parsed.GetValue(refused)?.FullName,
                parsed.GetValue(language), output, cancellation);
            return show.Run(parsed.GetValue(keep)?.FullName);
        });
        return command;
    }

    static int Lcid(ArgumentResult argument)
    {
        var text = argument.Tokens.Single().Value;
        switch (text.ToLowerInvariant())
        {
            case "en":
                return 1033;
            case "es":
                return 3082;
            default:
                if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var lcid))
                {
                    return lcid;
                }

                argument.AddError($"'{text}' is no language: use en, es, or an LCID such as 1033.");
                return 0;
        }
    }
}
