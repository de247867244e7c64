using System.Xml;

namespace CrmMilestones.Packaging;

/// <summary>
/// Refuses XML that is nested very deep: a tree of it takes a time that grows with the square of its depth, and code that
/// goes down it by calling itself would end the process.
/// </summary>
sealed class ShallowXmlReader(XmlReader reader) : XmlReader, IXmlLineInfo
{
    const int Deepest = 256;

    public override int AttributeCount => reader.AttributeCount;

    public override string BaseURI => reader.BaseURI;

    public override int Depth => reader.Depth;

    public override bool EOF => reader.EOF;

    public override bool IsEmptyElement => reader.IsEmptyElement;

    public override string LocalName => reader.LocalName;

    public override string NamespaceURI => reader.NamespaceURI;

    public override XmlNameTable NameTable => reader.NameTable;

    public override XmlNodeType NodeType => reader.NodeType;

    public override string Prefix => reader.Prefix;

    public override ReadState ReadState => reader.ReadState;

    public override string Value => reader.Value;

    public int LineNumber => ((IXmlLineInfo)reader).LineNumber;

    public int LinePosition => ((IXmlLineInfo)reader).LinePosition;

    public override bool Read() => reader.Read() && (reader.Depth <= Deepest ? true
        : throw new XmlException($"Elements are nested more than {Deepest} deep."));

    public bool HasLineInfo() => ((IXmlLineInfo)reader).HasLineInfo();

    public override string GetAttribute(int i) => reader.GetAttribute(i);

    public override string? GetAttribute(string name) => reader.GetAttribute(name);

    public override string? GetAttribute(string name, string? namespaceURI) =>
        reader.GetAttribute(name, namespaceURI);

    public override string? LookupNamespace(string prefix) => reader.LookupNamespace(prefix);

    public override bool MoveToAttribute(string name) => reader.MoveToAttribute(name);

    public override bool MoveToAttribute(string name, string? ns) => reader.MoveToAttribute(name, ns);

    public override bool MoveToElement() => reader.MoveToElement();

    public override bool MoveToFirstAttribute() => reader.MoveToFirstAttribute();

    public override bool MoveToNextAttribute() => reader.MoveToNextAttribute();

    public override bool ReadAttributeValue() => reader.ReadAttributeValue();

    public override void ResolveEntity() => reader.ResolveEntity();

    protected override void Dispose(bool disposing)
    {
        reader.Dispose();
        base.Dispose(disposing);
    }
}
