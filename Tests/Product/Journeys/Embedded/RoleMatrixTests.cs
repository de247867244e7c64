using System;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using CrmMilestones.Dataverse;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Tests.Agreement;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Xunit;

namespace CrmMilestones.Tests.Journeys;

/// <summary>
/// Somebody of each role tries every operation on every table: what the README's table allows succeeds, and the
/// platform refuses everything else. Here only, as FakeXrmEasy knows no privileges.
/// </summary>
public sealed class RoleMatrixTests(RoleMatrixTests.Office office) : IClassFixture<RoleMatrixTests.Office>
{
    static readonly string[] OwnedTables = ["account", "contact", "cm_customerdocument"];

    /// <summary>Only the server writes them; the privilege to create says who may have it do so.</summary>
    static readonly string[] HistoryTables = ["cm_lifecycleevent", "cm_statusperiod", "cm_monthclose"];

    public static IEnumerable<object[]> Cells() =>
        from role in RoleMatrix.Roles
        from table in RoleMatrix.Tables
        select new object[] { role, table };

    /// <summary>
    /// But for those that other tests fill: the process's customer by creating it, the owner by assigning.
    /// </summary>
    public static IEnumerable<object[]> FilledLookups() =>
        from role in RoleMatrix.Roles
        from lookup in RoleMatrix.LookupsOf(role)
        where lookup.Column is not ("bpf_accountid" or "ownerid")
        select new object[] { role, lookup.Table, lookup.Column };

    [Theory, MemberData(nameof(Cells))]
    public void A_role_may_do_what_the_README_says_and_no_more(string role, string table)
    {
        var name = table.ToLowerInvariant();
        var owners = OwnedTables.Contains(name)
            ? new[] { office.People[role], office.Colleague } : [office.People[role]];
        var tried =
            from attempt in Attempts(role, name)
            where attempt.Key != "assign" || owners.Length > 1
            from owner in owners
            let level = RoleMatrix.Level(role, table, attempt.Key)
            let isAllowed = level == "Global" || level == "Basic" && owner == office.People[role]
            let refusal = RefusalOf(() => attempt.Value(owner))
            where !isAllowed ? !IsOfThePlatform(refusal, name)
                : attempt.Key == "create" && HistoryTables.Contains(name) ? !IsOfTheGuard(refusal) : refusal is not null
            let whose = owner == office.Colleague ? "a colleague's" : "the own"
            select $"{attempt.Key} {whose} row: {(isAllowed ? "allowed" : "refused")}, "
                + $"but {refusal?.Message ?? "done"}";

        Assert.Empty(tried);
    }

    [Theory, MemberData(nameof(FilledLookups))]
    public void A_role_fills_the_lookups_of_its_people(string role, string table, string column)
    {
        var (name, target) = (table.ToLowerInvariant(), office.Target(column, office.People[role]));
        var row = office.Add(name, office.People[role]);
        office.As(role).Update(new Entity(name, row) { [column] = target });
        Assert.Equal(target, office.System.Retrieve(name, row, new ColumnSet(column))[column]);
    }

    /// <summary>
    /// The verbs of the matrix as things that a person does with a row of somebody. The host knows no sharing; that
    /// privilege is only compared, by <see cref="RoleAgreementTests"/>.
    /// </summary>
    Dictionary<string, Action<Guid>> Attempts(string role, string table)
    {
        var service = office.As(role);
        var text = Office.NameColumn(table);
        return new()
        {
            ["create"] = owner => service.Create(office.NewRow(table, office.People[role], createdFor: owner)),
            ["read"] = owner => service.Retrieve(table, office.Add(table, owner), new ColumnSet(text)),
            ["write"] = owner => service.Update(new Entity(table, office.Add(table, owner)) { [text] = "changed" }),
            ["delete"] = owner => service.Delete(table, office.Add(table, owner)),
            ["assign"] = owner => service.Execute(new OrganizationRequest("Assign")
            {
                ["Target"] = new EntityReference(table, office.Add(table, owner)),
                ["Assignee"] = new EntityReference("systemuser", office.Colleague),
            }),
        };
    }

    static OrganizationServiceFault? RefusalOf(Action attempt)
    {
        try
        {
            attempt();
            return null;
        }
        catch (FaultException<OrganizationServiceFault> fault)
        {
            return fault.Detail;
        }
    }

    static bool IsOfThePlatform(OrganizationServiceFault? refusal, string table) =>
        refusal?.ErrorCode == PlatformCodes.PrivilegeDenied
            && refusal.Message.EndsWith($" privilege on {table}.", StringComparison.Ordinal);

    static bool IsOfTheGuard(OrganizationServiceFault? refusal) =>
        refusal?.Message.StartsWith("CM010 ", StringComparison.Ordinal) == true;

    /// <summary>An environment with somebody of each role, a colleague, and rows for them to try things on.</summary>
    public sealed class Office : IDisposable
    {
        readonly TestEnvironment _host = new();

        public Office()
        {
            People = RoleMatrix.Roles.ToDictionary(role => role, role => _host.AddUser($"Sam {role}", roles: role));
            Colleague = _host.AddUser("Alex Colleague");
        }

        public IReadOnlyDictionary<string, Guid> People { get; }

        public Guid Colleague { get; }

        public IOrganizationService System => _host.System;

        public IOrganizationService As(string role) => _host.ServiceFor(People[role]);

        public static string NameColumn(string table) => table switch
        {
            "account" => "name",
            "contact" => "lastname",
            "cm_customerlifecycle" => "bpf_name",
            _ => "cm_name",
        };

        /// <summary>A row to create; it names its owner only where that is not the person who creates it.</summary>
        public Entity NewRow(string table, Guid person, Guid createdFor)
        {
            var row = new Entity(table) { [NameColumn(table)] = "new" };
            if (table == "cm_customerlifecycle")
            {
                row["bpf_accountid"] = new EntityReference("account", Add("account", person));
            }

            if (table == "cm_stagerequirement")
            {
                row["cm_stage"] = new OptionSetValue((int)Stage.Onboarding);
                row["cm_column"] = "websiteurl";
            }

            if (OwnedTables.Contains(table) && createdFor != person)
            {
                row["ownerid"] = new EntityReference("systemuser", createdFor);
            }

            return row;
        }

        /// <summary>Adds a row that somebody owns, if rows of the table have owners.</summary>
        public Guid Add(string table, Guid owner) => ((CreateResponse)System.Execute(new CreateRequest
        {
            Target = NewRow(table, Guid.Empty, createdFor: owner),
            ["BypassBusinessLogicExecution"] = "CustomSync",
        })).id;

        /// <summary>What a lookup may name: a row that a colleague owns.</summary>
        public EntityReference Target(string column, Guid person) => column switch
        {
            // CM011: nobody approves in another's name.
            "cm_approvedbyid" => new("systemuser", person),
            "cm_marketid" => Row("cm_market"),
            "cm_documenttypeid" => Row("cm_documenttype"),
            "primarycontactid" => Row("contact"),
            "parentaccountid" or "parentcustomerid" or "cm_accountid" => Row("account"),
            "transactioncurrencyid" =>
                new(
                    "transactioncurrency",
                    System.Create(new Entity("transactioncurrency") { ["currencyname"] = "Euro" })),
            _ => new("systemuser", Colleague),
        };

        public void Dispose() => _host.Dispose();

        EntityReference Row(string table) => new(table, Add(table, Colleague));
    }
}
