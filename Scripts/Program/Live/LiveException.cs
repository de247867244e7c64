using System;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using CrmMilestones.Scripts.Output;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Scripts.Live;

/// <summary>The part of the work with a live environment that failed.</summary>
public enum LivePart
{
    /// <summary>Nothing was begun: the arguments, the package or what is installed already forbid it.</summary>
    Refused,

    /// <summary>No Dataverse environment answers at the address.</summary>
    Address,

    /// <summary>The environment is there, and the credentials are not accepted.</summary>
    SignIn,

    /// <summary>The user is known, and may not do this.</summary>
    Privilege,

    /// <summary>Dataverse did not carry out the import, or what must come before and after it.</summary>
    Import,

    /// <summary>The import is done, and its result is not as it must be.</summary>
    Verification,
}

/// <summary>
/// Work with a live environment failed; the message is a sentence for the person at the command line.
/// </summary>
public sealed class LiveException(LivePart part, string message, Exception? cause = null)
    : ToolException(CodeOf(part), message, cause)
{
    /// <summary>What Dataverse answers to a user who may not do something.</summary>
    static readonly int[] PrivilegeCodes =
    [
        unchecked((int)0x80040220), // a privilege is missing
        unchecked((int)0x80042F09), // the user has no security role
        unchecked((int)0x80048306), // a privilege is missing at this depth
        unchecked((int)0x80041D1F), // the user is disabled
        unchecked((int)0x80072560), // the user is not a member of the environment
    ];

    public LivePart Part { get; } = part;

    /// <summary>The message, begun with the part.</summary>
    public override string Report => Part switch
    {
        LivePart.Refused => Message,
        LivePart.SignIn => $"Sign-in failed: {Message}",
        LivePart.Privilege => $"Privilege missing: {Message}",
        _ => $"{Part} failed: {Message}",
    };

    /// <summary>Says which part a failed request was about: a privilege, else what was being done.</summary>
    public static LiveException During(LivePart part, Exception cause)
    {
        var causes = Causes(cause).ToList();
        // The innermost cause is the one that says something; the client wraps it in general sentences.
        var message = causes[^1].Message.Trim();
        return causes.Any(each => PrivilegeCodes.Contains(ErrorCode(each)))
            ? new(LivePart.Privilege,
                $"{message} Give the user the security role System Administrator in this environment.", cause)
            : new(part, message, cause);
    }

    static ExitCode CodeOf(LivePart part) => part switch
    {
        LivePart.Refused => ExitCode.Refused,
        LivePart.Address => ExitCode.Address,
        LivePart.SignIn => ExitCode.SignIn,
        LivePart.Privilege => ExitCode.Privilege,
        LivePart.Import => ExitCode.Import,
        LivePart.Verification => ExitCode.Differs,
        _ => throw new ArgumentOutOfRangeException(nameof(part)),
    };

    /// <summary>A failure and what lies behind it, the innermost last.</summary>
    internal static IEnumerable<Exception> Causes(Exception failure)
    {
        for (var each = failure; each is not null; each = each.InnerException)
        {
            yield return each;
        }
    }

    static int ErrorCode(Exception cause) =>
        cause is FaultException<OrganizationServiceFault> fault ? fault.Detail.ErrorCode : cause.HResult;
}
