using System;
using System.Collections.Generic;

namespace CrmMilestones.Plugins.Rules;

/// <summary>What is wrong with a save. <see cref="Code"/> is the fixed code of design.md, section 5.</summary>
public abstract record Problem(string Code);

/// <summary>CM001: columns that must be filled before the stage can be entered.</summary>
public sealed record MissingRequirements(Stage Entering, IReadOnlyList<string> Columns)
    : Problem("CM001");

/// <summary>CM002: columns that a passed stage required were emptied.</summary>
public sealed record ErasedRequirements(IReadOnlyList<string> Columns) : Problem("CM002");

/// <summary>CM002: the stage itself was emptied.</summary>
public sealed record ErasedStage() : Problem("CM002");

/// <summary>CM003: moving back or reopening without a reason.</summary>
public sealed record MissingReason(Stage From, Stage To) : Problem("CM003");

/// <summary>CM004: a date of something that happened lies in the future.</summary>
public sealed record FutureDate(string Column, DateTime Date) : Problem("CM004");

/// <summary>CM004: a date lies before the earliest that is accepted.</summary>
public sealed record TooOldDate(string Column, DateTime Date, DateTime Earliest) : Problem("CM004");

/// <summary>CM005: a milestone was dated before its stage is reached.</summary>
public sealed record EarlyMilestone(string Column, Stage Stage) : Problem("CM005");

/// <summary>CM006: computed columns were written by a caller.</summary>
public sealed record ComputedColumnsWritten(IReadOnlyList<string> Columns) : Problem("CM006");

/// <summary>CM007: Live was entered before the service starts.</summary>
public sealed record ServiceNotStarted(DateTime StartsOn) : Problem("CM007");

/// <summary>CM008: columns that Closed asks for are empty.</summary>
public sealed record IncompleteEnd(IReadOnlyList<string> Columns) : Problem("CM008");

/// <summary>CM008: the service would end before it started.</summary>
public sealed record EndBeforeStart(DateTime EndedOn, DateTime StartsOn) : Problem("CM008");

/// <summary>CM009: a billing hold without its reason.</summary>
public sealed record HoldWithoutReason() : Problem("CM009");
