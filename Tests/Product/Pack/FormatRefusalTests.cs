using System;
using System.Linq;
using Xunit;

namespace CrmMilestones.Tests.Pack;

/// <summary>A value of which the format fixes what it may be is refused when it is anything else.</summary>
public sealed class FormatRefusalTests
{
    const string Account = "Entities/Account/Entity.xml";
    const string Market = "Entities/cm_Market/Entity.xml";
    const string Form = "Entities/Account/FormXml";
    const string View = "Entities/Account/SavedQueries";
    const string Steps = "SdkMessageProcessingSteps";
    const string Process = "Workflows";
    const string App = "AppModules/cm_CustomerMilestones/AppModule.xml";
    const string SiteMap = "AppModuleSiteMaps/cm_CustomerMilestones/AppModuleSiteMap.xml";

    readonly SolutionCopy _solution = new();

    /// <summary>File or folder, element, value that is nearly right.</summary>
    public static TheoryData<string, string, string> Elements => new()
    {
        { Account, "Type", "dateime" },
        { Account, "Type", "text" },
        { Account, "RequiredLevel", "mandatory" },
        { Account, "DisplayMask", "ValidForAdvancedFind,ValidForForm" },
        { Account, "ImeMode", "on" },
        { Account, "Behavior", "4" },
        { Account, "IsSecured", "true" },
        { Account, "ValidForReadApi", "yes" },
        { Account, "IsCustomizable", "" },
        { Account, "SourceType", "calculated" },
        { Account, "LookupStyle", "one" },
        { Market, "OwnershipTypeMask", "OrganizationOwned" },
        { Market, "ChangeTrackingEnabled", "2" },
        { Market, "OptionSetType", "choice" },
        { "OptionSets", "OptionSetType", "multiselectpicklist" },
        { "OptionSets", "IsGlobal", "True" },
        { "Other/Relationships", "EntityRelationshipType", "ManyToOne" },
        { "Other/Relationships", "CascadeDelete", "Delete" },
        { "Other/Relationships", "CascadeArchive", "Archive" },
        { "Other/Relationships", "CascadeAssign", "RemoveLink" },
        { "Other/Relationships", "CascadeShare", "None" },
        { "Other/Relationships", "NavPaneDisplayOption", "Hide" },
        { "Other/Relationships", "NavPaneArea", "Detail" },
        { "Other/Relationships", "RelationshipRoleType", "2" },
        { View, "querytype", "3" },
        { View, "isdefault", "no" },
        { Form, "FormPresentation", "main" },
        { Form, "FormActivationState", "active" },
        { "Dashboards", "ChartGridMode", "chart" },
        { "Dashboards", "AutoExpand", "auto" },
        { "Dashboards", "EnableQuickFind", "1" },
        { "Dashboards", "IsDefault", "false" },
        { App, "ClientType", "3" },
        { App, "FormFactor", "desktop" },
        { App, "NavigationType", "2" },
        { SiteMap, "ShowHome", "true" },
        { "WebResources", "WebResourceType", "html" },
        { "PluginAssemblies", "IsolationMode", "sandbox" },
        { "PluginAssemblies", "SourceType", "4" },
        { Steps, "Stage", "30" },
        { Steps, "Mode", "sync" },
        { Steps, "SupportedDeployment", "server" },
        { Steps, "InvocationSource", "2" },
        { Steps, "EventHandlerTypeCode", "4600" },
        { Steps, "ImageType", "pre" },
        { Steps, "MessagePropertyName", "target" },
        { Process, "Category", "8" },
        { Process, "Type", "0" },
        { Process, "Scope", "0" },
        { Process, "StateCode", "Activated" },
        { Process, "StatusCode", "0" },
        { Process, "Mode", "2" },
        { Process, "RunAs", "caller" },
        { Process, "TriggerOnCreate", "true" },
        { Process, "BusinessProcessType", "bpf" },
        { Process, "ProcessTriggerScope", "0" },
    };

    /// <summary>File or folder, element, attribute, value that is nearly right.</summary>
    public static TheoryData<string, string, string, string> Attributes => new()
    {
        { "Other/Solution.xml", "RootComponent", "behavior", "3" },
        { "Roles", "RolePrivilege", "level", "Organization" },
        { "Roles", "Role", "isinherited", "true" },
        { View, "grid", "preview", "true" },
        { View, "filter", "type", "AND" },
        { View, "fetch", "mapping", "physical" },
        { View, "fetch", "distinct", "yes" },
        { View, "order", "descending", "desc" },
        { Form, "section", "columns", "2" },
        { Form, "section", "celllabelalignment", "left" },
        { Form, "section", "celllabelposition", "Bottom" },
        { Form, "section", "showlabel", "yes" },
        { Form, "tab", "expanded", "True" },
        { Form, "tab", "IsUserDefined", "true" },
        { Form, "control", "disabled", "1" },
        { Form, "Handler", "enabled", "yes" },
        { Form, "event", "active", "no" },
        { "Entities/Account/Visualizations", "Series", "ChartType", "Columns" },
        { SiteMap, "Area", "ShowGroups", "1" },
        { SiteMap, "Group", "IsProfile", "no" },
        { SiteMap, "SubArea", "Client", "Web,Mobile" },
        { SiteMap, "SubArea", "Sku", "all" },
        { SiteMap, "SubArea", "PassParams", "0" },
        { "PluginAssemblies", "PluginAssembly", "CustomizationLevel", "2" },
    };

