namespace CrmMilestones.Packaging.Platform;

/// <summary>The roles that have the same id in every environment (that of their role template).</summary>
public static class PlatformRoles
{
    /// <summary>May do everything.</summary>
    public const string SystemAdministrator = "627090ff-40a3-4053-8790-584edc5be201";

    /// <summary>May change the environment's tables, forms and apps.</summary>
    public const string SystemCustomizer = "119f245c-3cc8-4b62-b31c-d1a046ced15d";

    /// <summary>Whether a role is one of them.</summary>
    public static bool Include(string id) => id is SystemAdministrator or SystemCustomizer;
}
