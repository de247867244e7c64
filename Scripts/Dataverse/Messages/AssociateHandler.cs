using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Dataverse.Pipeline;
using CrmMilestones.Dataverse.Query;
using CrmMilestones.Dataverse.Security;
using CrmMilestones.Dataverse.Store;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Dataverse.Messages;

/// <summary>The N:N relationships of this host: a user's roles and a team's members.</summary>
/// <param name="Privilege">What connecting and disconnecting needs.</param>
sealed record Intersect(
    string Name, string Table, string LeftTable, string LeftColumn, string RightTable, string RightColumn,
    string Privilege)
{
    static readonly Intersect[] All =
    [
        new(
            "systemuserroles_association", "systemuserroles", "systemuser", "systemuserid", "role", "roleid",
            "prvAssignRole"),
        new(
            "teammembership_association", "teammembership", "team", "teamid", "systemuser", "systemuserid",
            "prvWriteTeam"),
    ];

    /// <summary>
    /// The pairs that a request is about, as rows of the intersect table without id, if the caller may connect them;
    /// other relationships are refused by name.
    /// </summary>
    internal static IEnumerable<Entity> Pairs(
        OrganizationRequest request, RequestContext context, AccessControl access)
    {
        var target = request.Required<EntityReference>("Target");
        var name = request.Required<Relationship>("Relationship").SchemaName;
        var intersect = All.FirstOrDefault(known => known.Name == name)
            ?? throw Faults.NotSupported(
                $"{request.RequestName} is not supported by this host for the relationship '{name}'.");
        access.Require(context.Caller, intersect.Privilege);
        foreach (var related in request.Required<EntityReferenceCollection>("RelatedEntities"))
        {
            var (left, right) = target.LogicalName == intersect.LeftTable ? (target, related) : (related, target);
            if (left.LogicalName != intersect.LeftTable || right.LogicalName != intersect.RightTable)
            {
                throw Faults.Invalid(
                    $"The relationship '{name}' does not connect {target.LogicalName} and {related.LogicalName}.");
            }

            yield return new Entity(intersect.Table)
            {
                [intersect.LeftColumn] = left.Id,
                [intersect.RightColumn] = right.Id,
            };
        }
    }

    /// <summary>The stored row of a pair, or null.</summary>
    internal static Guid? Find(RowStore store, Entity pair)
    {
        var query = new QueryByAttribute(pair.LogicalName);
        foreach (var (column, value) in pair.Attributes)
        {
            query.AddAttributeValue(column, value);
        }

        return store.Query(RowQuery.From(query), new()).Entities.FirstOrDefault()?.Id;
    }
}

/// <summary>Associate: connects rows; a pair that is there already is refused.</summary>
sealed class AssociateHandler(
    RowStore store, StepPipeline pipeline, AccessControl access, UserDirectory users) : IMessageHandler
{
    public string Message => "Associate";

    public IReadOnlyCollection<string> Parameters { get; } = ["Target", "Relationship", "RelatedEntities"];

    public ParameterCollection Execute(OrganizationRequest request, RequestContext context)
    {
        pipeline.InTransaction(context, inner =>
        {
            foreach (var pair in Intersect.Pairs(request, inner, access))
            {
                if (Intersect.Find(store, pair) is not null)
                {
                    throw Faults.Create(Faults.DuplicateRecord, "Cannot insert duplicate key.");
                }

                pair.Id = Guid.NewGuid();
                store.Insert(pair);
                users.Changed(pair.LogicalName);
            }
        });
        return [];
    }
}

/// <summary>Disassociate: takes connections away; a pair that is not there is ignored.</summary>
sealed class DisassociateHandler(
    RowStore store, StepPipeline pipeline, AccessControl access, UserDirectory users) : IMessageHandler
{
    public string Message => "Disassociate";

    public IReadOnlyCollection<string> Parameters { get; } = ["Target", "Relationship", "RelatedEntities"];

    public ParameterCollection Execute(OrganizationRequest request, RequestContext context)
    {
        pipeline.InTransaction(context, inner =>
        {
            foreach (var pair in Intersect.Pairs(request, inner, access))
            {
                if (Intersect.Find(store, pair) is { } id)
                {
                    store.Delete(pair.LogicalName, id);
                }

                users.Changed(pair.LogicalName);
            }
        });
        return [];
    }
}
