using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using Microsoft.OData;
using Microsoft.OData.UriParser;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Sandbox.WebApi;

/// <summary>Answers what clients ask about tables, columns, keys, relationships and choices.</summary>
sealed class MetadataRequests(EdmSchema schema, IOrganizationService service, ApiRequest request)
{
    internal static bool Covers(ApiRequest request) =>
        MetadataModel.Sets.Contains(request.Path.Split('(', '?', '/')[0]);

    internal ApiResponse Answer()
    {
        if (request.Method != "GET")
        {
            throw ApiFault.NotSupported("Changing metadata");
        }

        var parser = ODataLibrary.Read(
            () => new ODataUriParser(MetadataModel.Instance, request.Root, new Uri(request.Root, request.Path))
            {
                Resolver = new AlternateKeysODataUriResolver(MetadataModel.Instance),
                UrlKeyDelimiter = ODataUrlKeyDelimiter.Parentheses,
                EnableNoDollarQueryOptions = false,
            });
        var path = ODataLibrary.Read(parser.ParsePath);
        var filter = ODataLibrary.Read(parser.ParseFilter);
        var select = ODataLibrary.Read(parser.ParseSelectAndExpand);
        var language = service.Retrieve(
            "usersettings", ((Guid)service.Execute(new OrganizationRequest("WhoAmI"))["UserId"]),
            new("uilanguageid")).GetAttributeValue<int?>("uilanguageid") ?? 1033;
        MetadataRows rows = new(schema, language);
        JsonNode? found = null;
        var set = "";
        foreach (var segment in path)
        {
            switch (segment)
            {
                case EntitySetSegment start:
                    set = start.EntitySet.Name;
                    found = new JsonArray([.. rows.Of(set)]);
                    break;
                case KeySegment key:
                    found = found!.AsArray().FirstOrDefault(row => IsNamed(row!.AsObject(), key))
                        ?? throw new ApiFault(404, unchecked((int)0x80040217),
                            $"Could not find an entity with the specified key {key.Keys.First().Value}.");
                    break;
                case TypeSegment { EdmType: var type } when found is JsonArray all:
                    var name = NameOf(type);
                    found = new JsonArray([
                        .. all.Where(row => IsOf(row!, name)).Select(row => row!.DeepClone())]);
                    break;
                case TypeSegment { EdmType: var type } when IsOf(found!, NameOf(type)):
                    break;
                case TypeSegment { EdmType: var type }:
                    throw new ApiFault(404, unchecked((int)0x80060888), $"The metadata is no {NameOf(type)}.");
                case NavigationPropertySegment step:
                    set += "/" + step.NavigationProperty.Name;
                    found = found![step.NavigationProperty.Name]?.DeepClone();
                    break;
                case PropertySegment { Property.Name: var property }:
                    found = new JsonObject { ["value"] = found![property]?.DeepClone() };
                    break;
                case DynamicPathSegment { Identifier: var property }:
                    found = new JsonObject { ["value"] = found![property]?.DeepClone() };
                    break;
                default:
                    throw ApiFault.NotSupported($"'{segment.Identifier}' of metadata");
            }
        }

        if (found is JsonArray many)
        {
            return new(200, new()
            {
                ["@odata.context"] = $"{request.Root}$metadata#{set}",
                ["value"] = new JsonArray([
                    .. many.Where(row => filter is null || MetadataFilter.Holds(filter.Expression, row!.AsObject()))
                        .Select(row => (JsonNode)Shape(row!.AsObject(), select, isRoot: true))]),
            });
        }

        var single = found is null ? null : Shape(found.AsObject(), select, isRoot: true);
        single?.Insert(0, "@odata.context", $"{request.Root}$metadata#{set}/$entity");
        return single is null ? new(204) : new(200, single);
    }

    /// <summary>What the client asks of a row; rows beneath it come along only when asked for.</summary>
    static JsonObject Shape(JsonObject row, SelectExpandClause? clause, bool isRoot)
    {
        List<string> selected = [];
        Dictionary<string, SelectExpandClause?> expanded = [];
        Dictionary<string, FilterClause?> filters = [];
        foreach (var item in clause?.SelectedItems ?? [])
        {
            switch (item)
            {
                case PathSelectItem path:
                    selected.Add(path.SelectedPath.LastSegment.Identifier);
                    break;
                case ExpandedNavigationSelectItem expand:
                    var name = ((NavigationPropertySegment)expand.PathToNavigationProperty.LastSegment)
                        .NavigationProperty.Name;
                    (expanded[name], filters[name]) = (expand.SelectAndExpand, expand.FilterOption);
                    break;
            }
        }

        JsonObject shaped = [];
        foreach (var (name, value) in row)
        {
            if (expanded.TryGetValue(name, out var inner))
            {
                shaped[name] = value switch
                {
                    JsonArray many => new JsonArray([
                        .. many.Where(child => filters[name] is not { } filter
                                || MetadataFilter.Holds(filter.Expression, child!.AsObject()))
                            .Select(child => (JsonNode)Shape(child!.AsObject(), inner, isRoot: false))]),
                    JsonObject one => Shape(one, inner, isRoot: false),
                    _ => null,
                };
            }
            else if (!MetadataModel.Navigations.Contains(name)
                && (selected.Count == 0 || selected.Contains(name) || name is "MetadataId" or "@odata.type"))
            {
                shaped[name] = value?.DeepClone();
            }
        }

        return shaped;
    }

    static string NameOf(Microsoft.OData.Edm.IEdmType type) =>
        ((Microsoft.OData.Edm.IEdmNamedElement)(type is Microsoft.OData.Edm.IEdmCollectionType collection
            ? collection.ElementType.Definition : type)).Name;

    static bool IsOf(JsonNode row, string type) =>
        type is "AttributeMetadata" or "RelationshipMetadataBase" or "OptionSetMetadataBase"
        || row["@odata.type"]?.GetValue<string>() == $"#{EdmSchema.Namespace}.{type}";

    static bool IsNamed(JsonObject row, KeySegment key) => key.Keys.All(part => string.Equals(
        row[part.Key]?.GetValue<string>(), part.Value.ToString(), StringComparison.OrdinalIgnoreCase));
}
