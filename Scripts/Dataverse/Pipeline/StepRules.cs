using System.Linq;
using CrmMilestones.Dataverse.Import;
using CrmMilestones.Dataverse.Metadata;

namespace CrmMilestones.Dataverse.Pipeline;

/// <summary>What the platform allows in a step registration (Scripts/Dataverse/PLATFORM.md#pipeline).</summary>
static class StepRules
{
    static readonly string[] MessagesWithImages =
        ["Create", "CreateMultiple", "Update", "UpdateMultiple", "Delete", "Assign", "SetState",
            "SetStateDynamicEntity", "Merge"];

    static readonly string[] SupportedMessages = [.. MessagesWithImages, "Retrieve", "RetrieveMultiple"];

    internal static bool Holds(this StepImage image, StepImageKind kind) =>
        image.Kind == kind || image.Kind == StepImageKind.Both;

    /// <exception cref="SolutionImportException">The registration is not allowed, or not supported by this
    /// host.</exception>
    internal static void Check(PluginStep step, MetadataCatalog catalog, CustomApiCatalog apis)
    {
        void Require(bool holds, string what)
        {
            if (!holds)
            {
                throw new SolutionImportException($"Step '{step.Name}': {what}");
            }
        }

        Require(step.Stage is PipelineStage.PreValidation or PipelineStage.PreOperation or PipelineStage.PostOperation,
            $"stage {step.Stage} is none of 10, 20 and 40.");
        Require(!step.IsAsync || step.Stage == PipelineStage.PostOperation, "asynchronous steps run at stage 40 only.");
        if (apis.Find(step.Message)?.Api is { } api)
        {
            Require(
                api.AllowedSteps == AllowedSteps.All || api.AllowedSteps == AllowedSteps.Asynchronous && step.IsAsync,
                $"{step.Message} allows {api.AllowedSteps} steps.");
            Require(step.Table is null || step.Table == api.BoundTable, $"{step.Message} isn't bound to {step.Table}.");
        }
        else
        {
            Require(
                SupportedMessages.Contains(step.Message),
                $"steps on the message {step.Message} are not supported by this host.");
        }

        if (step.Table is not null)
        {
            Require(catalog.TryGetTable(step.Table, out var table), $"table '{step.Table}' does not exist.");
            foreach (var column in step.FilteringAttributes.Concat(step.Images.SelectMany(image => image.Columns)))
            {
                Require(table!.TryGetColumn(column, out _), $"column '{column}' does not exist in '{step.Table}'.");
            }
        }
        Require(step.FilteringAttributes.Count == 0 || step.Message is "Update" or "UpdateMultiple",
            $"filtering attributes have no effect on {step.Message}.");
        foreach (var image in step.Images)
        {
            Require(MessagesWithImages.Contains(step.Message), $"{step.Message} has no images.");
            var (isPre, isPost) = (image.Holds(StepImageKind.Pre), image.Holds(StepImageKind.Post));
            Require(!isPre || step.Message is not ("Create" or "CreateMultiple"), "Create has no pre-image.");
            Require(!isPost || step.Message != "Delete", "Delete has no post-image.");
            Require(!isPost || step.Stage == PipelineStage.PostOperation, "post-images exist at stage 40 only.");
            Require(IsProperty(step.Message, image.MessageProperty),
                $"image '{image.Alias}' names the property '{image.MessageProperty}', "
                + $"which {step.Message} does not have.");
        }
    }

    static bool IsProperty(string message, string property) => message switch
    {
        "Create" => property is "Id" or "id",
        "CreateMultiple" => property is "Ids" or "Targets",
        "UpdateMultiple" => property == "Targets",
        "SetState" or "SetStateDynamicEntity" => property == "EntityMoniker",
        "Merge" => property is "Target" or "SubordinateId",
        _ => property == "Target",
    };
}
