using System.Linq;

namespace CrmMilestones.Plugins.Rules;

/// <summary>
/// THE definition (Plugins/DEFINITION.md). A customer passes the stages from top to bottom; to leave a stage, every
/// column it requires must be filled. The guided process, the plug-in steps, the documents and the tools are derived
/// from this table or checked against it by a test.
/// </summary>
public static class Lifecycle
{
    /// <summary>Stamped on every customer the definition has judged. Raise it when this table changes.</summary>
    public const string Version = "1.0";

    /// <summary>In order: a stage's place in this list is its rank, whatever its option value.</summary>
    public static StageSequence Stages { get; } = new(
        new(Stage.Prospect, team: "Sales",
            requires:
            [
                Columns.Market, Columns.PrimaryContact, Columns.AgreementSignedOn, Columns.BillingModel,
                Columns.BillingTiming,
            ]),

        new(Stage.Onboarding, team: "Onboarding",
            requires: [Columns.OnboardingOwner, Columns.OnboardingStartedOn, Columns.OnboardingCompletedOn],
            milestone: new(
                Milestone.OnboardingCompleted, Columns.OnboardingCompletedOn, Columns.OnboardingCertifiedBy)),

        new(Stage.Compliance, team: "Compliance",
            requires: [Columns.ComplianceReviewer, Columns.RegistrationNumber, Columns.DocumentsSubmittedOn],
            milestone: new(
                Milestone.RequiredDocumentsSubmitted, Columns.DocumentsSubmittedOn, Columns.DocumentsCertifiedBy)),

        new(Stage.Readiness, team: "Operations",
            requires: [Columns.ServiceOwner, Columns.ServiceStartsOn, Columns.ReadyForServiceOn],
            milestone: new(
                Milestone.CustomerReadyForService, Columns.ReadyForServiceOn, Columns.ReadinessCertifiedBy)),

        new(Stage.Live, team: "Operations"),

        // Not a stage of the guided process: it is entered from anywhere, and asks for its columns on entry.
        new(Stage.Closed, team: "Finance",
            toEnter: [Columns.EndReason], toEnterOnceLive: [Columns.ServiceEndedOn]));

    /// <summary>The latest of them is the day from which a customer that enters Live is Live.</summary>
    public static FixedList<Column> DatesOfGoingLive { get; } =
        new([Columns.ServiceStartsOn, .. Stages.Milestones.Select(milestone => milestone.DatedBy)]);
}
