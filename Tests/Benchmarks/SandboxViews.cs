using System;
using System.Diagnostics;
using System.Linq;
using CrmMilestones.Sandbox.App.Forms;
using CrmMilestones.Sandbox.App.Views;
using CrmMilestones.Sandbox.App.Window;
using CrmMilestones.Sandbox.Solution;

namespace CrmMilestones.Benchmarks;

/// <summary>The first page of each view of many customers, and the save of a form among them, as an administrator.</summary>
static class SandboxViews
{
    const int ViewBound = 150;
    const int SaveBound = 50;
    const int Rounds = 5;

    internal static bool Measure(int customers)
    {
        using var host = Package.NewHost();
        var person = host.AddUser("Robin Rep", roles: "CM Lifecycle Administrator");
        var watch = Stopwatch.StartNew();
        var last = ManyAccounts.Fill(host, customers, person);
        Console.WriteLine($"{customers:N0} customers in {watch.Elapsed.TotalSeconds:N0} s");
        var solution = SolutionModel.Read([Package.Zip]);
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
}
