using System.Collections.Generic;
using System.Linq;

namespace CrmMilestones.Packaging.Checks;

/// <summary>FetchXML's operators and how many values each compares with: fetch.xsd of the platform, and the operators on
/// columns of several choices, which are younger.</summary>
public static class FetchOperators
{
    /// <summary>The fewest and the most values of each operator.</summary>
    public static readonly IReadOnlyDictionary<string, (int Fewest, int Most)> Values =
        new[]
        {
            (0, 0, "null not-null yesterday today tomorrow last-seven-days next-seven-days last-week this-week "
                + "next-week last-month this-month next-month last-year this-year next-year this-fiscal-year "
                + "this-fiscal-period "
                + "next-fiscal-year next-fiscal-period last-fiscal-year last-fiscal-period eq-userid ne-userid "
                + "eq-userteams eq-useroruserteams eq-useroruserhierarchy eq-useroruserhierarchyandteams eq-businessid "
                + "ne-businessid eq-userlanguage"),
            (1, 1, "eq neq ne gt ge lt le like not-like begins-with not-begin-with ends-with not-end-with on "
                + "on-or-before on-or-after under eq-or-under not-under above eq-or-above in-fiscal-year "
                + "in-fiscal-period"),
            (1, 1, WithNumber),
            (2, 2, "between not-between in-fiscal-period-and-year in-or-before-fiscal-period-and-year "
                + "in-or-after-fiscal-period-and-year"),
            (1, int.MaxValue, "in not-in contain-values not-contain-values"),
        }
        .SelectMany(group => group.Item3.Split(' ').Select(name => (Name: name, Counts: (group.Item1, group.Item2))))
        .ToDictionary(x => x.Name, x => x.Counts);

    /// <summary>Operators whose value is a number of hours, days, ...</summary>
    public static readonly IReadOnlySet<string> OfNumbers = WithNumber.Split(' ').ToHashSet();

    /// <summary>Operators that may compare with another column in place of a value.</summary>
    public static readonly IReadOnlySet<string> OfColumns = new HashSet<string> { "eq", "ne", "gt", "ge", "lt", "le" };

    const string WithNumber = "last-x-hours next-x-hours last-x-days next-x-days last-x-weeks next-x-weeks "
        + "last-x-months next-x-months last-x-years next-x-years olderthan-x-minutes olderthan-x-hours "
        + "olderthan-x-days olderthan-x-weeks olderthan-x-months olderthan-x-years last-x-fiscal-years "
        + "last-x-fiscal-periods next-x-fiscal-years next-x-fiscal-periods";
}
