using System.Collections.Generic;
using System.IO;
using System.Threading;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Scripts.Lists;
using CrmMilestones.Scripts.Output;

namespace CrmMilestones.Scripts.Demo;

/// <summary>
/// A customer list at a first reading: what it says of the company, and which of its lines can't be read. A second
/// reading gives the customers, so that a list of any length takes the same memory.
/// </summary>
/// <param name="Path">The file.</param>
/// <param name="Description">How it was read, in words.</param>
/// <param name="Counts">How its lines ended.</param>
/// <param name="Refused">The first reasons for which lines were left out.</param>
/// <param name="RefusedFile">The file with all of them; null where the first are all.</param>
/// <param name="Workers">Who works on customers in which stage.</param>
/// <param name="Countries">ISO codes, in the order in which they come.</param>
public sealed record ListSurvey(
    string Path, string Description, ListCounts Counts, IReadOnlyList<Refused> Refused, string? RefusedFile,
    IReadOnlyCollection<(string Person, Stage Stage)> Workers, IReadOnlyCollection<string> Countries)
{
    /// <summary>As many reasons as are shown; those of a list with more go into a file.</summary>
    internal const int Shown = 20;

    /// <summary>Reads the list once.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How it is read.</param>
    /// <param name="refusedFile">Where all reasons go; null: beside the list, if there are more than are shown.</param>
    /// <param name="output">Told how far it has got.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="InvalidDataException">It is no customer list; the message names the file.</exception>
    public static ListSurvey Of(
        string path, ListOptions options, string? refusedFile, CommandOutput output, CancellationToken cancellation)
    {
        using var file = ListFile.Open(path, CustomerTargets.All, options);
        using var progress = output.Progress($"Reading {System.IO.Path.GetFileName(path)}");
        using RefusedLines refused = new(refusedFile, path);
        HashSet<(string, Stage)> workers = [];
        HashSet<string> countries = [];
        foreach (var customer in file.Read(CustomerRecord.Of, refused.Add, cancellation))
        {
            progress.Report(file.Counts.Lines);
            workers.UnionWith(Company.Workers(customer));
            if (customer.Country is { } country)
            {
                countries.Add(country);
            }
        }

        progress.Report(file.Counts.Lines);
        return new(path, file.Description, file.Counts, refused.First, refused.Keep(), workers, countries);
    }

    /// <summary>The customers, one of each line that can be read.</summary>
    public IEnumerable<CustomerRecord> Customers(ListOptions options, CancellationToken cancellation)
    {
        using var file = ListFile.Open(Path, CustomerTargets.All, options);
        foreach (var customer in file.Read(CustomerRecord.Of, _ => { }, cancellation))
        {
            yield return customer;
        }
    }
}
