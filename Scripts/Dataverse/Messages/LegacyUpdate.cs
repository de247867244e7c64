using CrmMilestones.Dataverse.Pipeline;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Dataverse.Messages;

/// <summary>How the messages that end in a write of their own do it.</summary>
static class LegacyUpdate
{
    /// <summary>Writes columns from within a main operation: through the Update pipeline, or past it.</summary>
    internal static void WriteBehind(
        this Organization organization, Entity row, bool runsUpdate, RequestContext context)
    {
        if (runsUpdate)
        {
            UpdateHandler.Update(organization, new("Update"), [row], context);
        }
        else
        {
            organization.Main.Update(row, context);
        }
    }
}
