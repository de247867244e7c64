using System.Reflection;

namespace CrmMilestones.Packaging.Contract;

/// <summary>What other assemblies may use: public members, and protected ones in derived classes.</summary>
static class Visibility
{
    extension(MethodAttributes attributes)
    {
        public bool IsVisible => (attributes & MethodAttributes.MemberAccessMask)
            is MethodAttributes.Public or MethodAttributes.Family or MethodAttributes.FamORAssem;
    }

    extension(FieldAttributes attributes)
    {
        public bool IsVisible => (attributes & FieldAttributes.FieldAccessMask)
            is FieldAttributes.Public or FieldAttributes.Family or FieldAttributes.FamORAssem;
    }
}
