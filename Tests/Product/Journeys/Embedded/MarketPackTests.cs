using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.ServiceModel;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Scripts;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Xunit;

namespace CrmMilestones.Tests.Journeys;

/// <summary>The market packs among the samples, imported as an administrator does it. Here only: FakeXrmEasy keeps no
/// alternate keys.</summary>
public sealed class MarketPackTests : IDisposable
{
    static readonly (string File, string Table)[] InOrder =
    [
        ("1-market.csv", "cm_market"),
        ("2-document-type.csv", "cm_documenttype"),
        ("3-stage-requirement.csv", "cm_stagerequirement"),
    ];

    readonly TestEnvironment _environment = new();
    readonly IOrganizationService _admin;

    public MarketPackTests() =>
        _admin = _environment.ServiceFor(_environment.AddUser("Ada Admin", roles: "CM Lifecycle Administrator"));

    public void Dispose() => _environment.Dispose();

    public static TheoryData<string, string, int, string[], string[]> Packs => new()
    {
        {
            "UnitedStates", "US", 35,
            [
                "DEA registration (example), 36 months, optional",
                "HIPAA business associate agreement (example), required",
                "Professional liability insurance certificate (example), 12 months, required",
                "State medical licence (example), 24 months, required",
                "W-9 taxpayer form (example), required",
            ],
            ["Compliance accountnumber", "Prospect address1_stateorprovince", "Prospect telephone1"]
        },
        {
            "Australia", "AU", 255,
            [
                "ABN confirmation (example), required",
                "AHPRA registration (example), 12 months, required",
                "Privacy Act undertaking (example), required",
                "Professional indemnity insurance certificate (example), 12 months, required",
                "Working with children check (example), 36 months, optional",
            ],
            [
                "Compliance accountnumber", "Onboarding websiteurl", "Prospect address1_stateorprovince",
                "Prospect emailaddress1",
            ]
        },
    };

    [Theory, MemberData(nameof(Packs))]
    public void A_pack_brings_a_market_with_its_zone_documents_and_requirements(
        string pack, string code, int zone, string[] documents, string[] requirements)
    {
        Import(pack);

        var market = Assert.Single(Rows("cm_market"));
        Assert.Equal((code, zone), (market["cm_code"], market["cm_timezonecode"]));
        Assert.Equal(documents, Rows("cm_documenttype").Select(
            type => type["cm_name"] + (type.Contains("cm_validmonths") ? $", {type["cm_validmonths"]} months" : "")
                + (type["cm_required"] is true ? ", required" : ", optional")).Order(StringComparer.Ordinal));
        Assert.Equal(requirements, Rows("cm_stagerequirement").Select(
            row => $"{row.FormattedValues["cm_stage"]} {row["cm_column"]}").Order(StringComparer.Ordinal));
        Assert.All(Rows("cm_stagerequirement"), row => Assert.Equal("Require", row.FormattedValues["cm_effect"]));
        Assert.All(
            Rows("cm_documenttype").Concat(Rows("cm_stagerequirement")),
            row => Assert.Equal(market.Id, row.GetAttributeValue<EntityReference>("cm_marketid").Id));
    }

    [Theory]
    [InlineData("UnitedStates")]
    [InlineData("Australia")]
    public void What_a_pack_brings_is_an_example_and_inactive_until_it_is_agreed(string pack)
    {
        Import(pack);
        Assert.All(Rows("cm_documenttype"), type => Assert.EndsWith(" (example)", (string)type["cm_name"]));
        Assert.All(
            Rows("cm_stagerequirement"),
            row => Assert.StartsWith("Example, to be agreed: ", (string)row["cm_reason"]));
        Assert.All(
            Rows("cm_documenttype").Concat(Rows("cm_stagerequirement")),
            row => Assert.Equal("Inactive", row.FormattedValues["statecode"]));
    }

