// What the C# compiler asks for and .NET Framework 4.6.2 lacks.
namespace System.Runtime.CompilerServices;

static class IsExternalInit;

[AttributeUsage(AttributeTargets.All)]
sealed class RequiredMemberAttribute : Attribute;

[AttributeUsage(AttributeTargets.All)]
sealed class CompilerFeatureRequiredAttribute(string featureName) : Attribute
{
    public string FeatureName { get; } = featureName;
}
