using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using CrmMilestones.Dataverse.Import;
using CrmMilestones.Dataverse.Pipeline;
using CrmMilestones.Dataverse.Security;
using CrmMilestones.Dataverse.Store;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Dataverse.Messages;

/// <summary>A Custom API: steps around a main operation that is a plug-in, or nothing for a mere event.</summary>
sealed class CustomApiHandler(
    RegisteredApi registered, StepPipeline pipeline, AccessControl access, RowStore store, DataverseOptions options)
    : IMessageHandler
{
    const string Target = "Target";

    readonly CustomApi _api = registered.Api;

    public string Message => _api.UniqueName;

    public IReadOnlyCollection<string> Parameters =>
    [
        .. _api.Parameters.Select(parameter => parameter.Name),
        .. _api.Binding == CustomApiBinding.Row ? [Target] : System.Array.Empty<string>(),
    ];

    public FaultException<OrganizationServiceFault> Unknown(string parameter) =>
        Faults.Create(PlatformCodes.UnrecognizedParameter, $"Unrecognized request parameter: {parameter}");

    public ParameterCollection Execute(OrganizationRequest request, RequestContext context)
    {
        if (_api.IsPrivate && context.Parent is not null)
        {
            throw Faults.Invalid($"The message {Message} is private: plug-ins can't call it.");
        }

        var inputs = CustomApiValues.Inputs(_api, request.Parameters, options.OptionalParametersHaveDefaults);
        EventRow[] rows = [];
        if (_api.Binding == CustomApiBinding.Row)
        {
            var sent = (EntityReference)inputs[Target];
            var id = store.Resolve(sent.LogicalName, sent.Id, sent.KeyAttributes);
            inputs[Target] = new EntityReference(sent.LogicalName, id);
            rows = [new(sent.LogicalName, id, Target)];
        }
        var source = new PipelineEvent
        {
            Message = Message,
            Table = _api.BoundTable ?? "none",
            Inputs = inputs,
            Rows = rows,
        };
        pipeline.Run(source, context, Check,
            inner => pipeline.RunMain(registered, source, inner with { Parent = context.Parent }));
        CustomApiValues.CheckOutputs(_api, source.Outputs);
        return source.Outputs;
    }

    void Check(RequestContext inner)
    {
        if (_api.ExecutePrivilege is { } privilege)
        {
            access.Require(inner.Caller, privilege);
        }
    }
}
