using System;
using System.ServiceModel;
using CrmMilestones.Dataverse;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Sandbox.App.Forms;

/// <summary>A message that is shown in a dialog, and perhaps a question.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Text">What it says.</param>
public sealed record FormMessage(string Title, string Text)
{
    /// <summary>What agrees to a question; null for a message that is only read.</summary>
    public string? Agree { get; init; }

    /// <summary>What declines a question.</summary>
    public string? Decline { get; init; }

    /// <summary>Is told whether the person agreed.</summary>
    public Action<bool>? Answered { get; init; }

    /// <summary>A refusal as the client shows it: titled by its kind, and word for word.</summary>
    internal static FormMessage Of(FaultException refusal, FormTexts texts) => new(
        (refusal as FaultException<OrganizationServiceFault>)?.Detail.ErrorCode switch
        {
            PlatformCodes.IsvAborted => texts.BusinessProcessError,
            PlatformCodes.PrivilegeDenied => texts.AccessDenied,
            _ => texts.Error,
        },
        refusal.Message);
}
