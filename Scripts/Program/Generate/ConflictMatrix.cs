using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Packaging.Source;
using CrmMilestones.Plugins.Rules;

namespace CrmMilestones.Scripts.Generate;

/// <summary>Who can do what alone, as the roles' privileges and the rules have it.</summary>
static class ConflictMatrix
{
    const string No = "-";

    /// <summary>Which role may do what.</summary>
    public static string Duties(SolutionSource solution) => DocumentTables.Write(
        ["may", .. Roles(solution).Select(role => role.Name)],
        Duty.All.Select(duty => new[] { duty.Name }
            .Concat(Roles(solution).Select(role => duty.Reach(role) ?? No)).ToArray()));

    /// <summary>Which two things one role may do, and what the server says to a person who does both.</summary>
    public static string Conflicts(SolutionSource solution) => DocumentTables.Write(
        ["one and the other", "roles that may do both", "one person", "what is left"],
        Duty.Conflicts.Select(pair => new[]
        {
            $"{pair.One.Name}; {pair.Other.Name}",
            string.Join(", ", Roles(solution)
                .Where(role => pair.One.Reach(role) is not null && pair.Other.Reach(role) is not null)
                .Select(role => role.Name)) is { Length: > 0 } both ? both : No,
            pair.Code is { } code
                ? $"is refused ({ServerRules.All.Single(rule => rule.Code == code).Code})" : "isn't refused",
            pair.Left,
        }));

    /// <summary>In the order in which a customer meets the teams, administrators last.</summary>
    static IEnumerable<SourceRole> Roles(SolutionSource solution)
    {
        List<string> teams = [.. Lifecycle.Stages.Select(stage => $"CM {stage.Team}").Distinct()];
        return solution.Roles.OrderBy(role => teams.Contains(role.Name) ? teams.IndexOf(role.Name) : teams.Count);
    }
}
