using System.Collections.Generic;
using System.Linq;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text;
using CrmMilestones.Packaging.Contract;

namespace CrmMilestones.Tests.Agreement;

/// <summary>A method's code as text.</summary>
/// <param name="Type">The full name of the class that declares it.</param>
/// <param name="Name">Its name; a lambda's contains that of the method around it.</param>
/// <param name="Code">A line per instruction: <c>newobj Namespace.Type.Member(type)</c>, <c>ldstr "text"</c>,
/// <c>ldc.i4.1</c>.</param>
sealed record MethodCode(string Type, string Name, string Code);

/// <summary>Reads the instructions of an assembly without running it.</summary>
sealed class CodeReader
{
    static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    readonly MetadataReader _reader;

    CodeReader(MetadataReader reader) => this._reader = reader;

    public static IReadOnlyList<MethodCode> Read(string assembly)
    {
        using PEReader pe = new([.. System.IO.File.ReadAllBytes(assembly)]);
        CodeReader code = new(pe.GetMetadataReader());
        return
        [
            .. from handle in code._reader.MethodDefinitions
               let method = code._reader.GetMethodDefinition(handle)
               where method.RelativeVirtualAddress != 0
               select new MethodCode(
                   TypeNames.Of(code._reader, code._reader.GetTypeDefinition(method.GetDeclaringType())),
                   code._reader.GetString(method.Name),
                   code.Text(pe.GetMethodBody(method.RelativeVirtualAddress).GetILReader())),
        ];
    }

    string Text(BlobReader il)
    {
        StringBuilder text = new();
        while (il.RemainingBytes > 0)
        {
            var first = il.ReadByte();
            var code = OpCodesByValue[first == 0xFE ? (short)(first << 8 | il.ReadByte()) : first];
            text.Append(code.Name).Append(' ').Append(Operand(code, ref il)).Append('\n');
        }
        return text.ToString();
    }

    string Operand(OpCode code, ref BlobReader il)
    {
        switch (code.OperandType)
        {
            case OperandType.InlineNone:
                return "";
            case OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok:
                return Name(MetadataTokens.EntityHandle(il.ReadInt32()));
            case OperandType.InlineString:
                return $"\"{_reader.GetUserString(MetadataTokens.UserStringHandle(il.ReadInt32()))}\"";
            case OperandType.InlineSwitch:
                var targets = il.ReadInt32();
                il.Offset += 4 * targets;
                return "";
            default:
                il.Offset += code.OperandType switch
                {
                    OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                    OperandType.InlineVar => 2,
                    OperandType.InlineI8 or OperandType.InlineR => 8,
                    _ => 4,
                };
                return "";
        }
    }

    string Name(EntityHandle handle)
    {
        switch (handle.Kind)
        {
            case HandleKind.MethodDefinition:
                var method = _reader.GetMethodDefinition((MethodDefinitionHandle)handle);
                return Member(method.GetDeclaringType(), method.Name);
            case HandleKind.FieldDefinition:
                var field = _reader.GetFieldDefinition((FieldDefinitionHandle)handle);
                return Member(field.GetDeclaringType(), field.Name);
            case HandleKind.MethodSpecification:
                return Name(_reader.GetMethodSpecification((MethodSpecificationHandle)handle).Method);
            case HandleKind.MemberReference:
                var member = _reader.GetMemberReference((MemberReferenceHandle)handle);
                return Member(member.Parent, member.Name) + (member.GetKind() == MemberReferenceKind.Field ? ""
                    : "("
                        + string.Join(", ", member
                            .DecodeMethodSignature(TypeNames.Instance, TypeParameters.Numbered).ParameterTypes)
                        + ")");
            default:
                return TypeNames.Of(_reader, handle, TypeParameters.Numbered);
        }
    }

    string Member(EntityHandle type, StringHandle name) =>
        $"{TypeNames.Of(_reader, type, TypeParameters.Numbered)}.{_reader.GetString(name)}";
}
