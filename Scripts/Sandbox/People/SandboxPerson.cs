using System;

namespace CrmMilestones.Sandbox.People;

/// <summary>Somebody as whom the sandbox can be used: a user of the environment with one security role.</summary>
/// <param name="Id">The user's id.</param>
/// <param name="Name">The full name; the role's, for a user whom the sandbox added.</param>
/// <param name="Role">The role's name.</param>
/// <param name="RoleId">The role.</param>
/// <param name="Token">What API clients send as <c>Authorization: Bearer</c> to be this person.</param>
public sealed record SandboxPerson(Guid Id, string Name, string Role, Guid RoleId, string Token)
{
    /// <summary>What people choose by.</summary>
    public string Title => Name == Role ? Role : $"{Role}: {Name}";
}
