using System.Collections.Generic;
using System.Linq;

namespace CrmMilestones.Plugins.Rules;

/// <summary>
/// THE definition (design.md, section 3). A customer passes the stages from top to bottom; to leave a stage, every
/// column it requires must be filled. The guided process, the plug-in steps, the documents and the tools are derived
/// from this table or checked against it by a test.
/// </summary>
public static class Lifecycle
{
    /// <summary>Stamped on every customer the definition has judged. Raise it when this table changes.</summary>
    public const string Version = "1.0";

    /// <summary>In order: a stage's place in this list is its rank.</summary>
    public static IReadOnlyList<StageDefinition> Stages { get; } =
    [
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
        new(Stage.Closed, team: "Finance", toEnter: [Columns.ServiceEndedOn, Columns.EndReason]),
    ];

    /// <summary>The stages of the guided process: all but Closed.</summary>
    public static IReadOnlyList<Stage> GuidedStages { get; } =
        [.. Stages.Select(stage => stage.Stage).Where(stage => stage != Stage.Closed)];

    /// <summary>The three checkpoints with their columns, in the order of their stages.</summary>
    public static IReadOnlyList<MilestoneDefinition> Milestones { get; } =
        [.. Stages.Select(stage => stage.Milestone).OfType<MilestoneDefinition>()];

    /// <summary>The definition of a stage.</summary>
    public static StageDefinition Of(Stage stage) => Stages[Rank(stage)];

    /// <summary>0 for Prospect up to 5 for Closed.</summary>
    public static int Rank(Stage stage) => stage - Stage.Prospect;

    /// <summary>
    /// The stages a customer has passed when it is in <paramref name="stage"/>: those ranked below it.
    /// </summary>
    public static IEnumerable<StageDefinition> Below(Stage stage) => Stages.Take(Rank(stage));

    /// <summary>The given stage and those after it.</summary>
    public static IEnumerable<StageDefinition> From(Stage stage) => Stages.Skip(Rank(stage));
}

/// <summary>One row of the definition.</summary>
public sealed class StageDefinition(
    Stage stage, string team, string[]? requires = null, MilestoneDefinition? milestone = null,
    string[]? toEnter = null)
{
    public Stage Stage { get; } = stage;

    /// <summary>The team that works in this stage.</summary>
    public string Team { get; } = team;

    /// <summary>Columns that must be filled before leaving the stage forward.</summary>
    public IReadOnlyList<string> Requires { get; } = requires ?? [];

    /// <summary>Columns that must be filled to enter the stage, wherever the customer comes from.</summary>
    public IReadOnlyList<string> ToEnter { get; } = toEnter ?? [];

    /// <summary>The checkpoint reached in this stage, if it has one.</summary>
    public MilestoneDefinition? Milestone { get; } = milestone;
}

/// <summary>A checkpoint, the column that dates it and the computed column that says who certified it.</summary>
public sealed class MilestoneDefinition(Milestone milestone, string datedBy, string certifiedBy)
{
    public Milestone Milestone { get; } = milestone;

    public string DatedBy { get; } = datedBy;

    public string CertifiedBy { get; } = certifiedBy;
}
