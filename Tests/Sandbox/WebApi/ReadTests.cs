using System;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Xunit;

namespace CrmMilestones.Tests.Sandbox.WebApi;

public sealed class ReadTests(RunningSandbox sandbox) : IClassFixture<RunningSandbox>, IDisposable
{
    readonly HttpClient _client = sandbox.Client();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Addresses_of_an_answer_have_the_version_that_was_asked_for()
    {
        var row = await _client.JsonAsync(new Uri(sandbox.Server.Address, "api/data/v9.0/WhoAmI").ToString());
        Assert.Equal(
            $"{sandbox.Server.Address}api/data/v9.0/$metadata#Microsoft.Dynamics.CRM.WhoAmIResponse",
            row["@odata.context"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_empty_column_is_null_and_a_set_one_has_its_label_before_it()
    {
        var id = await _client.CreateAsync("accounts", """{"name":"Row","cm_chargeable":true}""");
        var row = await _client.JsonAsync(
            $"accounts({id})?$select=name,telephone1,cm_chargeable", "Prefer: odata.include-annotations=\"*\"");
        Assert.Null(row["telephone1"]);
        Assert.True(row.ContainsKey("telephone1"));
        Assert.Equal("Yes", row["cm_chargeable@OData.Community.Display.V1.FormattedValue"]!.GetValue<string>());
        Assert.Matches("^W/\"[0-9]+\"$", row["@odata.etag"]!.GetValue<string>());
        Assert.EndsWith(
            "$metadata#accounts(name,telephone1,cm_chargeable)/$entity", row["@odata.context"]!.GetValue<string>(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lookup_says_its_table_and_its_navigation_property()
    {
        var contact = await _client.CreateAsync("contacts", """{"lastname":"Primary"}""");
        var id = await _client.CreateAsync(
            "accounts", $$"""{"name":"Bound","primarycontactid@odata.bind":"/contacts({{contact}})"}""");
        var row = await _client.JsonAsync(
            $"accounts({id})?$select=_primarycontactid_value&$expand=primarycontactid($select=lastname)",
            "Prefer: odata.include-annotations=\"Microsoft.Dynamics.CRM.*\"");
        const string Property = "_primarycontactid_value";
        Assert.Equal(contact, row[Property]!.GetValue<string>());
        Assert.Equal("contact", row[Property + "@Microsoft.Dynamics.CRM.lookuplogicalname"]!.GetValue<string>());
        Assert.Equal(
            "primarycontactid",
            row[Property + "@Microsoft.Dynamics.CRM.associatednavigationproperty"]!.GetValue<string>());
        Assert.Equal("Primary", row["primarycontactid"]!["lastname"]!.GetValue<string>());
        Assert.False(row.ContainsKey(Property + "@OData.Community.Display.V1.FormattedValue"));
    }

    [Theory]
    [InlineData("name eq 'filter a'", "Filter A")]
    [InlineData("startswith(name,'Filter') and telephone1 eq null", "Filter B")]
    [InlineData("startswith(name,'Filter') and not (telephone1 eq null)", "Filter A")]
    [InlineData("startswith(name,'Filter') and not contains(name,'B')", "Filter A")]
    [InlineData("name in ('Filter B','other')", "Filter B")]
    [InlineData("startswith(name,'Filter') and primarycontactid/lastname eq 'Filtered'", "Filter A")]
    [InlineData("name eq telephone1 or name eq 'Filter B'", "Filter B")]
    [InlineData("@p1 eq @p2&@p1=name&@p2='Filter B'", "Filter B")]
    [InlineData("contact_customer_accounts/any(c:c/lastname eq 'Below')", "Filter B")]
    [InlineData("Microsoft.Dynamics.CRM.In(PropertyName='name',PropertyValues=['Filter B'])", "Filter B")]
    [InlineData("startswith(name,'Filter') and telephone1 ne '1'", "Filter B")]
    [InlineData(
        "name eq 'Filter A' and Microsoft.Dynamics.CRM.LastXDays(PropertyName='createdon',PropertyValue=2)",
        "Filter A")]
    [InlineData("name eq 'Filter A' and createdon gt 2020-01-01", "Filter A")]
    public async Task A_filter_gives_the_rows_for_which_it_holds(string filter, string name)
    {
        await FilteredRowsAsync();
        var rows = await _client.JsonAsync("accounts?$select=name&$filter=" + filter);
        Assert.Equal([name], rows["value"]!.AsArray().Select(row => row!["name"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Pages_follow_one_another_and_the_last_has_no_link()
    {
        var prefix = Guid.NewGuid().ToString("N");
        foreach (var n in new[] { "1", "2", "3" })
        {
            await _client.CreateAsync("accounts", $$"""{"name":"{{prefix}} {{n}}"}""");
        }

        var first = await _client.JsonAsync(
            $"accounts?$select=name&$orderby=name desc&$count=true&$filter=startswith(name,'{prefix}')",
            "Prefer: odata.maxpagesize=2");
        Assert.Equal(3, first["@odata.count"]!.GetValue<int>());
        Assert.Equal([$"{prefix} 3", $"{prefix} 2"], Names(first));
        var second = await _client.JsonAsync(
            first["@odata.nextLink"]!.GetValue<string>(), "Prefer: odata.maxpagesize=2");
        Assert.Equal([$"{prefix} 1"], Names(second));
        Assert.False(second.ContainsKey("@odata.nextLink"));
    }

    [Fact]
    public async Task FetchXml_has_a_cookie_on_each_page_but_the_last_and_leaves_out_what_is_empty()
    {
        var prefix = Guid.NewGuid().ToString("N");
        await _client.CreateAsync("accounts", $$"""{"name":"{{prefix}} 1"}""");
        await _client.CreateAsync("accounts", $$"""{"name":"{{prefix}} 2"}""");
        string Page(string attributes) => "accounts?fetchXml=" + WebUtility.UrlEncode(
            $"""
            <fetch count="1" {attributes}><entity name="account"><attribute name="name"/><attribute name="telephone1"/>
            <order attribute="name"/><filter><condition attribute="name" operator="like" value="{prefix}%"/></filter>
            </entity></fetch>
            """);
        const string All = "Prefer: odata.include-annotations=\"*\"";
        var first = await _client.JsonAsync(Page(""), All);
        Assert.Equal([$"{prefix} 1"], Names(first));
        Assert.False(first["value"]![0]!.AsObject().ContainsKey("telephone1"));
        Assert.Contains(
            "pagenumber=\"2\"", first["@Microsoft.Dynamics.CRM.fetchxmlpagingcookie"]!.GetValue<string>(),
            StringComparison.Ordinal);
        var last = await _client.JsonAsync(Page("page=\"2\""), All);
        Assert.Equal([$"{prefix} 2"], Names(last));
        Assert.False(last.ContainsKey("@Microsoft.Dynamics.CRM.fetchxmlpagingcookie"));
    }

    [Fact]
    public async Task Groups_are_counted()
    {
        var name = Guid.NewGuid().ToString("N");
        await _client.CreateAsync("accounts", $$"""{"name":"{{name}}"}""");
        await _client.CreateAsync("accounts", $$"""{"name":"{{name}}"}""");
        var groups = await _client.JsonAsync(
            $"accounts?$apply=filter(name eq '{name}')/groupby((name),aggregate($count as n))");
        Assert.Equal((name, 2), (
            groups["value"]![0]!["name"]!.GetValue<string>(), groups["value"]![0]!["n"]!.GetValue<int>()));
    }

    [Fact]
    public async Task A_row_that_has_not_changed_is_not_sent_again()
    {
        var id = await _client.CreateAsync("accounts", """{"name":"Same"}""");
        var tag = (await _client.JsonAsync($"accounts({id})?$select=name"))["@odata.etag"]!.GetValue<string>();
        using var again = await _client.SendAsync("GET", $"accounts({id})?$select=name", null, $"If-None-Match: {tag}");
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Theory]
    [InlineData("Account", 404, "0x8006088a")]
    [InlineData("accounts?$select=Name", 400, "0x0")]
    [InlineData("accounts?$filter=name eq 'x", 400, "0x0")]
    [InlineData("accounts(00000000-0000-0000-0000-000000000001)", 404, "0x80040217")]
    [InlineData("accounts?$filter=year(createdon) eq 2026", 501, "0x0")]
    [InlineData("accounts?$skip=5", 501, "0x0")]
    [InlineData("ExportSolution", 501, "0x0")]
    [InlineData("accounts?$apply=", 400, "0x0")]
    [InlineData("accounts?$filter=contains(name,'%01')", 400, "0x0")]
    [InlineData("accounts?$expand=$ref($count=true)", 400, "0x0")]
    [InlineData("accounts?$filter=@a eq 'x'&@a={", 400, "0x0")]
    [InlineData("RetrieveTotalRecordCount(EntityNames=-@p)?@p=[]", 400, "0x0")]
    [InlineData("EntityDefinitions?$expand=$ref($count=true)", 400, "0x0")]
    public async Task What_is_wrong_or_missing_says_so_as_Dataverse_does(string path, int status, string code)
    {
        var refusal = await _client.SendAsync("GET", path).RefusalAsync();
        Assert.Equal((status, code), (refusal.Status, refusal.Code));
    }

    [Fact]
    public async Task Rights_are_those_of_the_person()
    {
        using var sales = sandbox.Client("CM Sales");
        var refusal = await sales.SendAsync("POST", "cm_markets", """{"cm_name":"X"}""").RefusalAsync();
        Assert.Equal((403, "0x80040220"), (refusal.Status, refusal.Code));
    }

    [Fact]
    public async Task Tables_are_listed_with_their_sets_and_a_choice_column_with_its_labels()
    {
        var tables = await _client.JsonAsync("EntityDefinitions?$select=EntitySetName,LogicalName");
        Assert.Contains(tables["value"]!.AsArray(), table => table!["EntitySetName"]!.GetValue<string>() == "accounts");
        var column = await _client.JsonAsync(
            "EntityDefinitions(LogicalName='account')/Attributes(LogicalName='cm_lifecyclestage')"
            + "/Microsoft.Dynamics.CRM.PicklistAttributeMetadata?$select=LogicalName&$expand=OptionSet");
        Assert.Equal(
            "Prospect",
            column["OptionSet"]!["Options"]![0]!["Label"]!["UserLocalizedLabel"]!["Label"]!.GetValue<string>());
        var wrong = await _client.SendAsync(
            "GET", "EntityDefinitions(LogicalName='account')/Attributes(LogicalName='name')"
            + "/Microsoft.Dynamics.CRM.PicklistAttributeMetadata").RefusalAsync();
        Assert.Equal(404, wrong.Status);
    }

    static string[] Names(JsonObject rows) =>
        [.. rows["value"]!.AsArray().Select(row => row!["name"]!.GetValue<string>())];

    /// <summary>Filter A with a telephone and a primary contact, Filter B with a contact below it.</summary>
    async Task FilteredRowsAsync()
    {
        var known = await _client.JsonAsync("accounts?$select=name&$filter=startswith(name,'Filter')");
        if (known["value"]!.AsArray().Count > 0)
        {
            return;
        }

        await _client.CreateAsync(
            "accounts", """{"name":"Filter A","telephone1":"1","primarycontactid":{"lastname":"Filtered"}}""");
        await _client.CreateAsync(
            "accounts", """{"name":"Filter B","contact_customer_accounts":[{"lastname":"Below"}]}""");
    }
}
