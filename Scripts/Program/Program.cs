using System.CommandLine;
using CrmMilestones.Scripts.Audit;
using CrmMilestones.Scripts.Demo;
using CrmMilestones.Scripts.Generate;
using CrmMilestones.Scripts.Live;
using CrmMilestones.Scripts.Months;
using CrmMilestones.Scripts.Output;
using CrmMilestones.Scripts.Reconcile;
using CrmMilestones.Scripts.Serve;
using CrmMilestones.Scripts.Sweep;

namespace CrmMilestones.Scripts;

/// <summary>The command-line program.</summary>
public static class Program
{
    /// <summary>All its commands.</summary>
    public static RootCommand Root() => Tools.Root(
    [
        DemoCommand.Create(),
        ServeCommand.Create(),
        PackCommand.Create(),
        GenerateCommand.Create(),
        ImportCommand.Create(),
        AuditCommand.Create(),
        FingerprintCommand.Create(),
        SweepCommand.Create(),
        ReportCommand.Create(),
        ReconcileCommand.Create(),
        CheckContractCommand.Create(),
    ]);

    static int Main(string[] arguments) => Root().Run(arguments);
}
