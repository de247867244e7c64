using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using CrmMilestones.Sandbox;
using CrmMilestones.Sandbox.WebApi;
using CrmMilestones.Tests.Fuzz.Mutators;

namespace CrmMilestones.Tests.Fuzz.Targets;

/// <summary>Addresses of the Web API. A refusal is an answer, so whatever is thrown would be a 500.</summary>
sealed class ODataTarget : IFuzzTarget
{
    static readonly Uri Root = new("http://127.0.0.1:5080/api/data/v9.2/");

    readonly SandboxEnvironment _environment = new(new(options =>
        new(Environments.WithRows(options), [Environments.Zip])));

    readonly EdmSchema _schema;

    internal ODataTarget() => _schema = new(_environment.Host.Catalog, _environment.Host.CustomApis);

    public string Name => "odata";

    public IEnumerable<byte[]> Seeds { get; } =
    [
        .. new[]
        {
            "accounts?$select=name,revenue&$filter=name eq 'Customer 1' and not contains(name,'x')&$orderby=name desc",
            "accounts?$expand=primarycontactid($select=lastname),contact_customer_accounts($top=1;$orderby=lastname)",
            "accounts?$apply=filter(revenue gt 1)/groupby((name),aggregate($count as n,revenue with sum as s))",
            "accounts?$filter=contact_customer_accounts/any(c:c/lastname eq 'Person 1')&$top=2&$count=true",
            "accounts?$filter=Microsoft.Dynamics.CRM.In(PropertyName='name',PropertyValues=['a','b'])",
            "accounts?$filter=@a eq @b&@a=name&@b='Customer 1'",
            "accounts?fetchXml=<fetch><entity name='account'><attribute name='name'/></entity></fetch>",
            "accounts?$filter=createdon gt 2020-01-01T00:00:00Z or (statecode in (0,1))",
            "accounts(00000000-0000-0000-0000-000000000001)/primarycontactid/$ref",
            "cm_markets(cm_code='US')?$select=cm_name", "accounts/$count?$filter=name ne null", "WhoAmI()", "",
            "RetrieveTotalRecordCount(EntityNames=@p)?@p=[\"account\"]", "cm_CountCustomers(AsOf=2026-01-01T00:00:00Z)",
            "EntityDefinitions(LogicalName='account')/Attributes?$select=LogicalName&$filter=LogicalName eq 'name'",
            "GlobalOptionSetDefinitions(Name='cm_market')", "accounts?savedQuery=00000000-0000-0000-0000-000000000001",
            "accounts?$skiptoken=<cookie pagenumber=\"2\" pagingcookie=\"\" istracking=\"False\" />",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    public IMutator Mutator { get; } = new TextMutator([
        "$select=", "$filter=", "$expand=", "$orderby=", "$apply=", "$top=", "$count=true", "$skiptoken=", "$ref",
        "$levels=max", "$it", "$root/accounts(1)/name", " eq ", " ne ", " gt ", " in ", " and ", " or ", "not ", "null",
        "true", "any(", "all(x:x/", "contains(", "startswith(", "endswith(", "tolower(", "year(", "now()", "cast(",
        "isof('Edm.String')", "concat(", "'", "''", "(", ")", ",", ";", "/", "@p", "=", "&", "?", "%", "%00", "%C3%28",
        "+", "name", "accountid", "_ownerid_value", "ownerid", "primarycontactid", "contact_customer_accounts",
        "revenue", "statecode", "createdon", "accounts", "contacts", "cm_markets", "systemusers", "-1", "INF",
        "9999999999999999999", "duration'P1D'", "2026-02-30", "{\"@odata.id\":\"accounts(1)\"}", "[", "]", "{",
        "}", "*", "groupby((", "aggregate(", " with sum as ", " with countdistinct as ",
        "Microsoft.Dynamics.CRM.", "LastXDays(PropertyName='createdon',",
        "PropertyValue=", "PropertyValues=[", "Between(", "$metadata", "$batch", "EntityDefinitions", "Attributes",
    ]);

    public bool Accepts(byte[] input)
    {
        // Kestrel hands on no longer lines.
        var text = Encoding.UTF8.GetString(input, 0, Math.Min(input.Length, 60_000));
        ApiRequest request = new("GET", Root, text, new Dictionary<string, string>(), "");
        WebApiRequests requests = new(_schema, new(_environment, _environment.People.First, request));
        return requests.Answer(request).Status < 400;
    }

    public void Dispose() => _environment.Dispose();
}
