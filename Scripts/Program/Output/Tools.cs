using System;
using System.Collections.Generic;
using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Globalization;
using System.Linq;

namespace CrmMilestones.Scripts.Output;

/// <summary>The command line as a whole.</summary>
static class Tools
{
    /// <summary>How long a command that was interrupted may take to leave everything whole.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>The program with these commands.</summary>
    public static RootCommand Root(IEnumerable<Command> commands)
    {
        RootCommand root = new("Tools of CrmMilestones, the solution that computes which customers are billable.");
        foreach (var command in commands)
        {
            root.Add(command);
        }

        root.Options.OfType<VersionOption>().Single().Action = new Version();
        var help = root.Options.OfType<HelpOption>().Single();
        Help action = new((HelpAction)help.Action!);
        help.Action = action;
        // Nothing was asked for: what can be, is said.
        root.SetAction(parsed =>
        {
            action.Invoke(parsed);
            return ExitCode.Refused.Number;
        });
        return root;
    }

    /// <summary>Runs what the arguments say.</summary>
    public static int Run(this RootCommand root, string[] arguments, InvocationConfiguration? console = null)
    {
        // All that is said is English, also what the libraries and the runtime say.
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        var parsed = root.Parse(arguments);
        console ??= new();
        console.ProcessTerminationTimeout = Patience;
        if (parsed.Action is ParseErrorAction refusal)
        {
            refusal.ShowHelp = false;
            console.Output = console.Error;
        }

        return parsed.Invoke(console);
    }

    sealed class Help(HelpAction usual) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            var exitCode = usual.Invoke(parseResult);
            if (parseResult.CommandResult.Command is ToolCommand tool)
            {
                var output = parseResult.InvocationConfiguration.Output;
                output.WriteLine("Exit codes:");
                foreach (var code in tool.ExitCodes)
                {
                    output.WriteLine($"  {code.Number,-4} {code.Meaning}");
                }
            }

            return exitCode;
        }
    }

    sealed class Version : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            parseResult.InvocationConfiguration.Output.WriteLine(ProductVersion.Text);
            return 0;
        }
    }
}
