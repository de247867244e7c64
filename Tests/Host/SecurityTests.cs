using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Dataverse;
using CrmMilestones.Dataverse.Import;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Xunit;
using static CrmMilestones.Dataverse.Import.PrivilegeLevel;
using static CrmMilestones.Tests.Host.PipelineTools;

namespace CrmMilestones.Tests.Host;

/// <summary>Who may do what.</summary>
public sealed class SecurityTests : IDisposable
{
    const int Denied = -2147220960;

    readonly DataverseHost _host = DataverseHost.Create();

    public SecurityTests() => _host.ImportSolution(TestSolution.Flow);

    public void Dispose() => _host.Dispose();

    [Fact]
    public void A_refusal_names_user_privilege_and_table()
    {
        var ann = _host.AddUser("Ann");

        var message = Fault(Denied, () => _host.ServiceFor(ann).CreateAccount("Contoso")).Message;

        Assert.Equal($"Principal user 'Ann' (Id={ann}) is missing prvCreateAccount privilege on account.", message);
    }

    [Fact]
    public void An_administrator_needs_no_grant()
    {
        var service = _host.ServiceFor(_host.AddUser("Ann", roles: "System Administrator"));

        service.Delete("account", service.CreateAccount("Contoso"));
    }

    [Theory]
    [InlineData(Basic, "own")]
    [InlineData(Local, "own,same unit")]
    [InlineData(Deep, "below,own,same unit")]
    [InlineData(Global, "above,below,own,same unit")]
    public void The_depth_of_a_privilege_decides_which_rows_it_reaches(PrivilegeLevel depth, string expected)
    {
        Grant(("prvReadAccount", depth), ("prvWriteAccount", depth));
        var middle = Unit("Middle", null);
        var bottom = Unit("Bottom", middle);
        var users = new Dictionary<string, Guid>
        {
            ["own"] = User("Ann", middle),
            ["same unit"] = User("Bob", middle),
            ["below"] = User("Cid", bottom),
            ["above"] = User("Dan", null),
        };
        var rows = users.ToDictionary(
            user => user.Key,
            user => _host.System.CreateAccount(user.Key, ("ownerid", new EntityReference("systemuser", user.Value))));
        var service = _host.ServiceFor(users["own"]);

        Assert.Equal(expected, string.Join(",", Names(service)));
        foreach (var (name, id) in rows)
        {
            if (expected.Split(',').Contains(name))
            {
                Assert.Equal(name, service.Retrieve("account", id, new ColumnSet("name"))["name"]);
                service.UpdateAccount(id, ("telephone1", "1"));
            }
            else
            {
                Fault(Denied, () => service.Retrieve("account", id, new ColumnSet("name")));
                Fault(Denied, () => service.UpdateAccount(id, ("telephone1", "1")));
            }
        }
    }

    [Fact]
    public void Rows_of_a_users_team_are_the_users_own()
    {
        Grant(("prvReadAccount", Basic));
        var ann = User("Ann", null);
        var unit = Unit("Elsewhere", null);
        var team = _host.System.Create(new Entity("team")
        {
            ["name"] = "Team",
            ["businessunitid"] = new EntityReference("businessunit", unit),
        });
        _host.System.CreateAccount("Of the team", ("ownerid", new EntityReference("team", team)));
        Assert.Empty(Names(_host.ServiceFor(ann)));

        _host.System.Associate(
            "team", team, new Relationship("teammembership_association"), [new EntityReference("systemuser", ann)]);
        Assert.Equal(["Of the team"], Names(_host.ServiceFor(ann)));
        _host.System.Disassociate(
            "team", team, new Relationship("teammembership_association"), [new EntityReference("systemuser", ann)]);

        Assert.Empty(Names(_host.ServiceFor(ann)));
    }

    [Fact]
    public void A_role_can_be_given_and_taken()
    {
        Grant(("prvReadAccount", Global));
        var ann = _host.AddUser("Ann");
        var roles = new QueryByAttribute("role") { Attributes = { "name" }, Values = { "Tester" } };
        var role = _host.System.RetrieveMultiple(roles).Entities.Single().ToEntityReference();
        Fault(Denied, () => Names(_host.ServiceFor(ann)));

        _host.System.Associate("systemuser", ann, new Relationship("systemuserroles_association"), [role]);
        Assert.Empty(Names(_host.ServiceFor(ann)));
        _host.System.Disassociate("systemuser", ann, new Relationship("systemuserroles_association"), [role]);

        Fault(Denied, () => Names(_host.ServiceFor(ann)));
    }

