using System;
using System.Collections.Frozen;
using CrmMilestones.Dataverse.Pipeline;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;

namespace CrmMilestones.Dataverse.Messages;

/// <summary>The messages that this host supports; any other is refused by name.</summary>
sealed class MessageRegistry
{
    readonly Organization _organization;
    readonly FrozenDictionary<string, IMessageHandler> _handlers;

    internal MessageRegistry(Organization organization)
    {
        this._organization = organization;
        var cascade = new DeleteCascade(organization);
        IMessageHandler[] all =
        [
            new CreateHandler(organization), new CreateMultipleHandler(organization),
            new UpdateHandler(organization), new UpdateMultipleHandler(organization),
            new UpsertHandler(organization), new DeleteHandler(cascade),
            new RetrieveHandler(organization), new RetrieveMultipleHandler(organization),
            new AssociateHandler(organization), new DisassociateHandler(organization),
            new ExecuteMultipleHandler(), new ExecuteTransactionHandler(),
            new SetStateHandler(organization, "SetState"), new SetStateHandler(organization, "SetStateDynamicEntity"),
            new AssignHandler(organization), new MergeHandler(organization), new WhoAmIHandler(),
            new RetrieveEntityHandler(organization), new RetrieveAttributeHandler(organization),
            new RetrieveMetadataChangesHandler(organization),
            new RetrieveProcessInstancesHandler(organization), new RetrieveActivePathHandler(organization),
        ];
        _handlers = all.ToFrozenDictionary(handler => handler.Message, StringComparer.Ordinal);
    }

    /// <summary>Executes a request; what is wrong with it or forbidden is a fault.</summary>
    internal OrganizationResponse Execute(OrganizationRequest request, RequestContext context)
    {
        if (context.Depth > _organization.Options.MaxDepth)
        {
            throw Faults.Create(
                PlatformCodes.DepthTooHigh, "This workflow job was canceled because the workflow that started it "
                + "included an infinite loop. Correct the workflow logic and try again.");
        }
        var user = _organization.Users.Get(context.UserId);
        if (user.IsDisabled)
        {
            throw Faults.Create(PlatformCodes.PrivilegeDenied, $"The user '{user.Name}' (Id={user.Id}) is disabled.");
        }

        if (!_handlers.TryGetValue(request.RequestName ?? "", out var handler))
        {
            throw Faults.Invalid($"The message '{request.RequestName}' is not supported by this host.");
        }

        if (handler.IsBatch && context.Parent is not null)
        {
            throw Faults.Invalid($"The message {handler.Message} is not supported inside plug-ins.");
        }

        var own = OptionalParameters.Apply(request, handler, context);
        return Response(request, handler.Execute(request, own));
    }

    /// <summary>The typed response that the SDK has for the message, wherever it declares it.</summary>
    static OrganizationResponse Response(OrganizationRequest request, ParameterCollection results)
    {
        var type = typeof(CreateRequest)
            .Assembly.GetType($"{typeof(CreateRequest).Namespace}.{request.RequestName}Response")
            ?? request.GetType().Assembly.GetType($"{request.GetType().Namespace}.{request.RequestName}Response");
        var response = type is null
            ? new OrganizationResponse() : (OrganizationResponse)Activator.CreateInstance(type)!;
        response.ResponseName = request.RequestName;
        response.Results = results;
        return response;
    }
}
