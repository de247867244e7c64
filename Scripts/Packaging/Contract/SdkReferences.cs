using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Reflection.Metadata;

namespace CrmMilestones.Packaging.Contract;

/// <summary>
/// The types and members by which a compiled assembly holds on to the SDK, as lines of text. A reference resolves when
/// the SDK assembly offers the very same line.
/// </summary>
static class SdkReferences
{
    public const string AssemblyName = "Microsoft.Xrm.Sdk";

    /// <summary>Every type and member of the SDK that an assembly refers to, in ordinal order.</summary>
    public static ImmutableSortedSet<string> Of(AssemblyImage assembly)
    {
        var reader = assembly.Reader;
        var types =
            from handle in reader.TypeReferences
            where IsOfSdk(reader, handle)
            select TypeNames.Of(reader, reader.GetTypeReference(handle));
        var members =
            from handle in reader.MemberReferences
            let member = reader.GetMemberReference(handle)
            let type = DefinitionOf(reader, member.Parent)
            where type.Kind == HandleKind.TypeReference && IsOfSdk(reader, (TypeReferenceHandle)type)
            let declaring = TypeNames.Of(reader, type, TypeParameters.Numbered)
            let name = reader.GetString(member.Name)
            select member.GetKind() == MemberReferenceKind.Field
                ? Line(declaring, name, member.DecodeFieldSignature(TypeNames.Instance, TypeParameters.Numbered))
                : Line(declaring, name, member.DecodeMethodSignature(TypeNames.Instance, TypeParameters.Numbered));
        return types.Concat(members).ToImmutableSortedSet(StringComparer.Ordinal);
    }

    /// <summary>Every type and member that an SDK assembly offers to others.</summary>
    public static IReadOnlySet<string> OfferedBy(AssemblyImage sdk)
    {
        var reader = sdk.Reader;
        HashSet<string> lines = [];
        foreach (var type in sdk.VisibleTypes)
        {
            var declaring = TypeNames.Of(reader, type);
            lines.Add(declaring);
            lines.UnionWith(
                from handle in type.GetMethods()
                let method = reader.GetMethodDefinition(handle)
                where method.Attributes.IsVisible
                select Line(declaring, reader.GetString(method.Name),
                    method.DecodeSignature(TypeNames.Instance, TypeParameters.Numbered)));
            lines.UnionWith(
                from handle in type.GetFields()
                let field = reader.GetFieldDefinition(handle)
                where field.Attributes.IsVisible
                select Line(declaring, reader.GetString(field.Name),
                    field.DecodeSignature(TypeNames.Instance, TypeParameters.Numbered)));
        }

        return lines;
    }

    static bool IsOfSdk(MetadataReader reader, TypeReferenceHandle handle)
    {
        var scope = reader.GetTypeReference(handle).ResolutionScope;
        return scope.Kind switch
        {
            HandleKind.TypeReference => IsOfSdk(reader, (TypeReferenceHandle)scope),
            HandleKind.AssemblyReference => reader.StringComparer.Equals(
                reader.GetAssemblyReference((AssemblyReferenceHandle)scope).Name, AssemblyName),
            _ => false,
        };
    }

    /// <summary>The generic type of which <paramref name="type"/> is an instance; else the type itself.</summary>
    static EntityHandle DefinitionOf(MetadataReader reader, EntityHandle type)
    {
        if (type.Kind != HandleKind.TypeSpecification)
        {
            return type;
        }

        var blob = reader.GetBlobReader(reader.GetTypeSpecification((TypeSpecificationHandle)type).Signature);
        if (blob.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance)
        {
            return type;
        }

        blob.ReadSignatureTypeCode();
        return blob.ReadTypeHandle();
    }

    static string Line(string declaring, string name, MethodSignature<string> signature) =>
        (signature.Header.IsInstance ? "" : "static ")
        + $"{declaring}.{name}{(signature.GenericParameterCount > 0 ? $"``{signature.GenericParameterCount}" : "")}"
        + $"({string.Join(", ", signature.ParameterTypes)}) : {signature.ReturnType}";

    static string Line(string declaring, string name, string fieldType) => $"{declaring}.{name} : {fieldType}";
}
