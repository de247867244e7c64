using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using CrmMilestones.Scripts;
using CrmMilestones.Scripts.Lists;
using CrmMilestones.Tests.Fuzz.Mutators;

namespace CrmMilestones.Tests.Fuzz.Targets;

/// <summary>The reader of lists, as audit, import and reconcile use it: no line is lost.</summary>
sealed class ListTarget : IFuzzTarget
{
    readonly IReadOnlyList<Scripts.Lists.ListTarget> _targets;
    readonly Func<ListLine, object> _record;
    readonly string _file = Path.Combine(
        Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), Guid.NewGuid().ToString("N") + ".csv");

    ListTarget(
        string name, IReadOnlyList<Scripts.Lists.ListTarget> targets, Func<ListLine, object> record,
        IEnumerable<byte[]> seeds)
    {
        (Name, _targets, _record, Seeds) = (name, targets, record, seeds);
        Mutator = new TextMutator([
            .. targets.SelectMany(target => target.Headers), "\"", "\"\"", ",", ";", "\t", "|", "\r\n", "\n", "\r",
            "sep=;", "2026-02-29", "29/02/2026", "31.12.9999", "1,234.56", "1.234,56", "-0", "€", "\u00e9", "\ufeff",
            "\0", "\u2028", "yes", "no", "=1+1", "United States", "Prospect", "Live", "2026-01-01T00:00:00Z",
        ]);
    }

    public string Name { get; }

    public IEnumerable<byte[]> Seeds { get; }

    public IMutator Mutator { get; }

    internal static ListTarget OfCustomers() => new(
        "customers", CustomerTargets.All, CustomerRecord.Of,
        [Sample("customers.csv"), Sample("customers-with-errors.csv")]);

    internal static ListTarget OfClaims() => new(
        "claims", ClaimTargets.All, ClaimRecord.Of, [
            Encoding.UTF8.GetBytes($"{ClaimTargets.Key.Name},{ClaimTargets.AccountNumber.Name}\nI-1,A1\nI-2,A2\n"),
            "Invoice,Account number,Customer,From,To,Amount\nI-1,A1,Contoso,2026-01-01,2026-01-31,\"1,200.50\"\n"u8
                .ToArray(),
            Encoding.UTF8.GetBytes(string.Join(';', ClaimTargets.All.Select(target => target.Name))
                + "\r\nI-1;A1;Contoso;31.01.2026;;12,5\r\n;;;;;\r\nI-1;A1;Contoso;x;;\r\n"),
        ]);

    public bool Accepts(byte[] input)
    {
        File.WriteAllBytes(_file, input);
        try
        {
            using var list = ListFile.Open(_file, _targets, new());
            var refused = new HashSet<int>();
            var read = list.Read(_record, reason => refused.Add(reason.Line)).Count();
            var counts = list.Counts;
            // What the reports of every command rest on.
            if (counts.Lines != counts.Judged + counts.RefusedLines + counts.Blank || counts.Judged != read
                || counts.RefusedLines != refused.Count)
            {
                throw new InvalidOperationException(
                    $"{counts} doesn't add up: {read} records and {refused.Count} refused lines came out.");
            }

            return counts.Judged > 0;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    public void Dispose() => File.Delete(_file);

    /// <summary>A sample's first lines.</summary>
    static byte[] Sample(string file) => Encoding.UTF8.GetBytes(string.Join(
        '\n', File.ReadLines(Path.Combine(RepositoryRoot.Path, "Scripts", "Samples", file)).Take(8)));
}
