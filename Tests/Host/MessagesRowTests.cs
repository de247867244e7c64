using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Dataverse;
using CrmMilestones.Dataverse.Import;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Xunit;
using static CrmMilestones.Tests.Host.PipelineTools;

namespace CrmMilestones.Tests.Host;

/// <summary>The messages that write one row.</summary>
public sealed class MessagesRowTests : IDisposable
{
    static readonly DateTimeOffset Now = new(2026, 3, 1, 9, 30, 0, TimeSpan.Zero);

    readonly DataverseHost _host;
    readonly IOrganizationService _service;

    public MessagesRowTests()
    {
        _host = DataverseHost.Create(new() { Clock = new FixedClock() });
        _host.ImportSolution(TestSolution.Places);
        _service = _host.System;
    }

    public void Dispose() => _host.Dispose();

    [Fact]
    public void A_new_row_is_stamped_owned_and_active()
    {
        var ann = _host.AddUser("Ann", roles: "System Administrator");

        var row = _service.Retrieve("account", _host.ServiceFor(ann).CreateAccount("Contoso"), new ColumnSet(true));

        Assert.Equal(Now.UtcDateTime, row["createdon"]);
        Assert.Equal(Now.UtcDateTime, row["modifiedon"]);
        foreach (var column in new[] { "ownerid", "createdby", "modifiedby" })
        {
            Assert.Equal(ann, row.GetAttributeValue<EntityReference>(column).Id);
        }

        Assert.NotNull(row.GetAttributeValue<EntityReference>("owningbusinessunit"));
        Assert.Equal((0, 1), State(row));
    }

    [Fact]
    public void Columns_that_callers_may_not_set_are_ignored()
    {
        var id = _service.CreateAccount(
            "Contoso", ("createdon", DateTime.UnixEpoch), ("statecode", new OptionSetValue(1)), ("merged", true));

        var row = _service.Retrieve("account", id, new ColumnSet(true));

        Assert.Equal(Now.UtcDateTime, row["createdon"]);
        Assert.Equal((0, 1), State(row));
        Assert.False(row.Contains("merged") && (bool)row["merged"]);
    }

    [Fact]
    public void A_persons_full_name_follows_first_and_last_name()
    {
        var id = _service.Create(new Entity("contact") { ["firstname"] = "Ana", ["lastname"] = "Ruiz" });
        Assert.Equal("Ana Ruiz", _service.Retrieve("contact", id, new ColumnSet("fullname"))["fullname"]);

        _service.Update(new Entity("contact", id) { ["firstname"] = null });

        Assert.Equal("Ruiz", _service.Retrieve("contact", id, new ColumnSet("fullname"))["fullname"]);
    }

    [Fact]
    public void Imported_rows_may_say_when_they_were_created()
    {
        var id = _service.CreateAccount("Contoso", ("overriddencreatedon", DateTime.UnixEpoch));

        Assert.Equal(DateTime.UnixEpoch, _service.Retrieve("account", id, new ColumnSet("createdon"))["createdon"]);
    }

    [Fact]
    public void A_status_reason_must_belong_to_the_state()
    {
        var id = _service.CreateAccount("Contoso");
        Fault(-2147187704, () => _service.CreateAccount("New", ("statuscode", new OptionSetValue(2))));
        Fault(-2147187704, () => _service.UpdateAccount(id, ("statuscode", new OptionSetValue(2))));
        Fault(
            -2147187704,
            () => _service.UpdateAccount(
                id, ("statecode", new OptionSetValue(1)), ("statuscode", new OptionSetValue(1))));
        Fault(-2147187704, () => _service.UpdateAccount(id, ("statecode", new OptionSetValue(7))));

        _service.UpdateAccount(id, ("statecode", new OptionSetValue(1)));

        Assert.Equal((1, 2), State(_service.Retrieve("account", id, new ColumnSet("statecode", "statuscode"))));
    }

    [Fact]
    public void An_unknown_column_is_refused_before_any_step_runs()
    {
        var runs = 0;
        _host.On("Create", "account", 10, _ => runs++);

        Fault(-2147217149, () => _service.CreateAccount("Contoso", ("nonsense", 1)));

        Assert.Equal(0, runs);
    }

