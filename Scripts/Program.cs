using System.CommandLine;
using CrmMilestones.Scripts.Pack;

RootCommand root = new("Tools of CrmMilestones, the solution that computes which customers are billable.")
{
    PackCommand.Create(),
};
return root.Parse(args).Invoke();
