using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using CrmMilestones.Packaging.Source;
using Xunit;

namespace CrmMilestones.Tests.Agreement;

/// <summary>
/// The custom APIs that flows, spreadsheets and integrations call: what each takes and gives never changes.
/// </summary>
public class CustomApiAgreementTests
{
    /// <summary>The platform's numbers.</summary>
    static readonly Dictionary<string, string> Types = new()
    {
        ["0"] = "Boolean",
        ["1"] = "DateTime",
        ["5"] = "EntityReference",
        ["7"] = "Integer",
        ["9"] = "Picklist",
        ["10"] = "String",
    };

    /// <summary>Per custom API: what it is, who may call it, what it takes (? may be left out) and gives.</summary>
    public static TheoryData<string, string, string, string, string> Apis { get; } = new()
    {
        {
            "cm_ExplainCustomer", "function of account", "prvReadcm_StatusPeriod", "AsOf DateTime?",
            "BillableStatus Picklist, Missing String, NextStage Picklist, Reasons String, Since DateTime, "
            + "Stage Picklist"
        },
        { "cm_RecomputeCustomer", "action of account", "prvCreatecm_StatusPeriod", "", "Changed Boolean" },
        {
            "cm_CountCustomers", "function", "prvReadcm_StatusPeriod",
            "AsOf DateTime, KnownOn DateTime?, MarketCode String?",
            "Active Integer, Billable Integer, ByMarket String, OnHold Integer"
        },
        {
            "cm_CompareMonths", "function", "prvReadcm_StatusPeriod",
            "From DateTime, KnownOn DateTime?, MarketCode String?, To DateTime",
            "Closing Integer, Ended Integer, Held Integer, New Integer, Opening Integer, Other Integer, "
            + "Released Integer, Returned Integer"
        },
        {
            "cm_CloseMonth", "action", "prvCreatecm_MonthClose", "MonthEnd DateTime",
            "MonthClose EntityReference cm_monthclose"
        },
    };

    [Theory, MemberData(nameof(Apis))]
    public void A_custom_API_is_called_as_the_design_says(
        string name, string kind, string privilege, string takes, string gives)
    {
        var api = Assert.Single(Shipped.Solution.CustomApis, api => api.UniqueName == name);
        Assert.Equal(kind, (api.IsFunction ? "function" : "action") + (api.BoundTable is { Length: > 0 } table
            ? $" of {table}" : ""));
        Assert.Equal(api.BoundTable.Length > 0 ? "1" : "0", api.Xml.Text("bindingtype"));
        Assert.Equal(privilege, api.Xml.Text("executeprivilegename"));
        Assert.Equal(takes, Fields(api.Parameters));
        Assert.Equal(gives, Fields(api.Properties));
    }

    [Fact]
    public void There_are_the_custom_APIs_of_the_design() => Assert.Equal(
        Apis.Select(row => (string)row[0]).Order(), Shipped.Solution.CustomApis.Select(api => api.UniqueName).Order());

    [Fact]
    public void A_custom_API_is_answered_by_the_class_of_its_name() => Assert.Equal(
        Shipped.Solution.CustomApis.Select(api => api.UniqueName["cm_".Length..]),
        from api in Shipped.Solution.CustomApis
        from type in Assert.Single(Shipped.Solution.PluginAssemblies).Types
        where type.Id == api.PluginTypeId
        select type.Name.Split('.')[^1]);

    /// <summary>Others may follow an action, and nobody may change what it does; a function changes nothing.</summary>
    [Fact]
    public void Others_follow_actions_only_and_only_afterwards() => Shipped.Each(
        Shipped.Solution.CustomApis,
        api => Assert.Equal(api.IsFunction ? "0" : "1", api.Xml.Text("allowedcustomprocessingsteptype")));

    [Fact]
    public void Anybody_with_the_privilege_may_call_them() => Shipped.Each(
        Shipped.Solution.CustomApis, api => Assert.Equal(
            ("0", "0", "0"),
            (api.Xml.Text("isprivate"), api.Xml.Text("workflowsdkstepenabled"), api.Xml.Text("iscustomizable"))));

    [Fact]
    public void The_catalog_of_events_lists_the_status_change()
    {
        var assignment = Assert.Single(Shipped.Solution.Roots("Assets/catalogassignments.xml").Elements());
        Assert.Equal(
            ("entity", "cm_lifecycleevent"),
            (assignment.Attr("objectidtype"), assignment.Attr("object.logicalname")));
    }

    static string Fields(IEnumerable<XElement> fields) => string.Join(
        ", ",
        from field in fields
        orderby field.Attr("uniquename")
        select $"{field.Attr("uniquename")} {Types[field.Text("type")]}"
            + (field.Text("isoptional") == "1" ? "?" : "")
            + (field.Text("logicalentityname") is { Length: > 0 } table ? $" {table}" : ""));
}