    [Fact]
    public void A_second_row_with_the_same_primary_key_is_refused()
    {
        var id = _service.CreateAccount("Contoso");

        Fault(-2147220937, () => _service.Create(new Entity("account", id) { ["name"] = "Twin" }));
    }

    [Fact]
    public void Updating_a_missing_row_is_refused() =>
        Fault(-2147220969, () => _service.UpdateAccount(Guid.NewGuid(), ("name", "x")));

    [Fact]
    public void An_upsert_creates_with_the_keys_values_and_updates_without_its_columns()
    {
        List<string> seen = [];
        _host.On("Create", "cm_place", 20, call => seen.Add("Create " + Columns(call.Target)));
        _host.On("Update", "cm_place", 20, call => seen.Add("Update " + Columns(call.Target)));
        UpsertRequest Upsert(string name) => new()
        {
            Target = new Entity("cm_place", "cm_code", "US") { ["cm_name"] = name },
        };

        var created = (UpsertResponse)_service.Execute(Upsert("States"));
        var updated = (UpsertResponse)_service.Execute(Upsert("United States"));

        Assert.Equal((true, false), (created.RecordCreated, updated.RecordCreated));
        Assert.Equal(created.Target.Id, updated.Target.Id);
        Assert.Equal(["Create cm_code,cm_name", "Update cm_name"], seen);
        Assert.Equal(
            "United States", _service.Retrieve("cm_place", created.Target.Id, new ColumnSet("cm_name"))["cm_name"]);
    }

    [Fact]
    public void An_upsert_by_id_creates_with_that_id_and_updates_it_then()
    {
        var id = Guid.NewGuid();
        UpsertResponse Upsert(string name) =>
            (UpsertResponse)_service.Execute(
                new UpsertRequest { Target = new Entity("account", id) { ["name"] = name } });

        Assert.True(Upsert("A").RecordCreated);
        Assert.False(Upsert("B").RecordCreated);

        Assert.Equal("B", _service.Retrieve("account", id, new ColumnSet("name"))["name"]);
    }

    [Fact]
    public void An_alternate_key_names_rows_in_updates_deletes_reads_and_lookups()
    {
        var us = _service.Create(new Entity("cm_place") { ["cm_name"] = "States", ["cm_code"] = "US" });
        var account = _service.CreateAccount(
            "Contoso", ("cm_placeid", new EntityReference("cm_place", "cm_code", "US")));
        Assert.Equal(us, Lookup(account, "cm_placeid"));

        _service.Update(new Entity("cm_place", "cm_code", "US") { ["cm_name"] = "United States" });
        var read = (RetrieveResponse)_service.Execute(
            new RetrieveRequest { Target = new("cm_place", "cm_code", "US"), ColumnSet = new("cm_name") });
        Assert.Equal("United States", read.Entity["cm_name"]);

        Fault(-2147088239, () => _service.Update(new Entity("cm_place", "cm_code", "AU") { ["cm_name"] = "x" }));
        Fault(-2147220989, () => _service.Update(new Entity("cm_place", "cm_name", "US") { ["cm_name"] = "x" }));
        Fault(-2147088238, () => _service.Create(new Entity("cm_place") { ["cm_code"] = "US" }));
    }

    [Fact]
    public void A_row_version_protects_from_overwriting()
    {
        var id = _service.CreateAccount("Contoso");
        var read = _service.Retrieve("account", id, new ColumnSet("name"));
        void Update(string? version) => _service.Execute(new UpdateRequest
        {
            Target = new Entity("account", id) { ["name"] = "Mine", RowVersion = version },
            ConcurrencyBehavior = ConcurrencyBehavior.IfRowVersionMatches,
        });
        _service.UpdateAccount(id, ("name", "Theirs"));

        Fault(-2147088254, () => Update(read.RowVersion));
        Fault(-2147088253, () => Update(null));
        Fault(-2147088254, () => _service.Execute(new DeleteRequest
        {
            Target = new("account", id) { RowVersion = read.RowVersion },
            ConcurrencyBehavior = ConcurrencyBehavior.IfRowVersionMatches,
        }));

        Update(_service.Retrieve("account", id, new ColumnSet("name")).RowVersion);
        Assert.Equal("Mine", _service.Retrieve("account", id, new ColumnSet("name"))["name"]);
    }

