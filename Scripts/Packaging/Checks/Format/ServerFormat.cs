using System.Collections.Generic;
using static CrmMilestones.Packaging.Checks.Format.Accepted;

namespace CrmMilestones.Packaging.Checks.Format;

/// <summary>The manifest, plug-ins, processes, roles, custom APIs and environment variables.</summary>
static class ServerFormat
{
    public static IEnumerable<FormatRule> Rules =>
    [
        .. FormatRule.Of("RootComponent", ("@id", BracedId), ("@behavior", OneOf("0 1 2"))),
        .. FormatRule.Of("PluginAssembly",
            ("@PluginAssemblyId", BareId),
            ("@CustomizationLevel", Flag),
            ("IsolationMode", OneOf("1 2")),
            ("SourceType", OneOf("0 1 2"))),
        .. FormatRule.Of("PluginType", ("@PluginTypeId", BareId)),
        .. FormatRule.Of("SdkMessageProcessingStep",
            ("@SdkMessageProcessingStepId", BracedId),
            ("SdkMessageId PluginTypeId", BareId),
            ("Stage", OneOf("10 20 40")),
            ("Mode InvocationSource AsyncAutoDelete", Flag),
            ("SupportedDeployment", OneOf("0 1 2")),
            ("EventHandlerTypeCode", OneOf("4602 4618"))),
        .. FormatRule.Of("SdkMessageProcessingStepImage",
            ("SdkMessageProcessingStepImageId", BracedId),
            ("ImageType", OneOf("0 1 2")),
            ("MessagePropertyName", OneOf("Target Id SubordinateId EntityMoniker EmailId FaxId"))),
        .. FormatRule.Of("Workflow",
            ("@WorkflowId", BracedId),
            ("Type", OneOf("1 2 3")),
            ("Category", OneOf("0 1 2 3 4 5 6 7")),
            ("Scope", OneOf("1 2 3 4")),
            ("StateCode", OneOf("0 1 2")),
            ("StatusCode", OneOf("1 2 3")),
            ("Mode RunAs Subprocess OnDemand TriggerOnCreate TriggerOnDelete AsyncAutodelete SyncWorkflowLogOnFailure "
                + "BusinessProcessType", Flag),
            ("ProcessTriggerScope", OneOf("1 2")),
            ("ModernFlowType", OneOf("0 1 2 3 4 5"))),
        .. FormatRule.Of("steplabels", ("@id", BracedId)),
        .. FormatRule.Of("Role", ("@id", BracedId), ("@Id", AnyId), ("@isinherited", Flag)),
        .. FormatRule.Of("RolePrivilege", ("@level", OneOf("Basic Local Deep Global"))),
        .. FormatRule.Of("FieldSecurityProfile", ("@fieldsecurityprofileid", BracedId)),
        .. FormatRule.Of("FieldPermission", ("CanRead CanUpdate CanCreate", OneOf("0 4"))),
        .. FormatRule.Of("customapi",
            ("allowedcustomprocessingsteptype bindingtype", OneOf("0 1 2")),
            ("workflowsdkstepenabled", Flag)),
        .. FormatRule.Of("plugintypeid", ("plugintypeexportkey plugintypeid", BareId)),
        .. FormatRule.Of("customapirequestparameter", ("type", ParameterTypes)),
        .. FormatRule.Of("customapiresponseproperty", ("type", ParameterTypes)),
        .. FormatRule.Of("catalogassignment", ("@objectidtype", OneOf("customapi entity"))),
        .. FormatRule.Of("environmentvariabledefinition",
            ("type", OneOf("100000000 100000001 100000002 100000003 100000004 100000005")),
            ("secretstore", Flag)),
    ];

    /// <summary>What XAML writes of a process, by its x:Key.</summary>
    public static IReadOnlyDictionary<string, Accepted> OfActivities { get; } = new Dictionary<string, Accepted>
    {
        ["StageId"] = BareId,
        ["ProcessStepId"] = BareId,
        ["NextStageId"] = BareId,
        ["StageCategory"] = OneOf("-1 0 1 2 3 4 5 6 7"),
        ["IsProcessRequired"] = CapitalBoolean,
        ["IsClosedLoop"] = CapitalBoolean,
    };

    static Accepted ParameterTypes => OneOf("0 1 2 3 4 5 6 7 8 9 10 11 12");
}
