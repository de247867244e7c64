using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Scripts.Live;
using CrmMilestones.Scripts.Output;
using CrmMilestones.Scripts.Sweep;
using CrmMilestones.Tests.Journeys;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Tests.Sweep;

/// <summary>A customer of 2026, what happens to it past the plug-ins, and an administrator who sweeps.</summary>
sealed class SweepDesk : IDisposable
{
    readonly string _journal = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}.journal");
    readonly SettableClock _clock = new(default);

    public CustomerOverTime Customer { get; } = new();

    public Crm Crm => Customer.Crm;

    /// <summary>Rows a page.</summary>
    public int PageSize { get; set; } = RowPages.Most;

    /// <summary>Sees each request of the sweep, and may throw.</summary>
    public Action<OrganizationRequest> Watch { get; set; } = _ => { };

    public void Dispose()
    {
        Customer.Dispose();
        File.Delete(_journal);
    }

    public static DateTime Day(int month, int day) => CustomerOverTime.Day(month, day);

    /// <summary>What is wrong, as rule and detail.</summary>
    public IEnumerable<string> Findings(int month, int day, bool repair = false) =>
        Sweep(month, day, repair).Left.Select(finding => $"{finding.Rule.Name}: {finding.Detail}");

    /// <summary>A sweep at nine o'clock UTC.</summary>
    public SweepResult Sweep(int month, int day, bool repair = false) =>
        SweepAsync(month, day, repair).GetAwaiter().GetResult();

    /// <summary>One that goes on with the journal of one that failed.</summary>
    public async Task<SweepResult> SweepAsync(int month, int day, bool repair = false)
    {
        Customer.Now = _clock.Now = new(Day(month, day).AddHours(9), TimeSpan.Zero);
        RequestService service = new((request, _) =>
        {
            Watch(request);
            return Task.FromResult(Crm.AsRep.Execute(request));
        });
        Connection environment = new(service, "Contoso Test", new("https://contoso.crm.dynamics.com"))
        {
            Parallelism = 4,
        };
        using var journal = Journal.Open<SweepStep>(_journal, "sweep", _clock.Now.UtcDateTime);
        CommandOutput output = new(TextWriter.Null, TextWriter.Null, quiet: true);
        var result = await new SweepRun(environment, journal, output, _clock, PageSize)
            .RunAsync(repair, CancellationToken.None);
        journal.Remove();
        return result;
    }

    /// <summary>As a privileged caller may.</summary>
    public OrganizationResponse PastThePlugIns(OrganizationRequest request)
    {
        request["BypassBusinessLogicExecution"] = "CustomSync,CustomAsync";
        return Customer.Host.System.Execute(request);
    }

    public void PastThePlugIns(params (Column Column, object? Value)[] columns)
    {
        Entity row = new("account", Customer.Id);
        foreach (var (column, value) in columns)
        {
            row[column] = value;
        }

        PastThePlugIns(new UpdateRequest { Target = row });
    }

    /// <summary>The rows of cm_auditfinding: rule, and whether it is resolved.</summary>
    public IEnumerable<string> Stored() =>
        from row in Customer.Host.System.RetrieveMultiple(new QueryExpression("cm_auditfinding")
        {
            ColumnSet = new(true),
            Orders = { new("createdon", OrderType.Ascending) },
        }).Entities
        select $"{row["cm_rule"]}{((bool)row["cm_resolved"] ? " (resolved)" : "")}";
}
