using System;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using System.Xml.Linq;
using CrmMilestones.Packaging.Source;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Tests.Agreement;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Xunit;

namespace CrmMilestones.Tests.Journeys;

/// <summary>
/// An administrator adds a market with its own rules, and people search. Here only: FakeXrmEasy keeps no alternate keys
/// and has no quick find over names of lookups.
/// </summary>
public sealed class AdminJourneyTests : IDisposable
{
    const int Require = 727000000, Waive = 727000001;

    readonly Crm _crm = new();

    public void Dispose() => _crm.Dispose();

    [Fact]
    public void A_new_market_gets_its_rules_and_documents_and_shows_them_on_its_form()
    {
        var market = Create("cm_market", ("cm_name", "Ireland"), ("cm_code", "IE"));
        var inMarket = ("cm_marketid", (object)new EntityReference("cm_market", market));
        Create(
            "cm_documenttype", ("cm_name", "Tax clearance"), ("cm_required", true), ("cm_validmonths", 12), inMarket);
        Create("cm_documenttype", ("cm_name", "Trade licence"), ("cm_required", true));
        Create("cm_stagerequirement", [.. Rule("Ireland needs the website", "websiteurl", Require), inMarket]);
        Create(
            "cm_stagerequirement",
            [.. Rule("Ireland has no registry yet", Columns.RegistrationNumber, Waive), inMarket,
                ("cm_reason", "Registry opens in spring"),
                ("cm_effectiveuntil", Crm.Today.AddDays(60))]);
        _crm.CustomerIn(Stage.Prospect, Columns.Market.To(inMarket.Item2));
        _crm.CustomerIn(Stage.Onboarding);

        var lists = Lists("cm_market", market);

        Assert.Equal(
            ["Ireland has no registry yet", "Ireland needs the website"], lists["cm_stagerequirement"].Order());
        Assert.Equal(["Tax clearance"], lists["cm_documenttype"]);
        Assert.Equal(["Contoso Dental"], lists["account"]);
    }

    [Fact]
    public void A_document_type_shows_who_has_submitted_it()
    {
        var type = Create("cm_documenttype", ("cm_name", "Trade licence"), ("cm_required", true));
        Create(
            "cm_customerdocument",
            ("cm_name", "Trade licence 2026"), ("cm_documenttypeid", new EntityReference("cm_documenttype", type)),
            ("cm_accountid", new EntityReference("account", _crm.CustomerIn(Stage.Compliance))),
            ("cm_status", new OptionSetValue(727000001)));
        Assert.Equal(["Trade licence 2026"], Lists("cm_documenttype", type)["cm_customerdocument"]);
    }

    [Fact]
    public void A_country_code_is_given_once()
    {
        Create("cm_market", ("cm_name", "Ireland"), ("cm_code", "IE"));
        var fault = Assert.Throws<FaultException<OrganizationServiceFault>>(
            () => Create("cm_market", ("cm_name", "Éire"), ("cm_code", "IE")));
        Assert.Equal(unchecked((int)0x80060892), fault.Detail.ErrorCode);
    }

    [Theory]
    [InlineData("cm_lifecycleevent")]
    [InlineData("cm_statusperiod")]
    [InlineData("cm_customerdocument")]
    [InlineData("cm_externalclaim")]
    [InlineData("cm_auditfinding")]
    public void Typing_a_customers_name_finds_what_belongs_to_it(string table)
    {
        var customer = _crm.CustomerIn(Stage.Prospect);
        var another = _crm.CustomerIn(Stage.Prospect, "name".To("Fabrikam Clinic"));
        if (table is not ("cm_lifecycleevent" or "cm_statusperiod"))
        {
            _crm.Host.System.Create(About(table, customer));
            _crm.Host.System.Create(About(table, another));
        }

        Assert.NotEmpty(Search(table, "conto"));
        Assert.Equal(
            RowsAbout(table, customer).Order(), Search(table, "conto").Select(found => found.Id).Order());
    }

    [Fact]
    public void Every_quick_find_searches() => Assert.All(
        Shipped.Solution.Tables.Where(table => table.Views.Any(view => view.QueryType == "4")),
        table => Assert.Empty(Search(table.LogicalName, "nothing is called this")));

    Guid Create(string table, params (string Column, object Value)[] values)
    {
        var row = new Entity(table);
        foreach (var (column, value) in values)
        {
            row[column] = value;
        }

        return _crm.AsRep.Create(row);
    }

    static (string, object)[] Rule(string name, string column, int effect) =>
    [
        ("cm_name", name), ("cm_stage", new OptionSetValue((int)Stage.Compliance)), ("cm_column", column),
        ("cm_effect", new OptionSetValue(effect)),
    ];

    static Entity About(string table, Guid customer) =>
        new(table) { ["cm_accountid"] = new EntityReference("account", customer) };

    IEnumerable<Guid> RowsAbout(string table, Guid customer)
    {
        var rows = new QueryByAttribute(table);
        rows.AddAttributeValue("cm_accountid", customer);
        return _crm.Host.System.RetrieveMultiple(rows).Entities.Select(row => row.Id);
    }

    /// <summary>The names in each list on a row's main form: the rows of its view that refer to the row.</summary>
    Dictionary<string, IEnumerable<string>> Lists(string table, Guid id)
    {
        var form = Shipped.Solution.Table(table)!.Forms.First(form => form.Xml.Descendants("parameters").Any());
        return form.Xml.Descendants("parameters").ToDictionary(list => list.Text("TargetEntityType"), list =>
        {
            var listed = Shipped.Solution.Table(list.Text("TargetEntityType"))!;
            var lookup = Shipped.Solution.Relationships.Single(x => x.Name == list.Text("RelationshipName")).Xml
                .Text("ReferencingAttributeName").ToLowerInvariant();
            var fetch = new XElement(listed.Views.Single(view => view.Id == list.Text("ViewId").AsId()).Fetch!);
            fetch.Element("entity")!.Add(new XElement("filter", new XElement(
                "condition", new XAttribute("attribute", lookup), new XAttribute("operator", "eq"),
                new XAttribute("value", id))));
            return Open(fetch).Select(row => row.GetAttributeValue<string>(listed.IsExtended ? "name" : "cm_name"));
        });
    }

    DataCollection<Entity> Search(string table, string text) => Open(XElement.Parse(
        Shipped.Solution.Table(table)!.Views.Single(view => view.QueryType == "4").Fetch!.ToString()
            .Replace("{0}", $"%{text}%", StringComparison.Ordinal)));

    DataCollection<Entity> Open(XElement fetch) =>
        _crm.AsRep.RetrieveMultiple(new FetchExpression(fetch.ToString())).Entities;
}
