using System.Collections.Immutable;
using System.Linq;
using System.Reflection.Metadata;
using System.Text.RegularExpressions;

namespace CrmMilestones.Packaging.Contract;

/// <summary>What type parameters are called; without names they are !0 and !!0, as metadata counts them.</summary>
readonly record struct TypeParameters(ImmutableArray<string> OfType, ImmutableArray<string> OfMethod)
{
    public static TypeParameters Numbered { get; } = new([], []);
}

/// <summary>
/// Writes types as text that is the same in every assembly: full names without the assembly that holds them, as two
/// assemblies may see the same type in different places.
/// </summary>
sealed partial class TypeNames : ISignatureTypeProvider<string, TypeParameters>, ICustomAttributeTypeProvider<string>
{
    public static TypeNames Instance { get; } = new();

    public static string Of(MetadataReader reader, TypeDefinition type)
    {
        var name = reader.GetString(type.Name);
        return type.GetDeclaringType() is { IsNil: false } outer
            ? $"{Of(reader, reader.GetTypeDefinition(outer))}+{name}"
            : Qualified(reader.GetString(type.Namespace), name);
    }

    public static string Of(MetadataReader reader, TypeReference type)
    {
        var name = reader.GetString(type.Name);
        return type.ResolutionScope.Kind == HandleKind.TypeReference
            ? $"{Of(reader, reader.GetTypeReference((TypeReferenceHandle)type.ResolutionScope))}+{name}"
            : Qualified(reader.GetString(type.Namespace), name);
    }

    /// <summary>A type wherever it is defined; empty for none, such as the base type of an interface.</summary>
    public static string Of(MetadataReader reader, EntityHandle type, TypeParameters names) => type switch
    {
        { IsNil: true } => "",
        { Kind: HandleKind.TypeDefinition } => Of(reader, reader.GetTypeDefinition((TypeDefinitionHandle)type)),
        { Kind: HandleKind.TypeReference } => Of(reader, reader.GetTypeReference((TypeReferenceHandle)type)),
        _ => reader.GetTypeSpecification((TypeSpecificationHandle)type).DecodeSignature(Instance, names),
    };

    public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) =>
        Of(reader, reader.GetTypeDefinition(handle));

    public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) =>
        Of(reader, reader.GetTypeReference(handle));

    public string GetTypeFromSpecification(
        MetadataReader reader, TypeParameters genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        Of(reader, handle, genericContext);

    public string GetPrimitiveType(PrimitiveTypeCode typeCode) => typeCode switch
    {
        PrimitiveTypeCode.Boolean => "bool",
        PrimitiveTypeCode.Byte => "byte",
        PrimitiveTypeCode.SByte => "sbyte",
        PrimitiveTypeCode.Char => "char",
        PrimitiveTypeCode.Int16 => "short",
        PrimitiveTypeCode.UInt16 => "ushort",
        PrimitiveTypeCode.Int32 => "int",
        PrimitiveTypeCode.UInt32 => "uint",
        PrimitiveTypeCode.Int64 => "long",
        PrimitiveTypeCode.UInt64 => "ulong",
        PrimitiveTypeCode.Single => "float",
        PrimitiveTypeCode.Double => "double",
        PrimitiveTypeCode.String => "string",
        PrimitiveTypeCode.Object => "object",
        PrimitiveTypeCode.Void => "void",
        _ => typeCode.ToString(),
    };

    public string GetGenericInstantiation(string genericType, ImmutableArray<string> typeArguments) =>
        $"{Arity().Replace(genericType, "")}<{string.Join(", ", typeArguments)}>";

    public string GetGenericTypeParameter(TypeParameters genericContext, int index) =>
        genericContext.OfType.ElementAtOrDefault(index) ?? $"!{index}";

    public string GetGenericMethodParameter(TypeParameters genericContext, int index) =>
        genericContext.OfMethod.ElementAtOrDefault(index) ?? $"!!{index}";

    public string GetSZArrayType(string elementType) => $"{elementType}[]";

    public string GetArrayType(string elementType, ArrayShape shape) =>
        $"{elementType}[{new string(',', shape.Rank - 1)}]";

    public string GetByReferenceType(string elementType) => $"ref {elementType}";

    public string GetPointerType(string elementType) => $"{elementType}*";

    public string GetPinnedType(string elementType) => elementType;

    // Part of the identity of a member: "init" differs from "set" by this alone.
    public string GetModifiedType(string modifier, string unmodifiedType, bool isRequired) =>
        $"{unmodifiedType} {(isRequired ? "modreq" : "modopt")}({modifier})";

    public string GetFunctionPointerType(MethodSignature<string> signature) =>
        $"delegate*<{string.Join(", ", signature.ParameterTypes)}, {signature.ReturnType}>";

    public string GetSystemType() => "System.Type";

    public bool IsSystemType(string type) => type == "System.Type";

    public string GetTypeFromSerializedName(string name) => AssemblyQualification().Replace(name, "");

    // An enum's own assembly would have to be opened to know. None of the attributes read here takes another kind.
    public PrimitiveTypeCode GetUnderlyingEnumType(string type) => PrimitiveTypeCode.Int32;

    static string Qualified(string space, string name) => space.Length == 0 ? name : $"{space}.{name}";

    [GeneratedRegex(@"`\d+")]
    private static partial Regex Arity();

    [GeneratedRegex(@", [^\[\]]+")]
    private static partial Regex AssemblyQualification();
}
