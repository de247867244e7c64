using System;
using System.IO;
using System.ServiceModel;
using System.Threading;
using System.Threading.Tasks;
using CrmMilestones.Dataverse.Import;
using CrmMilestones.Packaging;
using Microsoft.Data.Sqlite;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Scripts.Output;

/// <summary>Runs what a command does, and says in a sentence why it didn't work.</summary>
static class CommandRun
{
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(
        Func<Task<ExitCode>> work, CommandOutput output, bool trace, CancellationToken cancellation)
    {
        try
        {
            return (await work()).Number;
        }
        catch (Exception e)
        {
            var (code, sentence) = Explain(Cause(e), cancellation);
            output.Error.WriteLine(trace ? $"{CommandOutput.Lines(sentence)}\n{e}" : CommandOutput.Lines(sentence));
            return code.Number;
        }
        finally
        {
            // Whatever hid it may not have come to its end.
            output.ShowCursor();
        }
    }

    /// <summary>What went wrong as the runtime made a type ready says nothing of it but the type's name.</summary>
    static Exception Cause(Exception failure) =>
        failure is TypeInitializationException { InnerException: { } cause } ? Cause(cause) : failure;

    static (ExitCode Code, string Sentence) Explain(Exception failure, CancellationToken cancellation) => failure switch
    {
        ToolException known => (known.Code, known.Report),
        OperationCanceledException when cancellation.IsCancellationRequested =>
            (ExitCode.Interrupted, "Stopped. No file is left half written."),
        FaultException<OrganizationServiceFault> fault => (ExitCode.Refused, $"The CRM failed: {fault.Detail.Message}"),
        SqliteException => (ExitCode.Refused, $"The database can't be used: {failure.Message}"),
        IOException or UnauthorizedAccessException or InvalidDataException or SolutionRefusedException
            or SolutionImportException => (ExitCode.Refused, failure.Message),
        _ => (ExitCode.Refused,
            $"This should not have happened: {failure.Message} Run it again with --trace to see where."),
    };
}
