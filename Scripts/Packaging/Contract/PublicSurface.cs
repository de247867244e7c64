using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Reflection;
using System.Reflection.Metadata;

namespace CrmMilestones.Packaging.Contract;

/// <summary>One thing that an assembly declares.</summary>
/// <param name="Subject">What it declares, alike in two assemblies that declare the same thing otherwise.</param>
/// <param name="Text">All of it that callers, implementers and serialized data depend on.</param>
readonly record struct Declaration(string Subject, string Text);

/// <summary>A visible type: its own declaration first, then interfaces and members in the assembly's order.</summary>
sealed record TypeSurface(string Name, bool IsInterface, ImmutableArray<Declaration> Declarations);

/// <summary>Everything that an assembly shows to others.</summary>
static class PublicSurface
{
    /// <summary>The visible types by full name.</summary>
    public static IReadOnlyDictionary<string, TypeSurface> Read(AssemblyImage assembly) => assembly.VisibleTypes
        .Select(type => new TypeReading(assembly.Reader, type).Surface())
        .ToDictionary(type => type.Name);

    /// <summary>Reads one type.</summary>
    sealed class TypeReading(MetadataReader reader, TypeDefinition type)
    {
        readonly Attributes _attributes = new(reader);
        readonly TypeParameters _names = new(Names(reader, type.GetGenericParameters()), []);

        public TypeSurface Surface() => new(
            TypeNames.Of(reader, type),
            type.Attributes.HasFlag(TypeAttributes.Interface),
            [Head(), .. Interfaces(), .. KnownTypes(), .. Fields(), .. Methods(), .. Properties(), .. Events()]);

        Declaration Head()
        {
#pragma warning disable SYSLIB0050 // Obsolete in .NET; the assemblies are of .NET Framework.
            var isSerializable = type.Attributes.HasFlag(TypeAttributes.Serializable);
#pragma warning restore SYSLIB0050
            var isInterface = type.Attributes.HasFlag(TypeAttributes.Interface);
            var baseType = TypeNames.Of(reader, type.BaseType, _names);
            return new("type", Words(
                _attributes.Contract(type.GetCustomAttributes()),
                isSerializable ? "serializable" : "",
                type.Attributes.HasFlag(TypeAttributes.Abstract) && !isInterface ? "abstract" : "",
                type.Attributes.HasFlag(TypeAttributes.Sealed) ? "sealed" : "",
                isInterface ? "interface" : "class",
                baseType.Length > 0 ? $": {baseType}" : "",
                Constraints(type.GetGenericParameters(), _names)));
        }

        IEnumerable<Declaration> Interfaces() =>
            from handle in type.GetInterfaceImplementations()
            let name = TypeNames.Of(reader, reader.GetInterfaceImplementation(handle).Interface, _names)
            select new Declaration($"implements {name}", $"implements {name}");

        IEnumerable<Declaration> KnownTypes() =>
            from text in _attributes.KnownTypes(type.GetCustomAttributes())
            select new Declaration(text, text);

        IEnumerable<Declaration> Fields() =>
            from handle in type.GetFields()
            let field = reader.GetFieldDefinition(handle)
            let contract = _attributes.Contract(field.GetCustomAttributes())
            where field.Attributes.IsVisible || contract.Contains("DataMember", StringComparison.Ordinal)
            let name = reader.GetString(field.Name)
            let access = (field.Attributes & FieldAttributes.FieldAccessMask) switch
            {
                FieldAttributes.Public => "public",
                _ => field.Attributes.IsVisible ? "protected" : "private",
            }
            select new Declaration(name, Words(
                contract, access,
                field.Attributes.HasFlag(FieldAttributes.Literal) ? "const"
                    : field.Attributes.HasFlag(FieldAttributes.Static) ? "static" : "",
                field.Attributes.HasFlag(FieldAttributes.InitOnly) ? "readonly" : "",
                field.DecodeSignature(TypeNames.Instance, _names), name, Value(field.GetDefaultValue())));

        IEnumerable<Declaration> Methods() =>
            from handle in type.GetMethods()
            let method = reader.GetMethodDefinition(handle)
            where method.Attributes.IsVisible
            select Method(method);

        Declaration Method(MethodDefinition method)
        {
            var name = reader.GetString(method.Name);
            var own = _names with { OfMethod = Names(reader, method.GetGenericParameters()) };
            var signature = method.DecodeSignature(TypeNames.Instance, own);
            return new(name, Words(
                _attributes.Contract(method.GetCustomAttributes()), Modifiers(method.Attributes), signature.ReturnType,
                $"{name}{(own.OfMethod.Length > 0 ? $"<{string.Join(", ", own.OfMethod)}>" : "")}"
                    + $"({string.Join(", ", Parameters(method, name, signature))})",
                Constraints(method.GetGenericParameters(), own)));
        }

