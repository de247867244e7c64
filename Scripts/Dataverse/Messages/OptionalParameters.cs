using System;
using System.Linq;
using CrmMilestones.Dataverse.Pipeline;
using CrmMilestones.Dataverse.Security;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Dataverse.Messages;

/// <summary>The parameters that every request may carry.</summary>
static class OptionalParameters
{
    const string BypassLogic = "BypassBusinessLogicExecution";
    const string BypassPlugins = "BypassCustomPluginExecution";
    const string SuppressDuplicateDetection = "SuppressDuplicateDetection";
    const string Tag = "tag";

    static readonly string[] Known = [BypassLogic, BypassPlugins, SuppressDuplicateDetection, Tag];

    /// <summary>
    /// The context as the request's optional parameters make it; parameters nobody knows are refused by name.
    /// </summary>
    internal static RequestContext Apply(
        OrganizationRequest request, IMessageHandler handler, RequestContext context, AccessControl access)
    {
        var parameters = request.Parameters;
        var hasOptional = false;
        foreach (var (name, value) in parameters)
        {
            var isOptional = Known.Contains(name);
            hasOptional |= isOptional;
            if (value is not null && !isOptional && !handler.Parameters.Contains(name))
            {
                throw handler.Unknown(name);
            }
        }

        return hasOptional ? Apply(parameters, context, access) : context;
    }

    static RequestContext Apply(ParameterCollection parameters, RequestContext context, AccessControl access)
    {
        if (parameters.TryGetValue(SuppressDuplicateDetection, out object? suppress) && suppress is false)
        {
            throw Faults.NotSupported(
                "Duplicate detection (SuppressDuplicateDetection=false) is not supported by this host.");
        }

        string[] bypassed = parameters.TryGetValue(BypassLogic, out object? kinds) && kinds is string list
            ? list.Split(',', StringSplitOptions.TrimEntries) : [];
        var skips = bypassed.Contains("CustomSync");
        var skipsAsynchronous = bypassed.Contains("CustomAsync");
        if (skips || skipsAsynchronous)
        {
            access.Require(context.Caller, "prvBypassCustomBusinessLogic");
        }
        if (parameters.TryGetValue(BypassPlugins, out object? bypass) && bypass is true)
        {
            access.Require(context.Caller, "prvBypassCustomPlugins");
            skips = true;
        }
        return context with
        {
            SkipsSteps = skips || context.SkipsSteps,
            SkipsAsynchronousSteps = skipsAsynchronous || context.SkipsAsynchronousSteps,
            Tag = parameters.TryGetValue(Tag, out object? tag) ? tag : context.Tag,
        };
    }
}
