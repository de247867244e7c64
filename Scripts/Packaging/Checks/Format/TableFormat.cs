using System.Collections.Generic;
using static CrmMilestones.Packaging.Checks.Format.Accepted;

namespace CrmMilestones.Packaging.Checks.Format;

/// <summary>Tables, columns, choices and relationships: CustomizationsSolution.xsd of the platform, without the types
/// that only databases know, and with what exports of later versions write.</summary>
static class TableFormat
{
    public static IEnumerable<FormatRule> Rules =>
    [
        .. FormatRule.Of("entity",
            ("OwnershipTypeMask", OneOf("UserOwned OrgOwned UnOwned")),
            ("ActivityTypeMask", NothingOr("CommunicationActivity")),
            ("EntityMask", OneOf("ActivityPointer")),
            ("HasRelatedNotes HasRelatedActivities HasRelatedFeedback", CapitalBoolean),
            ("AutoRouteToOwnerQueue AutoCreateAccessTeams EnforceStateTransitions SyncToExternalSearchIndex "
                + "EntityHelpUrlEnabled ChangeTrackingEnabled", Flag)),
        .. FormatRule.Of("attribute",
            ("Type", OneOf("bigint bit customer datetime decimal file float image int lookup managedproperty money "
                + "multiselectpicklist ntext nvarchar owner partylist picklist primarykey state status "
                + "uniqueidentifier virtual")),
            ("RequiredLevel", OneOf("none recommended required systemrequired")),
            ("ImeMode", OneOf("auto inactive active disabled")),
            ("DisplayMask", SomeOf("PrimaryName ObjectTypeCode ValidForAdvancedFind ValidForForm ValidForGrid "
                + "RequiredForForm RequiredForGrid ActivityPointerRegardingName ActivityRegardingName QueueItemTitle "
                + "DenormalizedChild PrimaryImage ReadOnlyInUI", '|')),
            ("Behavior", OneOf("1 2 3")),
            ("SourceType", OneOf("0 1 2 3")),
            ("LookupStyle", OneOf("single multi")),
            ("AccuracySource", OneOf("0 1 2"))),
        .. FormatRule.Of("optionset", ("OptionSetType", OneOf("picklist state status bit"))),
        .. FormatRule.Of("option", ("@IsHidden", Flag)),
        .. FormatRule.Of("EntityRelationship",
            ("EntityRelationshipType", OneOf("OneToMany ManyToMany")),
            ("CascadeDelete", OneOf("Cascade NoCascade RemoveLink Restrict")),
            ("CascadeArchive", OneOf("NoCascade RemoveLink Restrict")),
            ("CascadeAssign CascadeReparent CascadeShare CascadeUnshare CascadeMerge CascadeRollupView",
                OneOf("ActiveOnly Cascade NoCascade UserOwned"))),
        .. FormatRule.Of("EntityRelationshipRole",
            ("NavPaneDisplayOption", OneOf("UseCollectionName UseLabel DoNotDisplay")),
            ("NavPaneArea", OneOf("Details Sales Service Marketing InternetMarketing ProcessCenter")),
            ("RelationshipRoleType", OneOf("0 1")),
            ("AssociationRoleOrdinal", OneOf("1 2"))),
    ];

    /// <summary>The formats of a column, which depend on its type.</summary>
    public static Accepted? Formats(string columnType) => columnType switch
    {
        "nvarchar" => NothingOr("text textarea email url phone tickersymbol versionnumber json richtext"),
        "ntext" => NothingOr("text textarea email json richtext internalextentdata"),
        "int" => NothingOr("none duration timezone language locale"),
        "datetime" => OneOf("date datetime"),
        "image" => OneOf("jpeg"),
        _ => null,
    };
}
