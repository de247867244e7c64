using System;
using System.Linq;
using System.Text.Json.Nodes;
using CrmMilestones.Dataverse.Metadata;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Sandbox.WebApi;

/// <summary>Functions of the platform that are no messages of the host.</summary>
sealed class PlatformFunctions(EdmSchema schema, ApiRequest request, IOrganizationService service)
{
    const string Release = "9.2.0.0";

    /// <summary>RetrieveVersion.</summary>
    internal static JsonObject Version() => new() { ["Version"] = Release };

    /// <summary>RetrieveTotalRecordCount.</summary>
    internal JsonObject TotalCounts(string[] tables)
    {
        var counts = tables.Select(name => Count(schema.Catalog.Table(name))).ToList();
        return new()
        {
            ["EntityRecordCountCollection"] = new JsonObject
            {
                ["Count"] = tables.Length,
                ["IsReadOnly"] = false,
                ["Keys"] = new JsonArray([.. tables.Select(name => (JsonNode)name)]),
                ["Values"] = new JsonArray([.. counts.Select(count => (JsonNode)count)]),
            },
        };
    }

    /// <summary>RetrieveCurrentOrganization.</summary>
    internal JsonObject Organization()
    {
        var who = service.Execute(new OrganizationRequest("WhoAmI"));
        var id = ((Guid)who["OrganizationId"]).ToString();
        var address = new Uri(request.Root, "/").ToString();
        return new()
        {
            ["Detail"] = new JsonObject
            {
                ["OrganizationId"] = id,
                ["FriendlyName"] = "Sandbox",
                ["OrganizationVersion"] = Release,
                ["EnvironmentId"] = id,
                ["Geo"] = "NA",
                ["TenantId"] = id,
                ["UrlName"] = "sandbox",
                ["UniqueName"] = "sandbox",
                ["State"] = "Enabled",
                ["Endpoints"] = new JsonObject
                {
                    ["Count"] = 1,
                    ["IsReadOnly"] = false,
                    ["Keys"] = new JsonArray("WebApplication"),
                    ["Values"] = new JsonArray(address),
                },
            },
        };
    }

    /// <summary>All rows that the caller may read, page by page: an aggregate ends at 50,000.</summary>
    long Count(TableDefinition table)
    {
        QueryExpression query = new(table.LogicalName) { ColumnSet = new(false), PageInfo = new() };
        (query.PageInfo.Count, query.PageInfo.PageNumber) = (5000, 1);
        for (long count = 0; ; query.PageInfo.PageNumber++)
        {
            var page = service.RetrieveMultiple(query);
            count += page.Entities.Count;
            if (!page.MoreRecords)
            {
                return count;
            }

            query.PageInfo.PagingCookie = page.PagingCookie;
        }
    }
}
