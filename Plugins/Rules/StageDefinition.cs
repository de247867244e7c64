namespace CrmMilestones.Plugins.Rules;

/// <summary>One row of the definition.</summary>
public sealed class StageDefinition(
    Stage stage, string team, Column[]? requires = null, MilestoneDefinition? milestone = null,
    Column[]? toEnter = null, Column[]? toEnterOnceLive = null)
{
    public Stage Stage { get; } = stage;

    /// <summary>The team that works in this stage.</summary>
    public string Team { get; } = team;

    /// <summary>Columns that must be filled before leaving the stage forward.</summary>
    public FixedList<Column> Requires { get; } = new(requires ?? []);

    /// <summary>Columns that must be filled to enter the stage, wherever the customer comes from.</summary>
    public FixedList<Column> ToEnter { get; } = new(toEnter ?? []);

    /// <summary>Columns that a customer which has been live must have filled too.</summary>
    public FixedList<Column> ToEnterOnceLive { get; } = new(toEnterOnceLive ?? []);

    /// <summary>All that a customer which has been live must have filled to enter the stage.</summary>
    public FixedList<Column> AllToEnter { get; } = new([.. toEnter ?? [], .. toEnterOnceLive ?? []]);

    /// <summary>The checkpoint reached in this stage, if it has one.</summary>
    public MilestoneDefinition? Milestone { get; } = milestone;
}

/// <summary>A checkpoint, the column that dates it and the computed column that says who certified it.</summary>
public sealed class MilestoneDefinition(Milestone milestone, Column datedBy, Column certifiedBy)
{
    public Milestone Milestone { get; } = milestone;

    public Column DatedBy { get; } = datedBy;

    public Column CertifiedBy { get; } = certifiedBy;
}
