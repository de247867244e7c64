using System;
using System.Collections.Generic;
using System.Linq;

namespace CrmMilestones.Sandbox.WebApi;

/// <summary>A part of the Web API, and whether it is here.</summary>
/// <param name="Part">What it is.</param>
/// <param name="Support">What of it is here.</param>
/// <param name="Refused">What of it is answered with 501; null for nothing.</param>
sealed record CoveredPart(string Part, string Support, string? Refused);

/// <summary>What of Dataverse's Web API is here: WEBAPI.md is written from it.</summary>
static class Coverage
{
    internal static IReadOnlyList<CoveredPart> Parts { get; } =
    [
        new("Addresses", "entity sets by their own names, rows by id and by alternate key, one column, navigation "
            + "properties, `$ref`, `$count`, the service document, `$metadata`", null),
        new("`$select`, `$orderby`, `$top`, `$count`", "of columns, along lookups where ordered by",
            "`$skip`, `$search`, `$format`, `$compute`"),
        new("`$filter`", "comparisons of columns, along lookups too, with values and columns of the row; `and`, `or`, "
            + "`not`, `in`; `contains`, `startswith`, `endswith`; `any` over rows that refer to the row; the "
            + "platform's own functions of dates, users, lists and ranges; parameter aliases",
            "`all`, `any` beneath `or` and `not`, other functions, fiscal periods, hierarchies, multi-select choices"),
        new("`$expand`", "single rows and collections, nested, with `$select`, `$filter`, `$orderby`, `$top`, "
            + "`$expand`; `$ref` of single rows; owners by id and type", "`$search`, `$skip`, `$levels`"),
        new("`$apply`", "`filter`, `groupby`, `aggregate` with sum, average, min, max, `$count`",
            "`countdistinct`, `compute`, custom methods"),
        new("`fetchXml`, `savedQuery`, `userQuery`", "whatever the host's FetchXML takes, with paging cookies", null),
        new("Preferences", "`return=representation`, `odata.include-annotations`, `odata.maxpagesize`, "
            + "`odata.continue-on-error`", "`odata.track-changes`, `respond-async`"),
        new("Writing", "create, update, upsert by id and key, delete; one column; `$ref`; `@odata.bind`; deep insert "
            + "as one transaction; `If-Match`, `If-None-Match`; `tag` and the bypass headers",
            "duplicate detection, files and images"),
        new("Impersonation", "`CallerObjectId`, `MSCRMCallerID`, for a batch or each of its parts",
            "several callers in one change set"),
        new("Functions and actions", "`WhoAmI`, `RetrieveVersion`, `RetrieveTotalRecordCount`, "
            + "`RetrieveCurrentOrganization`, `CreateMultiple`, `UpdateMultiple`, `UpsertMultiple`; every Custom "
            + "API of the imported solutions", string.Join(", ", Unsupported.Select(name => $"`{name}`"))),
        new("`$batch`", "change sets as transactions, `$1` references, `continue-on-error`, up to 1,000 requests",
            null),
        new("Metadata", "`EntityDefinitions` with attributes, keys and relationships, `GlobalOptionSetDefinitions`, "
            + "`RelationshipDefinitions`, with `$select`, `$filter`, `$expand`", "changing metadata"),
    ];

    static string[] Unsupported =>
    [
        "Merge", "FormatAddress", "InitializeFrom", "RetrievePrincipalAccess", "GrantAccess", "ModifyAccess",
        "RevokeAccess", "AddPrivilegesRole", "ImportSolution", "ImportSolutionAsync", "ExportSolution", "StageSolution",
        "StageAndUpgradeAsync", "RetrieveMetadataChanges", "PublishXml", "PublishAllXml",
    ];

    /// <summary>Refuses by name what Dataverse has and this Web API lacks.</summary>
    internal static void RefuseUnsupported(ApiRequest request)
    {
        var name = request.Path.Split('(', '?', '/')[0];
        if (Unsupported.Contains(name))
        {
            throw ApiFault.NotSupported($"'{name}'");
        }

        if (request.Header("Prefer") is { } prefer && (prefer.Contains("respond-async", StringComparison.Ordinal)
            || prefer.Contains("odata.track-changes", StringComparison.Ordinal)))
        {
            throw ApiFault.NotSupported($"'Prefer: {prefer}'");
        }
    }
}
