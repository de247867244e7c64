using System.Collections.Generic;
using System.Linq;

namespace CrmMilestones.Plugins.Rules;

/// <summary>What is wrong with a save.</summary>
/// <param name="code">The code of the rule that is broken.</param>
/// <param name="sentence">What to do, in a sentence that a rep understands.</param>
public sealed class Problem(string code, Sentence sentence)
{
    public string Code { get; } = code;

    /// <summary>The columns that it is about.</summary>
    public IEnumerable<Column> Columns => sentence.Columns;

    /// <summary>The code, then the sentence.</summary>
    public string Say(ILabels labels, string? customer)
    {
        var words = sentence.Say(labels, customer);
        return $"{Code} {char.ToUpperInvariant(words[0])}{words.Substring(1)}";
    }

    /// <summary>All that is wrong, a line each.</summary>
    public static string Say(IEnumerable<Problem> problems, ILabels labels, string? customer) =>
        string.Join("\n", problems.Select(problem => problem.Say(labels, customer)));
}
