using System;
using System.Globalization;
using System.Xml.Linq;
using CrmMilestones.Dataverse.Metadata;
using CrmMilestones.Packaging;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Sandbox.WebApi;

/// <summary>Answers GET: rows of a table or a view, one row, a column of it, references, a number of rows.</summary>
sealed class ReadRequests(
    EdmSchema schema, IOrganizationService service, ApiRequest request, QueryParser parser)
{
    readonly RowReading _rows = new(schema, service, request);

    internal ApiResponse Answer(Place place) => place switch
    {
        { IsEmpty: true } => new(204),
        { References: { } references } => References(place, references),
        { Column: { } column } => Property(place, column),
        { Row: { } row } => Row(row),
        _ => Rows(place),
    };

    ApiResponse Rows(Place place)
    {
        var table = place.Table!;
        Action<FetchBuilder>? restrict = place.Related is { } related
            ? builder => RowReading.Restrict(builder, related.Navigation, schema, related.From) : null;
        if (place.IsCount)
        {
            return new(200) { Text = _rows.Count(table, parser, restrict).ToString(CultureInfo.InvariantCulture) };
        }

        if (parser.Options.TryGetValue("fetchXml", out var fetchXml))
        {
            return new(200, _rows.FetchXml(table, fetchXml, parser.Count));
        }

        foreach (var view in new[] { "savedQuery", "userQuery" })
        {
            if (parser.Options.TryGetValue(view, out var id))
            {
                return new(200, _rows.FetchXml(table, ViewOf(table, view, id, restrict), parser.Count));
            }
        }

        return new(200, _rows.Rows(table, parser, restrict));
    }

    /// <summary>A view's query, restricted as the address is.</summary>
    string ViewOf(TableDefinition table, string kind, string view, Action<FetchBuilder>? restrict)
    {
        var id = Guid.TryParse(view, out var parsed) ? parsed : throw ApiFault.Bad($"'{view}' is no view's id.");
        var fetch = SafeXml.Parse(service.Retrieve(kind.ToLowerInvariant(), id, new ColumnSet("fetchxml"))
            .GetAttributeValue<string>("fetchxml") ?? throw ApiFault.Bad($"The view '{view}' has no query."));
        FetchBuilder builder = new(schema, table);
        restrict?.Invoke(builder);
        if (parser.Filter is { } filter)
        {
            new FilterTranslation(schema, builder, parser.Aliases).Add(filter.Expression);
        }

        fetch.Element("entity")?.Add(builder.Entity.Elements());
        return fetch.ToString(SaveOptions.DisableFormatting);
    }

    ApiResponse Row(EntityReference row)
    {
        var json = _rows.Row(row, parser.SelectExpand);
        var tag = json["@odata.etag"]!.GetValue<string>();
        var isPlain = request.Preferences.Annotations is null && !parser.Options.ContainsKey("$expand");
        return isPlain && request.Header("If-None-Match") == tag
            ? new ApiResponse(304).With("ETag", tag)
            : new ApiResponse(200, json).With("ETag", tag);
    }

    ApiResponse Property(Place place, ColumnDefinition column)
    {
        var row = ((RetrieveResponse)service.Execute(
            new RetrieveRequest { Target = place.Row!, ColumnSet = new(column.LogicalName) })).Entity;
        var value = RowJson.ValueOf(row.Attributes.GetValueOrNull(column.LogicalName), column);
        return value is null ? new(204) : new(200, new()
        {
            ["@odata.context"] = _rows.AddressOf(row.ToEntityReference()).Replace(
                request.Root.ToString(), $"{request.Root}$metadata#", StringComparison.Ordinal)
                + "/" + EdmSchema.PropertyOf(column),
            ["value"] = value,
        });
    }

    ApiResponse References(Place place, Navigation navigation)
    {
        var id = Place.IdOf(service, place.Row!);
        if (!navigation.IsCollection)
        {
            var target = service.Retrieve(place.Table!.LogicalName, id, new(navigation.Lookup!))
                .GetAttributeValue<EntityReference>(navigation.Lookup!);
            if (target is null)
            {
                return new(204);
            }

            var json = _rows.Reference(target);
            json.Insert(0, "@odata.context", $"{request.Root}$metadata#$ref");
            return new(200, json);
        }

        return new(200, new()
        {
            ["@odata.context"] = $"{request.Root}$metadata#Collection($ref)",
            ["value"] = _rows.References(
                schema.Catalog.Table(navigation.Target), parser,
                builder => RowReading.Restrict(builder, navigation, schema, id)),
        });
    }
}
