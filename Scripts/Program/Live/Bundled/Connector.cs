using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace CrmMilestones.Scripts.Live;

/// <summary>Opens no connections: the bundled SDK has no transport and no sign-in.</summary>
static class Connector
{
    public static string? Unavailable =>
        "This build has no Dataverse client. Build with the official SDK: "
        + "dotnet run --project Scripts -p:DataverseSdk=official -- COMMAND ... (its packages come from nuget.org).";

    /// <summary>Whether a failure is the transport's own.</summary>
    public static bool IsLostLine(Exception failure) => false;

    public static Task<Connection> OpenAsync(
        ConnectionTarget target, Uri authority, TextWriter prompts, CancellationToken cancellation) =>
        throw new LiveException(LivePart.Refused, Unavailable!);
}
