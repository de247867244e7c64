using System.Collections.Generic;

namespace CrmMilestones.Plugins.Rules;

/// <summary>The rules in one sentence each, for documents; <see cref="SaveRules"/> is what enforces them.</summary>
public static class RuleBook
{
    /// <summary>By code, in order.</summary>
    public static IReadOnlyDictionary<string, string> Sentences { get; } = new SortedDictionary<string, string>
    {
        ["CM001"] = "Entering a stage, by one step or a jump, needs every required column of every stage before it.",
        ["CM002"] = "A column that a passed stage required can't be emptied, nor can the stage itself.",
        ["CM003"] = "Moving back, or reopening from Closed, needs a reason; it empties the milestones to be reached again.",
        ["CM004"] = "A date of something that happened can't lie in the future, nor before 2000.",
        ["CM005"] = "A milestone can't be dated before its stage is reached.",
        ["CM006"] = "Computed columns can't be changed by anybody.",
        ["CM007"] = "Live can't be entered before the service starts.",
        ["CM008"] = "Closed needs end date and end reason, and the end can't lie before the service start.",
        ["CM009"] = "A billing hold needs its reason.",
    };
}
