using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Dataverse.Metadata;
using Microsoft.OData.Edm;
using Microsoft.Xrm.Sdk.Metadata;

namespace CrmMilestones.Sandbox.WebApi;

/// <summary>The shape of metadata, by which addresses and filters on it are parsed.</summary>
static class MetadataModel
{
    const string Enums = EdmSchema.Namespace + ".";

    internal static IReadOnlyList<string> Sets { get; } =
        ["EntityDefinitions", "GlobalOptionSetDefinitions", "RelationshipDefinitions"];

    /// <summary>What comes only when it is expanded.</summary>
    internal static IReadOnlyList<string> Navigations { get; } =
    [
        "Attributes", "Keys", "OneToManyRelationships", "ManyToOneRelationships", "ManyToManyRelationships",
        "OptionSet", "GlobalOptionSet",
    ];

    internal static EdmModel Instance { get; } = Make();

    /// <summary>The kinds of columns.</summary>
    internal static string KindOf(ColumnType type) => type switch
    {
        ColumnType.Text => "String",
        ColumnType.Memo => "Memo",
        ColumnType.WholeNumber => "Integer",
        ColumnType.BigNumber => "BigInt",
        ColumnType.DecimalNumber => "Decimal",
        ColumnType.FloatNumber => "Double",
        ColumnType.Currency => "Money",
        ColumnType.YesNo => "Boolean",
        ColumnType.DateAndTime => "DateTime",
        ColumnType.Choice => "Picklist",
        ColumnType.State => "State",
        ColumnType.Status => "Status",
        ColumnType.Lookup => "Lookup",
        ColumnType.Owner => "Owner",
        _ => "Uniqueidentifier",
    };

    internal static string MemberOf(string? type, string value) =>
        Instance.FindDeclaredType(type ?? "") is IEdmEnumType names
        && names.Members.FirstOrDefault(member => member.Name == value
            || member.Value.Value.ToString(System.Globalization.CultureInfo.InvariantCulture) == value) is { } found
            ? found.Name : value;

    static EdmModel Make()
    {
        EdmModel model = new();
        EdmEntityContainer container = new(EdmSchema.Namespace, "System");
        model.AddElement(container);
        AddEnum<AttributeTypeCode>(model);
        AddEnum<OwnershipTypes>(model);
        AddEnum<AttributeRequiredLevel>(model);
        var options = Type(model, "OptionSetMetadataBase", null, ["Name"]);
        Type(model, "OptionSetMetadata", options, []);
        Type(model, "BooleanOptionSetMetadata", options, []);
        var attribute = Type(model, "AttributeMetadata", null, ["LogicalName"]);
        foreach (var kind in Enum.GetValues<ColumnType>().Select(KindOf).Distinct()
            .Where(kind => kind != "Owner").Append("MultiSelectPicklist"))
        {
            var type = Type(model, kind == "Uniqueidentifier" ? "UniqueIdentifierAttributeMetadata"
                : kind + "AttributeMetadata", attribute, []);
            if (kind is "Picklist" or "State" or "Status" or "Boolean" or "MultiSelectPicklist")
            {
                Navigate(type, "OptionSet", options, EdmMultiplicity.ZeroOrOne);
                Navigate(type, "GlobalOptionSet", options, EdmMultiplicity.ZeroOrOne);
            }
        }

        var key = Type(model, "EntityKeyMetadata", null, ["LogicalName"]);
        var relationship = Type(model, "RelationshipMetadataBase", null, ["SchemaName"]);
        var oneToMany = Type(model, "OneToManyRelationshipMetadata", relationship, []);
        var manyToMany = Type(model, "ManyToManyRelationshipMetadata", relationship, []);
        var table = Type(model, "EntityMetadata", null, ["LogicalName"]);
        Navigate(table, "Attributes", attribute, EdmMultiplicity.Many);
        Navigate(table, "Keys", key, EdmMultiplicity.Many);
        Navigate(table, "OneToManyRelationships", oneToMany, EdmMultiplicity.Many);
        Navigate(table, "ManyToOneRelationships", oneToMany, EdmMultiplicity.Many);
        Navigate(table, "ManyToManyRelationships", manyToMany, EdmMultiplicity.Many);
        container.AddEntitySet("EntityDefinitions", table);
        container.AddEntitySet("GlobalOptionSetDefinitions", options);
        container.AddEntitySet("RelationshipDefinitions", relationship);
        return model;
    }

    /// <summary>A type whose other properties may be called anything.</summary>
    static EdmEntityType Type(EdmModel model, string name, EdmEntityType? parent, string[] alternateKey)
    {
        EdmEntityType type = new(EdmSchema.Namespace, name, parent, isAbstract: false, isOpen: true);
        if (parent is null)
        {
            type.AddKeys(type.AddStructuralProperty("MetadataId", EdmPrimitiveTypeKind.Guid, false));
            model.AddAlternateKeyAnnotation(type, alternateKey.ToDictionary(
                key => key, key => (IEdmProperty)type.AddStructuralProperty(key, EdmPrimitiveTypeKind.String)));
        }

        AddTyped(model, type, name);
        model.AddElement(type);
        return type;
    }

    /// <summary>The properties that filters compare with members of an enum.</summary>
    static void AddTyped(EdmModel model, EdmEntityType type, string name)
    {
        var (property, of) = name switch
        {
            "AttributeMetadata" => ("AttributeType", nameof(AttributeTypeCode)),
            "EntityMetadata" => ("OwnershipType", nameof(OwnershipTypes)),
            _ => (null, ""),
        };
        if (property is not null)
        {
            type.AddStructuralProperty(property, new EdmEnumTypeReference(
                (IEdmEnumType)model.FindDeclaredType(Enums + of), true));
        }
    }

    static void AddEnum<T>(EdmModel model) where T : struct, Enum
    {
        EdmEnumType type = new(EdmSchema.Namespace, typeof(T).Name);
        foreach (var member in Enum.GetValues<T>())
        {
            type.AddMember(member.ToString(), new EdmEnumMemberValue(Convert.ToInt64(
                member, System.Globalization.CultureInfo.InvariantCulture)));
        }

        model.AddElement(type);
    }

    static void Navigate(EdmEntityType type, string name, EdmEntityType target, EdmMultiplicity multiplicity) =>
        type.AddUnidirectionalNavigation(new()
        {
            Name = name,
            Target = target,
            TargetMultiplicity = multiplicity,
            ContainsTarget = true,
        });
}
