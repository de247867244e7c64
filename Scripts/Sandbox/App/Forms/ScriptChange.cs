using System.Collections.Generic;
using System.Text.Json;

namespace CrmMilestones.Sandbox.App.Forms;

/// <summary>Something that a script changed, as xrm.js tells it.</summary>
/// <param name="Kind">value, visible, label, disabled, requiredLevel, formNotification ...</param>
sealed record ScriptChange(string Kind)
{
    public string? Column { get; init; }

    public string? Control { get; init; }

    public string? Tab { get; init; }

    public string? Section { get; init; }

    public string? Id { get; init; }

    public string? Level { get; init; }

    public JsonElement? Value { get; init; }

    internal bool Flag => Value?.ValueKind == JsonValueKind.True;

    internal string? Text => Value?.ValueKind == JsonValueKind.String ? Value.Value.GetString() : null;
}

/// <summary>What came of an event that scripts were told of.</summary>
/// <param name="IsPrevented">Whether a script prevented the save.</param>
/// <param name="Changes">What they changed, in order.</param>
/// <param name="Errors">What went wrong in them, and what they asked for that isn't supported.</param>
sealed record ScriptOutcome(
    bool IsPrevented, IReadOnlyList<ScriptChange> Changes, IReadOnlyList<string> Errors);
