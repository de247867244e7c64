using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Xml.Linq;
using CrmMilestones.Packaging.Source;

namespace CrmMilestones.Packaging.Checks.Format;

/// <summary>Every value for which the format fixes what may be written is one of those, ids included.</summary>
static class FormatChecks
{
    static readonly ILookup<string, FormatRule> Rules =
        TableFormat.Rules.Concat(ScreenFormat.Rules).Concat(ServerFormat.Rules).ToLookup(rule => rule.Element);

    /// <summary>Elements whose children named Is..., Can... and so on are switches.</summary>
    static readonly HashSet<string> WithFlags =
    [
        "entity", "attribute", "optionset", "EntityKey", "EntityRelationship", "savedquery", "systemform",
        "visualization", "Dashboard", "WebResource", "SdkMessageProcessingStep", "SdkMessageProcessingStepImage",
        "Workflow", "Role", "customapi", "customapirequestparameter", "customapiresponseproperty",
        "environmentvariabledefinition", "catalog", "catalogassignment",
    ];

    /// <summary>What was found in a file, which does not change: solutions may share files.</summary>
    static readonly ConditionalWeakTable<XElement, Defect[]> FoundInFile = [];

    static readonly string[] FlagBeginnings = ["Is", "is", "Can", "ValidFor"];

    public static IEnumerable<Defect?> Find(SolutionSource source) =>
    [
        .. from file in source.Files
           where !SolutionLayout.IsManagedVariant(file)
           let root = source.Root(file)
           where root is not null
           from defect in FoundInFile.GetValue(root, x => [.. x.DescendantsAndSelf().SelectMany(Values)])
           select defect,
        .. from table in source.Tables
           from column in table.Columns
           let format = column.Xml.Element("Format")
           where format is not null && TableFormat.Formats(column.Type) is { } formats && !formats.Holds(format.Value)
           select Unknown(
               format, $"Format of {column.LogicalName}, a column of type {column.Type}", format.Value,
               TableFormat.Formats(column.Type)!),
        .. from form in source.Tables.SelectMany(table => table.Forms)
           where !ScreenFormat.FormTypes.Holds(form.Type)
           select Unknown(form.Xml, $"Folder of form {form.Name}", form.Type, ScreenFormat.FormTypes),
        .. from process in source.Processes
           from value in process.Xaml?.Descendants() ?? []
           where value.Attribute(XamlReading.Key) is { } key
               && ServerFormat.OfActivities.TryGetValue(key.Value, out var accepted)
               && value.Name.LocalName != "Null" && !accepted.Holds(value.Value)
           select Unknown(value, value.Attribute(XamlReading.Key)!.Value, value.Value,
               ServerFormat.OfActivities[value.Attribute(XamlReading.Key)!.Value]),
    ];

    static IEnumerable<Defect> Values(XElement element)
    {
        var name = element.Name.LocalName;
        foreach (var rule in Rules[name])
        {
            var place = rule.Find(element);
            var value = (place as XAttribute)?.Value ?? (place as XElement)?.Value;
            if (value is not null && !rule.Accepted.Holds(value))
            {
                yield return Unknown(place!, $"{rule.Part.TrimStart('@')} of {name}", value, rule.Accepted);
            }
        }

        if (!WithFlags.Contains(name))
        {
            yield break;
        }

        foreach (var flag in element.Elements().Where(child => IsFlag(child.Name.LocalName)))
        {
            if (!Accepted.Flag.Holds(flag.Value))
            {
                yield return Unknown(flag, $"{flag.Name.LocalName} of {name}", flag.Value, Accepted.Flag);
            }
        }
    }

    static Defect Unknown(XObject place, string what, string value, Accepted accepted) =>
        Defect.At(place, $"{what} can't be \"{value}\".", accepted.Advice);

    static bool IsFlag(string name) => FlagBeginnings.Any(word => name.StartsWith(word, StringComparison.Ordinal));
}
