using System;
using System.Linq;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using CrmMilestones.Dataverse.Metadata;
using CrmMilestones.Packaging;
using Microsoft.OData.UriParser;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Sandbox.WebApi;

/// <summary>Reads rows for a client: <c>$select</c>, <c>$filter</c>, <c>$expand</c> over FetchXML.</summary>
sealed class RowReading
{
    readonly EdmSchema _schema;
    readonly IOrganizationService _service;
    readonly ApiRequest _request;
    readonly RowJson _json;
    readonly ExpandedRows _expanded;

    internal RowReading(EdmSchema schema, IOrganizationService service, ApiRequest request)
    {
        (_schema, _service, _request) = (schema, service, request);
        _json = new(schema, request.Preferences);
        _expanded = new(schema, service, _json, AddressOf);
    }

    /// <summary>The rows of a table, or those that a navigation leads to.</summary>
    /// <param name="table">The rows' table.</param>
    /// <param name="parser">The query.</param>
    /// <param name="restrict">Adds what the navigation asks for.</param>
    internal JsonObject Rows(TableDefinition table, QueryParser parser, Action<FetchBuilder>? restrict = null)
    {
        var options = parser.Options;
        if (options.Keys.FirstOrDefault(name => name is "$skip" or "$search" or "$format" or "$compute") is { } other)
        {
            throw ApiFault.NotSupported($"The query option '{other}'");
        }

        if (options.ContainsKey("$apply"))
        {
            return new Aggregation(_schema, _service, _json).Rows(table, parser, restrict);
        }

        FetchBuilder builder = new(_schema, table);
        restrict?.Invoke(builder);
        var selected = Selection.Of(_schema, table, parser.SelectExpand);
        Fill(builder, selected, parser);
        var size = _request.Preferences.PageSize;
        var page = 1;
        if (parser.Top is { } top && size is null)
        {
            builder.Set("top", Math.Clamp(top, 1, 5000));
        }
        else
        {
            builder.Set("count", size ?? 5000);
            if (options.TryGetValue("$skiptoken", out var token))
            {
                (page, var cookie) = Paging.Read(token);
                builder.Set("page", page);
                if (cookie is not null)
                {
                    builder.Set("paging-cookie", cookie);
                }
            }
        }

        if (parser.Count)
        {
            builder.Set("returntotalrecordcount", "true");
        }

        var found = parser.Top == 0 ? new EntityCollection() : Fetch(builder.Fetch);
        var json = Envelope(selected.Context(table), found, parser.Count);
        json["value"] = new JsonArray([.. _expanded.Of(found, selected)]);
        if (found.MoreRecords)
        {
            json["@odata.nextLink"] =
                _request.Root + parser.With("$skiptoken", Paging.Write(page + 1, found.PagingCookie));
        }

        return json;
    }

    /// <summary>How many rows there are, up to 5,000.</summary>
    internal int Count(TableDefinition table, QueryParser parser, Action<FetchBuilder>? restrict)
    {
        FetchBuilder builder = new(_schema, table);
        restrict?.Invoke(builder);
        builder.Select(table.PrimaryIdColumn);
        Filter(builder, parser);
        builder.Set("count", 1);
        builder.Set("returntotalrecordcount", "true");
        return Fetch(builder.Fetch).TotalRecordCount;
    }

    /// <summary>One row; its tag is among the row's own members.</summary>
    internal JsonObject Row(EntityReference target, SelectExpandClause? clause)
    {
        var table = _schema.Catalog.Table(target.LogicalName);
        var selected = Selection.Of(_schema, table, clause);
        var response = (Microsoft.Xrm.Sdk.Messages.RetrieveResponse)_service.Execute(
            new Microsoft.Xrm.Sdk.Messages.RetrieveRequest { Target = target, ColumnSet = selected.Columns() });
        EntityCollection found = new([response.Entity]) { EntityName = table.LogicalName };
        var row = _expanded.Of(found, selected)[0];
        JsonObject json = new() { ["@odata.context"] = $"{_request.Root}$metadata#{selected.Context(table)}/$entity" };
        foreach (var (name, value) in row)
        {
            json[name] = value?.DeepClone();
        }

        return json;
    }

