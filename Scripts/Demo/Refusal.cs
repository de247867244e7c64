using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.Rules;

namespace CrmMilestones.Scripts.Demo;

/// <summary>A save that the CRM refused, in the CRM's own words.</summary>
/// <param name="Entering">The stage that the customer would have entered; null when the record itself was refused.</param>
public sealed record Refusal(LegacyCustomer Customer, Stage? Entering, string Message)
{
    /// <summary>The rules that refused it: every line of the message starts with its code.</summary>
    public IEnumerable<string> Codes => Message.Split('\n').Select(line => line.Split(' ')[0]).Distinct();
}