    [Fact]
    public void A_delete_has_a_pre_image_and_honours_its_relationships()
    {
        List<string> deleted = [];
        _host.On("Delete", "account", 40, images: [Pre("Before", "name")],
            body: call => deleted.Add((string)call.Context.PreEntityImages["Before"]["name"]));
        _host.On("Delete", "cm_visit", 20, call => deleted.Add($"visit at depth {call.Context.Depth}"));
        _host.On("Update", "account", 20, _ => deleted.Add("an update"));
        var place = _service.Create(new Entity("cm_place") { ["cm_code"] = "US" });
        var parent = _service.CreateAccount("Parent", ("cm_placeid", new EntityReference("cm_place", place)));
        var child = _service.CreateAccount("Child", ("parentaccountid", new EntityReference("account", parent)));
        _service.Create(new Entity("cm_visit") { ["cm_accountid"] = new EntityReference("account", parent) });

        Fault(-2147220953, () => _service.Delete("cm_place", place));
        _service.Delete("account", parent);
        _service.Delete("cm_place", place);

        Assert.Equal(["visit at depth 1", "Parent"], deleted);
        Assert.Empty(_service.RetrieveMultiple(new QueryExpression("cm_visit")).Entities);
        Assert.False(_service.Retrieve("account", child, new ColumnSet("parentaccountid")).Contains("parentaccountid"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void SetState_fires_its_own_steps_and_by_option_the_update_pipeline(bool runsUpdate)
    {
        using var own = DataverseHost.Create(new() { SetStateRunsUpdate = runsUpdate });
        List<string> seen = [];
        own.On(
            "SetState", "account", 20, call => seen.Add($"SetState {call.Context.PreEntityImages["Before"]["name"]}"),
            images: [Image("Before", StepImageKind.Pre, ["name"], "EntityMoniker")]);
        own.On("Update", "account", 20, call => seen.Add("Update " + Columns(call.Target)));
        var id = own.System.CreateAccount("Contoso");

        own.System.Execute(new OrganizationRequest("SetState")
        {
            ["EntityMoniker"] = new EntityReference("account", id),
            ["State"] = new OptionSetValue(1),
            ["Status"] = new OptionSetValue(-1),
        });

        Assert.Equal(runsUpdate ? ["SetState Contoso", "Update statecode"] : ["SetState Contoso"], seen);
        Assert.Equal((1, 2), State(own.System.Retrieve("account", id, new ColumnSet("statecode", "statuscode"))));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Assign_fires_its_own_steps_and_by_option_the_update_pipeline(bool runsUpdate)
    {
        using var own = DataverseHost.Create(new() { AssignRunsUpdate = runsUpdate });
        var ann = own.AddUser("Ann", roles: "System Administrator");
        List<string> seen = [];
        own.On("Assign", "account", 40, call => seen.Add("Assign"));
        own.On("Update", "account", 20, call => seen.Add("Update " + Columns(call.Target)));
        var id = own.System.CreateAccount("Contoso");

        own.System.Execute(new OrganizationRequest("Assign")
        {
            ["Target"] = new EntityReference("account", id),
            ["Assignee"] = new EntityReference("systemuser", ann),
        });

        Assert.Equal(runsUpdate ? ["Update ownerid", "Assign"] : ["Assign"], seen);
        var row = own.System.Retrieve("account", id, new ColumnSet("ownerid"));
        Assert.Equal(ann, row.GetAttributeValue<EntityReference>("ownerid").Id);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Merge_writes_the_content_to_the_master_and_deactivates_the_subordinate(bool runsUpdates)
    {
        using var own = DataverseHost.Create(new() { MergeRunsUpdates = runsUpdates });
        List<string> seen = [];
        var master = own.System.CreateAccount("Master");
        var other = own.System.CreateAccount("Double");
        var child = own.System.CreateAccount("Child", ("parentaccountid", new EntityReference("account", other)));
        own.On(
            "Merge", "account", 20,
            call => ((Entity)call.Context.InputParameters["UpdateContent"])["websiteurl"] = "plug-in");
        own.On("Update", "account", 20, call => seen.Add(Columns(call.Target)));

        own.System.Execute(new OrganizationRequest("Merge")
        {
            ["Target"] = new EntityReference("account", master),
            ["SubordinateId"] = other,
            ["UpdateContent"] = new Entity("account") { ["telephone1"] = "1" },
            ["PerformParentingChecks"] = false,
        });

        Assert.Equal(runsUpdates ? ["telephone1,websiteurl", "statecode"] : [], seen);
        var row = own.System.Retrieve("account", master, new ColumnSet(true));
        Assert.Equal(("Master", "1", "plug-in"), (row["name"], row["telephone1"], row["websiteurl"]));
        var subordinate = own.System.Retrieve("account", other, new ColumnSet(true));
        Assert.Equal((1, 2), State(subordinate));
        Assert.Equal(
            (true, master), (subordinate["merged"], subordinate.GetAttributeValue<EntityReference>("masterid").Id));
        var moved = own.System.Retrieve("account", child, new ColumnSet("parentaccountid"));
        Assert.Equal(master, moved.GetAttributeValue<EntityReference>("parentaccountid").Id);
    }

    [Fact]
    public void What_is_not_supported_is_refused_by_name()
    {
        foreach (var (name, request) in new (string, OrganizationRequest)[]
        {
            ("'QualifyLead'", new("QualifyLead")),
            ("'ReturnNotifications'", new RetrieveRequest
            {
                Target = new("account", Guid.NewGuid()),
                ColumnSet = new(),
                ReturnNotifications = true,
            }),
            ("SuppressDuplicateDetection",
                new("Create") { ["Target"] = Account("x"), ["SuppressDuplicateDetection"] = false }),
            ("'accountleads_association'", new AssociateRequest
            {
                Target = new("account", Guid.NewGuid()),
                Relationship = new("accountleads_association"),
                RelatedEntities = [new EntityReference("lead")],
            }),
        })
        {
            Assert.Contains(
                name, Fault(-2147220989, () => _service.Execute(request)).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(false, "name,ownerid")]
    [InlineData(true, "name;ownerid")]
    public void Whether_a_change_of_owner_splits_the_update_is_an_option(bool splits, string expected)
    {
        using var own = DataverseHost.Create(new() { SplitOwnerChange = splits });
        var ann = own.AddUser("Ann");
        List<string> seen = [];
        own.On("Update", "account", 20, call => seen.Add(Columns(call.Target)));
        var id = own.System.CreateAccount("Contoso");

        own.System.UpdateAccount(id, ("ownerid", new EntityReference("systemuser", ann)), ("name", "New"));

        Assert.Equal(expected, string.Join(";", seen));
    }

    [Fact]
    public void Steps_on_reads_see_and_edit_what_is_returned()
    {
        List<string> seen = [];
        var id = _service.CreateAccount("Contoso");
        _host.On(
            "Retrieve", "account", 20, call => ((ColumnSet)call.Context.InputParameters["ColumnSet"])
                .AddColumn("createdon"));
        _host.On(
            "Retrieve", "account", 40,
            call => ((Entity)call.Context.OutputParameters["BusinessEntity"])["name"] = "edited");
        _host.On("RetrieveMultiple", "account", 40, call =>
        {
            var rows = (EntityCollection)call.Context.OutputParameters["BusinessEntityCollection"];
            seen.Add($"{rows.Entities.Count} rows");
        });

        var row = _service.Retrieve("account", id, new ColumnSet("name"));
        _service.RetrieveMultiple(new FetchExpression("<fetch><entity name='account'/></fetch>"));

        Assert.Equal("edited", row["name"]);
        Assert.True(row.Contains("createdon"));
        Assert.Equal(["1 rows"], seen);
    }

    Guid Lookup(Guid account, string column) =>
        _service.Retrieve("account", account, new ColumnSet(column)).GetAttributeValue<EntityReference>(column).Id;

    static string Columns(Entity row) => string.Join(",", row.Attributes.Keys.Order(StringComparer.Ordinal));

    static (int State, int Status) State(Entity row) =>
        (row.GetAttributeValue<OptionSetValue>("statecode").Value, row.GetAttributeValue<OptionSetValue>("statuscode")
            .Value);

    sealed class FixedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
