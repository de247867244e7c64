using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace CrmMilestones.Dataverse.Import;

/// <summary>Reads the folder customapis: a folder per Custom API, in it one per parameter and property.</summary>
sealed class CustomApiReader(
    IEnumerable<string> paths, Func<string, XElement> xml, IEnumerable<PluginAssembly> assemblies)
{
    const string Folder = "customapis";
    const string Parameters = "customapirequestparameters";
    const string Properties = "customapiresponseproperties";

    readonly string[][] _paths = [.. paths.Select(path => path.Split('/')).Where(path => path[0] == Folder)];

    internal IReadOnlyList<CustomApi> Read()
    {
        foreach (var path in _paths)
        {
            var isKnown = path switch
            {
                [_, _, "customapi.xml"] => true,
                [_, _, Parameters, _, "customapirequestparameter.xml"] => true,
                [_, _, Properties, _, "customapiresponseproperty.xml"] => true,
                _ => false,
            };
            if (!isKnown)
            {
                throw new SolutionImportException($"The part '{string.Join('/', path)}' is not supported.");
            }
        }
        return [.. _paths.Select(path => path[1]).Distinct().Order(StringComparer.Ordinal).Select(Api)];
    }

    CustomApi Api(string name)
    {
        var element = xml($"{Folder}/{name}/customapi.xml");
        var api = new CustomApi(Name(element, name))
        {
            DisplayName = element.Required("name"),
            Binding = Number<CustomApiBinding>(element, "bindingtype"),
            BoundTable = element.Text("boundentitylogicalname"),
            IsFunction = element.Flag("isfunction"),
            IsPrivate = element.Flag("isprivate"),
            IsForWorkflows = element.Flag("workflowsdkstepenabled"),
            AllowedSteps = Number<AllowedSteps>(element, "allowedcustomprocessingsteptype"),
            ExecutePrivilege = element.Text("executeprivilegename"),
            PluginTypeId = PluginType(element),
            Parameters = [.. Fields(name, Parameters, "customapirequestparameter").Select(Parameter)],
            Properties = [.. Fields(name, Properties, "customapiresponseproperty").Select(Property)],
        };
        Require(element, (api.Binding == CustomApiBinding.Global) == (api.BoundTable is null),
            "<boundentitylogicalname> belongs to the bindings 1 and 2.");
        Require(element, !api.IsFunction || api.Properties.Count > 0, "a function needs a response property.");
        Require(element, !api.IsFunction || !api.IsForWorkflows, "a function can't be for workflows.");
        return api;
    }

    IEnumerable<XElement> Fields(string api, string folder, string kind) => _paths
        .Where(path => path.Length == 5 && path[1] == api && path[2] == folder)
        .Select(path => path[3]).Order(StringComparer.Ordinal)
        .Select(field => Named(xml($"{Folder}/{api}/{folder}/{field}/{kind}.xml"), field));

    static XElement Named(XElement element, string folder)
    {
        Name(element, folder);
        return element;
    }

    static CustomApiField Parameter(XElement element) =>
        Field(element) with { IsOptional = element.Flag("isoptional") };

    static CustomApiField Property(XElement element)
    {
        Require(element, element.Element("isoptional") is null, "a response property has no <isoptional>.");
        return Field(element);
    }

    static CustomApiField Field(XElement element) => new(
        element.RequiredAttribute("uniquename"), Number<CustomApiType>(element, "type"),
        element.Text("logicalentityname"));

    Guid? PluginType(XElement element)
    {
        if (element.Element("plugintypeid") is not { } reference)
        {
            return null;
        }

        var text = reference.Text("plugintypeexportkey") ?? reference.Required("plugintypeid");
        var id = XmlParts.Id(element, text);
        Require(element, assemblies.SelectMany(assembly => assembly.Types).Any(type => type.Id == id),
            $"no plug-in assembly of the solution has the type {id}.");
        return id;
    }

    /// <summary>The unique name, which must be the folder's.</summary>
    static string Name(XElement element, string folder)
    {
        var name = element.RequiredAttribute("uniquename");
        Require(element, name == folder, $"its folder is called '{folder}'.");
        return name;
    }

    static T Number<T>(XElement element, string child) where T : struct, Enum
    {
        var value = (T)(object)element.RequiredNumber(child);
        Require(element, Enum.IsDefined(value), $"<{child}> can't be {value:D}.");
        return value;
    }

    static void Require(XElement element, bool holds, string what)
    {
        if (!holds)
        {
            throw new SolutionImportException($"{XmlParts.Describe(element)}: {what}");
        }
    }
}
