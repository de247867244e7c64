using System.Collections.Generic;
using static CrmMilestones.Packaging.Platform.PlatformColumn;
using static CrmMilestones.Packaging.Platform.PlatformTable;

namespace CrmMilestones.Packaging.Platform;

/// <summary>What solutions are made of. Simplified: owned by the organization.</summary>
static class ComponentTables
{
    const int Unlimited = 1_073_741_823;

    internal static IReadOnlyList<PlatformTable> All { get; } =
    [
        Table("Solution", "solutions", "OrgOwned", "FriendlyName",
        [
            Text("FriendlyName", 256), Text("UniqueName", 65), Text("Version", 256), YesNo("IsManaged"),
            DateAndTime("InstalledOn"),
        ]),
        Table("Workflow", "workflows", "OrgOwned", "Name",
        [
            Text("Name", 100), Text("UniqueName", 128), Text("PrimaryEntity", 128), WholeNumber("ProcessOrder"),
            Choice("Category", 0, "Workflow", "Dialog", "Business Rule", "Action", "Business Process Flow"),
            Choice("Type", 1, "Definition", "Activation", "Template"),
            .. States("Draft", "Activated"), .. OfSolution(),
        ]),
        Table("ProcessStage", "processstages", "OrgOwned", "StageName",
        [
            Text("StageName", 100), Lookup("ProcessId", "workflow"), Text("PrimaryEntityTypeCode", 128),
            Lookup("ParentProcessStageId", "processstage"), Computed(Memo("ClientData", Unlimited)),
            Choice("StageCategory", 0,
                "Qualify", "Develop", "Propose", "Close", "Identify", "Research", "Resolve", "Approval"),
        ]),
        Table("SavedQuery", "savedqueries", "OrgOwned", "Name",
        [
            Text("Name", 200), Text("ReturnedTypeCode", 128), Memo("FetchXml", Unlimited), Memo("LayoutXml", Unlimited),
            WholeNumber("QueryType", 0), YesNo("IsDefault"), .. States(), .. OfSolution(),
        ]),
        Table("UserQuery", "userqueries", "UserOwned", "Name",
        [
            Text("Name", 200), Text("ReturnedTypeCode", 128), Memo("FetchXml", Unlimited), Memo("LayoutXml", Unlimited),
            WholeNumber("QueryType", 0), .. States(), .. Owners(),
        ]),
        Table("PluginAssembly", "pluginassemblies", "OrgOwned", "Name",
        [
            Text("Name", 256), Text("Version", 48), Text("Culture", 32), Text("PublicKeyToken", 32),
            Memo("Content", Unlimited), Choice("IsolationMode", 1, "None", "Sandbox", "External"), .. OfSolution(),
        ]),
        Table("PluginType", "plugintypes", "OrgOwned", "Name",
        [
            Text("Name", 256), Text("TypeName", 256), Text("FriendlyName", 256),
            Lookup("PluginAssemblyId", "pluginassembly"), .. OfSolution(),
        ]),
        Table("SdkMessage", "sdkmessages", "OrgOwned", "Name", [Text("Name", 256)]),
        Table("SdkMessageProcessingStep", "sdkmessageprocessingsteps", "OrgOwned", "Name",
        [
            Text("Name", 256), Lookup("SdkMessageId", "sdkmessage"), Lookup("PluginTypeId", "plugintype"),
            WholeNumber("Rank", 0), Memo("FilteringAttributes", 100_000), Memo("Configuration", Unlimited),
            Choice("Mode", 0, "Synchronous", "Asynchronous"),
            Choice("Stage", 10) with
            {
                Options =
                [
                    new(10, "Pre-validation"), new(20, "Pre-operation"), new(30, "Main Operation"),
                    new(40, "Post-operation"),
                ],
            },
            .. States("Enabled", "Disabled"), .. OfSolution(),
        ]),
        Table("SdkMessageProcessingStepImage", "sdkmessageprocessingstepimages", "OrgOwned", "Name",
        [
            Text("Name", 256), Text("EntityAlias", 256), Text("MessagePropertyName", 256), Memo("Attributes", 100_000),
            Choice("ImageType", 0, "PreImage", "PostImage", "Both"),
            Lookup("SdkMessageProcessingStepId", "sdkmessageprocessingstep"), .. OfSolution(),
        ]),
    ];
}