    [Fact]
    public void Setting_a_lookup_needs_Append_and_AppendTo()
    {
        var parent = _host.System.CreateAccount("Parent");
        void Create(Guid user) =>
            _host.ServiceFor(user).CreateAccount("Child", ("parentaccountid", new EntityReference("account", parent)));

        Grant(("prvCreateAccount", Global));
        var ann = User("Ann", null);
        Assert.Contains("prvAppendAccount", Fault(Denied, () => Create(ann)).Message, StringComparison.Ordinal);
        Grant(("prvCreateAccount", Global), ("prvAppendAccount", Global));
        Assert.Contains("prvAppendToAccount", Fault(Denied, () => Create(ann)).Message, StringComparison.Ordinal);
        Grant(("prvCreateAccount", Global), ("prvAppendAccount", Global), ("prvAppendToAccount", Basic));
        Assert.Contains("prvAppendToAccount", Fault(Denied, () => Create(ann)).Message, StringComparison.Ordinal);
        Grant(("prvCreateAccount", Global), ("prvAppendAccount", Global), ("prvAppendToAccount", Global));

        Create(ann);
    }

    [Fact]
    public void Changing_the_owner_needs_Assign()
    {
        Grant(("prvCreateAccount", Global), ("prvWriteAccount", Global));
        var ann = User("Ann", null);
        var id = _host.ServiceFor(ann).CreateAccount("Contoso");

        var fault = Fault(
            Denied, () => _host.ServiceFor(ann).UpdateAccount(id, ("ownerid", new EntityReference("systemuser", ann))));

        Assert.Contains("prvAssignAccount", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Creating_for_another_owner_is_judged_by_depth()
    {
        Grant(("prvCreateAccount", Basic));
        var (ann, bob) = (User("Ann", null), User("Bob", null));

        _host.ServiceFor(ann).CreateAccount("Own");

        Fault(
            Denied, () => _host.ServiceFor(ann)
                .CreateAccount("Bob's", ("ownerid", new EntityReference("systemuser", bob))));
    }

    [Fact]
    public void Stage_10_comes_before_the_check_of_privileges_and_stage_20_after_it()
    {
        List<int> seen = [];
        _host.On("Create", "account", 10, _ => seen.Add(10));
        _host.On("Create", "account", 20, _ => seen.Add(20));
        var ann = _host.ServiceFor(_host.AddUser("Ann"));

        Fault(Denied, () => ann.CreateAccount("Contoso"));
        Assert.Equal([10], seen);

        _host.On("Create", "account", 10, Refuse, rank: 2);
        Fault(-2147220891, () => ann.CreateAccount("Contoso"));
    }

    [Fact]
    public void A_lookup_that_a_plugin_adds_at_stage_20_needs_no_privilege()
    {
        Grant(("prvCreateAccount", Global));
        var parent = _host.System.CreateAccount("Parent");
        _host.On(
            "Create", "account", 20, call => call.Target["parentaccountid"] = new EntityReference("account", parent));

        _host.ServiceFor(User("Ann", null)).CreateAccount("Child");
    }

    [Fact]
    public void A_plugins_user_service_has_the_users_rights_and_its_SYSTEM_service_all()
    {
        Grant(("prvCreateAccount", Global));
        var ann = User("Ann", null);
        _host.On("Create", "account", 40, call => call.System.Create(new Entity("contact") { ["lastname"] = "x" }));
        _host.ServiceFor(ann).CreateAccount("Contoso");

        _host.On(
            "Create", "account", 40, call => call.Service.Create(new Entity("contact") { ["lastname"] = "x" }),
            rank: 2);
        Fault(Denied, () => _host.ServiceFor(ann).CreateAccount("Fabrikam"));
    }

    [Fact]
    public void Instances_of_a_process_are_for_administrators_until_a_role_grants_them()
    {
        Grant(("prvCreateAccount", Global), ("prvAppendToAccount", Global));
        var ann = User("Ann", null);
        var service = _host.ServiceFor(ann);
        var account = new EntityReference("account", service.CreateAccount("Contoso"));
        void Start() => service.Create(new Entity("cm_flow") { ["bpf_accountid"] = account });
        Assert.Contains("prvCreatecm_flow", Fault(Denied, Start).Message, StringComparison.Ordinal);

        Grant(("prvCreatecm_flow", Global), ("prvAppendcm_flow", Global), ("prvAppendToAccount", Global));

        Start();
    }

    [Fact]
    public void Everybody_reads_personal_options_and_changes_the_own()
    {
        var (ann, bob) = (_host.AddUser("Ann", 1031, "Europe/Berlin"), _host.AddUser("Bob"));
        var service = _host.ServiceFor(ann);
        void SetLanguage(Guid user) => service.Update(new Entity("usersettings", user) { ["uilanguageid"] = 1036 });

        Assert.Equal(1031, service.Retrieve("usersettings", ann, new ColumnSet("uilanguageid"))["uilanguageid"]);
        Assert.Equal(2, service.RetrieveMultiple(new QueryExpression("usersettings")).Entities.Count);
        SetLanguage(ann);
        Fault(Denied, () => SetLanguage(bob));
    }

    [Fact]
    public void A_disabled_user_is_refused()
    {
        var ann = _host.AddUser("Ann", roles: "System Administrator");
        _host.System.Update(new Entity("systemuser", ann) { ["isdisabled"] = true });

        Fault(Denied, () => _host.ServiceFor(ann).CreateAccount("Contoso"));
    }

    [Fact]
    public void Merging_needs_its_privilege_besides_writing_both_rows()
    {
        Grant(("prvReadAccount", Global), ("prvWriteAccount", Global));
        var ann = User("Ann", null);
        var (master, other) = (_host.System.CreateAccount("Master"), _host.System.CreateAccount("Double"));
        OrganizationRequest Request() => new("Merge")
        {
            ["Target"] = new EntityReference("account", master),
            ["SubordinateId"] = other,
        };

        Assert.Contains(
            "prvMerge", Fault(Denied, () => _host.ServiceFor(ann).Execute(Request())).Message,
            StringComparison.Ordinal);
        Grant(("prvReadAccount", Global), ("prvWriteAccount", Global), ("prvMerge", Global));

        _host.ServiceFor(ann).Execute(Request());
    }

    [Theory]
    [InlineData("BypassCustomPluginExecution", true, "prvBypassCustomPlugins")]
    [InlineData("BypassBusinessLogicExecution", "CustomAsync,CustomSync", "prvBypassCustomBusinessLogic")]
    public void Bypassing_plugins_needs_its_privilege(string parameter, object value, string privilege)
    {
        Grant(("prvCreateAccount", Global));
        _host.On("Create", "account", 20, Refuse);
        OrganizationRequest Request() => new CreateRequest { Target = Account("Contoso"), [parameter] = value };

        _host.System.Execute(Request());
        var ann = User("Ann", null);
        Assert.Contains(
            privilege, Fault(Denied, () => _host.ServiceFor(ann).Execute(Request())).Message, StringComparison.Ordinal);
        Grant(("prvCreateAccount", Global), (privilege, Global));

        _host.ServiceFor(ann).Execute(Request());
    }

    void Grant(params (string Privilege, PrivilegeLevel Level)[] privileges) =>
        _host.ImportSolution(TestSolution.Role(privileges));

    Guid Unit(string name, Guid? parent) => _host.System.Create(new Entity("businessunit")
    {
        ["name"] = name,
        ["parentbusinessunitid"] = new EntityReference("businessunit", parent ?? RootUnit),
    });

    Guid User(string name, Guid? unit)
    {
        var user = _host.AddUser(name, roles: "Tester");
        if (unit is { } id)
        {
            _host.System.Update(
                new Entity("systemuser", user) { ["businessunitid"] = new EntityReference("businessunit", id) });
        }

        return user;
    }

    Guid RootUnit => (Guid)_host.System.Execute(new OrganizationRequest("WhoAmI"))["BusinessUnitId"];

    static string[] Names(IOrganizationService service)
    {
        var rows = service.RetrieveMultiple(new QueryExpression("account") { ColumnSet = new("name") }).Entities;
        return [.. rows.Select(row => (string)row["name"]).Order(StringComparer.Ordinal)];
    }
}