    [Theory]
    [MemberData(nameof(Elements))]
    public void An_element_with_a_value_that_the_format_does_not_know_is_refused(
        string place, string element, string value) => Refused(
            _solution.Replace(place, $"<{element}>[^<]*</{element}>", $"<{element}>{value}</{element}>"), element,
            value);

    [Theory]
    [MemberData(nameof(Attributes))]
    public void An_attribute_with_a_value_that_the_format_does_not_know_is_refused(
        string place, string element, string attribute, string value) => Refused(
            _solution.Replace(
                place, $"<{element}( [^>]*?)?\\b{attribute}=\"[^\"]*\"", $"<{element}$1{attribute}=\"{value}\""),
            attribute, value);

    [Theory]
    [InlineData("nvarchar", "phonenumber")]
    [InlineData("int", "text")]
    [InlineData("datetime", "dateonly")]
    [InlineData("ntext", "url")]
    public void A_format_that_the_columns_type_does_not_have_is_refused(string type, string format)
    {
        var file = _solution.Find("Entities", $"<Type>{type}</Type>[\\s\\S]{{1,2500}}?<Format>");
        _solution.Replace(
            file, $"(<Type>{type}</Type>(?:(?!</attribute>)[\\s\\S])*?)<Format>[^<]*", $"$1<Format>{format}");
        var defect = Assert.Single(_solution.Defects());
        Assert.Equal(file, defect.File);
        Assert.EndsWith($"a column of type {type} can't be \"{format}\".", defect.What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_form_in_a_folder_that_names_no_kind_of_form_is_refused()
    {
        var form = _solution.Find("Entities/cm_Market/FormXml/quickCreate");
        var text = _solution.Read(form);
        _solution.Delete(form).Delete(form.Replace(".xml", "_managed.xml", StringComparison.Ordinal));
        _solution.Write(form.Replace("quickCreate", "quickcreate", StringComparison.Ordinal), text)
            .Solution.At(form.Replace("quickCreate", "quickcreate", StringComparison.Ordinal), "<systemform")
            .IsRefused("can't be \"quickcreate\"", "Write one of: main, quick, quickCreate");
    }

    [Theory]
    [InlineData("StageCategory", "8")]
    [InlineData("IsProcessRequired", "true")]
    [InlineData("IsClosedLoop", "no")]
    public void A_property_of_a_process_that_the_format_does_not_know_is_refused(string key, string value)
    {
        var xaml = _solution.Find("Workflows", "<Activity ");
        Refused(_solution.Replace(xaml, $"x:Key=\"{key}\">[^<]*", $"x:Key=\"{key}\">{value}"), key, value);
    }

    [Fact]
    public void A_custom_API_and_an_environment_variable_are_held_to_the_format_too()
    {
        _solution.Write("customapis/cm_X/customapi.xml", """
            <customapi uniquename="cm_X"><bindingtype>3</bindingtype><isfunction>yes</isfunction></customapi>
            """);
        _solution.Write("customapis/cm_X/customapirequestparameters/P/customapirequestparameter.xml", """
            <customapirequestparameter uniquename="P"><type>13</type></customapirequestparameter>
            """);
        _solution.Write("environmentvariabledefinitions/cm_X/environmentvariabledefinition.xml", """
            <environmentvariabledefinition schemaname="cm_X"><type>1</type></environmentvariabledefinition>
            """);
        Assert.Equal(
            [
                "bindingtype of customapi can't be \"3\".",
                "isfunction of customapi can't be \"yes\".",
                "type of customapirequestparameter can't be \"13\".",
                "type of environmentvariabledefinition can't be \"1\".",
            ],
            _solution.Defects().Select(defect => defect.What).Order(StringComparer.Ordinal));
    }

    void Refused(Break broken, string name, string value)
    {
        var defect = Assert.Single(_solution.Defects(), defect =>
            defect.What.EndsWith($" can't be \"{value}\".", StringComparison.Ordinal));
        Assert.Equal((broken.File, broken.Line), (defect.File, defect.Line));
        Assert.Contains(name, defect.What, StringComparison.Ordinal);
        Assert.StartsWith("Write ", defect.Advice, StringComparison.Ordinal);
    }
}