        IEnumerable<string> Parameters(MethodDefinition method, string methodName, MethodSignature<string> signature)
        {
            var parameters = method.GetParameters().Select(reader.GetParameter).ToDictionary(p => p.SequenceNumber);
            return signature.ParameterTypes.Select((parameterType, index) =>
            {
                if (!parameters.TryGetValue(index + 1, out var parameter))
                {
                    return parameterType;
                }
                // No caller can name the parameter of an operator.
                var isOfOperator = methodName.StartsWith("op_", StringComparison.Ordinal);
                return Words(
                    _attributes.Has(parameter.GetCustomAttributes(), "System.ParamArrayAttribute") ? "params" : "",
                    parameter.Attributes.HasFlag(ParameterAttributes.Out) ? "out" : "",
                    parameterType, isOfOperator ? "" : reader.GetString(parameter.Name),
                    Value(parameter.GetDefaultValue()));
            });
        }

        // Accessors are listed as methods: a property of which the contract leaves one out is still the same property.
        IEnumerable<Declaration> Properties() =>
            from handle in type.GetProperties()
            let property = reader.GetPropertyDefinition(handle)
            let accessors = property.GetAccessors()
            let contract = _attributes.Contract(property.GetCustomAttributes())
            where IsVisible(accessors.Getter) || IsVisible(accessors.Setter)
                || contract.Contains("DataMember", StringComparison.Ordinal)
            let name = reader.GetString(property.Name)
            let signature = property.DecodeSignature(TypeNames.Instance, _names)
            select new Declaration($"property {name}", Words(
                contract, "property", signature.ReturnType,
                signature.ParameterTypes is [] ? name : $"{name}[{string.Join(", ", signature.ParameterTypes)}]"));

        IEnumerable<Declaration> Events() =>
            from handle in type.GetEvents()
            let declared = reader.GetEventDefinition(handle)
            where IsVisible(declared.GetAccessors().Adder)
            let name = reader.GetString(declared.Name)
            select new Declaration($"event {name}", $"event {TypeNames.Of(reader, declared.Type, _names)} {name}");

        bool IsVisible(MethodDefinitionHandle accessor) =>
            !accessor.IsNil && reader.GetMethodDefinition(accessor).Attributes.IsVisible;

        string Value(ConstantHandle handle)
        {
            if (handle.IsNil)
            {
                return "";
            }

            var constant = reader.GetConstant(handle);
            var value = reader.GetBlobReader(constant.Value).ReadConstant(constant.TypeCode);
            return FormattableString.Invariant($"= {value ?? "null"}");
        }

        string Constraints(GenericParameterHandleCollection handles, TypeParameters scope) => Words(
        [
            .. from handle in handles
               let parameter = reader.GetGenericParameter(handle)
               let types =
                   from constraint in parameter.GetConstraints()
                   select TypeNames.Of(reader, reader.GetGenericParameterConstraint(constraint).Type, scope)
               where parameter.Attributes != GenericParameterAttributes.None || types.Any()
               let all = string.Join(", ", [parameter.Attributes.ToString(), .. types])
               select $"where {reader.GetString(parameter.Name)} : {all}",
        ]);
    }

    static ImmutableArray<string> Names(MetadataReader reader, GenericParameterHandleCollection handles) =>
        [.. handles.Select(handle => reader.GetString(reader.GetGenericParameter(handle).Name))];

    // Whether a method that is final fills a slot of its own is a detail of how it implements an interface.
    static string Modifiers(MethodAttributes method)
    {
        var isNewSlot = method.HasFlag(MethodAttributes.NewSlot);
        return Words(
            (method & MethodAttributes.MemberAccessMask) == MethodAttributes.Public ? "public" : "protected",
            method.HasFlag(MethodAttributes.Static) ? "static" : "",
            method.HasFlag(MethodAttributes.Abstract) ? "abstract"
                : !method.HasFlag(MethodAttributes.Virtual) ? ""
                : method.HasFlag(MethodAttributes.Final) ? (isNewSlot ? "" : "sealed override")
                : isNewSlot ? "virtual" : "override");
    }

    static string Words(params IEnumerable<string> words) => string.Join(' ', words.Where(word => word.Length > 0));
}
