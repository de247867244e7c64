using System.Collections.Generic;
using System.Linq;
using BenchmarkDotNet.Attributes;
using CrmMilestones.Dataverse;
using CrmMilestones.Sandbox.Solution;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Benchmarks.Host;

/// <summary>Queries over many customers, as an administrator.</summary>
public class HostQueries
{
    DataverseHost _host = null!;
    IOrganizationService _service = null!;
    FetchExpression _view = null!;

    /// <summary>Ten times as many tell how a query grows; few are enough to see that it runs.</summary>
    public static IEnumerable<int> Sizes { get; internal set; } = [10_000, 100_000];

    [ParamsSource(nameof(Sizes))]
    public int Customers { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        _host = Package.NewHost();
        var person = _host.AddUser("Robin Rep", roles: "CM Lifecycle Administrator");
        ManyAccounts.Fill(_host, Customers, person);
        _service = _host.ServiceFor(person);
        var fetch = SolutionModel.Read([Package.Zip]).Views.Values
            .Single(view => view.Name.In(1033) == "Billable customers").Fetch;
        fetch.SetAttributeValue("count", "50");
        _view = new(fetch.ToString());
    }

    [GlobalCleanup]
    public void Stop() => _host.Dispose();

    [Benchmark]
    public EntityCollection First_page_of_the_view_Billable_customers() => _service.RetrieveMultiple(_view);

    [Benchmark]
    public EntityCollection Equality_on_a_text_without_an_index() => _service.RetrieveMultiple(new FetchExpression("""
        <fetch><entity name="account"><attribute name="accountid" />
          <filter><condition attribute="telephone1" operator="eq" value="555 0100" /></filter></entity></fetch>
        """));

    [Benchmark]
    public EntityCollection Live_customers_by_market() => _service.RetrieveMultiple(new FetchExpression("""
        <fetch aggregate="true"><entity name="account">
          <attribute name="accountid" alias="customers" aggregate="count" />
          <attribute name="cm_marketid" alias="market" groupby="true" />
          <filter><condition attribute="cm_lifecyclestage" operator="eq" value="727000004" /></filter></entity></fetch>
        """));
}
