using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using CrmMilestones.Dataverse;
using CrmMilestones.Packaging;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Sandbox.App.Forms;
using CrmMilestones.Sandbox.App.Views;
using CrmMilestones.Sandbox.App.Window;
using CrmMilestones.Sandbox.Solution;
using CrmMilestones.Scripts;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;

namespace CrmMilestones.Benchmarks;

/// <summary>The first page of each view of many customers, and the save of a form among them, as an administrator.</summary>
static class SandboxViews
{
    const int ViewBound = 150;
    const int SaveBound = 50;
    const int Rounds = 5;
    const int AtOnce = 1_000;

    internal static bool Measure(int customers)
    {
        var zip = SolutionPacker.Pack(
            Path.Combine(RepositoryRoot.Path, "Solution"), PluginDll.BuiltPath, managed: true);
        using var host = DataverseHost.Create();
        host.ImportSolution(new MemoryStream(zip));
        var person = host.AddUser("Robin Rep", roles: "CM Lifecycle Administrator");
        var watch = Stopwatch.StartNew();
        var last = Fill(host, customers, person);
        Console.WriteLine($"{customers:N0} customers in {watch.Elapsed.TotalSeconds:N0} s");
        var solution = SolutionModel.Read([zip]);
        AppEnvironment environment = new(
            host, host.ServiceFor(person), person, "Robin Rep", [], 1033, solution.Forms, TimeProvider.System,
            (table, id) => $"/{table}/{id}");
        var isKept = true;
        foreach (var view in solution.Views.Values
            .Where(view => view is { Table: "account", Type: ViewModel.PublicType, IsQuickFind: false })
            .OrderBy(view => view.Name.In(1033)))
        {
            isKept &= Tell(environment, solution, view, new(), "");
        }

        var all = solution.Views.Values.Single(view => view.Name.In(1033) == "Customers by stage");
        isKept &= Tell(environment, solution, all, new() { SortBy = "name" }, ", sorted by name");
        isKept &= Tell(environment, solution, all, new() { Search = "omer 0999" }, ", searched");
        return isKept & Save(environment, solution, last);
    }

    static bool Tell(
        AppEnvironment environment, SolutionModel solution, ViewModel view, ViewRequest request, string how)
    {
        var searched = ViewRows.SearchedColumns(solution, environment.Table("account"));
        var rows = "";
        var took = Median(() => rows = ViewRows.Read(environment, view, request, searched).Total);
        return SandboxScale.Tell($"{view.Name.In(1033)}{how}, {rows} rows", took, ViewBound);
    }

    static bool Save(AppEnvironment environment, SolutionModel solution, Guid customer)
    {
        var form = solution.Forms.First(form => form is { Table: "account", Kind: FormKind.Main });
        FormSession open = new(form, environment.Table("account"), environment.Service, customer);
        var number = 0;
        return SandboxScale.Tell(
            "A form's save", Median(() =>
            {
                open.Set("telephone1", $"{++number}");
                open.Save();
            }),
            SaveBound);
    }

    /// <summary>Without what the first time costs: a view is opened again and again.</summary>
    static TimeSpan Median(Action action)
    {
        action();
        var times = new TimeSpan[Rounds];
        for (var round = 0; round < Rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            action();
            times[round] = watch.Elapsed;
        }

        return times.Order().ElementAt(Rounds / 2);
    }

    /// <summary>Customers of every stage, as the rules leave them, written past the plug-ins.</summary>
    static Guid Fill(DataverseHost host, int customers, Guid person)
    {
        var market = host.System.Create(new Entity("cm_market") { ["cm_name"] = "Australia", ["cm_code"] = "AU" });
        Guid last = default;
        foreach (var numbers in Enumerable.Range(0, customers).Chunk(AtOnce))
        {
            var made = numbers.Select(number => Customer(number, market, person)).ToList();
            var ids = Create(host, made);
            Create(host, [.. made.Zip(ids, Periods).SelectMany(periods => periods)]);
            last = ids[^1];
        }

        return last;
    }

    static Guid[] Create(DataverseHost host, List<Entity> rows)
    {
        CreateMultipleRequest request = new() { Targets = new(rows) { EntityName = rows[0].LogicalName } };
        request.Parameters["BypassBusinessLogicExecution"] = "CustomSync,CustomAsync";
        return ((CreateMultipleResponse)host.System.Execute(request)).Ids;
    }

    static Entity Customer(int number, Guid market, Guid person)
    {
        var stage = (Stage)((int)Stage.Prospect + (number % 6));
        var isLive = stage == Stage.Live;
        var status = isLive ? BillableStatus.Billable
            : stage == Stage.Closed ? BillableStatus.Ended : BillableStatus.NotBillable;
        var day = DateTime.UtcNow.Date.AddDays(-(number % 900) - 1);
        return new("account")
        {
            ["name"] = $"Customer {number:000000}",
            ["accountnumber"] = $"C-{number}",
            ["ownerid"] = new EntityReference("systemuser", person),
            [Columns.Market] = new EntityReference("cm_market", market),
            [Columns.Stage] = new OptionSetValue((int)stage),
            [Columns.StageEnteredOn] = day,
            [Columns.BillableStatus] = new OptionSetValue((int)status),
            [Columns.BillableStatusOn] = day,
            [Columns.FirstBillableOn] = isLive ? day : null,
            [Columns.FirstLiveOn] = isLive ? day : null,
            [Columns.IsActiveCustomer] = isLive,
        };
    }

    /// <summary>What is believed of a customer: how it came to its status.</summary>
    static IEnumerable<Entity> Periods(Entity customer, Guid id)
    {
        var status = (BillableStatus)customer.GetAttributeValue<OptionSetValue>(Columns.BillableStatus).Value;
        BillableStatus[] way = status switch
        {
            BillableStatus.NotBillable => [status],
            BillableStatus.Billable => [BillableStatus.NotBillable, status],
            _ => [BillableStatus.NotBillable, BillableStatus.Billable, status],
        };
        var day = customer.GetAttributeValue<DateTime>(Columns.BillableStatusOn);
        for (var i = 0; i < way.Length; i++)
        {
            var from = day.AddDays(100 * (i + 1 - way.Length));
            var isLast = i == way.Length - 1;
            yield return new("cm_statusperiod")
            {
                ["cm_accountid"] = new EntityReference("account", id),
                ["cm_customerkey"] = id.ToString(),
                ["cm_status"] = new OptionSetValue((int)way[i]),
                ["cm_previousstatus"] = i == 0 ? null : new OptionSetValue((int)way[i - 1]),
                ["cm_from"] = from,
                ["cm_until"] = isLast ? null : from.AddDays(99),
                ["cm_recordedon"] = from,
            };
        }
    }
}
