using System;
using CrmMilestones.Dataverse;
using CrmMilestones.Dataverse.Query;
using Xunit;
using static CrmMilestones.Tests.Host.StoreEnvironment;

namespace CrmMilestones.Tests.Host;

public sealed class QueryFetchXmlTests : IDisposable
{
    readonly StoreEnvironment _environment = new();

    public void Dispose() => _environment.Dispose();

    [Fact]
    public void All_attributes_and_single_attributes_with_an_alias_are_returned()
    {
        _environment.Visit("Ann", ("minutes", 10));

        var all = _environment.Fetch("<fetch><entity name='visit'><all-attributes/></entity></fetch>")[0];
        var renamed = _environment.FetchVisits("<attribute name='minutes' alias='m'/>")[0];

        Assert.Equal(("Ann", 10), (all["name"], all["minutes"]));
        Assert.Equal(10, Aliased(renamed, "m"));
        Assert.False(renamed.Contains("minutes"));
    }

    [Fact]
    public void Several_filters_of_a_table_must_all_hold()
    {
        _environment.Visit("Ann", ("minutes", 10));
        _environment.Visit("Bob", ("minutes", 10));

        Assert.Equal("Ann", Names(_environment.Fetch("""
            <fetch version='1.0' mapping='logical' no-lock='true'><entity name='visit'><attribute name='name'/>
              <filter><condition attribute='minutes' operator='eq' value='10' uiname='ten'/></filter>
              <filter><condition attribute='name' operator='eq' value='Ann'/></filter>
            </entity></fetch>
            """)));
    }

    [Fact]
    public void The_tables_that_are_read_are_known()
    {
        var query = RowQuery.FromFetchXml("""
            <fetch><entity name='visit'>
              <link-entity name='account' from='accountid' to='accountid'>
                <link-entity name='contact' from='contactid' to='primarycontactid'/>
              </link-entity>
              <link-entity name='contact' from='contactid' to='aboutid'/>
            </entity></fetch>
            """);

        Assert.Equal(["visit", "account", "contact"], query.Tables);
    }

    [Theory]
    [InlineData("<fetch options='FORCE ORDER'><entity name='visit'/></fetch>", "'options'")]
    [InlineData("<fetch utc-offset='60'><entity name='visit'/></fetch>", "'utc-offset'")]
    [InlineData("<fetch><entity name='visit'><attribute name='name' addedby='x'/></entity></fetch>", "'addedby'")]
    [InlineData("<fetch><entity name='visit'><filter overridequickfindrecordlimitenabled='1'/></entity></fetch>",
        "'overridequickfindrecordlimitenabled'")]
    [InlineData("<fetch><entity name='visit'><filter type='xor'/></entity></fetch>", "'xor'")]
    [InlineData("<fetch><entity name='visit'><filter><link-entity/></filter></entity></fetch>", "'link-entity'")]
    [InlineData("<fetch><entity name='visit'><link-entity name='account' to='accountid'/></entity></fetch>", "'from'")]
    [InlineData("<fetch><entity name='visit'><attribute/></entity></fetch>", "'name'")]
    [InlineData("<fetch><entity name='visit'><attribute name='name' aggregate='median'/></entity></fetch>", "'median'")]
    [InlineData("<fetch count='few'><entity name='visit'/></fetch>", "'few'")]
    [InlineData("<fetch/>", "entity")]
    [InlineData("<query/>", "'query'")]
    public void What_is_not_supported_is_refused_by_name(string fetchXml, string named)
    {
        var fault = Refused(Faults.QueryBuilderInvalidNode, () => _environment.Fetch(fetchXml));

        Assert.Contains(named, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_that_is_not_xml_is_refused() =>
        Refused(Faults.InvalidArgument, () => _environment.Fetch("<fetch>"));

    [Theory]
    [InlineData("<attribute name='colour'/>")]
    [InlineData("<order attribute='colour'/>")]
    [InlineData("<filter><condition attribute='colour' operator='null'/></filter>")]
    [InlineData("<link-entity name='account' from='accountid' to='colour'/>")]
    [InlineData("<link-entity name='account' from='colour' to='accountid'/>")]
    public void An_unknown_column_is_refused_wherever_it_stands(string part)
    {
        var fault = Refused(Faults.QueryBuilderNoAttribute, () => _environment.FetchVisits(part));

        Assert.Contains("'colour'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_table_is_refused_wherever_it_stands()
    {
        Refused(Faults.QueryBuilderNoEntity, () => _environment.Fetch("<fetch><entity name='trip'/></fetch>"));
        Refused(Faults.QueryBuilderNoEntity,
            () => _environment.FetchVisits("<link-entity name='trip' from='x' to='accountid'/>"));
    }
}
