using System;
using System.CommandLine;
using System.Globalization;
using System.Threading.Tasks;
using CrmMilestones.Mutation.Code;
using CrmMilestones.Mutation.Running;
using CrmMilestones.Mutation.Solution;

namespace CrmMilestones.Mutation;

/// <summary>Asks how much the tests notice.</summary>
static class Program
{
    /// <summary>So long an interrupted command may take to end its tests and to remove its copies of the clone.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    static Task<int> Main(string[] arguments) => arguments is ["worker", var tests, var members]
        ? Task.FromResult(Worker.Run(tests, int.Parse(members, CultureInfo.InvariantCulture)))
        : RunAsync(arguments);

    /// <summary>Apart, so that a worker loads nothing of it: beside the tests there is no compiler.</summary>
    static Task<int> RunAsync(string[] arguments)
    {
        CommonOptions common = new();
        RootCommand root = new("Changes code or solution in small ways, and asks of each whether a test notices it.")
        {
            CodeCommand.Create(common),
            SolutionCommand.Create(common),
        };
        return root.Parse(arguments).InvokeAsync(new() { ProcessTerminationTimeout = Patience });
    }
}
