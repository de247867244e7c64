using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection.Metadata;

namespace CrmMilestones.Packaging.Contract;

/// <summary>Reads the custom attributes that matter to callers and to data that crosses the wire.</summary>
sealed class Attributes(MetadataReader reader)
{
    const string KnownType = "System.Runtime.Serialization.KnownTypeAttribute";

    // The WCF attributes of the service interfaces are of no use without WCF, and left out.
    static readonly HashSet<string> OfContract =
    [
        "System.FlagsAttribute",
        "System.ObsoleteAttribute",
        "System.Reflection.DefaultMemberAttribute",
        "System.Runtime.CompilerServices.ExtensionAttribute",
        "System.Runtime.Serialization.CollectionDataContractAttribute",
        "System.Runtime.Serialization.DataContractAttribute",
        "System.Runtime.Serialization.DataMemberAttribute",
        "System.Runtime.Serialization.EnumMemberAttribute",
        "System.Runtime.Serialization.IgnoreDataMemberAttribute",
    ];

    /// <summary>The attributes that belong to a declaration, with their arguments; empty if there is none.</summary>
    public string Contract(CustomAttributeHandleCollection handles) => string.Join(' ',
        from attribute in handles.Select(reader.GetCustomAttribute)
        let name = NameOf(attribute)
        where OfContract.Contains(name)
        let shortName = name[(name.LastIndexOf('.') + 1)..^"Attribute".Length]
        orderby shortName
        select $"[{shortName}({string.Join(", ", Arguments(attribute))})]");

    /// <summary>The types that a data contract may hold, one text each.</summary>
    public IEnumerable<string> KnownTypes(CustomAttributeHandleCollection handles) =>
        from attribute in handles.Select(reader.GetCustomAttribute)
        where NameOf(attribute) == KnownType
        select $"known type {Arguments(attribute).Single()}";

    public bool Has(CustomAttributeHandleCollection handles, string name) =>
        handles.Select(reader.GetCustomAttribute).Any(attribute => NameOf(attribute) == name);

    string NameOf(CustomAttribute attribute) => TypeNames.Of(
        reader,
        attribute.Constructor.Kind == HandleKind.MethodDefinition
            ? reader.GetMethodDefinition((MethodDefinitionHandle)attribute.Constructor).GetDeclaringType()
            : reader.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent,
        TypeParameters.Numbered);

    static IEnumerable<string> Arguments(CustomAttribute attribute)
    {
        var value = attribute.DecodeValue(TypeNames.Instance);
        return
        [
            .. value.FixedArguments.Select(argument => Text(argument.Value)),
            .. value.NamedArguments.OrderBy(argument => argument.Name, StringComparer.Ordinal)
                .Select(argument => $"{argument.Name} = {Text(argument.Value)}"),
        ];
    }

    static string Text(object? value) => FormattableString.Invariant($"{value ?? "null"}");
}
