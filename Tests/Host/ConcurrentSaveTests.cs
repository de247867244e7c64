using System;
using System.Collections.Generic;
using CrmMilestones.Dataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Xunit;
using static CrmMilestones.Tests.Host.PipelineTools;

namespace CrmMilestones.Tests.Host;

/// <summary>Two saves whose pre-images were read before either wrote.</summary>
public sealed class ConcurrentSaveTests : IDisposable
{
    readonly DataverseHost _host;
    Action<Entity>? _meanwhile;

    public ConcurrentSaveTests() =>
        _host = DataverseHost.Create(new() { BeforeWrite = row => _meanwhile?.Invoke(row) });

    public void Dispose() => _host.Dispose();

    [Fact]
    public void The_second_save_has_the_old_pre_image_and_a_post_image_of_both()
    {
        List<string> seen = [];
        var id = _host.System.CreateAccount("Contoso", ("telephone1", "old"), ("websiteurl", "old"));
        _host.On("Update", "account", 20, images: [Pre("Before", "telephone1", "websiteurl")], body: call =>
            seen.Add($"{Sent(call)} before {Shown(call.Context.PreEntityImages["Before"])} "
                + $"read {Shown(call.System.Retrieve("account", id, new ColumnSet("telephone1", "websiteurl")))}"));
        _host.On("Update", "account", 40, images: [Post("After", "telephone1", "websiteurl")], body: call =>
            seen.Add($"{Sent(call)} after {Shown(call.Context.PostEntityImages["After"])}"));
        _meanwhile = _ => _host.System.UpdateAccount(id, ("websiteurl", "new"));

        _host.System.UpdateAccount(id, ("telephone1", "new"));

        Assert.Equal(
            [
                "telephone1 before old,old read old,old",
                "websiteurl before old,old read old,old",
                "websiteurl after old,new",
                "telephone1 after new,new",
            ], seen);
    }

    [Fact]
    public void The_first_save_stays_when_the_second_one_is_refused()
    {
        var id = _host.System.CreateAccount("Contoso");
        _host.On("Update", "account", 40, Refuse, filter: ["telephone1"]);
        _meanwhile = _ => _host.System.UpdateAccount(id, ("websiteurl", "new"));

        Fault(-2147220891, () => _host.System.UpdateAccount(id, ("telephone1", "new")));

        var row = _host.System.Retrieve("account", id, new ColumnSet("telephone1", "websiteurl"));
        Assert.Equal((false, "new"), (row.Contains("telephone1"), row["websiteurl"]));
    }

    [Fact]
    public void A_refused_first_save_fails_like_any_and_leaves_the_second_undone()
    {
        var id = _host.System.CreateAccount("Contoso");
        _host.On("Update", "account", 40, Refuse, filter: ["websiteurl"]);
        _meanwhile = _ => _host.System.UpdateAccount(id, ("websiteurl", "new"));
        var before = _host.Snapshot();

        Fault(-2147220891, () => _host.System.UpdateAccount(id, ("telephone1", "new")));

        Assert.Equal(before, _host.Snapshot());
        _meanwhile = null;
        _host.System.UpdateAccount(id, ("telephone1", "new"));
    }

    [Fact]
    public void Once_a_transaction_has_written_nobody_comes_in_between()
    {
        var calls = 0;
        var id = _host.System.CreateAccount("Contoso");
        _host.On("Update", "account", 20, call => call.System.Create(new("contact") { ["lastname"] = "x" }));
        _meanwhile = row => calls += row.LogicalName == "account" ? 1 : 0;

        _host.System.UpdateAccount(id, ("telephone1", "new"));

        Assert.Equal(0, calls);
    }

    [Fact]
    public void It_may_happen_before_a_Create_and_before_each_row_of_a_bulk_message()
    {
        List<object> names = [];
        _meanwhile = row => names.Add(row["name"]);

        _host.System.CreateAccount("One");
        _host.System.Execute(new OrganizationRequest("CreateMultiple")
        {
            ["Targets"] = new EntityCollection([Account("Two"), Account("Three")]) { EntityName = "account" },
        });

        Assert.Equal(["One", "Two", "Three"], names);
    }

    [Fact]
    public void A_row_version_is_judged_before_and_a_refused_one_lets_nobody_in()
    {
        var id = _host.System.CreateAccount("Contoso");
        var version = _host.System.Retrieve("account", id, new ColumnSet(false)).RowVersion;
        _host.System.UpdateAccount(id, ("telephone1", "1"));
        _meanwhile = _ => throw new InvalidOperationException("Nobody");

        Fault(-2147088254, () => _host.System.Execute(new UpdateRequest
        {
            Target = new("account", id) { ["telephone1"] = "2", RowVersion = version },
            ConcurrencyBehavior = ConcurrencyBehavior.IfRowVersionMatches,
        }));
    }

    static string Sent(PluginCall call) => string.Join(',', call.Target.Attributes.Keys);

    static string Shown(Entity row) => $"{row["telephone1"]},{row["websiteurl"]}";
}
