using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace CrmMilestones.Packaging.Source;

/// <summary>A saved query of a table.</summary>
public sealed record SourceView(XElement Xml) : Component(Xml)
{
    public string Id => Xml.Text("savedqueryid").AsId();

    public string Name => Xml.Label("LocalizedNames", "LocalizedName");

    /// <summary>0 public, 1 advanced find, 2 associated, 4 quick find, 64 lookup, 8192 offline template.</summary>
    public string QueryType => Xml.Text("querytype");

    public XElement? Fetch => Xml.Element("fetchxml")?.Element("fetch");

    /// <summary>The grid element; absent in offline templates.</summary>
    public XElement? Grid => Xml.Element("layoutxml")?.Element("grid");

    public IEnumerable<XElement> Cells => Grid?.Element("row")?.Elements("cell") ?? [];
}

/// <summary>A form of a table; its twin for managed packages has the same content.</summary>
public sealed record SourceForm(XElement Xml) : Component(Xml)
{
    public string Id => Xml.Text("formid").AsId();

    public string Name => Xml.Label("LocalizedNames", "LocalizedName");

    /// <summary>main, quick, quickCreate, ...: the name of its folder.</summary>
    public string Type => Xml.BaseUri.Split('/')[^2];

    /// <summary>Controls that show a column.</summary>
    public IEnumerable<XElement> BoundControls =>
        Xml.Descendants("control").Where(control => control.Attr("datafieldname").Length > 0);
}

/// <summary>A chart of a table.</summary>
public sealed record SourceChart(XElement Xml) : Component(Xml)
{
    public string Id => Xml.Text("savedqueryvisualizationid").AsId();

    public string Name => Xml.Label("LocalizedNames", "LocalizedName");

    public IEnumerable<XElement> Fetches => Xml.Descendants("fetch");
}
