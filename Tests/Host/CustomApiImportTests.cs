using System;
using CrmMilestones.Dataverse;
using CrmMilestones.Dataverse.Import;
using Microsoft.Xrm.Sdk;
using Xunit;
using static CrmMilestones.Tests.Host.PipelineTools;

namespace CrmMilestones.Tests.Host;

/// <summary>Custom APIs and catalogs in solutions: read, installed, upgraded and removed.</summary>
public sealed class CustomApiImportTests : IDisposable
{
    const string Path = "customapis/cm_Explain/customapi.xml";
    const string ParameterPath = "customapis/cm_Explain/customapirequestparameters/AsOf/customapirequestparameter.xml";
    const string PropertyPath = "customapis/cm_Explain/customapiresponseproperties/Stage/customapiresponseproperty.xml";

    readonly DataverseHost _host = DataverseHost.Create();

    public void Dispose() => _host.Dispose();

    static string Api(string rest) => $"""
        <customapi uniquename="cm_Explain">
          <allowedcustomprocessingsteptype>1</allowedcustomprocessingsteptype><isprivate>0</isprivate>
          <name>Explain customer</name>{rest}
        </customapi>
        """;

    const string Bound = "<bindingtype>1</bindingtype><boundentitylogicalname>account</boundentitylogicalname>"
        + "<isfunction>1</isfunction><executeprivilegename>prvReadAccount</executeprivilegename>"
        + "<workflowsdkstepenabled>0</workflowsdkstepenabled>";

    const string Parameter =
        "<customapirequestparameter uniquename='AsOf'><isoptional>1</isoptional><name>As of</name><type>1</type>"
        + "</customapirequestparameter>";

    const string Property =
        "<customapiresponseproperty uniquename='Stage'><name>Stage</name><type>9</type></customapiresponseproperty>";

    static SolutionZip Zip(string rest = Bound, string parameter = Parameter, string property = Property) => new()
    {
        Parts = [(Path, Api(rest)), (ParameterPath, parameter), (PropertyPath, property)],
    };

    [Fact]
    public void A_definition_is_read_with_its_parameters_and_properties()
    {
        var api = Assert.Single(Zip().Read().CustomApis);

        Assert.Equal(("cm_Explain", "Explain customer", CustomApiBinding.Row, "account"),
            (api.UniqueName, api.DisplayName, api.Binding, api.BoundTable));
        Assert.Equal((true, false, AllowedSteps.Asynchronous, "prvReadAccount", (Guid?)null),
            (api.IsFunction, api.IsPrivate, api.AllowedSteps, api.ExecutePrivilege, api.PluginTypeId));
        Assert.Equal(new("AsOf", CustomApiType.DateAndTime, null, true), Assert.Single(api.Parameters));
        Assert.Equal(new("Stage", CustomApiType.Choice, null, false), Assert.Single(api.Properties));
    }

    [Theory]
    [InlineData("<bindingtype>3</bindingtype>", "<bindingtype>")]
    [InlineData("<bindingtype>1</bindingtype>", "<boundentitylogicalname>")]
    [InlineData("<bindingtype>0</bindingtype><boundentitylogicalname>account</boundentitylogicalname>", "bindings 1")]
    [InlineData(Bound + "<plugintypeid><plugintypeexportkey>x</plugintypeexportkey></plugintypeid>", "not a GUID")]
    [InlineData(
        Bound + "<plugintypeid><plugintypeid>{00000000-0000-0000-0000-000000000001}</plugintypeid></plugintypeid>",
        "no plug-in assembly")]
    public void A_definition_that_the_platform_refuses_is_refused(string rest, string reason) =>
        Refused(Zip(rest), reason);

    [Fact]
    public void A_function_needs_a_property_and_is_nothing_for_workflows()
    {
        Refused(new() { Parts = [(Path, Api(Bound))] }, "needs a response property");
        Refused(Zip(Bound.Replace("enabled>0<", "enabled>1<", StringComparison.Ordinal)), "can't be for workflows");
    }

