using System;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Generic;
using CrmMilestones.Dataverse.Pipeline;
using CrmMilestones.Dataverse.Security;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;

namespace CrmMilestones.Dataverse.Messages;

/// <summary>The messages that this host supports, and Custom APIs; any other is refused by name.</summary>
sealed class MessageRegistry(
    IEnumerable<IMessageHandler> handlers, CustomApiMessages apis, UserDirectory users, AccessControl access,
    DataverseOptions options)
    : IRequestExecutor
{
    static readonly ConcurrentDictionary<(Type Request, string? Message), Type?> ResponseTypes = [];

    readonly FrozenDictionary<string, IMessageHandler> _handlers =
        handlers.ToFrozenDictionary(handler => handler.Message, StringComparer.Ordinal);

    public OrganizationResponse Execute(OrganizationRequest request, RequestContext context)
    {
        if (context.Depth > options.MaxDepth)
        {
            throw Faults.Create(
                PlatformCodes.DepthTooHigh, "This workflow job was canceled because the workflow that started it "
                + "included an infinite loop. Correct the workflow logic and try again.");
        }
        var user = users.Get(context.UserId);
        if (user.IsDisabled)
        {
            throw Faults.Create(PlatformCodes.PrivilegeDenied, $"The user '{user.Name}' (Id={user.Id}) is disabled.");
        }

        var name = request.RequestName ?? "";
        var handler = _handlers.GetValueOrDefault(name) ?? apis.Find(name)
            ?? throw Faults.NotSupported($"The message '{name}' is not supported by this host.");

        if (handler.IsBatch && context.Parent is not null)
        {
            throw Faults.Invalid($"The message {handler.Message} is not supported inside plug-ins.");
        }

        var own = OptionalParameters.Apply(request, handler, context, access);
        return Response(request, handler.Execute(request, own));
    }

    /// <summary>The typed response that the SDK has for the message, wherever it declares it.</summary>
    static OrganizationResponse Response(OrganizationRequest request, ParameterCollection results)
    {
        var type = ResponseTypes.GetOrAdd((request.GetType(), request.RequestName), static asked =>
            typeof(CreateRequest).Assembly.GetType($"{typeof(CreateRequest).Namespace}.{asked.Message}Response")
            ?? asked.Request.Assembly.GetType($"{asked.Request.Namespace}.{asked.Message}Response"));
        var response = type is null
            ? new OrganizationResponse() : (OrganizationResponse)Activator.CreateInstance(type)!;
        response.ResponseName = request.RequestName;
        response.Results = results;
        return response;
    }
}
