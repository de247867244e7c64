using System;
using System.Collections.Generic;
using System.Linq;

namespace CrmMilestones.Plugins.Rules;

/// <summary>
/// How the guided process and the account's stage stay together (Plugins/DEFINITION.md). Whichever moved leads and the
/// other follows; both sides write only what differs, so the exchange ends by itself.
/// </summary>
public static class GuidedProcess
{
    /// <summary>The process's own table and its columns.</summary>
    public const string Table = "cm_customerlifecycle";
    public const string Account = "bpf_accountid";
    public const string ActiveStage = "activestageid";
    public const string TraversedPath = "traversedpath";
    public const string State = "statecode";
    public const string Status = "statuscode";

    /// <summary>The same in every environment: the stage ids of the process in the solution.</summary>
    static readonly Dictionary<Stage, Guid> StageIds = new()
    {
        [Stage.Prospect] = new("94cd94ee-bd84-4d42-bc95-957df9cbef32"),
        [Stage.Onboarding] = new("13faf634-5e33-4a29-a25f-813bb94375ba"),
        [Stage.Compliance] = new("770e66f5-d6af-42ac-8b1e-c52e8d47fff0"),
        [Stage.Readiness] = new("c161b0d1-e2b0-4064-ae58-b53a79f3e0d2"),
        [Stage.Live] = new("ea2b7b7c-d018-4b55-99f2-6493bae1d7ef"),
    };

    static StageSequence Stages => Lifecycle.Stages;

    /// <summary>The id of a stage of the process.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is none: Closed, or one whose id is missing here.</exception>
    public static Guid IdOf(Stage stage) => StageIds.TryGetValue(stage, out var id) ? id
        : throw new ArgumentOutOfRangeException(
            nameof(stage), stage, "Plugins/Rules/GuidedProcess.cs has no id for this stage.");

    /// <summary>Null for an id that is no stage of this process.</summary>
    public static Stage? StageOf(Guid? id) =>
        StageIds.Where(pair => pair.Value == id).Select(pair => (Stage?)pair.Key).SingleOrDefault();

    /// <summary>The process is linear, so the path to a stage is every stage up to it.</summary>
    public static string PathTo(Stage stage) =>
        string.Join(",", Stages.Guided.Where(passed => Stages.Rank(passed) <= Stages.Rank(stage)).Select(IdOf));

    /// <summary>
    /// The next stage of a process that stands at <paramref name="active"/> on its way to the account's stage; null
    /// when it is there, or when the account's stage is none of the process's. Dataverse moves a process stage by
    /// stage.
    /// </summary>
    public static Stage? StepToward(Stage? account, Stage active) =>
        account is not { } stage || stage == Stage.Closed || stage == active ? null : Stages.Next(active, stage);

    /// <summary>
    /// Where the account goes after the process was created or moved; null when the account stays.
    /// Creating a process moves nothing: the platform gives every new account one by itself, suppliers too. Its first
    /// move brings an account without a stage into the lifecycle, at the stage it moves to.
    /// A process that comes nearer to the account's stage is catching up with an account that moved first.
    /// </summary>
    /// <param name="account">The account's stage.</param>
    /// <param name="before">Where the process stood; null when it was just created.</param>
    /// <param name="now">Where the process stands.</param>
    public static Stage? AccountMovesTo(Stage? account, Stage? before, Stage now)
    {
        if (before is not { } left || left == now)
        {
            return null;
        }

        var catchesUp = account is { } target and not Stage.Closed
            && Stages.Distance(now, target) < Stages.Distance(left, target);
        return catchesUp ? null : now;
    }

    /// <summary>
    /// Where an account goes at which a process is pointed that was another's; null when it stays. That is judged like a
    /// move.
    /// </summary>
    public static Stage? AccountMovesTo(Stage? account, Stage now) => account == now ? null : now;
}
