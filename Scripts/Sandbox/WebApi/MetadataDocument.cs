using System.IO;
using System.Text;
using System.Xml;
using Microsoft.OData.Edm.Csdl;

namespace CrmMilestones.Sandbox.WebApi;

/// <summary><c>$metadata</c>: the model that requests are parsed by, as XML.</summary>
static class MetadataDocument
{
    internal static string Write(EdmSchema schema)
    {
        using MemoryStream bytes = new();
        using (var xml = XmlWriter.Create(bytes, new() { Encoding = new UTF8Encoding(false) }))
        {
            if (!CsdlWriter.TryWriteCsdl(schema.Model, xml, CsdlTarget.OData, out var errors))
            {
                throw new System.InvalidOperationException(string.Join("; ", errors));
            }
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
