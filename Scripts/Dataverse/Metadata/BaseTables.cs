namespace CrmMilestones.Dataverse.Metadata;

/// <summary>The platform's own tables, as far as solutions, their tests and the demo need them.</summary>
static partial class BaseTables
{
    internal static MetadataCatalog CreateCatalog() => new([], [], []);
}
