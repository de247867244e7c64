using System;
using CrmMilestones.Packaging.Platform;

namespace CrmMilestones.Dataverse.Security;

/// <summary>The rows that every environment of this host begins with.</summary>
static class EnvironmentIds
{
    internal static readonly Guid Organization = new("a1f0c0de-0000-4000-8000-000000000001");
    internal static readonly Guid RootBusinessUnit = new("a1f0c0de-0000-4000-8000-000000000002");

    /// <summary>The user SYSTEM.</summary>
    internal static readonly Guid SystemUser = new("a1f0c0de-0000-4000-8000-000000000003");

    internal static readonly Guid AdministratorRole = new(PlatformRoles.SystemAdministrator);
}
