using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using CrmMilestones.Packaging.Platform;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Dataverse.Import;

/// <summary>The rows by which an environment describes a solution's components. Referenced rows come first.</summary>
static class ComponentRows
{
    /// <summary>The same id for the same solution in every environment: the zip has none.</summary>
    internal static Guid SolutionId(string uniqueName) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes("solution " + uniqueName)).AsSpan(0, 16));

    internal static IEnumerable<Entity> Of(SolutionPackage package, DateTime utcNow)
    {
        var manifest = package.Manifest;
        var solutionId = SolutionId(manifest.UniqueName);
        yield return new Entity("solution", solutionId)
        {
            ["uniquename"] = manifest.UniqueName,
            ["friendlyname"] = manifest.DisplayName.ToString(),
            ["version"] = manifest.Version.ToString(),
            ["ismanaged"] = manifest.IsManaged,
            ["installedon"] = utcNow,
        };
        IEnumerable<Entity> components =
        [
            .. package.Roles.Select(Role), .. package.Processes.Select(Process), .. package.SavedQueries.Select(View),
            .. package.Assemblies.SelectMany(Assembly), .. package.Steps.SelectMany(Step),
        ];
        foreach (var component in components)
        {
            component["solutionid"] = solutionId;
            component["ismanaged"] = manifest.IsManaged;
            yield return component;
        }
        foreach (var stage in package.Processes.SelectMany(Stages))
        {
            yield return stage;
        }
    }

    static Entity Role(SecurityRole role) => new("role", role.Id) { ["name"] = role.Name };

    static Entity Process(ProcessDefinition process) => new("workflow", process.Id)
    {
        ["name"] = process.Name.ToString(),
        ["uniquename"] = process.UniqueName,
        ["primaryentity"] = process.PrimaryTable,
        ["processorder"] = process.Order,
        ["category"] = new OptionSetValue(4),
        ["type"] = new OptionSetValue(1),
        ["statecode"] = new OptionSetValue(process.IsActivated ? 1 : 0),
        ["statuscode"] = new OptionSetValue(process.IsActivated ? 2 : 1),
    };

    static IEnumerable<Entity> Stages(ProcessDefinition process) =>
        process.Stages.Select(stage => new Entity("processstage", stage.Id)
        {
            ["stagename"] = stage.Name.ToString(),
            ["processid"] = new EntityReference("workflow", process.Id),
            ["primaryentitytypecode"] = process.PrimaryTable,
            ["stagecategory"] = stage.Category < 0 ? null : new OptionSetValue(stage.Category),
        });

    static Entity View(SavedQuery view) => new("savedquery", view.Id)
    {
        ["name"] = view.Name.ToString(),
        ["returnedtypecode"] = view.Table,
        ["fetchxml"] = view.FetchXml,
        ["layoutxml"] = view.LayoutXml,
        ["querytype"] = view.QueryType,
        ["isdefault"] = view.IsDefault,
        ["statecode"] = new OptionSetValue(0),
        ["statuscode"] = new OptionSetValue(1),
    };

    static IEnumerable<Entity> Assembly(PluginAssembly assembly)
    {
        var name = new AssemblyName(assembly.FullName);
        yield return new Entity("pluginassembly", assembly.Id)
        {
            ["name"] = name.Name,
            ["version"] = name.Version?.ToString(),
            ["culture"] = "neutral",
            ["publickeytoken"] = Convert.ToHexStringLower(name.GetPublicKeyToken() ?? []),
            ["content"] = Convert.ToBase64String(assembly.Content.Span),
            ["isolationmode"] = new OptionSetValue(2),
        };
        foreach (var type in assembly.Types)
        {
            yield return new Entity("plugintype", type.Id)
            {
                ["name"] = type.TypeName,
                ["typename"] = type.TypeName,
                ["friendlyname"] = type.TypeName,
                ["pluginassemblyid"] = new EntityReference("pluginassembly", assembly.Id),
            };
        }
    }

    static IEnumerable<Entity> Step(PluginStep step)
    {
        yield return new Entity("sdkmessageprocessingstep", step.Id)
        {
            ["name"] = step.Name,
            ["sdkmessageid"] = new EntityReference("sdkmessage", SdkMessages.All[step.Message]),
            ["plugintypeid"] = new EntityReference("plugintype", step.PluginTypeId),
            ["rank"] = step.Rank,
            ["filteringattributes"] = Joined(step.FilteringAttributes),
            ["configuration"] = step.Configuration,
            ["stage"] = new OptionSetValue(step.Stage),
            ["mode"] = new OptionSetValue(step.IsAsync ? 1 : 0),
            ["statecode"] = new OptionSetValue(0),
            ["statuscode"] = new OptionSetValue(1),
        };
        foreach (var image in step.Images)
        {
            yield return new Entity("sdkmessageprocessingstepimage", image.Id)
            {
                ["name"] = image.Name,
                ["entityalias"] = image.Alias,
                ["messagepropertyname"] = image.MessageProperty,
                ["attributes"] = Joined(image.Columns),
                ["imagetype"] = new OptionSetValue((int)image.Kind),
                ["sdkmessageprocessingstepid"] = new EntityReference("sdkmessageprocessingstep", step.Id),
            };
        }
    }

    static string? Joined(IReadOnlyList<string> columns) => columns.Count == 0 ? null : string.Join(',', columns);
}
