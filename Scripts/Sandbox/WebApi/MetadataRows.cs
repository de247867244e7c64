using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CrmMilestones.Dataverse.Metadata;

namespace CrmMilestones.Sandbox.WebApi;

/// <summary>Tables, columns, keys, relationships and choices as the Web API writes them.</summary>
sealed class MetadataRows(EdmSchema schema, int language)
{
    internal IEnumerable<JsonNode> Of(string set) => set switch
    {
        "EntityDefinitions" => schema.Catalog.Tables.OrderBy(table => table.LogicalName, StringComparer.Ordinal)
            .Select(table => (JsonNode)Table(table)),
        "GlobalOptionSetDefinitions" => schema.Catalog.Choices.OrderBy(choice => choice.Name, StringComparer.Ordinal)
            .Select(choice => (JsonNode)Choice(choice.Name, choice.DisplayName, choice.Options, isGlobal: true)),
        _ => schema.Catalog.Tables.SelectMany(table => schema.NavigationsOf(table.LogicalName))
            .Where(navigation => navigation.IsCollection && navigation.Lookup is not null)
            .Select(navigation => (JsonNode)Relationship(navigation)),
    };

    JsonObject Table(TableDefinition table) => new()
    {
        ["MetadataId"] = Id("table", table.LogicalName),
        ["LogicalName"] = table.LogicalName,
        ["SchemaName"] = table.SchemaName,
        ["EntitySetName"] = table.EntitySetName,
        ["LogicalCollectionName"] = table.EntitySetName,
        ["DisplayName"] = Label(table.DisplayName),
        ["DisplayCollectionName"] = Label(table.CollectionName),
        ["PrimaryIdAttribute"] = table.PrimaryIdColumn,
        ["PrimaryNameAttribute"] = table.PrimaryNameColumn,
        ["IsCustomEntity"] = table.LogicalName.Contains('_', StringComparison.Ordinal),
        ["IsBPFEntity"] = table.IsProcessTable,
        ["IsIntersect"] = table.Ownership == Ownership.None && table.PrimaryNameColumn is null,
        ["OwnershipType"] = table.Ownership switch
        {
            Ownership.User => "UserOwned",
            Ownership.Organization => "OrganizationOwned",
            Ownership.BusinessUnit => "BusinessOwned",
            _ => "None",
        },
        ["IconVectorName"] = null,
        ["IsCustomizable"] = Managed(false, "iscustomizable"),
        ["Attributes"] = new JsonArray([.. table.Columns.Select(column => Column(table, column))]),
        ["Keys"] = new JsonArray([.. table.Keys.Select(key => Key(table, key))]),
        ["OneToManyRelationships"] = new JsonArray([
            .. schema.NavigationsOf(table.LogicalName)
                .Where(navigation => navigation.IsCollection && navigation.Lookup is not null).Select(Relationship)]),
        ["ManyToOneRelationships"] = new JsonArray([
            .. from lookup in schema.NavigationsOf(table.LogicalName)
               where !lookup.IsCollection && lookup.Target != EdmSchema.Principal
               from other in schema.NavigationsOf(lookup.Target)
               where other.IsCollection && other.Relationship == lookup.Relationship && other.Lookup == lookup.Lookup
               select Relationship(other)]),
        ["ManyToManyRelationships"] = new JsonArray([
            .. schema.NavigationsOf(table.LogicalName).Where(navigation => navigation.Intersect is not null)
                .Select(navigation => new JsonObject
                {
                    ["@odata.type"] = "#Microsoft.Dynamics.CRM.ManyToManyRelationshipMetadata",
                    ["MetadataId"] = Id("relationship", navigation.Relationship),
                    ["SchemaName"] = navigation.Relationship,
                    ["Entity1LogicalName"] = navigation.Table,
                    ["Entity2LogicalName"] = navigation.Target,
                    ["IntersectEntityName"] = navigation.Intersect!.Value.Table,
                    ["Entity1NavigationPropertyName"] = navigation.Name,
                    ["Entity2NavigationPropertyName"] = navigation.Name,
                })]),
    };

