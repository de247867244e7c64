using System.CommandLine;
using CrmMilestones.Scripts;
using CrmMilestones.Scripts.Demo;
using CrmMilestones.Scripts.Generate;
using CrmMilestones.Scripts.Live;
using CrmMilestones.Scripts.Months;

RootCommand root = new("Tools of CrmMilestones, the solution that computes which customers are billable.")
{
    DemoCommand.Create(),
    PackCommand.Create(),
    GenerateCommand.Create(),
    ImportCommand.Create(),
    FingerprintCommand.Create(),
    CheckContractCommand.Create(),
};
return root.Parse(args).Invoke();
