using CrmMilestones.Dataverse.Pipeline;
using CrmMilestones.Dataverse.Security;
using CrmMilestones.Dataverse.Store;

namespace CrmMilestones.Dataverse.Messages;

/// <summary>The messages that Custom APIs are.</summary>
sealed class CustomApiMessages(
    CustomApiCatalog apis, StepPipeline pipeline, AccessControl access, RowStore store, DataverseOptions options)
{
    /// <summary>A Custom API's message; null when none is called so.</summary>
    internal IMessageHandler? Find(string name) => apis.Find(name) is { } registered
        ? new CustomApiHandler(registered, pipeline, access, store, options)
        : null;
}
