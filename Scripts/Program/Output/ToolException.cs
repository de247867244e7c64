using System;

namespace CrmMilestones.Scripts.Output;

/// <summary>A command can't go on, for a reason that its user can do something about.</summary>
/// <param name="code">How the command ends.</param>
/// <param name="message">A sentence for the person at the command line: what is wrong, and what to do.</param>
public class ToolException(ExitCode code, string message, Exception? cause = null) : Exception(message, cause)
{
    public ToolException(string message, Exception? cause = null)
        : this(ExitCode.Refused, message, cause)
    {
    }

    public ExitCode Code { get; } = code;

    /// <summary>What the error output says.</summary>
    public virtual string Report => Message;
}
