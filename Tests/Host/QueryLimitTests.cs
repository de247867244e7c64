using System;
using System.Linq;
using CrmMilestones.Dataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Xunit;
using static CrmMilestones.Tests.Host.PipelineTools;

namespace CrmMilestones.Tests.Host;

/// <summary>How many rows are aggregated and counted; small limits let tests try what comes beyond them.</summary>
public sealed class QueryLimitTests : IDisposable
{
    const int AggregateLimit = -2147164125;

    readonly DataverseHost _host = DataverseHost.Create(new() { AggregateLimit = 3, TotalCountLimit = 2 });

    public void Dispose() => _host.Dispose();

    [Fact]
    public void An_aggregate_over_more_rows_than_the_limit_fails_and_over_fewer_does_not()
    {
        Create("A1", "A2", "B1");
        Assert.Equal(3, Counted(""));

        Create("B2");
        Fault(AggregateLimit, () => Counted(""));
        Assert.Equal(2, Counted("<filter><condition attribute='name' operator='begins-with' value='a'/></filter>"));
    }

    [Fact]
    public void Groups_fail_by_the_rows_of_all_of_them_on_whichever_page()
    {
        Create("A", "A", "B", "B");

        foreach (var page in (int[])[1, 2, 9])
        {
            Fault(AggregateLimit, () => _host.System.RetrieveMultiple(new FetchExpression($"""
                <fetch aggregate='true' count='1' page='{page}'><entity name='account'>
                  <attribute name='accountid' aggregate='count' alias='x'/>
                  <attribute name='name' groupby='true' alias='name'/>
                </entity></fetch>
                """)));
        }
    }

    [Fact]
    public void An_aggregate_of_joined_rows_fails_by_how_many_those_are()
    {
        Create("A", "A");
        const string Joined = """
            <fetch aggregate='true'><entity name='account'>
              <attribute name='accountid' aggregate='count' alias='x'/>
              <link-entity name='account' from='name' to='name' alias='other'/>
            </entity></fetch>
            """;

        Fault(AggregateLimit, () => _host.System.RetrieveMultiple(new FetchExpression(Joined)));
    }

    [Fact]
    public void An_aggregate_that_fails_inside_a_plug_in_dooms_the_request()
    {
        Create("A1", "A2", "B1", "B2");
        _host.On("Create", "contact", 20, call =>
        {
            try
            {
                call.System.RetrieveMultiple(new FetchExpression(Fetch("")));
            }
            catch (System.ServiceModel.FaultException<OrganizationServiceFault>)
            {
                // What plug-ins must not do.
            }
        });

        Fault(-2146893812, () => _host.System.Create(new("contact") { ["lastname"] = "x" }));
    }

    [Theory]
    [InlineData(1, 1, false)]
    [InlineData(2, 2, false)]
    [InlineData(3, 2, true)]
    public void A_total_count_says_when_there_are_more_rows_than_it_counts(int rows, int count, bool isExceeded)
    {
        Create([.. Enumerable.Range(0, rows).Select(i => $"A{i}")]);
        var query = new QueryExpression("account") { PageInfo = new() { Count = 1, ReturnTotalRecordCount = true } };
        const string FetchXml = "<fetch returntotalrecordcount='true' count='1'><entity name='account'/></fetch>";

        foreach (var result in new[]
        {
            _host.System.RetrieveMultiple(query), _host.System.RetrieveMultiple(new FetchExpression(FetchXml)),
        })
        {
            Assert.Equal((count, isExceeded, 1),
                (result.TotalRecordCount, result.TotalRecordCountLimitExceeded, result.Entities.Count));
        }
    }

    [Fact]
    public void A_total_count_may_come_without_columns_and_counts_what_the_filter_leaves()
    {
        Create("A1", "B1", "B2", "B3");
        var query = new QueryExpression("account")
        {
            ColumnSet = new(false),
            PageInfo = new() { PageNumber = 1, Count = 1, ReturnTotalRecordCount = true },
        };
        query.Criteria.AddCondition("name", ConditionOperator.BeginsWith, "A");

        Assert.Equal(1, _host.System.RetrieveMultiple(query).TotalRecordCount);
    }

    void Create(params string[] names)
    {
        foreach (var name in names)
        {
            _host.System.CreateAccount(name);
        }
    }

    int Counted(string filter) => (int)_host.System.RetrieveMultiple(new FetchExpression(Fetch(filter)))
        .Entities.Single().GetAttributeValue<AliasedValue>("x").Value;

    static string Fetch(string filter) => $"""
        <fetch aggregate='true'><entity name='account'>
          <attribute name='accountid' aggregate='count' alias='x'/>{filter}
        </entity></fetch>
        """;
}
