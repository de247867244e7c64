using System;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using CrmMilestones.Dataverse;
using CrmMilestones.Dataverse.Metadata;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;

namespace CrmMilestones.Sandbox.WebApi;

/// <summary>What a write asks of the host, all of it or nothing, and the answer once that is done.</summary>
/// <param name="Requests">What is asked for.</param>
/// <param name="Answer">Makes the answer of what the host answered, one for each request.</param>
/// <param name="Made">The row that later parts of a change set may refer to.</param>
sealed record WritePlan(
    IReadOnlyList<OrganizationRequest> Requests, Func<IReadOnlyList<OrganizationResponse>, ApiResponse> Answer,
    EntityReference? Made = null);

/// <summary>Turns writes into the platform's messages.</summary>
/// <param name="schema">The tables.</param>
/// <param name="request">The request.</param>
/// <param name="parser">Its address.</param>
/// <param name="service">The person's service, for what is read after the write.</param>
/// <param name="contents">What earlier parts of a change set made.</param>
/// <param name="givesId">Whether a new row gets its id here, as later parts refer to it.</param>
sealed class RowWriting(
    EdmSchema schema, ApiRequest request, QueryParser parser, IOrganizationService service,
    IReadOnlyDictionary<string, EntityReference> contents, bool givesId)
{
    readonly BodyReader _bodies = new(schema, request.Root, contents);
    readonly RowReading _rows = new(schema, service, request);

    internal WritePlan Plan(Place place) => request.Method switch
    {
        "POST" when place.References is { } references => AddReference(place, references),
        "PUT" when place.References is { } references => SetReference(place, references),
        "DELETE" when place.References is { } references => RemoveReference(place, references),
        "PUT" when place.Column is { } column => SetColumn(place, column),
        "DELETE" when place.Column is { } column => Update(place.Row!, column.LogicalName, null),
        "POST" when place is { Table: not null, Row: null, IsCount: false } => Create(place),
        "PATCH" or "PUT" when place.Row is { } row => Change(place.Table!, row),
        "DELETE" when place is { Row: { } row } => Delete(row),
        _ => throw new ApiFault(405, 0, $"The requested resource does not support http method '{request.Method}'."),
    };

    WritePlan Create(Place place)
    {
        var sent = _bodies.Row(place.Table!, BodyReader.Parse(request.Body));
        if (place.Related is { } related)
        {
            if (related.Navigation.Lookup is not { } lookup)
            {
                throw ApiFault.NotSupported("Creating a row beneath an N:N relationship");
            }

            sent.Row[lookup] = new EntityReference(related.Navigation.Table, related.From);
        }

        List<OrganizationRequest> requests = [];
        var at = AddCreate(requests, sent, isReferred: givesId);
        var table = place.Table!;
        return new(requests, responses =>
        {
            EntityReference made = new(table.LogicalName, ((CreateResponse)responses[at]).id);
            return Written(made, isNew: true, address: null);
        }, sent.Row.Id == Guid.Empty ? null : new(table.LogicalName, sent.Row.Id));
    }

    /// <summary>Adds the messages for a new row and those that come along; gives the place of its own.</summary>
    int AddCreate(List<OrganizationRequest> requests, SentRow sent, bool isReferred)
    {
        var children = sent.Nested.Where(nested => nested.Navigation.IsCollection).ToList();
        if ((isReferred || children.Count + sent.Bound.Count > 0) && sent.Row.Id == Guid.Empty)
        {
            sent.Row.Id = Guid.NewGuid();
        }

        foreach (var (navigation, parent) in sent.Nested.Except(children))
        {
            AddCreate(requests, parent, isReferred: true);
            sent.Row[navigation.Lookup!] = parent.Row.ToEntityReference();
        }

        var at = requests.Count;
        requests.Add(Optional(new CreateRequest { Target = sent.Row }));
        foreach (var (navigation, child) in children)
        {
            if (navigation.Lookup is { } lookup)
            {
                child.Row[lookup] = sent.Row.ToEntityReference();
                AddCreate(requests, child, isReferred: false);
            }
            else
            {
                AddCreate(requests, child, isReferred: true);
                requests.Add(Associate(navigation, sent.Row.ToEntityReference(), child.Row.ToEntityReference()));
            }
        }

        requests.AddRange(sent.Bound.Select(bound => Connect(
            bound.Navigation, sent.Row.ToEntityReference(), bound.Row)));
        return at;
    }

    WritePlan Change(TableDefinition table, EntityReference target)
    {
        var sent = _bodies.Row(table, BodyReader.Parse(request.Body));
        if (sent.Nested.Count + sent.Bound.Count > 0)
        {
            throw ApiFault.BadPayload("Rows beneath navigation properties can be written with a new row only.");
        }

        var row = sent.Row;
        row.Attributes.Remove(table.PrimaryIdColumn);
        (row.Id, row.KeyAttributes) = (target.Id, target.KeyAttributes);
        var address = target.KeyAttributes.Count == 0 ? null : request.Root + request.Path.Split('?')[0];
        var match = request.Header("If-Match");
        var repeatsKey = target.KeyAttributes.Keys.Any(row.Contains);
        if (match is null && (request.Header("If-None-Match") == "*" || repeatsKey && !Exists(target)))
        {
            // Of a column that address and body name both, the body's value wins in a new row.
            foreach (var (column, value) in target.KeyAttributes.Where(key => !row.Contains(key.Key)))
            {
                row[column] = value;
            }

            row.KeyAttributes = [];
            return new([Optional(new CreateRequest { Target = row })], responses => Written(
                new(table.LogicalName, ((CreateResponse)responses[0]).id), isNew: true, address));
        }

        if (match is null)
        {
            return new([Optional(new UpsertRequest { Target = row })], responses =>
            {
                var done = (UpsertResponse)responses[0];
                return Written(done.Target, done.RecordCreated, address);
            });
        }

        UpdateRequest update = new() { Target = row };
        if (match != "*")
        {
            (row.RowVersion, update.ConcurrencyBehavior) = (Version(match), ConcurrencyBehavior.IfRowVersionMatches);
        }

        return new([Optional(update)], _ => Written(target, isNew: false, address));
    }

    bool Exists(EntityReference target)
    {
        try
        {
            Place.IdOf(service, target);
            return true;
        }
        catch (FaultException<OrganizationServiceFault> fault)
            when (fault.Detail.ErrorCode == PlatformCodes.RecordNotFoundByEntityKey)
        {
            return false;
        }
    }

    WritePlan Delete(EntityReference target)
    {
        DeleteRequest delete = new() { Target = target };
        if (request.Header("If-Match") is { } match && match != "*")
        {
            (target.RowVersion, delete.ConcurrencyBehavior) = (Version(match), ConcurrencyBehavior.IfRowVersionMatches);
        }

        return Done(Optional(delete));
    }

    WritePlan SetColumn(Place place, ColumnDefinition column) => Update(
        place.Row!, column.LogicalName,
        BodyReader.Value(place.Table!, column, BodyReader.Parse(request.Body)["value"]));

    WritePlan AddReference(Place place, Navigation navigation) => navigation.IsCollection
        ? Done(Connect(navigation, place.Row!, Sent()))
        : SetReference(place, navigation);

    WritePlan SetReference(Place place, Navigation navigation) => navigation.IsCollection
        ? throw new ApiFault(405, 0, "A collection takes references by POST.")
        : Update(place.Row!, navigation.Lookup!, Sent());

    WritePlan RemoveReference(Place place, Navigation navigation)
    {
        if (!navigation.IsCollection)
        {
            return Update(place.Row!, navigation.Lookup!, null);
        }

        var related = place.Reference is { } id ? new EntityReference(navigation.Target, id)
            : parser.Options.TryGetValue("$id", out var address) ? _bodies.Reference(address)
            : throw ApiFault.Bad("Which reference is to be removed isn't said.");
        return navigation.Lookup is { } lookup
            ? Update(related, lookup, null)
            : Done(Optional(new DisassociateRequest
            {
                Target = place.Row!,
                Relationship = new(navigation.Relationship),
                RelatedEntities = [related],
            }));
    }

    EntityReference Sent() => _bodies.Reference(BodyReader.Text(BodyReader.Parse(request.Body)["@odata.id"]));

    /// <summary>Connects two rows: by the lookup of the one, or by a row between both.</summary>
    OrganizationRequest Connect(Navigation navigation, EntityReference row, EntityReference related) =>
        navigation.Lookup is { } lookup
            ? Optional(new UpdateRequest
            {
                Target = new(related.LogicalName, related.Id)
                {
                    KeyAttributes = related.KeyAttributes,
                    [lookup] = row,
                },
            })
            : Associate(navigation, row, related);

    AssociateRequest Associate(Navigation navigation, EntityReference row, EntityReference related) =>
        Optional(new AssociateRequest
        {
            Target = row,
            Relationship = new(navigation.Relationship),
            RelatedEntities = [related],
        });

    WritePlan Update(EntityReference target, string column, object? value) => Done(Optional(new UpdateRequest
    {
        Target = new(target.LogicalName, target.Id) { KeyAttributes = target.KeyAttributes, [column] = value },
    }));

    static WritePlan Done(OrganizationRequest request) => new([request], _ => new(204));

    ApiResponse Written(EntityReference row, bool isNew, string? address)
    {
        var entity = address ?? _rows.AddressOf(row);
        ApiResponse response = request.Preferences.ReturnsRepresentation
            ? new(isNew ? 201 : 200, _rows.Row(row, parser.SelectExpand))
            : new(204);
        response.With("OData-EntityId", entity);
        if (isNew)
        {
            response.With("Location", entity);
        }

        return response.Body?["@odata.etag"] is { } tag ? response.With("ETag", tag.GetValue<string>()) : response;
    }

    /// <summary>The parameters that a client may give with every write.</summary>
    T Optional<T>(T message) where T : OrganizationRequest
    {
        if (parser.Options.TryGetValue("tag", out var tag))
        {
            message.Parameters["tag"] = tag;
        }

        if (request.Header("MSCRM.BypassBusinessLogicExecution") is { } logic)
        {
            message.Parameters["BypassBusinessLogicExecution"] = logic;
        }

        if (request.Header("MSCRM.BypassCustomPluginExecution") == "true")
        {
            message.Parameters["BypassCustomPluginExecution"] = true;
        }

        if (request.Header("MSCRM.SuppressDuplicateDetection") == "false")
        {
            message.Parameters["SuppressDuplicateDetection"] = false;
        }

        return message;
    }

    static string Version(string tag) => tag.Split('"') is [_, var version, _] ? version
        : throw ApiFault.Bad($"'{tag}' is no entity tag.");
}
