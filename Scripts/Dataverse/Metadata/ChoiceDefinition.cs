using System.Collections.Generic;

namespace CrmMilestones.Dataverse.Metadata;

/// <summary>One value of a choice, a yes/no, a state or a status column.</summary>
/// <param name="Value">The stored number; 0 and 1 for yes/no columns.</param>
/// <param name="Label">What people see.</param>
/// <param name="State">Status values only: the state (statecode) this status reason belongs to.</param>
/// <param name="DefaultStatus">State values only: the status reason a row gets when it enters this state.</param>
public sealed record OptionDefinition(int Value, LocalizedLabels Label, int? State = null, int? DefaultStatus = null);

/// <summary>A global choice: a list of options that several columns share.</summary>
public sealed record ChoiceDefinition(
    string Name, LocalizedLabels DisplayName, IReadOnlyList<OptionDefinition> Options);