    [Fact]
    public void A_property_cannot_be_optional_and_types_are_those_of_the_platform()
    {
        Refused(Zip(property: Property.Replace("<name>", "<isoptional>0</isoptional><name>", StringComparison.Ordinal)),
            "no <isoptional>");
        Refused(Zip(parameter: Parameter.Replace("<type>1<", "<type>13<", StringComparison.Ordinal)), "<type>");
        Refused(Zip(parameter: Parameter.Replace("'AsOf'", "'On'", StringComparison.Ordinal)), "called 'AsOf'");
    }

    [Fact]
    public void A_table_and_a_privilege_that_do_not_exist_are_refused()
    {
        Refused(Zip(Bound.Replace("account<", "cm_nothing<", StringComparison.Ordinal)), "'cm_nothing'");
        Refused(Zip(Bound.Replace("prvReadAccount", "prvReadNothing", StringComparison.Ordinal)), "'prvReadNothing'");
    }

    [Fact]
    public void The_plug_in_that_runs_is_that_of_the_solution()
    {
        _host.ImportSolution(Installed());

        Assert.Equal("From the assembly.", Fault(-2147220891, () => Call()).Message);
    }

    [Fact]
    public void An_api_stays_after_an_import_without_it_goes_with_an_upgrade_and_with_its_solution()
    {
        _host.ImportSolution(Installed());

        _host.ImportSolution(Installed("1.1") with { CustomApis = [] });
        Fault(-2147220891, () => Call());

        _host.UpgradeSolution(Installed("1.2") with { CustomApis = [] });
        Assert.Contains("not supported", Fault(-2147220989, () => Call()).Message, StringComparison.Ordinal);

        _host.UpgradeSolution(Installed("1.3"));
        Fault(-2147220891, () => Call());
        _host.UninstallSolution("Plugins");
        Assert.Contains("not supported", Fault(-2147220989, () => Call()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_fixed_cannot_be_changed()
    {
        _host.ImportSolution(Installed());
        var api = Installed().CustomApis[0];

        Changed("bindingtype", api with { Binding = CustomApiBinding.Global, BoundTable = null });
        Changed("allowedcustomprocessingsteptype", api with { AllowedSteps = AllowedSteps.All });
        Changed("isfunction", api with { IsFunction = true });
        Changed("'AsOf'", api with { Parameters = [new("AsOf", CustomApiType.Text, null, true)] });
        _host.UpgradeSolution(Installed("1.1") with { CustomApis = [api with { DisplayName = "Other" }] });

        void Changed(string what, CustomApi changed)
        {
            var refusal = Assert.Throws<SolutionImportException>(
                () => _host.UpgradeSolution(Installed("1.1") with { CustomApis = [changed] }));
            Assert.Contains(what, refusal.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_copy_of_an_environment_has_its_apis()
    {
        _host.ImportSolution(Installed());
        using var copy = _host.Copy();

        Fault(-2147220891, () => copy.System.Execute(Request()));
    }

    [Fact]
    public void Catalogs_of_business_events_are_accepted()
    {
        SolutionZip zip = new()
        {
            Parts = [("catalogs/cm_X/catalog.xml", "<catalog/>"), ("Assets/catalogassignments.xml", "<x/>")],
        };

        Assert.Equal("Visits", _host.ImportSolution(zip.Read()).UniqueName);
    }

    static SolutionPackage Installed(string version = "1.0")
    {
        var package = PluginPackage.Package();
        return package with
        {
            Manifest = TestSolution.Of("Plugins", version).Manifest,
            Steps = [],
            CustomApis = [Zip().Read().CustomApis[0] with { IsFunction = false, PluginTypeId = PluginPackage.TypeId }],
        };
    }

    static OrganizationRequest Request() =>
        new("cm_Explain") { ["Target"] = new EntityReference("account", Guid.NewGuid()) };

    void Call() => _host.System.Execute(Request());

    void Refused(SolutionZip zip, string reason)
    {
        var refusal = Assert.Throws<SolutionImportException>(() => _host.ImportSolution(zip.Read()));
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }
}
