using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using System.Xml.Linq;

namespace CrmMilestones.Tests.Fuzz.Mutators;

/// <summary>Zips without compression, so that their bytes can be changed with an effect.</summary>
static class Zips
{
    /// <summary>A solution of one table and one choice.</summary>
    internal static byte[] Small() => Of(new()
    {
        ["solution.xml"] = Encoding.UTF8.GetBytes("""
            <ImportExportXml><SolutionManifest><UniqueName>Small</UniqueName><LocalizedNames/><Version>1.0</Version>
            <Managed>1</Managed><Publisher><UniqueName>p</UniqueName><CustomizationPrefix>cm</CustomizationPrefix>
            </Publisher></SolutionManifest></ImportExportXml>
            """),
        ["customizations.xml"] = Encoding.UTF8.GetBytes("""
            <ImportExportXml><Entities/><Roles><Role id="{00000000-0000-0000-0003-000000000001}" name="R">
            <RolePrivileges><RolePrivilege name="prvReadAccount" level="Basic"/></RolePrivileges></Role></Roles>
            <optionsets><optionset Name="cm_x"><OptionSetType>picklist</OptionSetType><options><option value="1"><labels>
            <label description="A" languagecode="1033"/></labels></option></options></optionset></optionsets>
            </ImportExportXml>
            """),
    });

    /// <summary>A solution's manifest, choices, Custom APIs and first roles and table: small enough to be changed often.
    /// </summary>
    internal static byte[] Pruned(byte[] zip)
    {
        var parts = Parts(zip)!;
        var customizations = XElement.Load(new MemoryStream(parts["customizations.xml"]));
        foreach (var section in customizations.Elements().ToList())
        {
            section.Elements().Skip(section.Name.LocalName switch
            {
                "Entities" or "Roles" => 1,
                "optionsets" => 20,
                _ => 0,
            }).Remove();
        }

        parts["customizations.xml"] = Encoding.UTF8.GetBytes(customizations.ToString());
        return Of(parts.Where(part => part.Key.EndsWith(".xml", System.StringComparison.Ordinal)
            && !part.Key.StartsWith("Workflows", System.StringComparison.Ordinal)
            && !part.Key.StartsWith("WebResources", System.StringComparison.Ordinal)
            && !part.Key.StartsWith("customapis", System.StringComparison.Ordinal)).ToDictionary());
    }

    /// <summary>The parts; null for what is no zip.</summary>
    internal static Dictionary<string, byte[]>? Parts(byte[] zip)
    {
        try
        {
            using ZipArchive archive = new(new MemoryStream(zip));
            return archive.Entries.DistinctBy(entry => entry.FullName).ToDictionary(entry => entry.FullName, Bytes);
        }
        catch (System.Exception e) when (e is InvalidDataException or IOException or System.ArgumentException)
        {
            return null;
        }
    }

    internal static byte[] Of(Dictionary<string, byte[]> parts)
    {
        using MemoryStream zip = new();
        using (ZipArchive archive = new(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in parts)
            {
                using var part = archive.CreateEntry(name, CompressionLevel.NoCompression).Open();
                part.Write(bytes);
            }
        }

        return zip.ToArray();
    }

    static byte[] Bytes(ZipArchiveEntry entry)
    {
        using var part = entry.Open();
        using MemoryStream bytes = new();
        part.CopyTo(bytes);
        return bytes.ToArray();
    }
}