    /// <summary>A rule without a market holds for all: that is what each row is for a moment.</summary>
    [Theory]
    [InlineData("2-document-type.csv", "cm_documenttype")]
    [InlineData("3-stage-requirement.csv", "cm_stagerequirement")]
    public void Between_the_passes_no_rule_has_a_market_and_none_is_active(string file, string table)
    {
        ImportWizard.Import(_admin, "cm_market", PathOf("Australia", "1-market.csv"));
        List<Entity> between = [];
        ImportWizard.Import(_admin, table, PathOf("Australia", file), () => between.AddRange(Rows(table)));
        Assert.NotEmpty(between);
        Assert.All(between, row => Assert.False(row.Contains("cm_marketid")));
        Assert.All(between, row => Assert.Equal("Inactive", row.FormattedValues["statecode"]));
    }

    [Fact]
    public void Both_packs_go_into_one_environment_and_a_market_that_is_there_is_refused()
    {
        Import("UnitedStates");
        Import("Australia");
        Assert.Equal(["AU", "US"], Rows("cm_market").Select(market => (string)market["cm_code"]).Order());
        var fault = Assert.Throws<FaultException<OrganizationServiceFault>>(
            () => ImportWizard.Import(_admin, "cm_market", PathOf("Australia", "1-market.csv")));
        Assert.Equal(unchecked((int)0x80060892), fault.Detail.ErrorCode);
    }

    [Fact]
    public void Once_it_is_agreed_a_pack_asks_the_customers_of_its_market_and_no_others()
    {
        using Crm crm = new();
        var other = crm.Host.System.Create(new Entity("cm_market") { ["cm_name"] = "Ireland", ["cm_code"] = "IE" });
        ImportRules(crm);
        crm.CustomerIn(Stage.Readiness);

        Activate(crm, "cm_stagerequirement");
        Activate(crm, "cm_documenttype");
        var refusal = crm.Refused(() => crm.CustomerIn(Stage.Onboarding));
        Assert.StartsWith("CM001 Contoso Dental can't enter Onboarding yet. Still needed: Prospect - ", refusal);
        Assert.Contains("Address 1: State/Province", refusal, StringComparison.Ordinal);
        Assert.Contains("Email", refusal, StringComparison.Ordinal);
        crm.CustomerIn(Stage.Readiness, Columns.Market.To(new EntityReference("cm_market", other)));

        var account = crm.CustomerIn(
            Stage.Compliance, "address1_stateorprovince".To("NSW"), "emailaddress1".To("office@contoso.example"),
            "websiteurl".To("https://contoso.example"));
        Assert.Equal(
            "CM012 Contoso Dental: \"Required documents submitted on\" can't be dated yet. Documents still needed: "
            + "ABN confirmation (example) (missing), AHPRA registration (example) (missing), Privacy Act undertaking "
            + "(example) (missing), Professional indemnity insurance certificate (example) (missing). Have each of "
            + "them handed in and verified first.",
            crm.Refused(() => crm.Save(account, Columns.DocumentsSubmittedOn.To(Crm.Today))));
    }

    static void ImportRules(Crm crm)
    {
        foreach (var (file, table) in InOrder.Skip(1))
        {
            ImportWizard.Import(crm.AsRep, table, PathOf("Australia", file));
        }
    }

    static void Activate(Crm crm, string table)
    {
        foreach (var row in crm.AsRep.RetrieveMultiple(new QueryExpression(table)).Entities)
        {
            crm.AsRep.Update(new Entity(table, row.Id) { ["statecode"] = new OptionSetValue(0) });
        }
    }

    void Import(string pack)
    {
        foreach (var (file, table) in InOrder)
        {
            ImportWizard.Import(_admin, table, PathOf(pack, file));
        }
    }

    DataCollection<Entity> Rows(string table) =>
        _environment.System.RetrieveMultiple(new QueryExpression(table) { ColumnSet = new(true) }).Entities;

    static string PathOf(string pack, string file) =>
        Path.Combine(RepositoryRoot.Path, "Scripts", "Samples", "Markets", pack, file);
}
