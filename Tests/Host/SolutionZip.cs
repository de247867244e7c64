using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Text;
using CrmMilestones.Dataverse.Import;

namespace CrmMilestones.Tests.Host;

/// <summary>A solution zip made of a few lines of XML: the table "cm_visit" of organization "Visits".</summary>
sealed record SolutionZip
{
    public string Version { get; init; } = "1.0.0.0";

    public string Managed { get; init; } = "1";

    /// <summary>Columns of cm_visit besides id and name.</summary>
    public string Columns { get; init; } = "";

    /// <summary>What stands in &lt;entity&gt; after the columns.</summary>
    public string Keys { get; init; } = "";

    /// <summary>What stands in &lt;Entity&gt; after &lt;EntityInfo&gt;.</summary>
    public string TableParts { get; init; } = "";

    /// <summary>Further sections of customizations.xml.</summary>
    public string Sections { get; init; } = "";

    /// <summary>Further parts of the zip.</summary>
    public (string Path, string Content)[] Parts { get; init; } = [];

    public SolutionPackage Read() => Read(null);

    /// <param name="leftOut">Told of what is left out; null refuses it.</param>
    public SolutionPackage Read(ICollection<string>? leftOut)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            Write(zip, "solution.xml", Manifest);
            Write(zip, "customizations.xml", Customizations);
            foreach (var (path, content) in Parts)
            {
                Write(zip, path, content);
            }
        }
        stream.Position = 0;
        return leftOut is null ? SolutionPackage.Read(stream) : SolutionPackage.Read(stream, leftOut);
    }

    static void Write(ZipArchive zip, string path, string content)
    {
        using var part = zip.CreateEntry(path).Open();
        part.Write(Encoding.UTF8.GetBytes(content));
    }

    public static string Column(string name, string type, string rest = "") =>
        $"<attribute PhysicalName='{name}'><Type>{type}</Type><LogicalName>{name}</LogicalName>{rest}</attribute>";

    string Manifest => $"""
        <ImportExportXml><SolutionManifest>
          <UniqueName>Visits</UniqueName>
          <LocalizedNames><LocalizedName description="Visits of customers" languagecode="1033"/></LocalizedNames>
          <Version>{Version}</Version><Managed>{Managed}</Managed>
          <Publisher><UniqueName>crmmilestones</UniqueName><CustomizationPrefix>cm</CustomizationPrefix></Publisher>
        </SolutionManifest></ImportExportXml>
        """;

    string Customizations => $"""
        <ImportExportXml>
          <Entities><Entity>
            <Name>cm_Visit</Name>
            <EntityInfo><entity Name="cm_Visit">
              <LocalizedNames><LocalizedName description="Visit" languagecode="1033"/></LocalizedNames>
              <attributes>
                {Column("cm_visitid", "primarykey")}
                {Column("cm_name", "nvarchar", "<DisplayMask>PrimaryName|X</DisplayMask><MaxLength>9</MaxLength>")}
                {Columns}
              </attributes>
              {Keys}
              <EntitySetName>cm_visits</EntitySetName><OwnershipTypeMask>UserOwned</OwnershipTypeMask>
            </entity></EntityInfo>
            {TableParts}
          </Entity></Entities>
          {Sections}
        </ImportExportXml>
        """;
}
