using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using CrmMilestones.Packaging.Source;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Scripts;
using Xunit;

namespace CrmMilestones.Tests.Agreement;

/// <summary>The roles against the README's table of what each may do.</summary>
public class RoleAgreementTests
{
    /// <summary>What everybody keeps of the own screen: sizes and tabs of forms, the client's settings.</summary>
    static readonly string[] OwnSettings = ["UserApplicationMetadata", "UserEntityUISettings"];

    /// <summary>
    /// What a merge of accounts takes (Microsoft's list of privileges of MergeRequest), at the depths of Microsoft's
    /// own roles that may merge.
    /// </summary>
    static readonly string[] Merging =
    [
        "prvAppendAccount Global", "prvAppendActivity Basic", "prvAppendToAccount Global", "prvMerge Global",
        "prvReadAccount Global", "prvShareAccount Global", "prvWriteAccount Global", "prvWriteActivity Basic",
    ];

    public static TheoryData<string> Roles => [.. RoleMatrix.Roles];

    [Fact]
    public void The_README_names_every_role_and_every_table()
    {
        Assert.Equal(Shipped.Solution.Roles.Select(role => role.Name).Order(), RoleMatrix.Roles.Order());
        Assert.Equal(
            Shipped.Solution.Tables.Select(table => table.SchemaName).Append("Contact")
                .Order(), RoleMatrix.Tables.Order());
        Assert.Equal(["assign", "create", "delete", "read", "share", "write"], RoleMatrix.Verbs.Order());
    }

    [Theory, MemberData(nameof(Roles))]
    public void A_role_has_the_privileges_that_the_README_states_and_no_others(string role)
    {
        var stated =
            from table in RoleMatrix.Tables
            from verb in RoleMatrix.Verbs
            let level = RoleMatrix.Level(role, table, verb)
            where level is not null
            select $"prv{char.ToUpperInvariant(verb[0])}{verb[1..]}{table} {level}";
        // A row is linked by those who may write it; what it names may be anybody's, but for users: see the file of
        // depths.
        var linking =
            from lookup in RoleMatrix.LookupsOf(role)
            let level = RoleMatrix.Level(role, lookup.Table, "write")
            from privilege in new[] { $"prvAppend{lookup.Table} {level}",
                $"prvAppendTo{lookup.Target} {Reach(lookup.Target)}" }
            select privilege;

        Assert.Equal(
            stated.Concat(linking).Distinct().Order(),
            Privileges(role).Where(IsAboutRows).Select(privilege => $"{privilege.Name} {privilege.Level}").Order());

        static string Reach(string table) => table == "User" ? "Local" : "Global";
    }

    [Fact]
    public void The_administrator_alone_merges_and_has_what_a_merge_takes()
    {
        Assert.Subset(
            Privileges(RoleMatrix.Administrator).Select(privilege => $"{privilege.Name} {privilege.Level}").ToHashSet(),
            Merging.ToHashSet());
        Shipped.Each(
            RoleMatrix.Roles.Except([RoleMatrix.Administrator]),
            role => Assert.DoesNotContain(Privileges(role), IsForMerging));
    }

    /// <summary>A depth that the environment doesn't allow stops the import of the whole solution.</summary>
    [Fact]
    public void Every_platform_privilege_has_a_depth_that_real_exports_have()
    {
        var seen = File.ReadLines(
            Path.Combine(RepositoryRoot.Path, "Tests", "Product", "Agreement", "privilege-depths.txt"))
            .Where(line => !line.StartsWith('#')).Select(line => line.Split(' '))
                .Select(parts => $"{parts[0]} {parts[1]}");
        Assert.Empty(
            from role in Shipped.Solution.Roles
            from privilege in role.Privileges
            where !privilege.Name.Contains("cm_", StringComparison.Ordinal)
            where !seen.Contains($"{privilege.Name} {privilege.Level}")
            select $"Solution/Roles/{role.Name}.xml: "
                + $"{privilege.Name} has a depth, {privilege.Level}, that nobody has seen.");
    }

