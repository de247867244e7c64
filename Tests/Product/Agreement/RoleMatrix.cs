using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using CrmMilestones.Packaging.Source;
using CrmMilestones.Scripts;

namespace CrmMilestones.Tests.Agreement;

/// <summary>What each role may do with each table, as the README states it.</summary>
static class RoleMatrix
{
    public const string Administrator = "CM Lifecycle Administrator";

    const string Own = " own";

    static readonly string[][] Lines = Read();

    /// <summary>
    /// Tables by the names that people see. Account and contact are the platform's; the rest is ours.
    /// </summary>
    static readonly Dictionary<string, string> TableNames = Shipped.Solution.Tables
        .Select(table => (Label: table.Xml.Element("Name")!.Attr("LocalizedName"), table.SchemaName))
        .Append(("Contact", "Contact")).ToDictionary();

    /// <summary>The names of the roles.</summary>
    public static IReadOnlyList<string> Roles => Lines[0][1..];

    /// <summary>The schema names of the tables.</summary>
    public static IReadOnlyList<string> Tables { get; } = [.. Lines.Skip(2).Select(line => TableNames[line[0]])];

    /// <summary>
    /// How far a role's verb reaches on a table: Basic for own rows, Global for all; null where it may not.
    /// </summary>
    public static string? Level(string role, string table, string verb)
    {
        var cell = Lines[2 + Tables.IndexOf(table)][1 + Roles.IndexOf(role)].Split(", ");
        return cell.Contains(verb) ? "Global" : cell.Contains(verb + Own) ? "Basic" : null;
    }

    /// <summary>Every word of the table that says what may be done, without its reach.</summary>
    public static IEnumerable<string> Verbs => Lines.Skip(2).SelectMany(line => line[1..])
        .SelectMany(cell => cell.Split(", ")).Where(word => word != "-")
        .Select(word => word.Replace(Own, "", StringComparison.Ordinal)).Distinct();

    /// <summary>
    /// The lookups that people fill, what they name, and who fills them besides the administrator. Linking rows takes
    /// Append on the table and AppendTo on what is named.
    /// </summary>
    public static IReadOnlyList<(string Table, string Column, string Target, string[] Roles)> Lookups { get; } =
    [
        ("Account", "cm_marketid", "cm_Market", ["CM Sales"]),
        ("Account", "primarycontactid", "Contact", ["CM Sales"]),
        ("Account", "parentaccountid", "Account", ["CM Sales"]),
        ("Account", "transactioncurrencyid", "TransactionCurrency", ["CM Sales"]),
        ("Account", "ownerid", "User", ["CM Sales"]),
        ("Account", "cm_onboardingownerid", "User", ["CM Onboarding"]),
        ("Account", "cm_compliancereviewerid", "User", ["CM Compliance"]),
        ("Account", "cm_serviceownerid", "User", ["CM Operations"]),
        ("Contact", "parentcustomerid", "Account", ["CM Sales"]),
        ("Contact", "ownerid", "User", ["CM Sales"]),
        ("cm_customerlifecycle", "bpf_accountid", "Account",
            ["CM Sales", "CM Onboarding", "CM Compliance", "CM Operations"]),
        ("cm_CustomerDocument", "cm_accountid", "Account", ["CM Compliance"]),
        ("cm_CustomerDocument", "cm_documenttypeid", "cm_DocumentType", ["CM Compliance"]),
        ("cm_CustomerDocument", "ownerid", "User", ["CM Compliance"]),
        ("cm_ExternalClaim", "cm_accountid", "Account", ["CM Finance"]),
        ("cm_ExternalClaim", "transactioncurrencyid", "TransactionCurrency", ["CM Finance"]),
        ("cm_AuditFinding", "cm_accountid", "Account", []),
        ("cm_StageRequirement", "cm_accountid", "Account", []),
        ("cm_StageRequirement", "cm_marketid", "cm_Market", []),
        ("cm_StageRequirement", "cm_approvedbyid", "User", []),
        ("cm_DocumentType", "cm_marketid", "cm_Market", []),
    ];

    /// <summary>The lookups that people with a role fill.</summary>
    public static IEnumerable<(string Table, string Column, string Target, string[] Roles)> LookupsOf(string role) =>
        Lookups.Where(lookup => role == Administrator || lookup.Roles.Contains(role));

    static int IndexOf(this IReadOnlyList<string> list, string item) =>
        list.Index().Single(pair => pair.Item == item).Index;

    static string[][] Read() =>
    [
        .. File.ReadLines(Path.Combine(RepositoryRoot.Path, "README.md"))
            .SkipWhile(line => !line.StartsWith("| table | CM", StringComparison.Ordinal))
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Trim('|', ' ').Split(" | ")),
    ];
}
