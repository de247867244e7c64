using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using CrmMilestones.Scripts.Live;
using CrmMilestones.Scripts.Sweep;
using CrmMilestones.Simulation.Checks;

namespace CrmMilestones.Simulation.Acts;

/// <summary>An administrator sweeps: whose planned end has come is told so, and nobody else is touched.</summary>
static class Sweeping
{
    public static void Act(Desk desk)
    {
        var left = Sweep(desk).Left.Where(finding => finding.IsRepairable).ToArray();
        Promises.Require(
            left.Length == 0, "what a sweep leaves", "what people do", string.Join("; ", left.AsEnumerable()));
        desk.Ledger.OnlyEndsAreTold(desk.Town.Customers);
        var second = Sweep(desk);
        Promises.Require(second.Repaired.Count == 0, "a second sweep", "nothing to do", second.Repaired.Count);
        desk.Ledger.NobodyChanged();
    }

    static SweepResult Sweep(Desk desk)
    {
        desk.Tell($"  Robin Rep sweeps");
        var service = desk.Town.As(desk.Town.People.First(person => person.IsAdministrator));
        RequestService requests = new((request, _) => Task.FromResult(service.Execute(request)));
        using Connection connection = new(requests, "Town", new("https://town.crm.dynamics.com"));
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        using var journal = Journal.Open<SweepStep>(path, "sweep", desk.Town.Now);
        SweepRun run = new(connection, journal, new(TextWriter.Null, TextWriter.Null, quiet: true), desk.Town.Clock);
        var result = run.RunAsync(repair: true, CancellationToken.None).GetAwaiter().GetResult();
        journal.Remove();
        return result;
    }
}
