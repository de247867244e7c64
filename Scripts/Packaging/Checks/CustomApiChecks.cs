using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using CrmMilestones.Packaging.Source;

namespace CrmMilestones.Packaging.Checks;

/// <summary>
/// Custom APIs as the platform takes them. Most of what is judged here can't be changed after the first install.
/// </summary>
static class CustomApiChecks
{
    /// <summary>File of each part, by the folder that holds the parts.</summary>
    static readonly Dictionary<string, string> Parts = new()
    {
        ["customapirequestparameters"] = "customapirequestparameter.xml",
        ["customapiresponseproperties"] = "customapiresponseproperty.xml",
    };

    public static IEnumerable<Defect?> Find(SolutionSource source, Schema schema) =>
    [
        .. Files(source),
        .. source.CustomApis.SelectMany(api => Api(source, schema, api)),
        .. source.CustomApis.SelectMany(api => api.Parameters.Concat(api.Properties)
            .SelectMany(part => Part(schema, api, part))),
        .. from api in source.CustomApis
           from property in api.Properties
           from optional in property.Elements("isoptional")
           select Defect.At(optional, "A response property can't be optional: the import stops at it.",
               "Remove isoptional."),
    ];

    static IEnumerable<Defect?> Files(SolutionSource source) =>
        from file in source.Files
        let path = file.Split('/')
        where path[0] == "customapis"
        select path switch
        {
            [_, _, "customapi.xml"] => null,
            [_, var api, var parts, _, var name] when Parts.GetValueOrDefault(parts) == name =>
                source.Has($"customapis/{api}/customapi.xml") ? null : Defect.In(
                    file, $"Custom API {api} has no customapi.xml.", "Restore it, or remove this file."),
            _ => Defect.In(file, "It is no part of a custom API.",
                "Write customapi.xml, or a folder of customapirequestparameters or customapiresponseproperties."),
        };

    static IEnumerable<Defect?> Api(SolutionSource source, Schema schema, SourceCustomApi api)
    {
        var (xml, who) = (api.Xml, $"Custom API {api.UniqueName}");
        yield return Names.NotItsFolder(xml, xml.BaseUri.Split('/')[^2]);
        var binding = xml.Text("bindingtype");
        if (binding is "0" && api.BoundTable.Length > 0 || binding is "1" or "2" && api.BoundTable.Length == 0)
        {
            yield return Defect.At(xml.Element("boundentitylogicalname") ?? xml,
                $"{who} has bindingtype {binding}, and {(api.BoundTable.Length > 0 ? "a" : "no")} table.",
                "Write bindingtype 0 without boundentitylogicalname, or 1 or 2 with it.");
        }

        if (api.BoundTable.Length > 0)
        {
            yield return schema.NoTable(xml.Element("boundentitylogicalname")!, who, api.BoundTable);
        }

        if (api.IsFunction && !api.Properties.Any())
        {
            yield return Defect.At(xml, $"{who} is a function and returns nothing.",
                "Add a response property, or make it an action.");
        }

        if (api.IsFunction && xml.Text("workflowsdkstepenabled") == "1")
        {
            yield return Defect.At(xml.Element("workflowsdkstepenabled")!,
                $"{who} is a function, which workflows can't call.", "Write 0, or make it an action.");
        }

        if (xml.Element("executeprivilegename") is { } privilege)
        {
            yield return SecurityChecks.Privilege(source, privilege, privilege.Value);
        }
    }

    static IEnumerable<Defect?> Part(Schema schema, SourceCustomApi api, XElement part)
    {
        yield return Names.NotItsFolder(part, part.BaseUri.Split('/')[^2]);
        if (part.Element("logicalentityname") is { } table)
        {
            yield return schema.NoTable(
                table, $"{part.Attr("uniquename")} of custom API {api.UniqueName}", table.Value);
        }
    }
}