    [Theory, MemberData(nameof(Roles))]
    public void A_role_opens_the_app_as_every_other_does_and_changes_nothing_of_it(string role)
    {
        var platform = Privileges(role).Where(IsAboutThePlatform).ToArray();
        Assert.Equal(
            Privileges(RoleMatrix.Administrator).Where(IsAboutThePlatform)
                .Select(privilege => (privilege.Name, privilege.Level)),
            platform.Select(privilege => (privilege.Name, privilege.Level)));
        Assert.Contains("prvReadAppModule", platform.Select(privilege => privilege.Name));
        Shipped.Each(platform, privilege => Assert.True(
            privilege.Name.StartsWith("prvRead", StringComparison.Ordinal)
            || privilege.Level == "Basic"
                && OwnSettings.Any(own => privilege.Name.EndsWith(own, StringComparison.Ordinal)),
            privilege.Name));
    }

    static readonly string[] NobodyMay = ["Write", "Delete", "Append", "AppendTo", "Assign", "Share"];

    /// <summary>
    /// To create is what the custom APIs ask of their callers: recomputing a customer, and closing a month. Rows that
    /// people write themselves CM010 refuses all the same.
    /// </summary>
    [Theory]
    [InlineData("cm_LifecycleEvent", "")]
    [InlineData("cm_StatusPeriod", "CM Lifecycle Administrator")]
    [InlineData("cm_MonthClose", "CM Finance, CM Lifecycle Administrator")]
    public void Everybody_reads_the_history_and_who_may_have_it_written_is_counted(string table, string create)
    {
        Assert.Equal(RoleMatrix.Roles.Order(), Holders("Read"));
        Assert.Equal(create, string.Join(", ", Holders("Create")));
        Assert.Empty(NobodyMay.SelectMany(Holders));

        IEnumerable<string> Holders(string verb) => Shipped.Solution.Roles
            .Where(role => role.Privileges.Any(privilege => privilege.Name == $"prv{verb}{table}"))
            .Select(role => role.Name).Order();
    }

    [Fact]
    public void Every_lookup_of_ours_that_the_server_does_not_write_is_filled_by_somebody() => Assert.Equal(
        from relationship in Shipped.Solution.Relationships
        where relationship.Column.StartsWith("cm_", StringComparison.Ordinal)
        where relationship.ReferencingTable is not ("cm_lifecycleevent" or "cm_statusperiod" or "cm_monthclose")
            && relationship.Column != "cm_verifiedbyid" && Columns.Named(relationship.Column)?.IsComputed != true
        orderby relationship.ReferencingTable, relationship.Column
        select (relationship.ReferencingTable, relationship.Column, relationship.ReferencedTable),
        from lookup in RoleMatrix.Lookups
        where lookup.Column.StartsWith("cm_", StringComparison.Ordinal)
        orderby lookup.Table.ToLowerInvariant(), lookup.Column
        let target = lookup.Target == "User" ? "systemuser" : lookup.Target.ToLowerInvariant()
        select (lookup.Table.ToLowerInvariant(), lookup.Column, target));

    [Fact]
    public void Each_team_fills_the_lookups_that_its_stage_requires() => Shipped.Each(
        from stage in Lifecycle.Stages
        from column in stage.Requires
        from lookup in RoleMatrix.Lookups
        where lookup.Table == "Account" && lookup.Column == column
        select (lookup, stage.Team),
        required => Assert.Contains($"CM {required.Team}", required.lookup.Roles));

    /// <summary>
    /// About rows of the tables that the README lists, or about linking them to rows of the platform's.
    /// </summary>
    static bool IsAboutRows(SourcePrivilege privilege) => !IsForMerging(privilege)
        && (RoleMatrix.Tables.Any(table => privilege.Name.EndsWith(table, StringComparison.Ordinal))
        || privilege.Name.StartsWith("prvAppend", StringComparison.Ordinal));

    static bool IsForMerging(SourcePrivilege privilege) =>
        privilege.Name is "prvMerge" or "prvAppendActivity" or "prvWriteActivity";

    static bool IsAboutThePlatform(SourcePrivilege privilege) => !IsAboutRows(privilege) && !IsForMerging(privilege);

    static IReadOnlyList<SourcePrivilege> Privileges(string role) =>
        Shipped.Solution.Roles.Single(shipped => shipped.Name == role).Privileges;
}
