using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using System.Xml.XPath;
using CrmMilestones.Packaging;
using Xunit;

namespace CrmMilestones.Tests.Pack;

public sealed class SolutionPackerTests
{
    readonly SolutionCopy _solution = new();

    [Fact]
    public void Packing_twice_gives_the_same_bytes() => Assert.Equal(_solution.Pack(), new SolutionCopy().Pack());

    [Fact]
    public void Files_of_another_age_in_another_folder_give_the_same_bytes()
    {
        var folder = Directory.CreateTempSubdirectory("CrmMilestones.").FullName;
        try
        {
            _solution.SaveTo(folder);
            foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            {
                File.SetLastWriteTimeUtc(file, new(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));
            }

            Assert.Equal(_solution.Pack(), SolutionPacker.Pack(folder, PluginDll.BuiltPath, managed: true));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void The_zip_holds_the_built_assembly_byte_by_byte() => Assert.Equal(
        File.ReadAllBytes(PluginDll.BuiltPath),
        Assert.Single(Parts(_solution.Pack()),
            part => part.Key.StartsWith("PluginAssemblies/", StringComparison.Ordinal)).Value);

    [Fact]
    public void An_assembly_that_lies_in_the_source_is_not_taken()
    {
        var expected = _solution.Pack();
        var registration = _solution.Find("PluginAssemblies");
        _solution.Write(registration.Replace(".data.xml", "", StringComparison.Ordinal), "old");
        Assert.Equal(expected, _solution.Pack());
    }

    [Fact]
    public void Managed_and_unmanaged_differ_in_the_flag_only()
    {
        var managed = Parts(_solution.Pack());
        var unmanaged = Parts(_solution.Pack(managed: false));

        Assert.Equal(managed.Keys, unmanaged.Keys);
        Assert.Equal(["solution.xml"], managed.Keys.Where(name => !managed[name].SequenceEqual(unmanaged[name])));
        var (flag, other) =
            (Encoding.UTF8.GetString(managed["solution.xml"]), Encoding.UTF8.GetString(unmanaged["solution.xml"]));
        Assert.Contains("<Managed>1</Managed>", flag, StringComparison.Ordinal);
        Assert.Equal(other, flag.Replace("<Managed>1<", "<Managed>0<", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_component_of_the_source_is_in_the_customizations()
    {
        var customizations = XDocument.Parse(Text(_solution.Pack(), "customizations.xml")).Root!;
        (string Files, string Elements)[] kinds =
        [
            ("Entities/.*/Entity.xml", "Entities/Entity"), ("Entities/.*/SavedQueries/.*", ".//savedquery"),
            ("Entities/.*/FormXml/.*_managed.xml", ".//systemform"), ("OptionSets/.*", "optionsets/optionset"),
            ("Roles/.*", "Roles/Role"),
            ("Workflows/.*.data.xml", "Workflows/Workflow"),
            ("PluginAssemblies/.*", "SolutionPluginAssemblies/PluginAssembly"),
            ("SdkMessageProcessingSteps/.*", "SdkMessageProcessingSteps/SdkMessageProcessingStep"),
        ];
        Assert.All(kinds, kind => Assert.Equal(
            _solution.Files.Count(file => Regex.IsMatch(file, $"^{kind.Files}$")),
            customizations.XPathSelectElements(kind.Elements).Count()));
        Assert.Equal(
            XDocument.Parse(_solution.Read("Other/Relationships.xml")).Root!.Elements()
                .Select(x => x.Attribute("Name")!.Value),
            customizations.Element("EntityRelationships")!.Elements().Select(x => x.Attribute("Name")!.Value));
    }

    [Fact]
    public void Forms_carry_the_type_that_their_folder_names() => Assert.Equal(
        ["main", "quickCreate"],
        XDocument.Parse(Text(_solution.Pack(), "customizations.xml"))
            .XPathSelectElements("//Entity[Name='cm_Market']/FormXml/forms")
                .Select(forms => forms.Attribute("type")!.Value));

    [Fact]
    public void The_processs_definition_and_formula_are_copied_unchanged()
    {
        var parts = Parts(_solution.Pack());
        var process = _solution.Find("Workflows", "<Activity ");
        var formula = _solution.Find("Entities/cm_customerlifecycle/Formulas");
        Assert.Equal(_solution.Read(process), Encoding.UTF8.GetString(parts[process]));
        Assert.Equal(_solution.Read(formula), Encoding.UTF8.GetString(parts["Formulas/" + Path.GetFileName(formula)]));
    }

    [Fact]
    public void Every_part_has_a_content_type()
    {
        WebResources.Add(_solution, "cm_/js/other.js", "var x;");
        _solution.Write(
            "environmentvariabledefinitions/cm_X/environmentvariabledefinition.xml",
            "<environmentvariabledefinition />");
        var zip = _solution.Pack();

        var types = XDocument.Parse(Text(zip, "[Content_Types].xml")).Root!.Elements().ToDictionary(
            x => x.Attribute("PartName")?.Value
                ?? "*." + x.Attribute("Extension")!.Value, x => x.Attribute("ContentType")!.Value);

        const string bytes = "application/octet-stream";
        string[] copied = ["WebResources/", "Assets/", "catalogs/", "customapis/", "environmentvariabledefinitions/"];
        Assert.All(Parts(zip).Keys.Where(part => copied.Any(part.StartsWith)), part =>
        {
            Assert.True(types.Remove("/" + part, out var type));
            Assert.Equal(bytes, type);
        });
        Assert.Equal(new Dictionary<string, string>
        {
            ["*.xml"] = "text/xml",
            ["*.xaml"] = bytes,
            ["*.dll"] = bytes,
        }, types);
        Assert.Equal("var x;", Text(zip, "WebResources/cm_script0F6A1F0E"));
    }

    [Fact]
    public void The_written_XML_has_line_feeds_and_no_byte_order_mark() => Assert.All(
        Parts(_solution.Pack()).Where(part => !part.Key.Contains('/', StringComparison.Ordinal)),
        part =>
        {
            Assert.Equal((byte)'<', part.Value[0]);
            Assert.DoesNotContain((byte)'\r', part.Value);
        });

    [Fact]
    public void A_line_break_inside_a_value_survives()
    {
        _solution.Replace(
            "OptionSets/cm_endreason.xml", "description=\"Contract ended\"", "description=\"Contract&#xD;&#xA;ended\"");
        var labels = XDocument.Parse(Text(_solution.Pack(), "customizations.xml")).Descendants("label");
        Assert.Contains(labels, label => label.Attribute("description")!.Value == "Contract\r\nended");
    }

    static SortedDictionary<string, byte[]> Parts(byte[] zip)
    {
        using ZipArchive archive = new(new MemoryStream(zip));
        SortedDictionary<string, byte[]> parts = new(StringComparer.Ordinal);
        foreach (var entry in archive.Entries)
        {
            using MemoryStream content = new();
            using var stream = entry.Open();
            stream.CopyTo(content);
            parts.Add(entry.FullName, content.ToArray());
        }

        return parts;
    }

    static string Text(byte[] zip, string part) => Encoding.UTF8.GetString(Parts(zip)[part]);
}
