using System;

namespace CrmMilestones.Sandbox.People;

/// <summary>Somebody as whom the sandbox can be used: a user of the environment with one security role.</summary>
/// <param name="Id">The user's id.</param>
/// <param name="Name">The full name, which is the role's.</param>
/// <param name="RoleId">The role.</param>
/// <param name="Language">The LCID of the user's language when the sandbox started.</param>
/// <param name="Token">What API clients send as <c>Authorization: Bearer</c> to be this person.</param>
public sealed record SandboxPerson(Guid Id, string Name, Guid RoleId, int Language, string Token);
