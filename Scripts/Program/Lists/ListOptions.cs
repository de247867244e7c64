namespace CrmMilestones.Scripts.Lists;

/// <summary>How a list is read, as far as somebody says so; what is left out is found.</summary>
public sealed record ListOptions
{
    /// <summary>The encoding's name, such as windows-1252.</summary>
    public string? Encoding { get; init; }

    /// <summary>What stands between the fields.</summary>
    public char? Delimiter { get; init; }

    /// <summary>Which column says what, and how.</summary>
    public ListMap Map { get; init; } = new();
}
