using System;
using System.Linq;
using CrmMilestones.Dataverse.Import;
using CrmMilestones.Dataverse.Security;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Dataverse.Pipeline;

/// <summary>Gives plug-ins what they see of an event, and runs them.</summary>
sealed class PluginRunner(UserDirectory users, ServiceCallLog calls, DataverseOptions options)
{
    /// <summary>Runs a plug-in; whatever it throws is a fault.</summary>
    /// <param name="plugin">The plug-in.</param>
    /// <param name="name">The step or Custom API that it runs for.</param>
    /// <param name="context">What it sees.</param>
    /// <param name="request">With what its own requests run.</param>
    internal void Run(IPlugin plugin, string name, PluginContext context, RequestContext request)
    {
        var execution = new PluginExecution(name, context, request, calls);
        try
        {
            PluginClock.Run(options.Clock, () => plugin.Execute(execution));
        }
        catch (Exception exception)
        {
            throw PluginFaults.Translate(exception, name, execution.Trace);
        }
        finally
        {
            execution.End();
        }
        request.Transaction?.RequireUnspoiled();
    }

    /// <summary>What a step sees.</summary>
    internal PluginContext ContextOf(PluginStep step, int stage, PipelineEvent source, RequestContext request) =>
        new(source, request, stage, ParentOf(stage, source, request))
        {
            BusinessUnitId = users.Get(request.UserId).BusinessUnitId,
            OrganizationName = options.OrganizationName,
            OperationCreatedOn = options.UtcNow,
            Mode = step.IsAsync ? 1 : 0,
            OwningExtension = options.ContextsNameTheirStep
                ? new("sdkmessageprocessingstep", step.Id) { Name = step.Name } : null,
            ImagesOfRows = kind => [.. source.Rows.Select(row => Images(step, row, kind))],
        };

    /// <summary>
    /// What the main operation is to the requests that it sends, and what the plug-in of a Custom API sees.
    /// </summary>
    internal PluginContext MainOperation(
        PipelineEvent source, RequestContext request, ParameterCollection? variables = null) =>
        new(source, request, PipelineStage.MainOperation, request.Parent)
        {
            BusinessUnitId = users.Get(request.UserId).BusinessUnitId,
            OrganizationName = options.OrganizationName,
            OperationCreatedOn = options.UtcNow,
            SharedVariables = variables ?? source.InnerVariables,
        };

    PluginContext? ParentOf(int stage, PipelineEvent source, RequestContext request)
    {
        if (stage == PipelineStage.PreValidation || !source.HasOuterContext)
        {
            return request.Parent;
        }

        if (source.Outer?.IsOf(request) is not true)
        {
            source.Outer = MainOperation(source, request, source.OuterVariables);
        }

        return source.Outer;
    }

    /// <summary>Exactly the registered columns that have a value.</summary>
    static EntityImageCollection Images(PluginStep step, EventRow row, StepImageKind kind)
    {
        EntityImageCollection images = [];
        if ((kind == StepImageKind.Pre ? row.Before : row.After) is not { } stored)
        {
            return images;
        }

        foreach (var image in step.Images.Where(image => image.Holds(kind) && IsOf(image, row)))
        {
            images[image.Alias] = stored.Show(image.Columns);
        }

        return images;
    }

    /// <summary>The rows of Create and of the Multiple messages go by several names.</summary>
    static bool IsOf(StepImage image, EventRow row) => row.Property == image.MessageProperty
        || row.Property == "Target" && image.MessageProperty is "Id" or "id" or "Ids" or "Targets";
}
