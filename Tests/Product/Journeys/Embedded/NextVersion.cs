using System;
using System.IO;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Xml.Linq;
using CrmMilestones.Dataverse.Import;
using CrmMilestones.Packaging;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Tests.Pack;
using Xunit;

namespace CrmMilestones.Tests.Journeys;

/// <summary>Versions that could follow the one that ships, packed from changed copies of it.</summary>
static class NextVersion
{
    public const string NewColumn = "cm_nextcolumn";
    public const string NewView = "Customers of the next version";
    public const int NewOption = 727000099;
    public const string NewLabel = "Company number";
    public const string NewWording = "Also missing";

    /// <summary>
    /// 1.1: changed labels and assembly, a new column on account and on market, new options of two choices, and
    /// a view.
    /// </summary>
    public static SolutionPackage Package { get; } = Pack(1, Add);

    /// <summary>1.2: has the changes of 1.1, but not what that version added.</summary>
    public static SolutionPackage WithoutAdditions { get; } = Pack(2, _ => { });

    static SolutionPackage Pack(byte minor, Action<SolutionCopy> change)
    {
        SolutionCopy solution = new();
        solution.Replace("Other/Solution.xml", "<Version>1.0.0.0</Version>", $"<Version>1.{minor}.0.0</Version>");
        Edit(solution, "Entities/Account/Entity.xml", table => Column(table, Columns.RegistrationNumber)
            .Descendants("displayname").First().SetAttributeValue("description", NewLabel));
        change(solution);

        solution.ReplaceAll("CrmMilestones.Plugins, Version=1.0.0.0", $"CrmMilestones.Plugins, Version=1.0.{minor}.0");
        return SolutionPackage.Read(new MemoryStream(
            solution.Pack(plugin: PluginDll.Of(Path.GetFileName(PluginDll.BuiltPath), ChangedPlugin(minor)))));
    }

    static void Add(SolutionCopy solution)
    {
        Edit(
            solution, "Entities/Account/Entity.xml", table => AddColumnLike(Column(table, Columns.RegistrationNumber)));
        Edit(solution, "Entities/cm_Market/Entity.xml", table => AddColumnLike(Column(table, "cm_code")));
        Edit(solution, "OptionSets/cm_endreason.xml", AddOption);
        Edit(solution, "OptionSets/cm_lifecyclestage.xml", AddOption);
        const string Id = "{00000000-0000-4000-8000-000000000001}";
        var view = XElement.Parse(
            solution.Read(solution.Find("Entities/Account/SavedQueries", "description=\"Billable customers\"")));
        view.Descendants("savedqueryid").Single().Value = Id;
        foreach (var label in view.Descendants("LocalizedName"))
        {
            label.SetAttributeValue("description", NewView);
        }

        solution.Write($"Entities/Account/SavedQueries/{Id}.xml", view.ToString());
    }

    static void AddOption(XElement choice)
    {
        var last = choice.Descendants("option").Last();
        XElement added = new(last);
        added.SetAttributeValue("value", NewOption);
        last.AddAfterSelf(added);
    }

    static void AddColumnLike(XElement column)
    {
        XElement added = new(column);
        added.SetAttributeValue("PhysicalName", "cm_NextColumn");
        added.SetElementValue("Name", NewColumn);
        added.SetElementValue("LogicalName", NewColumn);
        added.SetElementValue("RequiredLevel", "none");
        column.AddAfterSelf(added);
    }

    static XElement Column(XElement table, string name) =>
        table.Descendants("attribute").Single(column => column.Element("LogicalName")!.Value == name);

    static void Edit(SolutionCopy solution, string file, Action<XElement> edit)
    {
        var root = XElement.Parse(solution.Read(file), LoadOptions.PreserveWhitespace);
        edit(root);
        solution.Write(file, root.ToString(SaveOptions.DisableFormatting));
    }

    /// <summary>
    /// The assembly with a sentence and its build number changed, as the product's minor version asks for.
    /// </summary>
    static byte[] ChangedPlugin(byte minor)
    {
        var bytes = File.ReadAllBytes(PluginDll.BuiltPath);
        var wording = bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes("Still needed"));
        Assert.True(wording >= 0, "The assembly no longer says \"Still needed\".");
        Encoding.Unicode.GetBytes(NewWording).CopyTo(bytes, wording);

        using PEReader pe = new([.. bytes]);
        var reader = pe.GetMetadataReader();
        // A row begins with the hash algorithm (4 bytes), the major and the minor version (2 bytes each).
        var build = pe.PEHeaders.MetadataStartOffset + reader.GetTableMetadataOffset(TableIndex.Assembly) + 8;
        bytes[build] = minor;
        return bytes;
    }
}
