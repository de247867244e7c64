using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using System.Xml.Linq;
using Microsoft.PowerPlatform.Dataverse.Client;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Scripts.Live;

/// <summary>Starts the jobs of a rollout and waits for them.</summary>
/// <param name="pollEvery">The pause between two looks at a running job.</param>
sealed class ImportJob(IOrganizationServiceAsync2 service, TextWriter output, TimeSpan pollEvery)
{
    const int Completed = 3; // asyncoperation.statecode
    const int Succeeded = 30; // asyncoperation.statuscode

    /// <summary>Imports a zip and reports progress.</summary>
    /// <exception cref="LiveException">Dataverse could not import it; the message is the import job's own.</exception>
    public async Task ImportAsync(ImportPlan plan, byte[] zip, CancellationToken cancellation)
    {
        OrganizationRequest request = new(plan.Message)
        {
            ["CustomizationFile"] = zip,
            // Activates the guided process and enables the steps: there is nothing to do by hand after an import.
            ["PublishWorkflows"] = true,
            // What makers of this environment changed in forms and columns is theirs, and stays.
            ["OverwriteUnmanagedCustomizations"] = false,
        };
        var started = await service.ExecuteAsync(request, cancellation);
        var operation = (Guid)started["AsyncOperationId"];
        var job = Guid.Parse((string)started["ImportJobKey"]);
        output.WriteLine($"Import job {job} started.");

        double shown = 0;
        async Task ShowProgress()
        {
            // The row is not there before Dataverse begins with the job.
            var row = await FindAsync("importjob", job, ["progress"], cancellation);
            var progress = row?.GetAttributeValue<double?>("progress") ?? 0;
            if (progress > shown)
            {
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Importing: {shown = progress:0} %"));
            }
        }

        var outcome = await CompletionAsync(operation, ShowProgress, cancellation);
        var data = (await FindAsync("importjob", job, ["data"], cancellation))?.GetAttributeValue<string>("data");
        var log = string.IsNullOrEmpty(data) ? new XElement("importexportxml") : XElement.Parse(data);
        if (HasFailed(outcome) || (string?)log.Attribute("succeeded") == "failure")
        {
            throw new LiveException(LivePart.Import, $"Import job {job} failed. {Errors(log) ?? Message(outcome)}");
        }
    }

    /// <summary>Publishes what makers and imports left unpublished.</summary>
    /// <exception cref="LiveException">It failed.</exception>
    public async Task PublishAsync(CancellationToken cancellation)
    {
        // The asynchronous form: on a large environment publishing takes longer than a request may.
        var started = await service.ExecuteAsync(new OrganizationRequest("PublishAllXmlAsync"), cancellation);
        var outcome = await CompletionAsync(
            (Guid)started["AsyncOperationId"], () => Task.CompletedTask, cancellation);
        if (HasFailed(outcome))
        {
            throw new LiveException(LivePart.Import, $"Imported, but not published: {Message(outcome)}");
        }
    }

    /// <returns>The completed system job; null when Dataverse has tidied it away, as it does with jobs that
    /// succeeded.</returns>
    async Task<Entity?> CompletionAsync(Guid operation, Func<Task> whileRunning, CancellationToken cancellation)
    {
        while (true)
        {
            var row = await FindAsync(
                "asyncoperation", operation, ["statecode", "statuscode", "friendlymessage", "message"], cancellation);
            if (row is null || row.GetAttributeValue<OptionSetValue>("statecode").Value == Completed)
            {
                return row;
            }

            await whileRunning();
            await Task.Delay(pollEvery, cancellation);
        }
    }

    async Task<Entity?> FindAsync(string table, Guid id, string[] columns, CancellationToken cancellation)
    {
        QueryExpression query = new(table) { ColumnSet = new(columns) };
        query.Criteria.AddCondition(table + "id", ConditionOperator.Equal, id);
        return (await service.RetrieveMultipleAsync(query, cancellation)).Entities.SingleOrDefault();
    }

    static bool HasFailed(Entity? outcome) =>
        outcome is not null && outcome.GetAttributeValue<OptionSetValue>("statuscode").Value != Succeeded;

    /// <returns>Why components could not be imported, each reason once; null when the log names none.</returns>
    static string? Errors(XElement log)
    {
        var errors = log.Descendants("result")
            .Where(result => (string?)result.Attribute("result") == "failure")
            .Select(result => $"{(string?)result.Attribute("errortext")} ({(string?)result.Attribute("errorcode")})")
            .Distinct()
            .ToList();
        return errors.Count > 0 ? string.Join(" ", errors) : (string?)log.Attribute("status");
    }

    static string Message(Entity? outcome) =>
        outcome?.GetAttributeValue<string>("friendlymessage") is { Length: > 0 } friendly
            ? friendly
            : outcome?.GetAttributeValue<string>("message") ?? "Dataverse gives no reason; see the solution history.";
}
