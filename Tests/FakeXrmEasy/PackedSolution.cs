using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Reflection;
using System.Xml.Linq;
using CrmMilestones.Packaging.Platform;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Metadata;

namespace CrmMilestones.Tests.Journeys;

/// <summary>A registered step with the one instance of its plug-in.</summary>
sealed record Step(
    Guid Id, string Message, string Table, int Stage, bool IsAsync, int Rank, string[] Filter, Image[] Images,
    IPlugin Plugin);

/// <summary>The columns that a step sees under an alias, of the row before the save or after it.</summary>
sealed record Image(string Alias, bool IsBefore, string[] Columns);

/// <summary>A lookup of the solution, and what becomes of its row when the row that it points to is deleted.</summary>
sealed record Lookup(string Table, string Column, string To, string Cascade);

/// <summary>
/// What the packed managed zip brings: its customizations.xml, and the plug-ins in the very bytes beside it.
/// </summary>
sealed class PackedSolution
{
    PackedSolution(XElement customizations, IEnumerable<XElement> apis, Assembly plugins)
    {
        var choices = customizations.Element("optionsets")!.Elements("optionset")
            .ToDictionary(set => (string)set.Attribute("Name")!);
        Columns = customizations.Element("Entities")!.Elements("Entity").ToDictionary(
            table => LogicalName(table, "Name"),
            table => table.Descendants("attribute").Where(column => column.Attribute("PhysicalName") is not null)
                .Select(column => Column(column, choices)).ToArray());
        Steps = [
            .. customizations.Descendants("SdkMessageProcessingStep").Select(step => Step(step, plugins))
                .OrderBy(step => step.Rank)];
        Lookups = [
            .. customizations.Descendants("EntityRelationship").Select(relationship => new Lookup(
                LogicalName(relationship, "ReferencingEntityName"),
                LogicalName(relationship, "ReferencingAttributeName"),
                LogicalName(relationship, "ReferencedEntityName"), Text(relationship, "CascadeDelete")))];
        var types = customizations.Descendants("PluginType").ToDictionary(
            type => (string)type.Attribute("PluginTypeId")!, type => (string)type.Attribute("Name")!,
            StringComparer.OrdinalIgnoreCase);
        CustomApis = apis.Where(api => Text(api, "bindingtype") == "1").ToDictionary(
            api => (string)api.Attribute("uniquename")!,
            api => Plugin(types[(string)api.Descendants("plugintypeexportkey").Single()], plugins));
    }

    /// <summary>
    /// What this test assembly carries; plug-in instances are shared by all tests, as Dataverse shares them.
    /// </summary>
    public static PackedSolution Zip { get; } = Read();

    /// <summary>All steps, lowest rank first.</summary>
    public IReadOnlyList<Step> Steps { get; }

    /// <summary>By table: the columns that the solution describes, with labels, choices and defaults.</summary>
    public IReadOnlyDictionary<string, AttributeMetadata[]> Columns { get; }

    /// <summary>The solution's lookups to other rows.</summary>
    public IReadOnlyList<Lookup> Lookups { get; }

    /// <summary>By unique name: the plug-ins of the custom APIs that are bound to a row.</summary>
    public IReadOnlyDictionary<string, IPlugin> CustomApis { get; }

    static PackedSolution Read()
    {
        using var zip = new ZipArchive(typeof(PackedSolution).Assembly.GetManifestResourceStream("CrmMilestones.zip")!);
        using var dll = new MemoryStream();
        using (var bytes = zip.Entries.Single(entry => entry.FullName.EndsWith(".dll", StringComparison.Ordinal))
            .Open())
        {
            bytes.CopyTo(dll);
        }

        return new PackedSolution(
            Xml(zip.GetEntry("customizations.xml")!),
            zip.Entries.Where(entry => entry.Name == "customapi.xml").Select(Xml),
            Assembly.Load(dll.ToArray()));
    }

    static XElement Xml(ZipArchiveEntry entry)
    {
        using var content = entry.Open();
        return XElement.Load(content);
    }

    static Step Step(XElement step, Assembly plugins)
    {
        var name = (string)step.Attribute("Name")!;
        var (stage, message) = (Number(step, "Stage"), SdkMessages.NameOf(Guid.Parse(Text(step, "SdkMessageId")))!);
        var isAsync = Number(step, "Mode") != 0;
        if (stage is not (20 or 40) || isAsync && stage != 40)
        {
            throw new NotSupportedException(
                $"Step '{name}': only steps in the transaction and asynchronous ones are supported here.");
        }

        return new Step(
            Guid.Parse((string)step.Attribute("SdkMessageProcessingStepId")!), message, Text(step, "PrimaryEntity"),
            stage, isAsync, Number(step, "Rank"), List(step, "FilteringAttributes"),
            [.. step.Descendants("SdkMessageProcessingStepImage").Select(image => Image(image, name, message))],
            Plugin(Text(step, "PluginTypeName").Split(',')[0], plugins));
    }

    static IPlugin Plugin(string type, Assembly plugins) =>
        (IPlugin)Activator.CreateInstance(plugins.GetType(type, throwOnError: true)!)!;

    static Image Image(XElement image, string step, string message)
    {
        var isBefore = Number(image, "ImageType") == 0;
        return message is "Create" or "Update" or "Delete" && Number(image, "ImageType") is 0 or 1
            && message != (isBefore ? "Create" : "Delete")
            ? new Image(Text(image, "EntityAlias"), isBefore, List(image, "Attributes"))
            : throw new NotSupportedException($"Step '{step}': such an image of {message} is not supported here.");
    }

    static AttributeMetadata Column(XElement column, Dictionary<string, XElement> choices)
    {
        var set = column.Element("optionset")
            ?? (column.Element("OptionSetName") is { } name && choices.TryGetValue((string)name, out var global)
                ? global : null);
        var preset = column.Element("AppDefaultValue") is { } value ? (int)value : -1;
        AttributeMetadata described = Text(column, "Type") switch
        {
            "bit" => new BooleanAttributeMetadata { DefaultValue = preset < 0 ? null : preset != 0 },
            "picklist" => new PicklistAttributeMetadata
            {
                DefaultFormValue = preset < 0 ? null : preset,
                OptionSet = Options(set!),
            },
            "datetime" => new DateTimeAttributeMetadata
            {
                DateTimeBehavior = Text(column, "Behavior") == "2"
                    ? DateTimeBehavior.DateOnly : DateTimeBehavior.UserLocal,
            },
            _ => new StringAttributeMetadata(),
        };
        described.LogicalName = Text(column, "LogicalName");
        described.DisplayName = Labels(column.Element("displaynames"));
        return described;
    }

    static OptionSetMetadata Options(XElement set) => new(new OptionMetadataCollection(
        [.. set.Descendants("option")
            .Select(option => new OptionMetadata(Labels(option.Element("labels")), (int)option.Attribute("value")!))]));

    static Label Labels(XElement? labels)
    {
        var label = new Label();
        label.LocalizedLabels.AddRange((labels?.Elements() ?? []).Select(text =>
            new LocalizedLabel((string)text.Attribute("description")!, (int)text.Attribute("languagecode")!)));
        return label;
    }

    static string Text(XElement parent, string name) => (string?)parent.Element(name) ?? "";

    static string LogicalName(XElement parent, string name) => Text(parent, name).ToLowerInvariant();

    static int Number(XElement parent, string name) => int.Parse(Text(parent, name), CultureInfo.InvariantCulture);

    static string[] List(XElement parent, string name) =>
        Text(parent, name).Split([','], StringSplitOptions.RemoveEmptyEntries);
}
