namespace CrmMilestones.Dataverse;

/// <summary>
/// Error codes of pipeline, security and messages ("Web service error codes"); the store's are in <see cref="Faults"/>.
/// </summary>
public static class PlatformCodes
{
    /// <summary>0x80040265 IsvAborted: a plug-in refused.</summary>
    public const int IsvAborted = -2147220891;
    /// <summary>0x80040224 IsvUnExpected: a plug-in failed.</summary>
    public const int IsvUnexpected = -2147220956;
    /// <summary>0x8009000C: a plug-in swallowed a failed service call and ended.</summary>
    public const int TransactionCountReduced = -2146893812;
    /// <summary>0x80040251: a plug-in swallowed a failed service call and sent another.</summary>
    public const int NoActiveTransaction = -2147220911;
    /// <summary>0x80044182 SdkCorrelationTokenDepthTooHigh.</summary>
    public const int DepthTooHigh = -2147204734;
    /// <summary>0x80040220 PrivilegeDenied.</summary>
    public const int PrivilegeDenied = -2147220960;
    /// <summary>0x80040315: a parameter that the message doesn't have.</summary>
    public const int UnrecognizedParameter = -2147220715;
    /// <summary>0x80040227 CannotDeleteDueToAssociation.</summary>
    public const int CannotDeleteDueToAssociation = -2147220953;
    /// <summary>0x80040507 AccountLoopBeingCreated: an account would be above itself.</summary>
    public const int AccountLoopBeingCreated = -2147220217;
    /// <summary>0x80048408 InvalidStateCodeStatusCode.</summary>
    public const int InvalidStateCodeStatusCode = -2147187704;
    /// <summary>0x80060882 ConcurrencyVersionMismatch.</summary>
    public const int ConcurrencyVersionMismatch = -2147088254;
    /// <summary>0x80060883 ConcurrencyVersionNotProvided.</summary>
    public const int ConcurrencyVersionNotProvided = -2147088253;
    /// <summary>0x80060891 RecordNotFoundByEntityKey.</summary>
    public const int RecordNotFoundByEntityKey = -2147088239;
}
