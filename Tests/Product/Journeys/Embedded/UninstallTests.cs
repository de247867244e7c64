using System;
using System.Linq;
using CrmMilestones.Dataverse;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Tests.Host;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Xunit;

namespace CrmMilestones.Tests.Journeys;

/// <summary>
/// Without the solution, account is what it was without the solution. Here only, as FakeXrmEasy imports no solutions.
/// </summary>
public sealed class UninstallTests : IDisposable
{
    const string Solution = "CrmMilestones";

    readonly DataverseHost _host = DataverseHost.Create();

    public void Dispose() => _host.Dispose();

    [Fact]
    public void Account_is_as_it_was_and_keeps_what_people_entered_there()
    {
        _host.ImportSolution(TestSolution.Places);
        var untouched = _host.System.CreateAccount("Fabrikam", ("telephone1", "555-0100"));
        var customer = _host.System.CreateAccount("Contoso");
        var (rows, metadata) = (_host.Snapshot(), TestEnvironment.Metadata(_host));
        var columns = _host.System.AccountColumns();
        var crm = Use(customer);
        var accounts = Accounts(columns);

        _host.UninstallSolution(Solution);

        Assert.Equal(metadata, TestEnvironment.Metadata(_host));
        Assert.Equal(accounts, Accounts(columns));
        Assert.Equal(Row(rows, untouched), Row(_host.Snapshot(), untouched));
        Assert.Equal(Others(rows), Others(_host.Snapshot()));
        Assert.Equal("555-0199", crm.Account(customer)["telephone1"]);
    }

    [Fact]
    public void Nothing_of_it_runs_any_more()
    {
        var customer = _host.System.CreateAccount("Contoso");
        var crm = Use(customer);

        _host.UninstallSolution(Solution);

        Assert.Empty(crm.Host.PluginCallsDuring(() => crm.Host.System.Update(new Entity("account", customer)
        {
            [Columns.State] = new OptionSetValue(1),
            ["statuscode"] = new OptionSetValue(2),
        })));
        PipelineTools.Fault(Faults.QueryBuilderNoEntity, () => crm.Process(Guid.NewGuid()));
        PipelineTools.Fault(PlatformCodes.PrivilegeDenied, () => crm.AsRep.Retrieve("account", customer, new("name")));
    }

    [Fact]
    public void Installed_once_more_it_works_and_starts_from_nothing()
    {
        var customer = _host.System.CreateAccount("Contoso");
        var first = Use(customer);
        _host.UninstallSolution(Solution);

        Crm crm = new(TestEnvironment.In(_host));

        Assert.Null(crm.StageOf(customer));
        var (account, process) = crm.GuidedCustomerIn(Stage.Readiness);
        crm.Save(account, [.. crm.WhatIsNeededFor(Stage.Live), Columns.Stage.To(Stage.Live)]);
        Assert.Equal((Stage.Live, BillableStatus.Billable), (crm.ProcessStageOf(process), crm.StatusOf(account)));
        PipelineTools.Fault(
            PlatformCodes.PrivilegeDenied, () => first.AsRep.Retrieve("account", customer, new("name")));
    }

    /// <summary>Installs the solution and takes a customer through it.</summary>
    Crm Use(Guid customer)
    {
        Crm crm = new(TestEnvironment.In(_host));
        crm.GuidedCustomerIn(Stage.Readiness);
        crm.Save(
            customer, [.. crm.WhatIsNeededFor(Stage.Live), Columns.Stage.To(Stage.Live), "telephone1".To("555-0199")]);
        crm.StartProcess(customer);
        Assert.Equal(BillableStatus.Billable, crm.StatusOf(customer));
        return crm;
    }

    string[] Accounts(string[] columns)
    {
        QueryExpression query = new("account") { ColumnSet = new(columns) };
        query.AddOrder("accountid", OrderType.Ascending);
        return
        [
            .. from row in _host.System.RetrieveMultiple(query).Entities
               select string.Join(
                   ' ', row.Attributes.OrderBy(cell => cell.Key).Select(cell => $"{cell.Key}={Text(cell.Value)}")),
        ];
    }

    static object? Text(object? value) => value switch
    {
        EntityReference reference => reference.Id,
        OptionSetValue option => option.Value,
        Money money => money.Value,
        _ => value,
    };

    static string Row(string rows, Guid account) =>
        Assert.Single(rows.Split('\n'), row => row.Contains($"accountid={account}", StringComparison.Ordinal));

    /// <summary>
    /// The rows of an environment but for those that using it brought: of people and their customers.
    /// </summary>
    static string[] Others(string rows) =>
        [.. rows.Split('\n')
            .Where(row => row.Split(' ')[0] is not ("account" or "contact" or "systemuser" or "usersettings"))];
}
