using System.Collections.Generic;

namespace CrmMilestones.Plugins.Rules;

/// <summary>A rule of saving a customer.</summary>
/// <inheritdoc/>
public abstract class SaveRule(string code, Wording says, Wording whatToDo) : ServerRule(code, says, whatToDo)
{
    /// <summary>Adds what is wrong with a save by this rule; nothing if it keeps it.</summary>
    public abstract void Check(CustomerChange change, ICollection<Problem> problems);
}
