using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using CrmMilestones.Dataverse;
using CrmMilestones.Dataverse.Sql;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Xunit;

namespace CrmMilestones.Tests.Host;

/// <summary>Opening the environment that a file holds.</summary>
public sealed class HostFileTests : IDisposable
{
    const string Journal = "-journal";

    readonly string _path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}.sqlite");

    string Left => _path + ".left";

    public void Dispose()
    {
        foreach (var file in (string[])[_path, Left, Left + Journal])
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void The_environment_of_a_file_is_opened()
    {
        Guid id;
        using (var first = DataverseHost.Create(new() { Path = _path }))
        {
            id = first.System.CreateAccount("Kept");
        }

        using var second = DataverseHost.Open(_path);
        Assert.Equal("Kept", second.System.Retrieve("account", id, new ColumnSet("name"))["name"]);
    }

    [Fact]
    public void What_a_process_killed_in_the_middle_of_a_transaction_left_is_taken_back()
    {
        using var host = DataverseHost.Create(new() { Path = _path });
        var kept = host.System.CreateAccount("Kept");
        // So many rows that SQLite puts some of them into the file before it commits.
        var rows = Enumerable.Range(0, 3_000).Select(_ => new Entity("account")
        {
            ["name"] = "Not committed",
            ["description"] = new string('x', 1_900),
        });
        var size = new FileInfo(_path).Length;
        host.On("CreateMultiple", "account", 40, _ =>
        {
            File.Copy(_path, Left);
            File.Copy(_path + Journal, Left + Journal);
        });
        host.System.Execute(new CreateMultipleRequest { Targets = new([.. rows]) { EntityName = "account" } });
        Assert.True(new FileInfo(Left).Length > size);

        using var next = DataverseHost.Open(Left);
        var account = Assert.Single(
            next.System.RetrieveMultiple(new QueryExpression("account") { ColumnSet = new("name") }).Entities);
        Assert.Equal((kept, "Kept"), (account.Id, account["name"]));
    }

    [Fact]
    public void A_file_from_before_names_had_an_index_gets_it()
    {
        const string Indexes = "SELECT name FROM sqlite_master WHERE name = 'account$names'";
        using (var first = DataverseHost.Create(new() { Path = _path }))
        {
            first.System.CreateAccount("Kept");
        }

        using (Database before = new(_path))
        {
            Assert.Single(before.Rows(Indexes));
            before.Execute("DROP INDEX account$names");
        }

        using (var second = DataverseHost.Open(_path))
        {
            Assert.Single(second.System.RetrieveMultiple(new QueryExpression("account") { Orders = { new("name", 0) } })
                .Entities);
        }

        using Database after = new(_path);
        Assert.Single(after.Rows(Indexes));
    }

    [Fact]
    public async Task A_host_ends_after_the_request_that_runs()
    {
        var host = DataverseHost.Create(new() { Path = _path });
        using ManualResetEventSlim begun = new();
        using ManualResetEventSlim goesOn = new();
        host.On("Create", "account", 40, _ =>
        {
            begun.Set();
            goesOn.Wait();
        });
        var request = Task.Run(() => host.System.CreateAccount("Kept"));
        begun.Wait();
        var end = Task.Run(host.Dispose);
        Assert.NotSame(end, await Task.WhenAny(end, Task.Delay(50)));

        goesOn.Set();
        var id = await request;
        await end;
        using var next = DataverseHost.Open(_path);
        Assert.Equal("Kept", next.System.Retrieve("account", id, new ColumnSet("name"))["name"]);
    }

    [Fact]
    public void A_file_that_is_not_there_is_refused_and_not_made()
    {
        var refusal = Assert.Throws<FileNotFoundException>(() => DataverseHost.Open(_path));

        Assert.Equal($"{_path} is not there.", refusal.Message);
        Assert.False(File.Exists(_path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Account;Name\n4711;Contoso\n")]
    public void A_file_that_is_something_else_is_refused_and_left_as_it_is(string content)
    {
        File.WriteAllText(_path, content);

        var refusal = Assert.Throws<InvalidDataException>(() => DataverseHost.Open(_path));

        Assert.Equal($"{_path} holds no environment.", refusal.Message);
        Assert.Equal(content, File.ReadAllText(_path));
    }
}
