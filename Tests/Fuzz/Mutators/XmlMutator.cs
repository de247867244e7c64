using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace CrmMilestones.Tests.Fuzz.Mutators;

/// <summary>Changes elements, attributes and texts of XML, now and then its bytes.</summary>
/// <param name="tokens">Values to put in.</param>
/// <param name="hasPath">Whether a first line stands before the XML, which stays.</param>
sealed class XmlMutator(IReadOnlyList<string> tokens, bool hasPath = false) : IMutator
{
    readonly ByteMutator _bytes = new([
        .. tokens.Concat(["<", ">", "</", "<!--", "]]>", "<![CDATA[", "<?x?>", "&#0;", "&amp;", "&x;", "xmlns:x='y'",
            "<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>"]).Select(Encoding.UTF8.GetBytes),
    ]);

    public byte[] Change(byte[] input, IReadOnlyList<byte[]> others, Random random)
    {
        var start = hasPath ? Array.IndexOf(input, (byte)'\n') + 1 : 0;
        if (random.Next(5) == 0 || Root(input, start) is not { } root)
        {
            return [.. input[..start], .. _bytes.Change(input[start..], others, random)];
        }

        for (var times = 1 << random.Next(3); times > 0; times--)
        {
            Step(root, others, random);
        }

        return [.. input[..start], .. Encoding.UTF8.GetBytes(root.ToString(SaveOptions.DisableFormatting))];
    }

    /// <summary>Changes one place of XML that is read already.</summary>
    internal void Step(XElement root, IReadOnlyList<byte[]> others, Random random)
    {
        var elements = root.DescendantsAndSelf().ToList();
        var element = elements[random.Next(elements.Count)];
        var attributes = element.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration).ToList();
        switch (random.Next(10))
        {
            case 0 when element != root:
                element.Remove();
                break;
            case 1 when element != root:
                element.AddAfterSelf(new XElement(element));
                break;
            case 2:
                elements[random.Next(elements.Count)].Add(new XElement(element));
                break;
            case 3 when Root(others[random.Next(others.Count)], hasPath ? -1 : 0) is { } other:
                var donors = other.DescendantsAndSelf().ToList();
                element.Add(new XElement(donors[random.Next(donors.Count)]));
                break;
            case 4 when attributes.Count > 0:
                attributes[random.Next(attributes.Count)].Remove();
                break;
            case 5 or 6 or 7 when attributes.Count > 0:
                attributes[random.Next(attributes.Count)].Value = Value(elements, random);
                break;
            case 8 when !element.HasElements:
                element.Value = Value(elements, random);
                break;
            case 9 when attributes.Count > 0:
                elements[random.Next(elements.Count)].SetAttributeValue(
                    attributes[random.Next(attributes.Count)].Name, Value(elements, random));
                break;
            default:
                Deepen(element, random);
                break;
        }
    }

    static void Deepen(XElement element, Random random)
    {
        var inner = new XElement(element);
        for (var depth = random.Next(1, random.Next(20) == 0 ? 500 : 5); depth > 0; depth--)
        {
            inner = new XElement(element.Name, element.Attributes(), inner);
        }

        element.Add(inner.Elements());
    }

    /// <summary>A token, or a value from elsewhere.</summary>
    string Value(List<XElement> elements, Random random)
    {
        var other = elements[random.Next(elements.Count)];
        return random.Next(3) switch
        {
            0 when other.Attributes().FirstOrDefault() is { } attribute => attribute.Value,
            1 when !other.HasElements => other.Value,
            _ => tokens[random.Next(tokens.Count)],
        };
    }

    static XElement? Root(byte[] input, int start)
    {
        start = start < 0 ? Array.IndexOf(input, (byte)'\n') + 1 : start;
        try
        {
            return XElement.Parse(Encoding.UTF8.GetString(input[start..]).TrimStart('\ufeff'));
        }
        catch (XmlException)
        {
            return null;
        }
    }
}
