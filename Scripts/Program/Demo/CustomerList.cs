using System.Collections.Generic;
using CrmMilestones.Scripts.Lists;

namespace CrmMilestones.Scripts.Demo;

/// <summary>A customer list, read.</summary>
/// <param name="Customers">One of each line that can be read.</param>
/// <param name="Refused">Every reason for which a line was left out.</param>
/// <param name="Counts">How the lines ended.</param>
/// <param name="Description">How the file was read, in words.</param>
public sealed record CustomerList(
    IReadOnlyList<CustomerRecord> Customers, IReadOnlyList<Refused> Refused, ListCounts Counts, string Description)
{
    /// <exception cref="System.IO.InvalidDataException">It is no customer list; the message names the file.</exception>
    public static CustomerList Read(string path, ListOptions options)
    {
        using var file = ListFile.Open(path, CustomerTargets.All, options);
        List<Refused> refused = [];
        CustomerRecord[] customers = [.. file.Read(CustomerRecord.Of, refused.Add)];
        return new(customers, refused, file.Counts, file.Description);
    }
}
