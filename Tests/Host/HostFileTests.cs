using System;
using System.IO;
using CrmMilestones.Dataverse;
using Microsoft.Xrm.Sdk.Query;
using Xunit;

namespace CrmMilestones.Tests.Host;

/// <summary>Opening the environment that a file holds.</summary>
public sealed class HostFileTests : IDisposable
{
    readonly string _path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}.sqlite");

    public void Dispose() => File.Delete(_path);

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
