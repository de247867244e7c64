using System.Reflection;

namespace CrmMilestones.Scripts.Output;

/// <summary>What --version says.</summary>
static class ProductVersion
{
    public static string Text { get; } = Of(
        typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion);

    /// <param name="informational">Version, + and the commit; without + in a folder that is no clone.</param>
    internal static string Of(string informational) =>
        informational.Split('+') is [var version, { Length: >= 7 } commit]
            ? $"CrmMilestones {version} (commit {commit[..7]})"
            : $"CrmMilestones {informational} (commit unknown)";
}
