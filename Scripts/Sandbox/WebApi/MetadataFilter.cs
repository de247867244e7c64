using System;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OData;
using Microsoft.OData.UriParser;

namespace CrmMilestones.Sandbox.WebApi;

/// <summary>Filters over metadata.</summary>
static class MetadataFilter
{
    internal static bool Holds(SingleValueNode node, JsonObject row) => node switch
    {
        ConvertNode convert => Holds(convert.Source, row),
        UnaryOperatorNode { OperatorKind: UnaryOperatorKind.Not } not => !Holds(not.Operand, row),
        BinaryOperatorNode { OperatorKind: BinaryOperatorKind.And } both =>
            Holds(both.Left, row) && Holds(both.Right, row),
        BinaryOperatorNode { OperatorKind: BinaryOperatorKind.Or } either =>
            Holds(either.Left, row) || Holds(either.Right, row),
        BinaryOperatorNode { OperatorKind: BinaryOperatorKind.Equal } equal =>
            Value(equal.Left, row) == Value(equal.Right, row),
        BinaryOperatorNode { OperatorKind: BinaryOperatorKind.NotEqual } unequal =>
            Value(unequal.Left, row) != Value(unequal.Right, row),
        SingleValuePropertyAccessNode or SingleValueOpenPropertyAccessNode => Value(node, row) == "true",
        _ => throw ApiFault.NotSupported($"'{node.Kind}' in a filter of metadata"),
    };

    static string? Value(SingleValueNode node, JsonObject row) => node switch
    {
        ConvertNode convert => Value(convert.Source, row),
        ConstantNode { Value: ODataEnumValue member } => Member(member),
        ConstantNode { Value: bool flag } => flag ? "true" : "false",
        ConstantNode constant => Convert.ToString(constant.Value, CultureInfo.InvariantCulture),
        SingleValuePropertyAccessNode property => Text(Of(property.Source, row)?[property.Property.Name]),
        SingleValueOpenPropertyAccessNode property => Text(Of(property.Source, row)?[property.Name]),
        _ => throw ApiFault.NotSupported($"'{node.Kind}' in a filter of metadata"),
    };

    /// <summary>A member's name; the library gives its number.</summary>
    static string Member(ODataEnumValue value) => MetadataModel.MemberOf(value.TypeName, value.Value);

    static JsonNode? Of(QueryNode source, JsonObject row) => source switch
    {
        SingleValueOpenPropertyAccessNode property => Of(property.Source, row)?[property.Name],
        SingleComplexNode property => Of(property.Source, row)?[property.Property.Name],
        _ => row,
    };

    static string? Text(JsonNode? node) => node?.GetValueKind() switch
    {
        null => null,
        JsonValueKind.String => node.GetValue<string>(),
        _ => node.ToJsonString(),
    };
}
