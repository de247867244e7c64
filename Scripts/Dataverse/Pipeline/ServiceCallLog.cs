using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Dataverse.Query;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Dataverse.Pipeline;

/// <summary>A request that a plug-in sent.</summary>
/// <param name="Step">The step or Custom API that sent it.</param>
/// <param name="Depth">The depth of its execution.</param>
/// <param name="UserId">With whose rights it was sent.</param>
/// <param name="Message">The request's name.</param>
/// <param name="Table">The table it is about; empty when it is about none.</param>
/// <param name="Columns">The columns it writes or reads; "*" for all.</param>
/// <param name="IsAsynchronous">Whether an asynchronous step sent it.</param>
public sealed record ServiceCall(
    string Step, int Depth, Guid UserId, string Message, string Table, IReadOnlyList<string> Columns,
    bool IsAsynchronous);

/// <summary>The requests that plug-ins send while somebody counts them: what a test of a budget of calls asks for.</summary>
sealed class ServiceCallLog
{
    List<ServiceCall>? _calls;

    /// <summary>In order.</summary>
    public IReadOnlyList<ServiceCall> During(Action action)
    {
        List<ServiceCall> calls = [];
        _calls = calls;
        try
        {
            action();
        }
        finally
        {
            _calls = null;
        }

        return calls;
    }

    public void Add(string step, PluginContext context, Guid userId, OrganizationRequest request)
    {
        if (_calls is not null)
        {
            var (table, columns) = Subject(request);
            _calls.Add(new(
                step, context.Depth, userId, request.RequestName, table, [.. columns.Order(StringComparer.Ordinal)],
                context.Mode == 1));
        }
    }

    static (string Table, IEnumerable<string> Columns) Subject(OrganizationRequest request)
    {
        var parameters = request.Parameters;
        if (parameters.TryGetValue("Query", out object? sent) && sent is QueryBase query)
        {
            var root = RowQuery.Of(query).Root;
            return (root.Table, root.AllColumns ? ["*"] : root.Columns.Select(column => column.Name));
        }
        var columns = !parameters.TryGetValue("ColumnSet", out object? value) || value is not ColumnSet set ? []
            : set.AllColumns ? ["*"] : set.Columns.ToArray();
        return (parameters.TryGetValue("Target", out object? target)
            || parameters.TryGetValue("EntityMoniker", out target)) switch
        {
            true when target is Entity row => (row.LogicalName, row.Attributes.Keys),
            true when target is EntityReference reference => (reference.LogicalName, columns),
            _ => (parameters.TryGetValue("EntityLogicalName", out object? name) ? name as string ?? "" : "", columns),
        };
    }
}
