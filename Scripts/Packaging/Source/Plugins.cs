using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace CrmMilestones.Packaging.Source;

/// <summary>The registration of a plug-in assembly: PluginAssemblies/*/*.dll.data.xml.</summary>
public sealed record SourceAssembly(XElement Xml) : Component(Xml)
{
    public string Id => Xml.Attr("PluginAssemblyId").AsId();

    /// <summary>Name, version, culture and public key token.</summary>
    public string FullName => Xml.Attr("FullName");

    /// <summary>File name of the assembly.</summary>
    public string DllName => Xml.Text("FileName").Split('/')[^1];

    public IReadOnlyList<SourcePluginType> Types { get; } = [
        .. Xml.Items("PluginTypes", "PluginType").Select(x => new SourcePluginType(x))];
}

/// <summary>A registered plug-in class.</summary>
public sealed record SourcePluginType(XElement Xml) : Component(Xml)
{
    public string Id => Xml.Attr("PluginTypeId").AsId();

    public string AssemblyQualifiedName => Xml.Attr("AssemblyQualifiedName");

    /// <summary>Full name of the class.</summary>
    public string Name => Xml.Attr("Name");
}

/// <summary>The registration of a class for a message: SdkMessageProcessingSteps/*.xml.</summary>
public sealed record SourceStep(XElement Xml) : Component(Xml)
{
    public string Id => Xml.Attr("SdkMessageProcessingStepId").AsId();

    public string Name => Xml.Attr("Name");

    public string MessageId => Xml.Text("SdkMessageId").AsId();

    public string PluginTypeId => Xml.Text("PluginTypeId").AsId();

    /// <summary>Assembly-qualified name of the class.</summary>
    public string PluginTypeName => Xml.Text("PluginTypeName");

    /// <summary>Logical name.</summary>
    public string PrimaryTable => Xml.Text("PrimaryEntity");

    /// <summary>10 before validation, 20 before the write, 40 after it.</summary>
    public string Stage => Xml.Text("Stage");

    public string Rank => Xml.Text("Rank");

    /// <summary>The columns whose change starts the step; empty = every column.</summary>
    public IReadOnlyList<string> FilteringColumns => Xml.Text("FilteringAttributes").AsColumns();

    public IReadOnlyList<SourceStepImage> Images { get; } =
        [.. Xml.Items("SdkMessageProcessingStepImages", "SdkMessageProcessingStepImage")
            .Select(x => new SourceStepImage(x))];
}

/// <summary>A copy of the row that a step receives.</summary>
public sealed record SourceStepImage(XElement Xml) : Component(Xml)
{
    public string Id => Xml.Text("SdkMessageProcessingStepImageId").AsId();

    public string Alias => Xml.Text("EntityAlias");

    /// <summary>0 before the change, 1 after it, 2 both.</summary>
    public string ImageType => Xml.Text("ImageType");

    public IReadOnlyList<string> Columns => Xml.Text("Attributes").AsColumns();
}

/// <summary>A function or action of the solution: customapis/*/customapi.xml.</summary>
public sealed record SourceCustomApi(XElement Xml, IReadOnlyList<XElement> Parts) : Component(Xml)
{
    public string UniqueName => Xml.Attr("uniquename");

    /// <summary>Logical name of the table it is bound to; empty for global ones.</summary>
    public string BoundTable => Xml.Text("boundentitylogicalname");

    public bool IsFunction => Xml.Text("isfunction") == "1";

    public string PluginTypeId => (Xml.Element("plugintypeid")?.Value ?? "").AsId();

    /// <summary>What callers send, without the implicit Target of a bound one.</summary>
    public IEnumerable<XElement> Parameters => Parts.Where(part => part.Name == "customapirequestparameter");

    /// <summary>What callers get.</summary>
    public IEnumerable<XElement> Properties => Parts.Where(part => part.Name == "customapiresponseproperty");
}

static class ColumnLists
{
    public static IReadOnlyList<string> AsColumns(this string commaSeparated) =>
        commaSeparated.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
