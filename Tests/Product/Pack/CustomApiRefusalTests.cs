using System;
using Xunit;

namespace CrmMilestones.Tests.Pack;

/// <summary>Custom APIs and the catalog that no environment would import, or that could never be changed.</summary>
public class CustomApiRefusalTests
{
    const string Api = "customapis/cm_X/customapi.xml";
    const string Parameter = "customapis/cm_X/customapirequestparameters/P/customapirequestparameter.xml";
    const string Property = "customapis/cm_X/customapiresponseproperties/R/customapiresponseproperty.xml";
    const string Category = "catalogs/cm_Y/catalog.xml";
    const string Assignments = "Assets/catalogassignments.xml";

    readonly SolutionCopy _solution = new();

    public CustomApiRefusalTests()
    {
        _solution.Write(Api, """
            <customapi uniquename="cm_X">
              <allowedcustomprocessingsteptype>1</allowedcustomprocessingsteptype>
              <bindingtype>1</bindingtype>
              <boundentitylogicalname>account</boundentitylogicalname>
              <executeprivilegename>prvReadcm_Market</executeprivilegename>
              <isfunction>0</isfunction>
              <workflowsdkstepenabled>0</workflowsdkstepenabled>
            </customapi>
            """);
        _solution.Write(Parameter, """
            <customapirequestparameter uniquename="P">
              <isoptional>0</isoptional>
              <logicalentityname>contact</logicalentityname>
              <type>5</type>
            </customapirequestparameter>
            """);
        _solution.Write(Property, """
            <customapiresponseproperty uniquename="R"><type>0</type></customapiresponseproperty>
            """);
        _solution.Write("catalogs/cm_Root/catalog.xml", """<catalog uniquename="cm_Root" />""");
        _solution.Write(Category, """
            <catalog uniquename="cm_Y"><parentcatalogid><uniquename>cm_Root</uniquename></parentcatalogid></catalog>
            """);
        _solution.Write(Assignments, """
            <catalogassignments>
              <catalogassignment catalogid.uniquename="cm_Y" object.uniquename="cm_X" objectidtype="customapi" />
              <catalogassignment catalogid.uniquename="cm_Y" object.logicalname="cm_market" objectidtype="entity" />
            </catalogassignments>
            """);
    }

    [Fact]
    public void What_the_tests_break_is_packed_as_it_is() => Assert.NotEmpty(_solution.Pack());

    [Theory]
    [InlineData("uniquename=\"cm_X\"", "uniquename=\"cm_Z\"", "cm_Z lies in the folder cm_X", "Give the folder")]
    [InlineData("<bindingtype>1", "<bindingtype>0", "Custom API cm_X has bindingtype 0, and a table", "or 1 or 2")]
    [InlineData("<bound.*\n", "\n", "Custom API cm_X has bindingtype 1, and no table", "or 1 or 2")]
    [InlineData("me>account<", "me>acount<", "Custom API cm_X names table acount", "Correct the name")]
    [InlineData("prvReadcm_Market", "prvReadcm_market", "names table cm_market, which does not", "its capitals")]
    [InlineData("prvReadcm_Market", "ReadMarket", "ReadMarket is no privilege", "Write prv")]
    public void A_custom_API_that_does_not_hold_together_is_refused(
        string text, string broken, string what, string advice)
    {
        _solution.Replace(Api, text, broken);
        Refused(Api, what, advice);
    }

    [Fact]
    public void A_function_that_returns_nothing_is_refused()
    {
        _solution.Replace(Api, "<isfunction>0", "<isfunction>1");
        _solution.Delete(Property);
        Refused(Api, "Custom API cm_X is a function and returns nothing", "make it an action");
    }

    [Fact]
    public void A_function_for_workflows_is_refused()
    {
        _solution.Replace(Api, "<isfunction>0", "<isfunction>1");
        _solution.Replace(Api, "enabled>0", "enabled>1");
        Refused(Api, "Custom API cm_X is a function, which workflows can't call", "make it an action");
    }

    [Theory]
    [InlineData(Parameter, "uniquename=\"P\"", "uniquename=\"Q\"", "Q lies in the folder P", "Give the folder")]
    [InlineData(Parameter, ">contact<", ">contract<", "P of custom API cm_X names table contract", "Correct the name")]
    [InlineData(Property, "<type>", "<isoptional>1</isoptional><type>", "can't be optional", "Remove isoptional")]
    public void A_part_of_a_custom_API_that_is_wrong_is_refused(
        string file, string text, string broken, string what, string advice)
    {
        _solution.Replace(file, text, broken);
        Refused(file, what, advice);
    }

    [Fact]
    public void Parts_without_their_custom_API_are_refused()
    {
        _solution.Delete(Api);
        Refused(Parameter, "Custom API cm_X has no customapi.xml", "Restore it");
    }

    [Theory]
    [InlineData("customapis/cm_X/api.xml")]
    [InlineData("customapis/cm_X/customapirequestparameters/P/customapiresponseproperty.xml")]
    public void A_file_that_is_no_part_of_a_custom_API_is_refused(string file)
    {
        _solution.Write(file, "<x />");
        Refused(file, "no part of a custom API", "Write customapi.xml");
    }

    [Theory]
    [InlineData(Category, "<uniquename>cm_Root", "<uniquename>cm_Y", "below cm_Y, which is no catalog", "Correct the")]
    [InlineData(Category, "uniquename=\"cm_Y\"", "uniquename=\"cm_Q\"", "cm_Q lies in the folder cm_Y", "Give the")]
    [InlineData(Assignments, "=\"cm_Y\"", "=\"cm_Root\"", "cm_Root is no category", "Name a catalog that has")]
    [InlineData(Assignments, "=\"cm_X\"", "=\"cm_Q\"", "custom API cm_Q, which does not exist", "Correct the name")]
    [InlineData(Assignments, "cm_market", "cm_markets", "The catalog names table cm_markets", "Correct the name")]
    [InlineData(Assignments, "\"entity\"", "\"table\"", "objectidtype", "Write one of: customapi, entity.")]
    public void A_catalog_that_names_what_is_not_there_is_refused(
        string file, string text, string broken, string what, string advice)
    {
        _solution.Replace(file, text, broken);
        Refused(file, what, advice);
    }

    [Fact]
    public void A_catalog_offers_no_custom_API_that_nobody_can_listen_to()
    {
        _solution.Replace(Api, "type>1", "type>0");
        Refused(Assignments, "Custom API cm_X lets nobody listen", "before the first install");
    }

    void Refused(string file, string what, string advice) => Assert.Contains(
        _solution.Defects(), defect => defect.File == file
            && defect.What.Contains(what, StringComparison.Ordinal)
            && defect.Advice.Contains(advice, StringComparison.Ordinal));
}
