using System.CommandLine;
using CrmMilestones.Scripts.Contract;
using CrmMilestones.Scripts.Pack;
using CrmMilestones.Scripts.Samples;

RootCommand root = new("Tools of CrmMilestones, the solution that computes which customers are billable.")
{
    PackCommand.Create(),
    GenerateCommand.Create(),
    CheckContractCommand.Create(),
};
return root.Parse(args).Invoke();
