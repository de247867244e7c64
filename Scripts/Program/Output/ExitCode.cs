using System.Collections.Generic;

namespace CrmMilestones.Scripts.Output;

/// <summary>How a command ended: the number that scripts see, and the words of --help. One table for all commands.
/// </summary>
/// <param name="Number">The process's exit code.</param>
/// <param name="Meaning">What it says.</param>
public sealed record ExitCode(int Number, string Meaning)
{
    public static ExitCode Done { get; } = new(0, "done");

    public static ExitCode Refused { get; } = new(1, "can't be done; the error output says why");

    public static ExitCode Address { get; } = new(2, "no Dataverse environment answers at the address");

    /// <summary>Of commands that read a list and connect to nothing.</summary>
    public static ExitCode LinesRefused { get; } = new(2, "done, but lines of the list were refused");

    public static ExitCode SignIn { get; } = new(3, "the environment doesn't accept the sign-in");

    public static ExitCode Privilege { get; } = new(4, "the user may not do this there");

    public static ExitCode Import { get; } = new(5, "Dataverse didn't carry out the import");

    public static ExitCode Differs { get; } = new(6, "it is not what was frozen or imported");

    public static ExitCode LeftOver { get; } = new(7, "done, and something is left for a person to look at");

    public static ExitCode Interrupted { get; } = new(130, "interrupted; no file is left half written");

    /// <summary>How a command may end that connects to an environment, besides what is its own.</summary>
    public static IReadOnlyList<ExitCode> OfLive { get; } = [Address, SignIn, Privilege];
}
