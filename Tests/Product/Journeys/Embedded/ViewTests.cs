using System;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using Microsoft.Xrm.Sdk.Query;
using Xunit;

namespace CrmMilestones.Tests.Journeys;

/// <summary>
/// What the solution's own views show. Here only, as FakeXrmEasy reads a number in FetchXML only where early-bound
/// classes were generated.
/// </summary>
public sealed class ViewTests : IDisposable
{
    readonly Crm _crm = new();

    public void Dispose() => _crm.Dispose();

    [Theory]
    [InlineData("Billable customers", Stage.Live, true)]
    [InlineData("Billable customers", Stage.Readiness, false)]
    [InlineData("Customers by stage", Stage.Prospect, true)]
    [InlineData("Live but not billable", Stage.Live, false)]
    [InlineData("On billing hold", Stage.Live, false)]
    public void The_solutions_own_views_show_the_right_customers(string view, Stage stage, bool shown)
    {
        var account = _crm.CustomerIn(stage);
        Assert.Equal(shown, View(view).Contains(account));
    }

    [Fact]
    public void A_pilot_is_live_but_not_billable()
    {
        var pilot = _crm.CustomerIn(Stage.Live, Columns.Chargeable.To(false));
        Assert.Contains(pilot, View("Live but not billable"));
        Assert.DoesNotContain(pilot, View("Billable customers"));
        Assert.Equal(true, _crm.Account(pilot)[Columns.IsActiveCustomer]);
    }

    [Fact]
    public void A_customer_with_everything_ready_is_ready_to_go_live()
    {
        var ready = _crm.CustomerIn(
            Stage.Readiness,
            [.. Lifecycle.Stages.Of(Stage.Readiness).Requires.Select(column => column.To(_crm.GoodValue(column)))]);
        Assert.Contains(ready, View("Ready to go live"));
        Assert.DoesNotContain(_crm.CustomerIn(Stage.Readiness), View("Ready to go live"));
    }

    Guid[] View(string name)
    {
        var query = new QueryExpression("savedquery") { ColumnSet = new ColumnSet("fetchxml") };
        query.Criteria.AddCondition("name", ConditionOperator.Equal, name);
        var view = _crm.AsRep.RetrieveMultiple(query).Entities.Single();
        return [
            .. _crm.AsRep.RetrieveMultiple(new FetchExpression(view.GetAttributeValue<string>("fetchxml")))
                .Entities.Select(row => row.Id)];
    }
}