    /// <summary>The rows of a FetchXML query.</summary>
    internal JsonObject FetchXml(TableDefinition table, string fetchXml, bool count)
    {
        XElement fetch;
        try
        {
            fetch = SafeXml.Parse(fetchXml);
        }
        catch (System.Xml.XmlException e)
        {
            throw new ApiFault(400, unchecked((int)0x80040201), $"Invalid XML: {e.Message}");
        }

        if ((string?)fetch.Element("entity")?.Attribute("name") is { } name && name != table.LogicalName)
        {
            throw ApiFault.Bad(
                $"The FetchXml query is for '{name}', and the entity set for '{table.LogicalName}'.");
        }

        if (fetch.Attribute("top") is not null)
        {
            fetch.Attribute("page")?.Remove();
        }
        else if (fetch.Attribute("count") is null && _request.Preferences.PageSize is { } size)
        {
            fetch.SetAttributeValue("count", size);
        }

        if (count)
        {
            fetch.SetAttributeValue("returntotalrecordcount", "true");
        }

        DropBrokenCookie(fetch);
        var found = Fetch(fetch);
        var columns = fetch.Element("entity")!.Elements("attribute")
            .Select(attribute => (string?)attribute.Attribute("alias") ?? (string?)attribute.Attribute("name"))
            .Select(column => table.TryGetColumn(column!, out var known) ? EdmSchema.PropertyOf(known) : column);
        var json = Envelope(Selection.Set(table, columns!), found, count);
        if (found.MoreRecords)
        {
            var page = (int?)fetch.Attribute("page") ?? 1;
            if (_request.Preferences.Has("Microsoft.Dynamics.CRM.fetchxmlpagingcookie"))
            {
                json["@Microsoft.Dynamics.CRM.fetchxmlpagingcookie"] = Paging.Write(page + 1, found.PagingCookie);
            }

            if (_request.Preferences.Has("Microsoft.Dynamics.CRM.morerecords"))
            {
                json["@Microsoft.Dynamics.CRM.morerecords"] = true;
            }
        }

        json["value"] = new JsonArray([.. found.Entities.Select(row => (JsonNode)_json.Write(row))]);
        return json;
    }

    /// <summary>The ids of rows, as <c>$ref</c> gives them.</summary>
    internal JsonArray References(TableDefinition table, QueryParser parser, Action<FetchBuilder> restrict)
    {
        FetchBuilder builder = new(_schema, table);
        restrict(builder);
        builder.Select(table.PrimaryIdColumn);
        Filter(builder, parser);
        return new([.. Fetch(builder.Fetch).Entities.Select(row => (JsonNode)Reference(row.ToEntityReference()))]);
    }

    internal JsonObject Reference(EntityReference row) => new() { ["@odata.id"] = AddressOf(row) };

    internal string AddressOf(EntityReference row) => $"{_request.Root}{_schema.SetOf(row.LogicalName)}({row.Id})";

    /// <summary>Restricts a query to the rows that a navigation leads to.</summary>
    internal static void Restrict(FetchBuilder builder, Navigation navigation, EdmSchema schema, Guid from)
    {
        if (navigation.Intersect is not { } intersect)
        {
            builder.WhereEqual(navigation.Lookup!, from);
            return;
        }

        builder.Entity.Add(new XElement(
            "link-entity", new XAttribute("name", intersect.Table), new XAttribute("from", intersect.Other),
            new XAttribute("to", schema.Catalog.Table(navigation.Target).PrimaryIdColumn),
            new XAttribute("link-type", "exists"),
            new XElement("filter", FetchBuilder.Condition(null, intersect.Own, "eq", from))));
    }

    /// <summary>Some clients forget to escape ampersands in the cookie; the page's number is enough then.</summary>
    static void DropBrokenCookie(XElement fetch)
    {
        if (fetch.Attribute("paging-cookie") is not { } cookie)
        {
            return;
        }

        try
        {
            SafeXml.Parse(cookie.Value);
        }
        catch (System.Xml.XmlException)
        {
            cookie.Remove();
        }
    }

    EntityCollection Fetch(XElement fetch) => _service.RetrieveMultiple(FetchBuilder.Expression(fetch));

    void Fill(FetchBuilder builder, Selection selected, QueryParser parser)
    {
        selected.AddTo(builder);
        var translation = Filter(builder, parser);
        for (var order = parser.OrderBy; order is not null; order = order.ThenBy)
        {
            builder.OrderBy(translation.Path(order.Expression), order.Direction == OrderByDirection.Descending);
        }
    }

    FilterTranslation Filter(FetchBuilder builder, QueryParser parser)
    {
        var filter = parser.Filter;
        FilterTranslation translation = new(_schema, builder, parser.Aliases);
        if (filter is not null)
        {
            translation.Add(filter.Expression);
        }

        return translation;
    }

    JsonObject Envelope(string context, EntityCollection found, bool count)
    {
        JsonObject json = new() { ["@odata.context"] = $"{_request.Root}$metadata#{context}" };
        if (count)
        {
            json["@odata.count"] = found.TotalRecordCount;
        }

        Annotate("totalrecordcount", count ? found.TotalRecordCount : -1);
        Annotate("totalrecordcountlimitexceeded", count && found.TotalRecordCountLimitExceeded);
        Annotate("globalmetadataversion", "1");
        return json;

        void Annotate(string name, JsonNode value)
        {
            if (_request.Preferences.Has("Microsoft.Dynamics.CRM." + name))
            {
                json["@Microsoft.Dynamics.CRM." + name] = value;
            }
        }
    }
}
