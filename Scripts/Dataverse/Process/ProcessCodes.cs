namespace CrmMilestones.Dataverse.Process;

/// <summary>Error codes of business process flow instances ("Web service error codes").</summary>
public static class ProcessCodes
{
    /// <summary>0x80060455: the path does not end with the active stage.</summary>
    public const int ActiveStageIsNotLastOfPath = -2147089323;
    /// <summary>0x80060456: the path does not begin with the first stage.</summary>
    public const int FirstStageIsNotFirstOfPath = -2147089322;
    /// <summary>0x80060449: no active stage.</summary>
    public const int ActiveStageEmpty = -2147089335;
    /// <summary>0x80060450: a stage of another process.</summary>
    public const int StageNotInProcess = -2147089328;
    /// <summary>0x80060453: no record that the instance is about.</summary>
    public const int PrimaryRecordMissing = -2147089325;
    /// <summary>0x80060459: no process.</summary>
    public const int ProcessIdEmpty = -2147089319;
    /// <summary>0x80060377: a finished or aborted instance is moved.</summary>
    public const int InstanceInactive = -2147089545;
    /// <summary>0x80060397: the record has an instance of this process.</summary>
    public const int InstanceExists = -2147089513;
    /// <summary>0x80092003: a move forward that skips a stage.</summary>
    public const int InvalidStageTransition = -2146885629;
    /// <summary>0x8006041A: a required step of the stage that is left is empty.</summary>
    public const int RequiredStepsMissing = -2147089382;
}
