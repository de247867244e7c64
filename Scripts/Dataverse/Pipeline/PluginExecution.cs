using System;
using System.Collections.Generic;
using System.Globalization;
using CrmMilestones.Dataverse.Security;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Dataverse.Pipeline;

/// <summary>
/// What a plug-in is given for one execution. Its services are dead afterwards, so that a plug-in that keeps them
/// fails.
/// </summary>
sealed class PluginExecution(string name, PluginContext context, RequestContext request, ServiceCallLog calls)
    : IServiceProvider, IOrganizationServiceFactory, ITracingService
{
    /// <summary>The trace keeps its newest 10 KB.</summary>
    const int TraceLimit = 10 * 1024;

    readonly Queue<string> _lines = [];
    int _length;
    bool _ended;

    internal string Trace => string.Join(Environment.NewLine, _lines);

    internal void End() => _ended = true;

    public object? GetService(Type serviceType) => serviceType.IsInstanceOfType(context) ? context
        : serviceType == typeof(IOrganizationServiceFactory) || serviceType == typeof(ITracingService) ? this
        : null;

    /// <summary>Null gives SYSTEM, Guid.Empty the user whose rights the step runs with.</summary>
    public IOrganizationService CreateOrganizationService(Guid? userId)
    {
        var user = userId is null ? EnvironmentIds.SystemUser : userId == Guid.Empty ? request.UserId : userId.Value;
        return new OrganizationService(message => Send(message, user));
    }

    void ITracingService.Trace(string format, params object[] args)
    {
        var line = args is { Length: > 0 } ? string.Format(CultureInfo.InvariantCulture, format, args) : format;
        _lines.Enqueue(line);
        _length += line.Length;
        while (_length > TraceLimit && _lines.Count > 1)
        {
            _length -= _lines.Dequeue().Length;
        }
    }

    OrganizationResponse Send(OrganizationRequest message, Guid userId)
    {
        ObjectDisposedException.ThrowIf(_ended, this);
        request.Transaction?.RequireActive();
        try
        {
            calls.Add(name, context, userId, message);
            return request.Executor.Execute(message, request with
            {
                UserId = userId,
                Depth = request.Depth + 1,
                Parent = context,
                Tag = null,
                IsPlatform = false,
            });
        }
        catch
        {
            request.Transaction?.Spoil();
            throw;
        }
    }
}