    JsonObject Column(TableDefinition table, ColumnDefinition column)
    {
        var kind = MetadataModel.KindOf(column.Type);
        var type = kind switch { "Owner" => "Lookup", "Uniqueidentifier" => "UniqueIdentifier", _ => kind };
        JsonObject json = new()
        {
            ["@odata.type"] = $"#Microsoft.Dynamics.CRM.{type}AttributeMetadata",
            ["MetadataId"] = Id(table.LogicalName, column.LogicalName),
            ["LogicalName"] = column.LogicalName,
            ["SchemaName"] = column.SchemaName,
            ["EntityLogicalName"] = table.LogicalName,
            ["AttributeType"] = kind,
            ["AttributeTypeName"] = new JsonObject { ["Value"] = type + "Type" },
            ["DisplayName"] = Label(column.DisplayName),
            ["Description"] = Label(column.Description),
            ["RequiredLevel"] = new JsonObject
            {
                ["Value"] = column.RequiredLevel.ToString(),
                ["CanBeChanged"] = false,
                ["ManagedPropertyLogicalName"] = "canmodifyrequirementlevelsettings",
            },
            ["IsPrimaryId"] = column.LogicalName == table.PrimaryIdColumn,
            ["IsPrimaryName"] = column.LogicalName == table.PrimaryNameColumn,
            ["IsCustomAttribute"] = column.IsCustom,
            ["IsSecured"] = column.IsSecured,
            ["IsLogical"] = column.IsLogical,
            ["IsValidForCreate"] = column.IsValidForCreate,
            ["IsValidForRead"] = column.IsValidForRead,
            ["IsValidForUpdate"] = column.IsValidForUpdate,
            ["IsCustomizable"] = Managed(false, "iscustomizable"),
        };
        if (column.MaxLength is { } length)
        {
            json["MaxLength"] = length;
        }

        if (column.IsLookup)
        {
            json["Targets"] = new JsonArray([.. column.Targets.Select(target => JsonValue.Create(target))]);
        }

        if (column.Type == ColumnType.YesNo)
        {
            json["OptionSet"] = new JsonObject
            {
                ["TrueOption"] = column.Option(1) is { } yes ? Option(yes) : null,
                ["FalseOption"] = column.Option(0) is { } no ? Option(no) : null,
            };
            json["GlobalOptionSet"] = null;
        }
        else if (column.IsChoice)
        {
            json["OptionSet"] = column.GlobalChoice is null ? Own() : null;
            json["GlobalOptionSet"] = column.GlobalChoice is null ? null : Own();
            json["OptionSet"] ??= Own();
        }

        return json;

        JsonObject Own() => Choice(
            column.GlobalChoice ?? $"{table.LogicalName}_{column.LogicalName}", column.DisplayName, column.Options,
            column.GlobalChoice is not null);
    }

    JsonObject Choice(string name, LocalizedLabels label, IEnumerable<OptionDefinition> options, bool isGlobal) => new()
    {
        ["@odata.type"] = "#Microsoft.Dynamics.CRM.OptionSetMetadata",
        ["MetadataId"] = Id("choice", name),
        ["Name"] = name,
        ["IsGlobal"] = isGlobal,
        ["DisplayName"] = Label(label),
        ["Options"] = new JsonArray([.. options.Select(Option)]),
    };

    JsonObject Option(OptionDefinition option)
    {
        JsonObject json = new()
        {
            ["Value"] = option.Value,
            ["Label"] = Label(option.Label),
            ["Description"] = Label(LocalizedLabels.None),
            ["Color"] = null,
            ["IsManaged"] = true,
            ["ExternalValue"] = "",
            ["ParentValues"] = new JsonArray(),
            ["Tag"] = null,
            ["IsHidden"] = false,
            ["MetadataId"] = null,
            ["HasChanged"] = null,
        };
        if (option.State is { } state)
        {
            json["State"] = state;
        }

        return json;
    }

    static JsonObject Key(TableDefinition table, AlternateKey key) => new()
    {
        ["MetadataId"] = Id(table.LogicalName + " key", key.LogicalName),
        ["LogicalName"] = key.LogicalName,
        ["SchemaName"] = key.SchemaName,
        ["KeyAttributes"] = new JsonArray([.. key.Columns.Select(column => JsonValue.Create(column))]),
        ["IsCustomizable"] = Managed(false, "iscustomizable"),
        ["EntityKeyIndexStatus"] = "Active",
    };

    JsonObject Relationship(Navigation many) => new()
    {
        ["@odata.type"] = "#Microsoft.Dynamics.CRM.OneToManyRelationshipMetadata",
        ["MetadataId"] = Id("relationship", many.Relationship),
        ["SchemaName"] = many.Relationship,
        ["RelationshipType"] = "OneToManyRelationship",
        ["ReferencedEntity"] = many.Table,
        ["ReferencedAttribute"] = schema.Catalog.Table(many.Table).PrimaryIdColumn,
        ["ReferencingEntity"] = many.Target,
        ["ReferencingAttribute"] = many.Lookup,
        ["ReferencedEntityNavigationPropertyName"] = many.Name,
        ["ReferencingEntityNavigationPropertyName"] = schema.NavigationsOf(many.Target).FirstOrDefault(
            navigation => !navigation.IsCollection && navigation.Lookup == many.Lookup
                && navigation.Target == many.Table)?.Name,
    };

    JsonObject Label(LocalizedLabels labels)
    {
        var texts = labels.ByLanguage.OrderBy(label => label.Key).ToList();
        var own = labels.ByLanguage.ContainsKey(language) ? language : LocalizedLabels.BaseLanguage;
        return new()
        {
            ["LocalizedLabels"] = new JsonArray([.. texts.Select(label => One(label.Key, label.Value))]),
            ["UserLocalizedLabel"] = labels.In(own) is { } text ? One(own, text) : null,
        };
    }

    static JsonObject One(int code, string text) => new()
    {
        ["Label"] = text,
        ["LanguageCode"] = code,
        ["IsManaged"] = true,
        ["MetadataId"] = Id("label " + code, text),
        ["HasChanged"] = null,
    };

    static JsonObject Managed(bool value, string property) => new()
    {
        ["Value"] = value,
        ["CanBeChanged"] = false,
        ["ManagedPropertyLogicalName"] = property,
    };

    /// <summary>The same in every environment, as the host has none.</summary>
    static string Id(string kind, string name) =>
        new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{kind} {name}")).AsSpan(0, 16)).ToString();
}
